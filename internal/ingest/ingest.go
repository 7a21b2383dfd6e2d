// Package ingest turns what people have (files, folders, saved pages, addresses,
// items of feeds) into articles: it takes the words exactly as the source has them,
// leaves out what is not coverage, and says by what name the article is known. File
// puts what was read into the store, a page over what is held of it.
//
// A Markdown (.md, .markdown) or plain text (.txt) file is one article and may
// begin with front matter; see Markdown and Text. A .jsonl file has one article
// on each line; see Record. A web page holds one, whether it was saved or is
// fetched; see Page and Fetch. An item of a feed is one or has its beginning; see
// FromFeed. Read, ReadAll and ReadFS find them all.
package ingest

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/archive"
)

// What one article may measure. Whatever is larger is refused with a word about
// the limit, before it is read where that is possible.
const (
	maxFile   = 16 << 20 // bytes of a Markdown or text file
	maxRecord = 32 << 20 // bytes of one line of a .jsonl file
	maxText   = 5 << 20  // bytes of an article's text
	maxField  = 2000     // code points of an id, headline, outlet, address …
)

// Item is one article that was read, or the reason why it can't be added.
type Item struct {
	Source  string          // the file as it was given, or file:line for a record; an address without its secrets
	Address string          // of what is FromStreet, as it was given
	Article archive.Article // the zero value when Err is set
	Err     error           // what is wrong, in which line, and what to do; it doesn't repeat Source
	Origin  Origin
	Capture *Capture // of a page; nil for text, and where there was none to read
}

// Origin is where an article was read from.
type Origin uint8

const (
	FromFile   Origin = iota // text, Markdown, a record: as somebody wrote it
	FromPage                 // a page that was saved: see Again
	FromStreet               // a page that was fetched: see Again
)

// fieldError says what is wrong with one of the fields, by its key in front
// matter and records.
type fieldError struct {
	key string
	err error
}

func (e *fieldError) Error() string { return e.err.Error() }
func (e *fieldError) Unwrap() error { return e.err }

var errEmpty = errors.New("there is no text in it: put the article's words below what is known about it")

// finish completes an article whose fields are as the source has them: it
// cleans what is known about it, checks the limits and gives it its identity.
func finish(a archive.Article) (archive.Article, error) {
	if strings.TrimSpace(a.Text) == "" {
		return archive.Article{}, errEmpty
	}
	if err := boundedText(a.Text); err != nil {
		return archive.Article{}, err
	}
	a, err := describe(a)
	if err != nil {
		return archive.Article{}, err
	}
	return identify(a)
}

// describe cleans what is known about an article, and checks its limits.
func describe(a archive.Article) (archive.Article, error) {
	for _, field := range []struct {
		key   string
		value *string
	}{
		{"title", &a.Title},
		{"url", &a.URL},
		{"outlet", &a.Outlet},
		{"author", &a.Author},
		{"language", &a.Language},
		{"collection", &a.Collection},
	} {
		*field.value = collapse(printable(*field.value))
		if err := bounded(field.key, *field.value); err != nil {
			return archive.Article{}, err
		}
	}
	if archive.CollectionKey(a.Collection) == archive.DefaultCollection {
		a.Collection = ""
	}
	if err := bounded("id", a.ID); err != nil {
		return archive.Article{}, err
	}
	if err := typable(a.ID); err != nil {
		return archive.Article{}, err
	}
	return a, nil
}

// bounded refuses a value that is longer than anything a reader could use.
func bounded(key, value string) error {
	if n := utf8.RuneCountInString(value); n > maxField {
		return &fieldError{key, fmt.Errorf("its %s is %d characters long and may have at most %d: shorten it", key, n, maxField)}
	}
	return nil
}

func boundedText(s string) error {
	if len(s) > maxText {
		return fmt.Errorf("its text is %d bytes long and may have at most %d: cut it into several articles", len(s), maxText)
	}
	return nil
}

// typable refuses an id that can't be seen or typed as it is. It is not cleaned,
// since others know the article by it.
func typable(id string) error {
	if id != collapse(printable(id)) {
		return &fieldError{"id", fmt.Errorf("the id %.100q has control characters, or white space other than single spaces between words: give it another", id)}
	}
	return nil
}

// parseDate reads a publication date as archive.ParseDate does, white space
// around it aside.
func parseDate(s string) (archive.Date, error) {
	s = strings.TrimSpace(s)
	if err := bounded("published", s); err != nil {
		return archive.Date{}, err
	}
	d, err := archive.ParseDate(s)
	if err != nil {
		return d, &fieldError{"published", fmt.Errorf("published: %w", err)}
	}
	return d, nil
}

// printable is s without control characters (C0, DEL, C1). Tab, line feed and
// carriage return stay; the others that are white space become a space, so that
// no words run together.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case !unicode.IsControl(r), r == '\n', r == '\t', r == '\r':
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, s)
}

// blanked is s with each control character that printable drops or turns into a
// space turned into white space of the same length: a space, or a no-break space
// where it takes two bytes. So offsets into s stay right, in bytes and in code
// points.
func blanked(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case !unicode.IsControl(r), r == '\n', r == '\t', r == '\r':
			return r
		case r < utf8.RuneSelf:
			return ' '
		}
		return '\u00a0'
	}, s)
}

// collapse makes every run of white space one space, and none at the ends. A
// no-break space is white space too.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }
