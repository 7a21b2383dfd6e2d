package card

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// How long the labels of a card may be, in characters; longer ones are
// shortened at a word. A link that is longer is not shown.
const (
	maxHeadline = 200
	maxName     = 80  // an outlet, a byline, the value of a filter
	maxSpeaker  = 300 // a speaker with the name and the role
	maxQuestion = 200
	maxSaid     = 1500
	maxLink     = 1000
)

// shorten makes a label of s: on one line, without control characters and
// those that turn the direction of what follows, and at most limit characters
// long. A longer one ends at a word, or where a word is too long inside it, with
// " …" to say so. One in which nothing is visible is "". Quotes never come here.
func shorten(s string, limit int) string {
	s = strings.Join(strings.Fields(strings.Map(printable, strings.ToValidUTF8(s, "\uFFFD"))), " ")
	if !strings.ContainsFunc(s, unicode.IsGraphic) {
		return ""
	}
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	cut := []rune(s)[:limit-2]
	for i := len(cut) - 1; i > limit/2; i-- {
		if cut[i] == ' ' {
			cut = cut[:i]
			break
		}
	}
	return strings.TrimRight(string(cut), " ") + " …"
}

// printable turns line ends and tabs to spaces and drops what would change the
// line around the label.
func printable(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), '\u202A' <= r && r <= '\u202E', '\u2066' <= r && r <= '\u2069':
		return -1
	}
	return r
}

// name is a label that stands among others on a line. One that is written from
// right to left is isolated (Unicode Standard Annex 9), or the date beside it
// would change places with it.
func name(s string) string {
	s = shorten(s, maxName)
	for _, r := range s {
		if p, _ := bidi.LookupRune(r); p.Class() == bidi.R || p.Class() == bidi.AL {
			return "\u2068" + s + "\u2069"
		}
	}
	return s
}
