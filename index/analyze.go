package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/text"
)

// LongestWord is the length in code points beyond which a word is no word but
// a blob, and gives no term.
const LongestWord = 64

// Analyze cuts s into the terms that the index knows, in order. It is the only
// analysis there is: what it makes of an article, it makes of a question.
//
// A word is a run of letters, digits and the marks upon them, with apostrophes
// inside; a possessive 's is left out. A number keeps its decimal point and
// loses the commas between thousands, and a currency sign before it and letters
// behind it are part of it: "£44m", "10,000" (the term 10000). Of 2009/10 and
// 2009-10 each year is a term. Initials with points between them are one word:
// "U.S." gives us. Scripts that set no spaces between words give a term for each
// letter (see text.Unspaced). The plural of capitals is their singular: "PCTs"
// gives pct.
//
// Words are folded (see text.Fold), and those of plain letters are stemmed by
// the English Snowball algorithm. Stop words are kept. Analysing the text of a
// term's span gives that term again. Words of more than 64 characters and bytes
// that are not UTF-8 are passed over.
func Analyze(s string) []Term {
	terms := make([]Term, 0, len(s)/5+1)
	for at := 0; at < len(s); {
		n, kind := scan(s[at:])
		if kind != none {
			word := s[at : at+n]
			if kind == plain {
				word = withoutPossessive(word)
			}
			if t := normalize(word, kind); t != "" {
				terms = append(terms, Term{Text: t, Span: text.Span{Start: at, End: at + len(word)}})
			}
		}
		at += n
	}
	return terms
}

// kind is what a token is made of.
type kind int

const (
	none     kind = iota // no token: something between words
	plain                // a word
	numeric              // begins with a digit, or a currency sign and a digit
	initials             // single letters with points between them
)

// scan returns the length in bytes of what s begins with, at least one rune,
// and its kind.
func scan(s string) (int, kind) {
	r, w := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[w:])
	switch {
	case unicode.IsDigit(r):
		return scanNumber(s, 0), numeric
	case unicode.Is(unicode.Sc, r) && unicode.IsDigit(next):
		return scanNumber(s, w), numeric
	case text.Unspaced(r):
		return w, plain
	case unicode.IsLetter(r) && !isApostrophe(r):
		if n := scanInitials(s); n > 0 {
			return n, initials
		}
		return scanWord(s), plain
	}
	return w, none
}

// scanWord returns the length of the word that s begins with.
func scanWord(s string) int {
	end := 0
	for end < len(s) {
		r, w := utf8.DecodeRuneInString(s[end:])
		if isApostrophe(r) && end > 0 {
			next, _ := utf8.DecodeRuneInString(s[end+w:])
			if !unicode.IsLetter(next) || isApostrophe(next) || text.Unspaced(next) {
				break
			}
		} else if !isWordRune(r) {
			break
		}
		end += w
	}
	return end
}

// scanNumber returns the length of the number in s whose digits begin at from,
// with the letters behind it.
func scanNumber(s string, from int) int {
	end := from + digits(s[from:])
	if end-from <= 3 {
		for strings.HasPrefix(s[end:], ",") && digits(s[end+1:]) == 3 {
			end += 4
		}
	}
	if strings.HasPrefix(s[end:], ".") {
		if n := digits(s[end+1:]); n > 0 {
			end += 1 + n
		}
	}
	return end + scanWord(s[end:])
}

// digits returns how many bytes of digits s begins with.
func digits(s string) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }); i >= 0 {
		return i
	}
	return len(s)
}

// scanInitials returns the length of "U.S" at the beginning of s, without the
// last point, or 0 when there are not two single letters with a point between.
func scanInitials(s string) int {
	end, letters := 0, 0
	for at := 0; ; {
		r, w := utf8.DecodeRuneInString(s[at:])
		next, _ := utf8.DecodeRuneInString(s[at+w:])
		if !unicode.IsLetter(r) || isApostrophe(r) || text.Unspaced(r) || isWordRune(next) {
			break
		}
		letters++
		end = at + w
		if next != '.' {
			break
		}
		at = end + 1
	}
	if letters < 2 {
		return 0
	}
	return end
}

// withoutPossessive drops 's from the end of a word.
func withoutPossessive(word string) string {
	for {
		rest := strings.TrimSuffix(strings.TrimSuffix(word, "s"), "S")
		r, w := utf8.DecodeLastRuneInString(rest)
		if len(rest) != len(word)-1 || !isApostrophe(r) || len(rest) == w {
			return word
		}
		word = rest[:len(rest)-w]
	}
}

// isWordRune reports whether r goes on with a word: letters, digits, the marks
// upon them, and the invisible signs that join or hyphenate.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) ||
		r == '\u00ad' || r == '\u200c' || r == '\u200d') && !text.Unspaced(r) && !isApostrophe(r)
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', '＇':
		return true
	}
	return false
}
