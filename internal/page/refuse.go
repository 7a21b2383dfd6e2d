package page

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What stands where an article should. They are looked for only where too little
// text was found for one.
var instead = []struct {
	text *regexp.Regexp
	err  error
}{
	{
		regexp.MustCompile(`(?i)\b(before you continue|(accept|manage|use of|uses?) (all )?cookies|cookie (settings|preferences)|your privacy|consent)\b`),
		errors.New("the page asks for consent to cookies and doesn't show the article: open it in a browser, and save it from there"),
	},
	{
		regexp.MustCompile(`(?i)\b(subscribers? only|(subscribe|sign in|log in|register) (now )?to (continue|read|keep reading|unlock)|continue reading|already a subscriber|for subscribers)\b`),
		errPaywall,
	},
	{
		regexp.MustCompile(`(?i)\b((enable|turn on|requires?|activate) javascript|javascript is (disabled|required)|are you a (robot|human)|not a robot|access denied|just a moment|unusual traffic|captcha)\b`),
		errors.New("the page shows its article only to a browser with a person in front of it: open it in one, and save it from there"),
	},
	{
		regexp.MustCompile(`(?i)\b(page (not|cannot be|can't be) found|404 (error|not found|page)|error 404|(no longer|not) (available|exists?))\b`),
		errors.New("the page says that the article isn't there: check the address"),
	},
}

var (
	errPaywall = errors.New("the page shows only the beginning of the article, the rest is for subscribers: open it as one in a browser, and save it from there")
	errNone    = errors.New("no article was found on the page: see that it is an article's page and not a list of articles; else save the article's words as .txt or .md")
)

// Code points of text; languages differ too much in their words.
const (
	fewest = 80  // an article has more
	stub   = 900 // a page that isn't free to read has more when it is read in full
)

// refuse says what a page holds instead of an article, or nil.
func refuse(doc *html.Node, d declaration, a Article) error {
	n := utf8.RuneCountInString(strings.Join(a.Paragraphs, " "))
	switch {
	case n >= fewest && n < stub && !d.free():
		return errPaywall
	case n >= fewest:
		return nil
	}
	shown := visible(doc)
	for _, i := range instead {
		if i.text.MatchString(shown) {
			return i.err
		}
	}
	return errNone
}

// free reports whether the page may be read without paying, as far as it says.
func (d declaration) free() bool {
	for _, w := range d.works {
		switch v := w["isAccessibleForFree"].(type) {
		case bool:
			return v
		case string:
			return !strings.EqualFold(v, "false")
		}
	}
	return true
}

// visible is all that a browser without scripts shows, its pieces apart.
func visible(doc *html.Node) string {
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && (n.Parent.DataAtom == atom.Title || n.Parent.DataAtom == atom.Noscript || !unseen[n.Parent.DataAtom]) {
			b.WriteString(n.Data + " ")
		}
	}
	return b.String()
}
