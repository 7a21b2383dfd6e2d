package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// Report says that somebody takes a quote, or its card, for wrong.
type Report struct {
	ID      int64  // given by the store, growing; none is given twice
	Server  string // where it was made; "" outside of one
	Number  int64  // the cutting's
	Version int
	Ref     string // the quote by its own name, which the store doesn't read
	Reason  Reason
	Words   string    // their own, of at most MaxReportWords characters; "" for none
	By      string    // the ID of the user who made it; "" once they are forgotten
	At      time.Time // UTC, to the second; the store's clock says it
	Closed  time.Time // likewise; zero while it is open
}

// Reason is what is wrong with a quote.
type Reason string

const (
	WrongSpeaker Reason = "speaker" // somebody else said it
	WrongSource  Reason = "source"  // the date or the outlet is another
	WrongText    Reason = "text"    // the page reads otherwise
	WrongAnswer  Reason = "answer"  // it doesn't answer what was asked
	WrongOther   Reason = "other"
)

// Reasons are those that can be given, in the order in which they are shown.
func Reasons() []Reason {
	return []Reason{WrongSpeaker, WrongSource, WrongText, WrongAnswer, WrongOther}
}

const (
	// MaxReportWords is how many characters the words of a report may have.
	MaxReportWords = 300

	// MaxReportsBy, MaxReportsIn and MaxReports are how many reports may be open: of
	// one user, of one server, and of all.
	MaxReportsBy = 10
	MaxReportsIn = 200
	MaxReports   = 10_000
)

// ErrReportsBy and ErrReportsFull say that a report was not kept: the user has too
// many that are open, or there are too many in the server or in all.
var (
	ErrReportsBy   = errors.New("too many reports of one user are open")
	ErrReportsFull = errors.New("too many reports are open")
)

// Validate says why no store takes the report, or nil.
func (r Report) Validate() error {
	for _, f := range []field{{"server", r.Server}, {"quote", r.Ref}, {"text", r.Words}, {"author", r.By}} {
		if err := Storable(f.value); err != nil {
			return fmt.Errorf("a report's %s %w", f.name, err)
		}
	}
	switch {
	case r.Number == 0 || r.Version == 0 || r.Ref == "":
		return errors.New("a report needs the quote that it is about")
	case r.By == "":
		return errors.New("a report needs who makes it")
	case !slices.Contains(Reasons(), r.Reason):
		return fmt.Errorf("a report's reason is none of %v", Reasons())
	case utf8.RuneCountInString(r.Words) > MaxReportWords:
		return fmt.Errorf("a report has more than %d characters of text", MaxReportWords)
	}
	return nil
}

// Reports is the part of a Store that keeps what was reported. With an article goes,
// when it is removed, what was reported of it.
type Reports interface {
	// KeepReport keeps a report and returns it with its ID and At. Where one is open
	// of the same user, server, quote (by its Ref) and reason, that one is returned
	// with the new words, if there are any. ErrReportsBy and ErrReportsFull say that
	// there are too many; ErrNotFound or ErrRemoved that the cutting isn't held.
	KeepReport(ctx context.Context, r Report) (Report, error)

	// OpenReports returns a server's open reports, the newest first: MaxReportsIn at
	// most.
	OpenReports(ctx context.Context, server string) ([]Report, error)

	// Reports returns at most limit of all that are kept with a greater ID than
	// after, in order of ID.
	Reports(ctx context.Context, after int64, limit int) ([]Report, error)

	// Report returns one; ErrNotFound when there is none with that ID.
	Report(ctx context.Context, id int64) (Report, error)

	// CloseReport closes a report and returns it as it is then; changed is false
	// when it was closed already. ErrNotFound when there is none with that ID.
	CloseReport(ctx context.Context, id int64) (r Report, changed bool, err error)
}
