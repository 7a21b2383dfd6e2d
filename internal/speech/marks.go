package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/text"
)

// quotation is what stands between a pair of quotation marks in one paragraph.
type quotation struct {
	inner, outer text.Span // without and with the marks
	open         bool      // there is no closing mark: it goes on to the end of the paragraph
}

// mark is a quotation mark in a text, and what it may do there.
type mark struct {
	text.Span
	style         byte // which marks it goes with: " for “ ”, and so on
	opens, closes bool
	certain       bool // of a single mark that closes: it is no apostrophe
}

// quotations returns the quotations of the paragraph p of s that don't lie
// within one another. Curly, straight and single marks, two single marks, and
// guillemets each go with their own kind. A quotation mark of two without its
// partner is that of a quotation which goes on in the next paragraph; a single
// one is an apostrophe.
func quotations(s string, p text.Span) []quotation {
	list := marks(s, p)
	var found []quotation
	nested := balanced(list)
	hopeless := false // no single mark closes from here on
	for i := 0; i < len(list); i++ {
		m := list[i]
		if !m.opens || m.style == '\'' && hopeless {
			continue
		}
		end := partner(list, i, nested)
		q := quotation{inner: text.Span{Start: m.End, End: p.End}, outer: text.Span{Start: m.Start, End: p.End}}
		switch {
		case end == len(list) && m.style == '\'' && m.Start > p.Start:
			hopeless = true
			continue
		case end == len(list):
			q.open = true
		case list[end].opens && !list[end].closes:
			i = end - 1 // the next begins before this one is closed: nobody knows where it ended
			continue
		default:
			q.inner.End, q.outer.End = list[end].Start, list[end].End
		}
		i = end
		if strings.ContainsFunc(q.inner.Of(s), isWordRune) {
			found = append(found, q)
		}
	}
	return found
}

// partner is the mark that ends the quotation which the mark i opens: the one
// that closes it, or one that opens another first; len(list) where there is none.
func partner(list []mark, i int, nested bool) int {
	depth := 0
	doubtful := len(list)
	for j := i + 1; j < len(list); j++ {
		m := list[j]
		if m.style != list[i].style {
			continue
		}
		switch {
		case m.style == '\'':
			if m.opens && doubtful < len(list) {
				return doubtful
			}
			if m.closes && m.certain {
				return j
			}
			if m.closes && doubtful == len(list) {
				doubtful = j
			}
		case m.closes && depth == 0:
			return j
		case m.closes:
			depth--
		case m.opens && nested:
			depth++
		case m.opens:
			return j
		}
	}
	return doubtful
}

// balanced reports whether double marks open and close in pairs, so that some
// may stand within others.
func balanced(list []mark) bool {
	depth := 0
	for _, m := range list {
		switch {
		case m.style != '"':
		case m.opens:
			depth++
		default:
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// marks returns the marks of the paragraph that open or close.
func marks(s string, p text.Span) []mark {
	var list []mark
	for i := p.Start; i < p.End; {
		c := s[i]
		if c != '"' && c != '\'' && c != 0xE2 && c != 0xC2 {
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:p.End])
		m := mark{Span: text.Span{Start: i, End: i + w}}
		if r == '\'' && strings.HasPrefix(s[i+1:p.End], "'") {
			r, m.End = '"', i+2
		}
		i = m.End
		before, _ := utf8.DecodeLastRuneInString(s[p.Start:m.Start])
		after, _ := utf8.DecodeRuneInString(s[m.End:p.End])
		if m.Start == p.Start {
			before = ' '
		}
		if m.End == p.End {
			after = ' '
		}
		if m.read(r, before, after) {
			list = append(list, m)
		}
	}
	return list
}

// read says what the mark r does between two other signs; it reports whether it
// does anything.
func (m *mark) read(r, before, after rune) bool {
	free := unicode.IsSpace(before) || strings.ContainsRune("([—–-/“\"‘'", before)
	tight := !unicode.IsSpace(after)
	switch r {
	case '“', '„':
		m.style, m.closes = '"', !free && !isWordRune(after) // as in German
		m.opens = !m.closes
	case '”':
		m.style, m.closes = '"', true
	case '"':
		m.style = '"'
		m.opens = free && tight
		m.closes = !m.opens
	case '«':
		m.style, m.opens = '<', true
	case '»':
		m.style, m.closes = '<', true
	case '‘':
		m.style, m.opens = '\'', free && isWordRune(after) && !unicode.IsDigit(after)
	case '\'':
		m.style, m.opens = '\'', free && (isWordRune(after) && !unicode.IsDigit(after) || strings.ContainsRune("£$[…", after))
		m.closes = !m.opens && !isWordRune(after) && !unicode.IsSpace(before)
	case '’':
		m.style, m.closes = '\'', !isWordRune(after) && !unicode.IsSpace(before)
	}
	if m.style == '\'' && m.closes {
		m.certain = strings.ContainsRune(".,?!…;:", before) || strings.ContainsRune(".,?!;:)—–", after) && before != 's' || unicode.IsSpace(after) && before != 's'
	}
	return m.opens || m.closes
}
