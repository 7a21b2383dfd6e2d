package source

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/text"
)

// words are the words of a text in the form in which they are compared.
type words struct {
	key   string      // all of them, one behind the other; those with a digit between bars
	at    []int       // where each begins in key; at the end the length of key
	spans []text.Span // where each stands, in bytes of the text
}

// run is some words that follow one another: [first, last).
type run struct{ first, last int }

func (w words) len() int { return len(w.spans) }

// word is the i-th word as it is compared.
func (w words) word(i int) string { return w.key[w.at[i]:w.at[i+1]] }

// isNumber reports whether the i-th word has a digit.
func (w words) isNumber(i int) bool { return w.key[w.at[i]] == bar }

// span is where a run of words stands in the text. It has one word at least.
func (w words) span(r run) text.Span {
	return text.Span{Start: w.spans[r.first].Start, End: w.spans[r.last-1].End}
}

// slice are the words of a run by themselves.
func (w words) slice(r run) words {
	s := words{key: w.key[w.at[r.first]:w.at[r.last]], spans: w.spans[r.first:r.last]}
	for _, at := range w.at[r.first : r.last+1] {
		s.at = append(s.at, at-w.at[r.first])
	}
	return s
}

// find returns the runs of whole words that have the key, in order. A word may
// be divided otherwise there ("redundan- cies"), a number may not.
func (w words) find(key string) []run {
	var found []run
	for from := 0; key != ""; {
		i := strings.Index(w.key[from:], key)
		if i < 0 {
			break
		}
		first, starts := w.boundary(from + i)
		last, ends := w.boundary(from + i + len(key))
		if starts && ends {
			found = append(found, run{first, last})
		}
		if starts {
			first++
		}
		from = w.at[first] // the next word: not each letter of a long one
	}
	return found
}

// boundary is the number of the word that begins at that place of the key.
func (w words) boundary(at int) (int, bool) {
	i := sort.SearchInts(w.at, at)
	return i, i < len(w.at) && w.at[i] == at
}

// from are the words that stand behind that place of the text.
func (w words) from(place int) words {
	first := sort.Search(len(w.spans), func(i int) bool { return w.spans[i].Start >= place })
	return w.slice(run{first, w.len()})
}

// surroundings are the words in and around a span of s: of so many bytes on
// either side at least, as far as s has them.
func surroundings(s string, p text.Span, bytes int) words {
	start, end := max(0, p.Start-bytes), min(len(s), p.End+bytes)
	for start > 0 && !divides(s, start) {
		start--
	}
	for end < len(s) && !divides(s, end) {
		end++
	}
	return wordsIn(s[start:end], start)
}

// divides reports whether no word goes over that place of s: white space stands
// there, or the place is in a stretch without any that is too long for a word.
func divides(s string, at int) bool {
	const far = 200
	return s[at] <= ' ' || utf8.RuneStart(s[at]) && strings.IndexByte(s[max(0, at-far):min(len(s), at+far)], ' ') < 0
}

// bar stands on both sides of a word with a digit, so that 36 6 is not 366. No
// word has one in it.
const bar = '|'

// wordsIn are the words of s, which stands at that place of a text. A word is a run of letters, digits and marks, with
// apostrophes inside, which don't count; in scripts that set no spaces between
// words, each letter is one. A number keeps its decimal point, the sign of
// currency before it and the letters or per cent behind it, and loses the commas
// between thousands.
func wordsIn(s string, place int) words {
	folded := text.Fold(s)
	f := folded.Text
	var w words
	var key strings.Builder
	for at := 0; at < len(f); {
		n, number := scan(f[at:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(f[at:])
			at += size
			continue
		}
		span := folded.Source(text.Span{Start: at, End: at + n})
		span = text.Span{Start: place + span.Start, End: place + span.End}
		if last := len(w.spans) - 1; last >= 0 && span.Start < w.spans[last].End {
			w.spans[last].End = span.End // ½ is two words, 1 and 2, in one sign
		} else {
			w.at = append(w.at, key.Len())
			w.spans = append(w.spans, span)
		}
		form := strings.Map(unsigned, f[at:at+n])
		if number {
			form = string(bar) + form + string(bar)
		}
		key.WriteString(form)
		at += n
	}
	w.key = key.String()
	w.at = append(w.at, len(w.key))
	return w
}

// unsigned drops what stands in a word and doesn't count.
func unsigned(r rune) rune {
	if r == '\'' || r == ',' {
		return -1
	}
	return r
}

// scan is the length of the word that s begins with, 0 when it begins with none,
// and whether it has a digit.
func scan(s string) (n int, number bool) {
	r, size := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[size:])
	switch {
	case unicode.Is(unicode.Sc, r) && unicode.IsDigit(next):
		n = size
	case text.Unspaced(r):
		n = size
		for n < len(s) { // with the marks upon it
			r, size := utf8.DecodeRuneInString(s[n:])
			if !unicode.Is(unicode.M, r) {
				break
			}
			n += size
		}
		return n, false
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return 0, false
	}
	digits := false // the last rune was a digit
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		next, _ := utf8.DecodeRuneInString(s[n+size:])
		switch {
		case unicode.IsDigit(r):
			number, digits = true, true
		case text.Unspaced(r):
			return n, number
		case unicode.IsLetter(r), unicode.Is(unicode.M, r), r == '\'' && unicode.IsLetter(next) && n > 0:
			digits = false
		case digits && r == '.' && unicode.IsDigit(next), digits && r == ',' && thousands(s[n+size:]):
		case digits && r == '%':
			return n + size, number
		default:
			return n, number
		}
		n += size
	}
	return n, number
}

// thousands reports whether s begins with three digits and no more.
func thousands(s string) bool {
	for i := range 3 {
		if i >= len(s) || s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}

// signs are the words of s with the signs between them as far as those can be
// compared: not quotation marks, dashes, brackets and Discord's Markdown.
func signs(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("'\"-*_~|>`#()[]", r) {
			return -1
		}
		return r
	}, text.Fold(s).Text)
}
