package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrapWidth is the longest line, in code points, of a text whose line breaks
// may be only those of a narrow page: mail, wire copy and plain-text editors
// wrap at 65 to 80, a paragraph of prose on one line is nearly always longer.
const wrapWidth = 100

// Paragraphs returns the paragraphs of s in order, without the white space
// around them. A blank line always ends a paragraph. A single line break ends
// one too, unless the text is hard-wrapped: then it is white space like any
// other. A text is hard-wrapped when no line is longer than 100 code points and
// most of the breaks between two lines of a block look like a wrap: the line
// doesn't end a sentence, the first word of the next line would have made it
// longer than the longest line, and that word isn't capitalised.
// \n, \r\n, \r, U+2028 and U+2029 are line breaks.
func Paragraphs(s string) []Span {
	var found []Span
	wrapped := hardWrapped(s)
	for at := 0; at < len(s); {
		var p Span
		p, at = nextParagraph(s, at, wrapped)
		if p.Len() > 0 {
			found = append(found, p)
		}
	}
	return found
}

// nextParagraph returns the first paragraph of s at or after from, and where
// to read on. The paragraph is empty when there is only white space left.
func nextParagraph(s string, from int, wrapped bool) (p Span, next int) {
	for from < len(s) {
		line, after := nextLine(s, from)
		from = after
		if line.Len() == 0 {
			if p.Len() > 0 {
				return p, from
			}
			continue
		}
		if p.Len() == 0 {
			p.Start = line.Start
		}
		p.End = line.End
		if !wrapped {
			return p, from
		}
	}
	return p, from
}

// nextLine returns the line of s that begins at from, without the white space
// around it, and where the next line begins.
func nextLine(s string, from int) (line Span, next int) {
	end, next := len(s), len(s)
	for i := from; i < len(s); i++ {
		c := s[i]
		if c == '\n' || c == '\r' {
			end, next = i, i+1
			if c == '\r' && next < len(s) && s[next] == '\n' {
				next++
			}
			break
		}
		if c == 0xE2 && (strings.HasPrefix(s[i:], "\u2028") || strings.HasPrefix(s[i:], "\u2029")) {
			end, next = i, i+len("\u2028")
			break
		}
	}
	return trim(s, Span{from, end}), next
}

// trim is the span without the white space at its ends.
func trim(s string, p Span) Span {
	p.End = p.Start + len(strings.TrimRightFunc(p.Of(s), unicode.IsSpace))
	p.Start = p.End - len(strings.TrimLeftFunc(p.Of(s), unicode.IsSpace))
	return p
}

// hardWrapped reports whether the line breaks of s are those of a narrow page.
// The rule is in the comment of Paragraphs.
func hardWrapped(s string) bool {
	longest := 0
	for at := 0; at < len(s); {
		line, next := nextLine(s, at)
		at = next
		if line.Len() > longest { // no line has more code points than bytes
			longest = max(longest, utf8.RuneCountInString(line.Of(s)))
		}
		if longest > wrapWidth {
			return false
		}
	}
	var breaks, wraps int
	var last Span
	for at := 0; at < len(s); {
		line, next := nextLine(s, at)
		at = next
		if last.Len() > 0 && line.Len() > 0 {
			breaks++
			if isWrap(last.Of(s), line.Of(s), longest) {
				wraps++
			}
		}
		last = line
	}
	return 2*wraps > breaks
}

// isWrap reports whether the break between two lines looks like that of a page
// of that width.
func isWrap(line, next string, width int) bool {
	first, _ := utf8.DecodeRuneInString(next)
	word, _, _ := strings.Cut(next, " ")
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, closing))
	return !unicode.IsUpper(first) && !isTerminator(last) &&
		utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width
}
