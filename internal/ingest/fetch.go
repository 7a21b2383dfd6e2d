package ingest

import (
	"context"
	"errors"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/fetch"
	"cuttings/internal/page"
)

// Capture is where and when a page was captured, and what came with it.
type Capture struct {
	URL                string    // where; empty when that isn't known
	At                 time.Time // zero when that isn't known
	ETag, LastModified string
	NotModified        bool // the site says that it is what is held, and that is the item's article
}

// Held is the part of an archive.Store that says what is held of an address.
type Held interface {
	PageAt(ctx context.Context, url string) (archive.Page, bool, error)
	Cutting(ctx context.Context, number int64, version int) (archive.Version, error)
}

// types are what is asked for at an address. A feed is among them so that it can be
// told what it is.
var types = []string{
	"text/html", "application/xhtml+xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml",
	"application/feed+json", "application/json", "application/xml", "text/xml",
}

// Fetch fetches the page at an address and reads the article on it. Where the
// version that is held was read from that page, only something newer is asked for,
// and without it the article is the held one. The item has a Capture when the site
// answered with a page, also when there is no article on it.
func Fetch(ctx context.Context, street *fetch.Client, address string, known archive.Page, held archive.Version) Item {
	item := Item{Source: fetch.Redact(address), Address: address, Origin: FromStreet}
	request := fetch.Request{URL: address, Types: types, MaxBytes: page.MaxBytes}
	if known.Version != 0 && known.Number == held.Number && known.Version == held.Version {
		request.ETag, request.LastModified = known.ETag, known.LastModified
	}
	answer, err := street.Get(ctx, request)
	if item.Err = err; err != nil {
		return item
	}
	item.Capture = captureOf(answer)
	if answer.NotModified {
		item.Article = held.Article
		return item
	}
	item.Article, item.Err = Page(item.Source, page.Source{URL: answer.URL, Type: answer.Type, Body: answer.Body})
	return item
}

func captureOf(answer fetch.Response) *Capture {
	return &Capture{
		URL: answer.URL, At: answer.At.UTC(), NotModified: answer.NotModified,
		ETag: validator(answer.ETag), LastModified: validator(answer.LastModified),
	}
}

// PageRead is what is known of the page that the article was read from in an answer,
// but for the article's Number and Version.
func PageRead(answer fetch.Response, a archive.Article) archive.Page {
	p := captureOf(answer).page(a)
	p.Asked = p.Seen
	return p
}

// page is what a capture says of the page that the article was read from. It is asked
// for at the article's own address where that of the capture is none, or can't be
// kept.
func (c *Capture) page(a archive.Article) archive.Page {
	p := archive.Page{URL: c.URL, ETag: c.ETag, LastModified: c.LastModified, Seen: c.At}
	if !isAddress(c.URL) || archive.Storable(c.URL) != nil {
		p.URL = a.URL
	}
	return p
}

// validator is a header's value, or "" where it can't be kept.
func validator(value string) string {
	if archive.Storable(value) != nil || len(value) > maxField {
		return ""
	}
	return value
}

var errNoStreet = errors.New("it is an address, and only files are read here: save the page first")

// address fetches the page at an address.
func (r *run) address(address string) bool {
	if r.street == nil {
		return r.fail(fetch.Redact(address), errNoStreet)
	}
	known, held, err := r.holds(address)
	if err != nil {
		return r.fail(fetch.Redact(address), err)
	}
	return r.send(Fetch(r.ctx, r.street, address, known, held))
}

// holds is what is held of an address, the zero values where nothing is.
func (r *run) holds(address string) (known archive.Page, v archive.Version, err error) {
	if r.held == nil {
		return known, v, nil
	}
	address, _, _ = strings.Cut(address, "#")
	known, ok, err := r.held.PageAt(r.ctx, address)
	if err == nil && ok {
		v, err = r.held.Cutting(r.ctx, known.Number, 0)
	}
	return known, v, err
}
