package markdown

import (
	"strings"
	"unicode"
)

// Escape returns Markdown that the client shows as s, without a mark on it:
// Render(Escape(s)) has the text Plain(s). A backslash goes before every
// character that means something anywhere, and before those that mean something
// at the start of a line there. The colon is among them, so that no address
// becomes a link, in which backslashes would show. Letters, digits, white space
// and everything outside ASCII stay as they are.
//
// It is not for the text of a masked link, where backslashes show: see Link.
func Escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/16)
	at := lineStart
	for _, r := range s {
		if strings.ContainsRune("\\*_~|`<>@:[]", r) || at == lineStart && strings.ContainsRune("#-+", r) ||
			at == number && (r == '.' || r == ')') {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		at = at.after(r)
	}
	return b.String()
}

// place is where in a line Escape stands, as far as it matters.
type place int

const (
	lineStart place = iota // nothing but white space and invisible characters before
	number                 // nothing but those and a number before
	within
)

// after is the place behind r. Every character that some program takes for a
// line end is one.
func (p place) after(r rune) place {
	switch {
	case strings.ContainsRune("\n\r\v\f\u0085\u2028\u2029", r):
		return lineStart
	case p == lineStart && (unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)):
		return lineStart
	case p != within && '0' <= r && r <= '9':
		return number
	}
	return within
}
