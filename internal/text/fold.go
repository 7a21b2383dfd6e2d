package text

import (
	"sort"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Folded is a text in the form that comparisons use, with the way back. It may
// be read by any number of goroutines.
type Folded struct {
	Text   string
	pieces []piece // in order; the last stands at the ends of both texts
}

// piece says that the folded text from folded on was made by the source from
// source on, up to the next piece: byte by byte where exact, else all by all.
type piece struct {
	folded, source int
	exact          bool
}

// Fold folds s for comparison: quotation marks (curly, straight, low,
// guillemets, backticks, primes) become ' or ", dashes become -, every run of
// white space becomes one space, characters are decomposed for compatibility
// (NFKD of UAX #15: ligatures, full-width forms, ½, …), accents and other
// non-spacing marks and invisible format characters are dropped, letters that
// NFKD leaves whole (æ, ø, ß) are spelt out, and case is folded one letter at a
// time. Bytes that are no UTF-8 become U+FFFD. Folding a folded text changes
// nothing.
func Fold(s string) Folded {
	var (
		out      = make([]byte, 0, len(s))
		pieces   []piece
		exact    bool // the last piece is, and may grow
		buf, add []byte
	)
	for i := 0; i < len(s); {
		if isPlain(s, i) {
			if !exact {
				pieces = append(pieces, piece{len(out), i, true})
			}
			exact = true
			out = append(out, lower(s[i]))
			i++
			continue
		}
		exact = false
		r, w := utf8.DecodeRuneInString(s[i:])
		form := norm.NFKD.PropertiesString(s[i : i+w]).Decomposition() // quick, but for Hangul
		if form == nil {
			buf = norm.NFKD.AppendString(buf[:0], string(r))
			form = buf
		}
		add = appendFolded(add[:0], r, form)
		if len(add) > 0 && add[0] == ' ' && len(out) > 0 && out[len(out)-1] == ' ' {
			add = add[1:] // the space before it stands for the whole run
		}
		if len(add) > 0 { // else it belongs to what stands before it
			pieces = append(pieces, piece{len(out), i, false})
			out = append(out, add...)
		}
		i += w
	}
	pieces = append(pieces, piece{len(out), len(s), false})
	return Folded{string(out), pieces}
}

// Source returns the smallest span of the source that made the span of the
// folded text. Both its ends stand on code point boundaries; an accent goes with
// its letter, and a run of white space or a ligature is never taken apart. An
// empty span gives an empty one. It panics when the span lies outside f.Text.
func (f Folded) Source(p Span) Span {
	_ = p.Of(f.Text)
	start, end := f.source(p.Start)
	if p.Len() == 0 {
		return Span{start, start}
	}
	if p.Len() > 1 {
		_, end = f.source(p.End - 1)
	}
	return Span{start, end}
}

// source returns where in the source the byte of the folded text comes from.
func (f Folded) source(at int) (start, end int) {
	i := sort.Search(len(f.pieces), func(i int) bool { return f.pieces[i].folded > at }) - 1
	p := f.pieces[i]
	switch {
	case i == len(f.pieces)-1:
		return p.source, p.source
	case p.exact:
		start = p.source + at - p.folded
		return start, start + 1
	}
	return p.source, f.pieces[i+1].source
}

// isPlain reports whether the byte of s at i becomes one byte whatever stands
// around it: ASCII that no mark can follow, and a space alone.
func isPlain(s string, i int) bool {
	c := s[i]
	if c >= utf8.RuneSelf || c < ' ' || c == '`' || i+1 < len(s) && s[i+1] >= utf8.RuneSelf {
		return false
	}
	return c != ' ' || i > 0 && s[i-1] > ' ' && s[i-1] < utf8.RuneSelf && i+1 < len(s) && s[i+1] > ' '
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// appendFolded appends what the rune becomes; form is its decomposition.
func appendFolded(out []byte, r rune, form []byte) []byte {
	if c := plainForm(r); c != 0 { // before NFKD: ″ would become two primes
		return append(out, c)
	}
	for len(form) > 0 {
		d, w := utf8.DecodeRune(form)
		form = form[w:]
		if 'A' <= d && d <= 'z' && d != '`' {
			out = append(out, lower(byte(d)))
			continue
		}
		if unicode.In(d, unicode.Mn, unicode.Cf) {
			continue
		}
		if c := plainForm(d); c != 0 {
			out = append(out, c)
		} else if spelt := spelling[unicode.ToLower(d)]; spelt != "" {
			out = append(out, spelt...)
		} else {
			out = utf8.AppendRune(out, unicode.ToLower(unicode.ToUpper(d)))
		}
	}
	return out
}

// plainForm is the ASCII form of white space, quotation marks and dashes, or 0.
func plainForm(r rune) byte {
	switch r {
	case '\'', '`', '´', '‘', '’', '‚', '‛', '′', '‵', '‹', '›', 'ʼ', 'ʻ':
		return '\''
	case '"', '“', '”', '„', '‟', '″', '‶', '«', '»', '〝', '〞', '〟':
		return '"'
	case '−':
		return '-'
	}
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Pd, r):
		return '-'
	}
	return 0
}

// spelling holds the letters that NFKD leaves whole and readers take apart.
var spelling = map[rune]string{
	'æ': "ae", 'œ': "oe", 'ø': "o", 'ß': "ss", 'đ': "d", 'ð': "d", 'ħ': "h",
	'ł': "l", 'ŧ': "t", 'þ': "th", 'ı': "i", 'ĸ': "k", 'ŋ': "n",
}
