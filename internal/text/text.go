// Package text cuts and compares the words of articles: paragraphs,
// sentences, folding and text-fragment links. It is pure: strings and byte
// offsets in, strings and byte offsets out; it knows no article and no store.
package text

import (
	"strings"
	"unicode"
)

// Span is a half-open range of bytes, [Start, End), in a text that the context
// names. Both ends stand on code point boundaries when the text is valid UTF-8.
type Span struct{ Start, End int }

// Of returns the part of s that the span covers. It panics, as slicing does,
// when the span lies outside s.
func (p Span) Of(s string) string { return s[p.Start:p.End] }

// Len is the length of the span in bytes.
func (p Span) Len() int { return p.End - p.Start }

// Words is how many words a reader counts in s: the runs of anything but white
// space that hold a letter or a digit, so "state-of-the-art" is one and a lone
// dash is none.
func Words(s string) int {
	n := 0
	for field := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(field, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// Unspaced reports whether r is a letter of a script that sets no spaces between
// words: ideographs and kana, Thai, Lao, Khmer and Burmese.
func Unspaced(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.L, unicode.Nl) && unicode.In(r,
		unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
