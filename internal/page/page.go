// Package page finds the article on a web page: the words exactly as the page
// has them, and what the page says of them. An extractor chooses what belongs to
// the article; every word is the page's own.
package page

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"

	"cuttings/internal/archive"
)

// What one page may measure. The extractor's time grows with the square of some
// of these; at the limits it reads the worst page in two seconds, and no news page
// that was looked at came near a tenth of them.
const (
	MaxBytes  = 10 << 20 // of a page, decompressed
	maxText   = 1 << 20  // bytes of the text outside of scripts
	maxNodes  = 50_000
	maxWeight = 2 << 30 // text times paragraphs, which the extractor copies
)

// Source is a page as it was captured.
type Source struct {
	URL  string // where it was captured from; empty when that isn't known
	Type string // the Content-Type that it came with; empty when there was none
	Body []byte // as it was sent, decompressed

	Captured time.Time // when it was; zero when that isn't known
}

// Article is what a page holds. What isn't known is empty.
type Article struct {
	URL        string // the address that the page gives itself, when it may, else the source's
	Title      string // the headline
	Outlet     string // the newspaper or site, as the page names it
	Author     string // the byline, several names apart by commas
	Published  archive.Date
	Language   string   // BCP 47
	Paragraphs []string // in order; white space collapsed, nothing else changed
}

// Read finds the article on a page. The error says what the page is instead, and
// what to do.
func Read(s Source) (Article, error) {
	if len(s.Body) > MaxBytes {
		return Article{}, fmt.Errorf("the page is %d MB large, and a page may have at most %d: save the article's words as .txt or .md", len(s.Body)>>20, MaxBytes>>20)
	}
	text, err := Decode(s.Body, s.Type)
	if err != nil {
		return Article{}, err
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Article{}, fmt.Errorf("the page can't be read (%w): save the article's words as .txt or .md", err)
	}
	at := address(s.URL, doc)
	d := declare(doc)
	tree, err := measure(doc)
	if err != nil {
		return Article{}, err
	}
	tree.ask()
	a := Article{URL: d.canonical(at), Outlet: d.outlet(at)}
	a.Title, a.Author, a.Published = d.headline(a.Outlet), d.byline(a.Outlet), published(doc, d, a.URL)
	a.Paragraphs = tree.article(a.Title)
	if body := d.body(); size(a.Paragraphs) < shortest && size(body) > size(a.Paragraphs) {
		a.Paragraphs = body
	}
	a.Language = d.language()
	return a, refuse(doc, d, a)
}

// shortest is how many bytes of text an extractor must find before other places
// of the page are looked at.
const shortest = 250

func size(paragraphs []string) (n int) {
	for _, p := range paragraphs {
		n += len(p)
	}
	return n
}

var errLarge = errors.New("the page has more text or more elements than an article can have: save the article's words as .txt or .md")

// address is where the page is from: the source's address, else the one that a
// browser wrote into the page when it saved it.
func address(given string, doc *html.Node) *url.URL {
	if given == "" {
		given = savedFrom(doc)
	}
	u, err := url.Parse(given)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	return u
}

// savedFrom reads the comment "saved from url=(0031)https://…" that browsers
// write above the pages they save; the number is the address's length.
func savedFrom(doc *html.Node) string {
	for n := doc.FirstChild; n != nil; n = n.NextSibling {
		if n.Type != html.CommentNode {
			continue
		}
		if _, rest, ok := strings.Cut(n.Data, "saved from url=("); ok {
			if _, u, ok := strings.Cut(rest, ")"); ok {
				return strings.TrimSpace(u)
			}
		}
	}
	return ""
}

// collapse makes every run of white space one space, and none at the ends.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }
