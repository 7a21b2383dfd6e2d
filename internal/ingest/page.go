package ingest

import (
	"bytes"
	"errors"
	"io/fs"
	"iter"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/capture"
	"cuttings/internal/fetch"
	"cuttings/internal/page"
)

// Page reads a web page as it was captured; see page.Read. Paragraphs of the
// article that are furniture are left out, as they are of text files. A page
// without a headline gets the given name.
func Page(name string, s page.Source) (archive.Article, error) {
	if kind := feedKind(s.Body); kind != "" {
		return archive.Article{}, errors.New("it is a feed (" + kind + "), and feeds aren't read yet: add the articles' own addresses")
	}
	p, err := page.Read(s)
	if err != nil {
		return archive.Article{}, err
	}
	a := archive.Article{
		URL: p.URL, Title: p.Title, Outlet: p.Outlet, Author: p.Author, Published: p.Published, Language: p.Language,
	}
	for i, paragraph := range p.Paragraphs {
		p.Paragraphs[i] = collapse(printable(paragraph))
	}
	a.Text = strings.Join(furnish(p.Paragraphs), "\n\n")
	if a.Title == "" {
		a.Title = base(name)
	}
	return finish(a)
}

// feedKind names the kind of feed that a document is, or is "".
func feedKind(b []byte) string {
	start := strings.ToLower(string(bytes.TrimPrefix(b[:min(len(b), 2048)], []byte(bom))))
	switch {
	case strings.Contains(start, "<rss"), strings.Contains(start, "<rdf:rdf"):
		return "RSS"
	case strings.Contains(start, "<feed") && strings.Contains(start, "http://www.w3.org/2005/atom"):
		return "Atom"
	case strings.Contains(start, "<opml"):
		return "OPML"
	case strings.HasPrefix(strings.TrimSpace(start), "{") && strings.Contains(start, "https://jsonfeed.org/version/"):
		return "JSON Feed"
	}
	return ""
}

// types are what is asked for at an address. A feed is among them so that it can be
// told what it is.
var types = []string{
	"text/html", "application/xhtml+xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml",
	"application/feed+json", "application/json", "application/xml", "text/xml",
}

// address fetches the page at an address.
func (r *run) address(address string) bool {
	item := Item{Source: fetch.Redact(address), Origin: FromStreet}
	if r.street == nil {
		item.Err = errors.New("it is an address, and only files are read here: save the page first")
		return r.send(item)
	}
	answer, err := r.street.Get(r.ctx, fetch.Request{URL: address, Types: types, MaxBytes: page.MaxBytes})
	if item.Err = err; err == nil {
		item.Article, item.Err = Page(item.Source, page.Source{URL: answer.URL, Type: answer.Type, Body: answer.Body})
	}
	return r.send(item)
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

func mhtmlPage(name string, b []byte) (archive.Article, error) {
	s, err := capture.MHTML(b)
	if err != nil {
		return archive.Article{}, err
	}
	return Page(name, s)
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
			if err == nil {
				item.Article, item.Err = Page(s.URL, s)
			}
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
