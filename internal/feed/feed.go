// Package feed reads feeds (RSS, Atom, JSON Feed) and the lists of them (OPML), and
// finds the feeds that a page names. Bytes in, values out: it fetches nothing, and
// knows no clock.
package feed

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/page"
)

// What is taken of one document.
const (
	MaxBytes = 10 << 20 // of a document, decompressed; a larger one is refused
	maxItems = 1000     // of a feed: the newest or, without dates, the first
)

// Feed is what a document says. What it doesn't say is empty.
type Feed struct {
	Title    string        // plain text
	Link     string        // the site that the feed is of, not the feed's own address; absolute
	Language string        // as the feed has it
	Wait     time.Duration // how long it asks to be left alone, at most a week; 0 when it doesn't say
	Items    []Item        // in the document's order
	Dropped  int           // items beyond a thousand, twice in the feed, or with neither words nor a link
	Damaged  bool          // the document broke off, or was cut: what came before it is here
}

// Item is one article of a feed, as the feed has it.
type Item struct {
	ID                 string // of no other item in this feed; or empty
	Link               string // of no other item in this feed, and not the site's own; http or https, absolute; or empty
	Title              string // plain text
	Author             string // names in plain text, apart by commas
	Language           string // as the feed has it, where it says so of this item
	Published, Updated archive.Date
	HTML               string // the content, else the description; plain text is escaped
	Whole              bool   // HTML seems to hold the whole text rather than its beginning
}

// errNotFeed says that a document is no feed; what wraps it says what it is instead.
var errNotFeed = errors.New("it is not a feed")

// Read reads a feed that came with the Content-Type (or "") from the address base
// (or nil), against which its links are resolved. A document that breaks off gives
// what came before. The error says what is wrong, or what the document is instead,
// and what to do.
func Read(body []byte, contentType string, base *url.URL) (Feed, error) {
	if len(body) > MaxBytes {
		return Feed{}, fmt.Errorf("the feed is %d MB large, and a feed may have at most %d: ask the site for a shorter one", len(body)>>20, MaxBytes>>20)
	}
	if kind := page.Kind(body); kind != "" {
		return Feed{}, fmt.Errorf("%w but %s: give a feed's own address", errNotFeed, kind)
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return Feed{}, fmt.Errorf("%w: nothing is there; try again later, or ask the site", errNotFeed)
	}
	text, err := page.Decode(body, contentType)
	if err != nil {
		return Feed{}, err
	}
	var f Feed
	switch kind, at := kindOf(text, contentType); kind {
	case RSS:
		f, err = readRSS(text[at:])
	case Atom:
		f, err = readAtom(text[at:])
	case JSON:
		f, err = readJSON(text[at:])
	case OPML:
		return Feed{}, fmt.Errorf("%w but a list of feeds (OPML): import it", errNotFeed)
	case webPage:
		return Feed{}, isPage(text, base)
	default:
		return Feed{}, fmt.Errorf("%w: it is neither RSS, Atom nor JSON Feed; give a feed's own address", errNotFeed)
	}
	if err != nil {
		return Feed{}, err
	}
	f.settle(base)
	return f, nil
}

// isPage is the error for a web page, which may name the feed that was meant.
func isPage(text string, base *url.URL) error {
	found := discover(text, base)
	if len(found) == 0 {
		return fmt.Errorf("%w but a web page, and the page names none: give a feed's own address", errNotFeed)
	}
	var named []string
	for _, o := range found[:min(len(found), 3)] {
		named = append(named, o.URL)
	}
	return fmt.Errorf("%w but a web page, which names these: %s; give one of them", errNotFeed, strings.Join(named, ", "))
}
