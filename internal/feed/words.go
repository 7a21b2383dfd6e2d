package feed

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plain is what a browser shows of HTML, in one line. Titles are escaped once, twice
// or not at all, whatever the rules say, so tags and references are resolved until
// none is left, three times at most. Only the elements of HTML are tags. Control
// characters are left out.
func plain(s string) string {
	for range 3 {
		before := s
		if strings.ContainsAny(s, "<&") {
			s = shown(s)
		}
		if s == before {
			break
		}
	}
	return collapse(strings.Map(legal, s))
}

// shown is the text of HTML with its white space as it is, its paragraphs apart by
// a space.
func shown(s string) string {
	var b strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(s))
	skip := atom.Atom(0)
	for {
		kind := z.Next()
		switch kind {
		case nethtml.ErrorToken:
			return b.String()
		case nethtml.TextToken:
			if skip == 0 {
				b.Write(z.Text())
			}
		case nethtml.StartTagToken, nethtml.EndTagToken, nethtml.SelfClosingTagToken:
			raw := string(z.Raw())
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case a == 0 && skip == 0:
				b.WriteString(raw)
			case kind == nethtml.StartTagToken && (a == atom.Script || a == atom.Style) && skip == 0:
				skip = a
			case kind == nethtml.EndTagToken && a == skip:
				skip = 0
			case skip == 0 && !inline[a]:
				b.WriteByte(' ')
			}
		}
	}
}

// inline are the elements at whose ends no word ends.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Cite: true, atom.Code: true, atom.Em: true, atom.Font: true,
	atom.I: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Small: true, atom.Span: true, atom.Strong: true,
	atom.Sub: true, atom.Sup: true, atom.U: true, atom.Wbr: true,
}

var (
	tag        = regexp.MustCompile(`<(?:/?[a-zA-Z][a-zA-Z0-9:]*(?:\s[^<>]*)?/?|!--.*?--)>`)
	escapedTag = regexp.MustCompile(`(?i)&lt;/?(?:p|br|div|a|b|i|strong|em|img|ul|ol|li|span|blockquote|h[1-6])(?:\s|/?&gt;)`)
	prefixed   = regexp.MustCompile(`<(/?)(?:xhtml|html|h):`)
)

// maxHTML is how large the words of one item may be.
const maxHTML = 1 << 20

// words are an item's words as HTML: the content or, when that says less, the
// summary; and whether they seem to be all.
func words(content, summary string) (string, bool) {
	content, summary = markup(content), markup(summary)
	long, short := collapse(shown(content)), collapse(shown(summary))
	if len(long) < len(short) {
		content, long, short = summary, short, ""
	}
	if long == "" || len(content) > maxHTML {
		return "", false
	}
	return content, whole(content, long, short)
}

// markup is HTML of what is HTML, HTML that was escaped once more, or plain text.
func markup(s string) string {
	if !tag.MatchString(s) {
		if !escapedTag.MatchString(s) {
			return escaped(html.UnescapeString(s))
		}
		s = html.UnescapeString(s)
	}
	return strings.TrimSpace(prefixed.ReplaceAllString(s, "<$1"))
}

// escaped is plain text as HTML, each of its lines a paragraph.
func escaped(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>")
		}
	}
	return b.String()
}

// What speaks for the whole text. A feed rarely says which it has, so the measures
// are on the side of fetching the page: that costs a request, and a beginning taken
// for the whole costs the rest of the article.
const (
	wholeContent = 800  // code points of a content beside a shorter summary
	wholeAlone   = 2000 // code points of one without
	wholeParts   = 3    // paragraphs of it
)

var (
	paragraph = regexp.MustCompile(`(?i)<(?:p|div|li|h[1-6]|blockquote)[\s>]|<br\s*/?>\s*<br`)
	cutShort  = regexp.MustCompile(`(?i)(?:…|\.\.\.|\[(?:…|\.\.\.|more)\]|\((?:…|\.\.\.|more)\)|\b(?:read (?:the )?(?:more|full|rest|whole)|continue reading|keep reading|full (?:story|article))\b[^.!?]{0,60}[»→>….]*|\bmore\s*[»→>…]+)$`)
)

// whole reports whether the words seem to be the whole text, beside a summary that
// is shorter, or "".
func whole(markup, words, summary string) bool {
	n := utf8.RuneCountInString(words)
	if cutShort.MatchString(words[max(0, len(words)-120):]) {
		return false
	}
	if summary != "" && summary != words && n >= 2*utf8.RuneCountInString(summary) {
		return n >= wholeContent
	}
	return n >= wholeAlone && len(paragraph.FindAllStringIndex(markup, wholeParts)) >= wholeParts
}

// collapse makes every run of white space one space, and none at the ends.
func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }
