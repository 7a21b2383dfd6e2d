// Package archive holds what the library has and what it promised: articles with
// their versions, cutting numbers and a log of their changes; what was found in
// them, who said what and which of them tell one story; what is hidden, and what was
// posted; where articles come from, feeds, pages and watched folders; who is told of
// them, digests and watches; questions that found nothing; and the settings that
// must outlive a restart. It is the contract, with what every store must agree on:
// which articles can be kept (Validate), what a filter lets through (Match, Tally)
// and what a date means (Days). The stores behind it are in the rooms below, and
// storetest is the suite that each of them passes.
package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"cuttings/internal/speech"
)

// Article is one published text as it was handed in.
type Article struct {
	ID        string // its identity: the record's own, else derived from the address, else from the text
	URL       string // as published; empty when it has no address
	Address   string // the address in the form that identity compares; empty without URL
	Title     string // the headline
	Outlet    string // the newspaper or site, as it names itself
	Author    string // the byline
	Published Date
	Language  string // BCP 47, or empty when not known
	Text      string // UTF-8; every offset of the program counts its bytes

	Collection string // the one that it belongs to, see CollectionKey; not part of what was published
}

// Hash is the SHA-256 of a text in lower-case hexadecimal: 64 characters.
func Hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Version is an article as it stood when it was captured. A version never
// changes, so a quote's offsets into its text hold for ever.
type Version struct {
	Article
	Number   int64     // the cutting number: 1, 2, 3 …, one for each ID, never given twice
	Version  int       // 1 for the first capture, then 2 …
	Hash     string    // Hash of Text
	Captured time.Time // UTC, to the second
}

// Status is what became of an article that was handed in.
type Status string

const (
	Added     Status = "added"     // its ID was not held (or had been removed)
	Changed   Status = "changed"   // any field differs, one left empty now too: a new version
	Unchanged Status = "unchanged" // held already, exactly so
	Refused   Status = "refused"   // not stored; Reason says why
	Removed   Status = "removed"   // it was removed and stays so, see PutUnlessRemoved; Reason says why
)

// Receipt tells what became of one article handed to Put.
type Receipt struct {
	ID      string
	Number  int64 // 0 when refused or removed
	Version int   // 0 when refused or removed
	Status  Status
	Reason  string // when refused: what is wrong and what to do; when removed: the removal's
}

// Change is one step of the growing sequence: an article as it now stands, or
// that it is gone.
type Change struct {
	Seq     int64
	ID      string
	Number  int64
	Current *Version // nil when the article was removed
}

// Filter narrows the coverage. The zero value lets everything through. Filters
// can be compared with ==.
type Filter struct {
	Outlet       string // the whole name, as OutletKey compares it
	Byline       string // words of a name, all of which the byline must have, as NameWords compares them
	Collection   string // the whole name, as CollectionKey compares it
	Since, Until Date   // an article passes when its date may lie in the range, both ends included; one without a date does not
	Hidden       Hidden // what does not pass, whatever else it has
}

// Coverage is what a question was asked of: the meaning of every miss.
type Coverage struct {
	Articles int
	Outlets  []OutletCount // by descending count, then by name; "" counts those without an outlet
	From, To Date          // the earliest and the latest date (see Tally.Count); zero when none has one
	Undated  int           // articles without any date
	Updated  time.Time     // when the newest version was captured; zero when empty
}

// OutletCount is how many articles of one outlet are held, under the spelling of
// its name that most of them have.
type OutletCount struct {
	Outlet   string
	Articles int
}

// DateCount is how many articles have a date.
type DateCount struct {
	Date     Date
	Articles int
}

// ErrNotFound says that the archive does not hold what was asked for, and never
// did. ErrRemoved says that it did, and that it was removed.
var (
	ErrNotFound = errors.New("not in the coverage")
	ErrRemoved  = errors.New("removed from the coverage")
)

// Store keeps the archive. Every method is safe to call from any number of
// goroutines and, for stores that live in a folder or on a server, from any
// number of processes at once; each call is one transaction, and what a call
// has returned without an error survives the death of the process and of the
// machine. A canceled context ends a call with its error and without an effect.
// The errors ErrFull, ErrReadOnly, ErrBusy, ErrDamaged and ErrNewer are wrapped
// where they are the cause.
type Store interface {
	// Put files the articles in the order given and returns a receipt for each,
	// in that order. All are filed or, with an error, none. An article that
	// Validate refuses is refused by its receipt, and so is one whose Address
	// another ID holds; the others are filed. Putting the same article again
	// returns Unchanged and does not move the sequence. An ID that had been
	// removed is Added under its old number, with the next version number; its
	// Address may have been taken by another ID meanwhile. Put without articles
	// does nothing. Of two callers that put one new ID at once, one gets Added
	// and the other Unchanged or Changed.
	Put(ctx context.Context, articles ...Article) ([]Receipt, error)

	// Current returns the newest version of the article with that ID.
	// ErrNotFound or ErrRemoved when there is none.
	Current(ctx context.Context, id string) (Version, error)

	// Cutting returns a version of the article with that cutting number;
	// version 0 means the newest. ErrNotFound or ErrRemoved when there is none:
	// of a removed article no version is returned, and a version that went with
	// a removal stays ErrRemoved when its article is added again.
	Cutting(ctx context.Context, number int64, version int) (Version, error)

	// Remove takes the article out, with all that its versions said, and keeps
	// its ID, its number and the reason, so that the number is never given to
	// another; its Address is free again. ErrNotFound when it never was there,
	// ErrRemoved when it is gone already (the first reason stays). It fails when the
	// reason is not Storable.
	Remove(ctx context.Context, id, reason string) error

	// Removal returns why the article was removed, and whether it is; an ID that
	// is held (again), or never was, gives "", false.
	Removal(ctx context.Context, id string) (reason string, removed bool, err error)

	// Seq is the number of the latest change: 0 for an empty archive, growing
	// with every article added, changed or removed, never falling.
	Seq(ctx context.Context) (int64, error)

	// Changes returns, in growing order of Seq, where each article that changed
	// after the given number now stands: at most limit of them, each article
	// once, at its latest change. No changes, and a limit of 0 or less, give an
	// empty slice. Reading on from the last Seq returned misses nothing, also
	// while others write.
	Changes(ctx context.Context, after int64, limit int) ([]Change, error)

	// Coverage counts the articles whose newest version passes the filter, as
	// Filter.Match says. When none does, it is the zero Coverage.
	Coverage(ctx context.Context, filter Filter) (Coverage, error)

	// Dates counts the articles that pass the filter by their dates, as those are
	// known, in the order of Date.Compare: the undated come last.
	Dates(ctx context.Context, filter Filter) ([]DateCount, error)

	// Collections counts the articles of each collection that has any: those with
	// most first, equals by name.
	Collections(ctx context.Context) ([]CollectionCount, error)

	// Newest returns the articles that pass the filter, those whose date begins
	// latest first, those without one last, equals by descending Number: at most
	// limit of them.
	Newest(ctx context.Context, filter Filter, limit int) ([]Entry, error)

	// Entries returns those of the articles with these numbers that pass the
	// filter, in order of Number.
	Entries(ctx context.Context, filter Filter, numbers ...int64) ([]Entry, error)

	// Hide writes a line into the log of what is hidden and what is shown again;
	// the newest line about a cutting or an outlet in a scope says how it is
	// there. What is so already gets no line, and changed is false. ErrNotFound
	// for a cutting that never was; one that was removed can be hidden, and an
	// outlet of which nothing is held. A Hiding without an Outlet (as OutletKey
	// has it) or a Number, or with both, is an error, and so is one of which a string
	// is not Storable.
	Hide(ctx context.Context, h Hiding) (changed bool, err error)

	// Hidden is what may not be shown in a scope: what is hidden there, and what
	// is hidden Everywhere.
	Hidden(ctx context.Context, scope string) (Hidden, error)

	// Hidings is the log, oldest first. It is never shortened.
	Hidings(ctx context.Context) ([]Hiding, error)

	// Unread returns at most limit of the versions that are held whose speech is
	// not kept, or only as rules older than these found it; none for a limit of 0
	// or less. A version has no speech until KeepSpeech was called for it.
	Unread(ctx context.Context, rules, limit int) ([]Version, error)

	// KeepSpeech keeps the readings, each in the place of what was kept of its
	// version; all or, with an error, none. It fails for one that Validate
	// refuses, and passes over one whose version is not held any more or has been
	// read by the same rules or newer ones: so nothing is kept twice, and of two
	// programs the newer has the say. Seq doesn't move.
	KeepSpeech(ctx context.Context, readings ...Reading) error

	// Speech returns what is kept of a version, in the order of the text: nothing
	// when nobody speaks in it, when it has not been read yet, and when it is not
	// held.
	Speech(ctx context.Context, number int64, version int) ([]speech.Speech, error)

	// Speakers returns everybody who speaks in a newest version that passes the
	// filter, as Filter.Match says, in byte order of Called, Named and Role.
	Speakers(ctx context.Context, filter Filter) ([]Speaker, error)

	// Spoken returns, in growing order of Number, the newest versions that pass
	// the filter in which somebody speaks who is so called, whether by name or
	// not.
	Spoken(ctx context.Context, filter Filter, called ...string) ([]Spoken, error)

	// Heard grows with every change of what Speakers returns for a filter, and
	// never falls.
	Heard(ctx context.Context) (int64, error)

	// ID is a random name that the archive got when it was made and keeps for
	// ever: two archives differ in it, so that what was derived from one is not
	// taken for the other's.
	ID(ctx context.Context) (string, error)

	Settings
	Refiling
	Past
	Stories
	Histories
	Feeds
	Watching
	Posts
	Digests
	Watches
	Pages
	Misses
	Claims
	Searches
	Reports
	People

	// Check reads the whole archive and returns an ErrDamaged that says what is
	// wrong with it and what to do: a text that no longer has its hash, a
	// damaged file. nil means that nothing is.
	Check(ctx context.Context) error

	// Close lets go of the store. Calls after it fail.
	Close() error
}
