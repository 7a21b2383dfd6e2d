package archive

import (
	"context"
	"errors"
	"time"
)

// Page is what is known of the web page that a cutting was read from, or whose
// address it has. Times are UTC, to the second, and zero when it never happened.
type Page struct {
	Number  int64  // the cutting's
	URL     string // where it is asked for
	Version int    // the version of the article that was on it when it was last read; 0 when none was

	// What the answer had that Version was read from, so that it isn't read again.
	ETag, LastModified string

	Seen     time.Time // when it was last there, or was captured
	Asked    time.Time // when it was last asked for
	Failures int       // how often it was asked in vain since it was there
	Missing  time.Time // since when every answer was that nothing is there
	Gone     time.Time // since when it counts as gone; zero while it doesn't
	Error    string    // what was wrong the last time; empty when nothing was
	Next     time.Time // when it is to be asked for again
}

// Validate says why no store keeps the page, or nil.
func (p Page) Validate() error {
	for _, f := range []field{{"address", p.URL}, {"ETag", p.ETag}, {"Last-Modified", p.LastModified}, {"error", p.Error}} {
		if err := Storable(f.value); err != nil {
			return errors.New("the page's " + f.name + " " + err.Error())
		}
	}
	if p.URL == "" {
		return errors.New("the page has no address")
	}
	return nil
}

// FirstLook is how long after its capture an article's page is first asked for
// again.
const FirstLook = 24 * time.Hour

// Pages is the part of a Store that keeps what is known of the articles' pages.
// It can be found out anew by asking for them, and is not exported. What is known
// of an article's page goes with the article when it is removed.
type Pages interface {
	// Page returns what is known of a cutting's page, and whether anything is.
	Page(ctx context.Context, number int64) (page Page, known bool, err error)

	// PageAt returns the page that is asked for at exactly that address, and
	// whether there is one; of several that of the lowest number.
	PageAt(ctx context.Context, url string) (page Page, known bool, err error)

	// KeepPages keeps what is known of cuttings' pages, in the place of what was,
	// and gives back claims on them: of all or, with an error, of none. Without
	// Next a page is due FirstLook after the capture of the newest version. Of a
	// cutting that isn't held nothing is kept. It fails for a page that Validate
	// refuses.
	KeepPages(ctx context.Context, pages ...Page) error

	// ClaimPage hands out, to one caller only for the time of the lease, a page to
	// ask for: the one that has been due longest, else that of a held article with
	// an address of which nothing is known and that was captured FirstLook ago;
	// such a page has only Number and URL. With numbers it is the page of the
	// first of these cuttings that is held, has an address and isn't claimed,
	// due or not. ok is false when there is none.
	ClaimPage(ctx context.Context, lease time.Duration, numbers ...int64) (page Page, ok bool, err error)

	// Gone returns, of these cuttings, those whose pages count as gone, and since
	// when.
	Gone(ctx context.Context, numbers ...int64) (map[int64]time.Time, error)
}
