package feed

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"cuttings/internal/page"
)

// Outline is a feed as a page or a list names it.
type Outline struct {
	Title string // plain text, or empty
	URL   string // http or https, absolute
}

// maxFound is how many feeds of one page are told.
const maxFound = 50

// Discover finds the feeds that a page names in its <link rel="alternate"> elements,
// in the page's order, those of comments only where there are no others. The page
// came with the Content-Type (or "") from base (or nil).
func Discover(body []byte, contentType string, base *url.URL) []Outline {
	if len(body) > page.MaxBytes {
		return nil
	}
	text, err := page.Decode(body, contentType)
	if err != nil {
		return nil
	}
	return discover(text, base)
}

// mediaTypes are those of feeds. A link of type application/json may be to anything.
var mediaTypes = map[string]bool{
	"application/rss+xml": true, "application/atom+xml": true, "application/rdf+xml": true, "application/feed+json": true,
	"application/x-rss+xml": true, "application/x-atom+xml": true, "application/rss": true, "application/atom": true,
	"text/rss+xml": true, "text/atom+xml": true, "text/rss": true, "text/xml": true, "application/xml": true,
}

func discover(text string, base *url.URL) (found []Outline) {
	z := html.NewTokenizer(strings.NewReader(text))
	based, seen := false, map[string]bool{}
	for len(found) < maxFound {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		token := z.Token()
		switch token.DataAtom {
		case atom.Base:
			if href, err := url.Parse(strings.TrimSpace(attribute(token, "href"))); err == nil && !based {
				based = true
				if base != nil {
					href = base.ResolveReference(href)
				}
				base = href
			}
		case atom.Link:
			if o := linked(token, base); o.URL != "" && !seen[o.URL] {
				seen[o.URL] = true
				found = append(found, o)
			}
		}
	}
	if !slices.ContainsFunc(found, func(o Outline) bool { return !ofComments(o) }) {
		return found
	}
	return slices.DeleteFunc(found, ofComments)
}

// linked is the feed that a <link> leads to, or none.
func linked(token html.Token, base *url.URL) Outline {
	rel := strings.Fields(strings.ToLower(attribute(token, "rel")))
	kind, _, _ := strings.Cut(strings.ToLower(attribute(token, "type")), ";")
	if !slices.Contains(rel, "feed") && !(slices.Contains(rel, "alternate") && mediaTypes[strings.TrimSpace(kind)]) {
		return Outline{}
	}
	return Outline{Title: plain(attribute(token, "title")), URL: absolute(strings.TrimSpace(attribute(token, "href")), base)}
}

// ofComments reports whether a feed is one of comments, by its name.
func ofComments(o Outline) bool {
	return strings.Contains(strings.ToLower(o.Title), "comment") || strings.Contains(strings.ToLower(o.URL), "comment")
}

func attribute(token html.Token, key string) string {
	for _, a := range token.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
