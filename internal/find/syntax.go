package find

import (
	"strings"
	"unicode/utf8"

	"cuttings/internal/language"
)

// SyntaxError says what is wrong with a query, where, and what may have been
// meant.
type SyntaxError struct {
	Offset     int           // where, in bytes of the query
	Char       int           // the same in code points
	Text       language.Text // what is wrong there
	Suggestion string        // a query that can be read, or ""
}

func (e *SyntaxError) Error() string {
	if e.Suggestion == "" {
		return e.Text.String()
	}
	return e.Text.String() + " Did you mean " + e.Suggestion + "?"
}

// fault is the first thing found wrong with a query.
type fault struct {
	at     int
	text   language.Text
	mended string // the query with this one fault mended, or ""
}

// suggestion mends the faults one after another until the query can be read.
func (f *fault) suggestion() string {
	for range 8 {
		if f.mended == "" {
			return ""
		}
		s := strings.Join(strings.Fields(f.mended), " ")
		if _, f = parse(s, ""); f == nil {
			return s
		}
	}
	return ""
}

// faultAt makes a fault by the key of its text, which holds the place: "character
// 8".
func faultAt(s string, at int, mended, key string, args ...any) *fault {
	place := language.Phrase("query.place", "number", int64(utf8.RuneCountInString(s[:at])+1))
	return &fault{at: at, text: language.Phrase(key, append(args, "place", place)...), mended: mended}
}

// without is s without the token.
func without(s string, t token) string { return s[:t.start] + " " + s[t.end:] }

// quoted is a piece of a query as it is named in a message.
func quoted(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:39]) + "…"
	}
	return "`" + strings.ToValidUTF8(s, "\uFFFD") + "`"
}
