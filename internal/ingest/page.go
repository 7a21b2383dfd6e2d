package ingest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"net/url"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/capture"
	"cuttings/internal/feed"
	"cuttings/internal/page"
)

// Page reads a web page as it was captured; see page.Read. Paragraphs of the
// article that are furniture are left out, as they are of text files. A page
// without a headline gets the given name.
func Page(name string, s page.Source) (archive.Article, error) {
	return PageOf(archive.Article{Title: base(name)}, s)
}

// PageOf reads a web page of which something is known from elsewhere, such as a
// feed: its headline, outlet, byline, date and language are taken where the page
// has none, and the date where it is the page's told more precisely.
func PageOf(known archive.Article, s page.Source) (archive.Article, error) {
	if kind := feed.KindOf(s.Body, s.Type); kind != feed.None {
		return archive.Article{}, fmt.Errorf("%w (%s): add it by its address, or a list of feeds as a file named .opml", ErrFeed, kind)
	}
	p, err := page.Read(s)
	if err != nil {
		return archive.Article{}, err
	}
	return finish(filled(archive.Article{
		URL: p.URL, Title: p.Title, Outlet: p.Outlet, Author: p.Author, Language: p.Language, Published: p.Published,
		Text: textOf(p.Paragraphs),
	}, known))
}

// filled is an article with what is known of it in the place of what it leaves out:
// a date too where the known one is the same told more precisely, and an outlet
// where it has the name of its host alone.
func filled(a, known archive.Article) archive.Article {
	a.Title = cmp.Or(a.Title, known.Title)
	a.Author = cmp.Or(a.Author, known.Author)
	a.Language = cmp.Or(a.Language, known.Language)
	a.Published = moreOf(a.Published, known.Published)
	if u, err := url.Parse(a.URL); err == nil && a.Outlet == page.Outlet(u.Hostname()) {
		a.Outlet = cmp.Or(known.Outlet, a.Outlet)
	}
	a.Outlet = cmp.Or(a.Outlet, known.Outlet)
	return a
}

// ErrFeed says that a document is a feed or a list of feeds, and no article.
var ErrFeed = errors.New("it is a feed")

// textOf is an article's text of paragraphs as a page has them.
func textOf(paragraphs []string) string {
	for i, paragraph := range paragraphs {
		paragraphs[i] = collapse(printable(paragraph))
	}
	return strings.Join(furnish(paragraphs), "\n\n")
}

// moreOf is a date, or the other where that is the same told more precisely.
func moreOf(a, b archive.Date) archive.Date {
	if a.IsZero() || a.Year == b.Year && (a.Month == 0 || a.Month == b.Month && a.Day == 0) {
		return b
	}
	return a
}

func isAddress(path string) bool {
	scheme, _, ok := strings.Cut(path, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

func webPage(name string, b []byte) (archive.Article, error) { return Page(name, page.Source{Body: b}) }

func zippedPage(name string, b []byte) (archive.Article, error) {
	body, err := capture.Gunzip(bytes.NewReader(b))
	if err != nil {
		return archive.Article{}, err
	}
	return webPage(strings.TrimSuffix(name, ".gz"), body)
}

// mhtml reads the page in an MHTML file.
func mhtml(source string, f fs.File) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		item := Item{Source: source, Origin: FromPage}
		b, err := contents(f)
		if err != nil {
			item.Err = err
		} else {
			s, err := capture.MHTML(b)
			item.read(source, s, err)
		}
		yield(item)
	}
}

// read makes the item that of a page that was captured, or of the error.
func (i *Item) read(name string, s page.Source, err error) {
	if i.Err = err; err == nil {
		i.Capture = &Capture{URL: s.URL, At: s.Captured}
		i.Article, i.Err = Page(name, s)
	}
}

// warc reads the pages of a WARC file one by one. Each is named by its address
// behind the file's name.
func warc(source string, f fs.File) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for s, err := range capture.WARC(f) {
			item := Item{Source: source, Err: err, Origin: FromPage}
			if s.URL != "" {
				item.Source += ":" + printable(s.URL[:min(len(s.URL), maxField)])
			}
			item.read(s.URL, s, err)
			if !yield(item) {
				return
			}
		}
	}
}

// unread refuses a kind of document that people have articles in and that isn't
// read, rather than to pass it over.
func unread(kind string) func(string, fs.File) iter.Seq[Item] {
	return func(source string, _ fs.File) iter.Seq[Item] {
		return func(yield func(Item) bool) {
			yield(Item{Source: source, Err: errors.New("it is " + kind + ", which can't be read: save the article's words as .txt or .md")})
		}
	}
}
