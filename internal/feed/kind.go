package feed

import (
	"regexp"
	"strings"

	"cuttings/internal/page"
)

// Kind is the kind of feed that a document is.
type Kind string

// The kinds of feed, and the list of feeds.
const (
	RSS  Kind = "RSS"
	Atom Kind = "Atom"
	JSON Kind = "JSON Feed"
	OPML Kind = "OPML"
	None Kind = "" // something else

	webPage Kind = "a web page"
)

// prologue is how many bytes may stand before the root element, and before the
// version of a JSON Feed.
const prologue = 64 << 10

// KindOf is the kind of a document that came with the Content-Type (or ""), by what
// it begins with, whatever it was sent as.
func KindOf(body []byte, contentType string) Kind {
	text, err := page.Decode(body[:min(len(body), prologue)], contentType)
	if err != nil {
		return None
	}
	kind, _ := kindOf(text, contentType)
	if kind == webPage {
		return None
	}
	return kind
}

var (
	element = regexp.MustCompile(`(?i)^<(?:[a-z0-9]+:)?(!doctype html|[a-z][a-z0-9]*)[\s/>]`)
	version = regexp.MustCompile(`"version"\s*:\s*"(?:https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/|1(?:\.\d)?"(?:.|\s)*"items"\s*:\s*\[)`)
	roots   = map[string]Kind{"rss": RSS, "rdf": RSS, "feed": Atom, "opml": OPML, "html": webPage, "head": webPage, "body": webPage}
)

// kindOf is the kind of a text that came with the Content-Type (or ""), and where its
// root element begins. What stands before that is passed over: a declaration,
// comments, white space, what a program complained of.
func kindOf(text, contentType string) (Kind, int) {
	start := text[:min(len(text), prologue)]
	if strings.HasPrefix(strings.TrimLeft(start, blank), "{") {
		if version.MatchString(start) || strings.Contains(strings.ToLower(contentType), "feed+json") {
			return JSON, strings.IndexByte(start, '{')
		}
		return None, 0
	}
	typed := None
	for at := 0; ; at++ {
		next := strings.IndexByte(start[at:], '<')
		if next < 0 {
			return typed, 0
		}
		at += next
		if m := element.FindStringSubmatch(start[at:]); m != nil {
			name := strings.ToLower(m[1])
			if kind := roots[name]; kind != None {
				return kind, at
			}
			if typed == webPage {
				return webPage, at
			}
			if name == "!doctype html" { // some feeds claim that
				typed = webPage
			}
		}
		if strings.HasPrefix(start[at:], "<!--") {
			end := strings.Index(start[at:], "-->")
			if end < 0 {
				return typed, 0
			}
			at += end
		}
	}
}

// blank is what may stand before a document that isn't XML.
const blank = " \t\r\n\f\v\x00\ufeff\u00a0"
