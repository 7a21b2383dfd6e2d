package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences returns the sentences of s in order, without the white space
// between them. A sentence lies within one paragraph (see Paragraphs), and every
// byte that isn't white space lies in exactly one sentence. It is made for
// British and American news: a wrong cut would mutilate a quote where a wrong
// join only lengthens it, so in doubt it joins. The time it takes grows with the
// length of s, whatever s holds.
//
// A sentence ends after a mark of the Unicode property Sentence_Terminal or an
// ellipsis, with the quotation marks, brackets and footnote signs that close
// after it, when white space follows (or nothing need follow, as in Chinese),
// and what comes next can begin a sentence. These are the rules SB6 to SB11 of
// UAX #29 with abbreviations.txt in the place of SB8's guess; an implementation
// that looks ahead without bound, as SB8 is written, takes quadratic time.
func Sentences(s string) []Span {
	const usual = 110 // bytes of a sentence and the space after it, in news
	found := make([]Span, 0, 1+len(s)/usual)
	wrapped := hardWrapped(s)
	for at := 0; at < len(s); {
		var p Span
		p, at = nextParagraph(s, at, wrapped)
		found = appendSentences(found, s, p)
	}
	return found
}

// appendSentences cuts the paragraph p of s.
func appendSentences(found []Span, s string, p Span) []Span {
	start := p.Start
	var open brackets
	for i := p.Start; i < p.End; {
		c := s[i]
		if !stops[c] {
			i++
			continue
		}
		if c == '(' || c == ')' {
			open.add(c, i == start)
			i++
			continue
		}
		mark := i
		i += marks(s[i:p.End])
		if i == mark { // a letter or sign beyond ASCII
			_, w := utf8.DecodeRuneInString(s[i:p.End])
			i += w
			continue
		}
		end := i + closers(s[i:p.End])
		next := p.End - len(strings.TrimLeftFunc(s[end:p.End], unicode.IsSpace))
		apart := next > end || end == i && needsNoSpace(s[mark:end])
		opened := open
		for _, c := range []byte(s[i:end]) {
			open.add(c, false)
		}
		aside := open < opened && s[mark] != '.' // a sign (really?) within a sentence
		i = next
		if !apart || aside || next == p.End || open.closeIn(s[end:p.End]) {
			continue
		}
		b := boundary{
			before: s[max(start, mark-reach):mark],
			mark:   s[mark:end],
			after:  s[next:min(p.End, next+reach)],
		}
		if b.ends() {
			found = append(found, Span{start, end})
			start, open = next, 0
		}
	}
	if start < p.End {
		found = append(found, Span{start, p.End})
	}
	return found
}

// reach is how far, in bytes, a decision looks back and ahead: a word, a name.
// It keeps the time linear.
const reach = 120

// stops are the bytes that appendSentences looks at: whatever may begin a mark
// that ends sentences, and brackets.
var stops = func() (stops [256]bool) {
	for _, c := range []byte(".?!()") {
		stops[c] = true
	}
	for c := 0xD6; c < 0x100; c++ { // U+0589, the first beyond ASCII, is D6 89
		stops[c] = true
	}
	return stops
}()

// marks is the length of the marks that end sentences at the start of s.
func marks(s string) int {
	for i, r := range s {
		if !isTerminator(r) {
			return i
		}
	}
	return len(s)
}

// isTerminator reports whether the rune ends sentences: an ellipsis, or the
// property Sentence_Terminal of the Unicode character database.
func isTerminator(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r == '.' || r == '?' || r == '!'
	case r < 0x589, '\u2000' < r && r < '‼': // none of them; quicker than a search
		return r == '…'
	}
	return unicode.Is(unicode.STerm, r)
}

// needsNoSpace reports whether mark is one that white space seldom follows.
func needsNoSpace(mark string) bool {
	return strings.ContainsAny(mark, "。！？｡")
}

// closing are the marks that close after the end of a sentence.
const closing = `"'”’»›)]}」』）】》〉¹²³⁴⁵⁶⁷⁸⁹⁰*†‡`

// closers is the length of what closes at the start of s: the runes of closing,
// format characters such as the right-to-left mark, and footnotes as in [12].
func closers(s string) int {
	i := 0
	for i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case strings.ContainsRune(closing, r) || unicode.Is(unicode.Cf, r):
			i += w
		case r == '“' && (i+w == len(s) || s[i+w] == ' '): // as in German; else it opens
			i += w
		case r == '[' && footnote(s[i:]) > 0:
			i += footnote(s[i:])
		default:
			return i
		}
	}
	return i
}

// footnote is the length of a footnote's number in square brackets at the start
// of s, or 0.
func footnote(s string) int {
	rest := strings.TrimLeft(s[1:min(len(s), 5)], "0123456789")
	if !strings.HasPrefix(rest, "]") {
		return 0
	}
	return strings.IndexByte(s, ']') + 1
}

// brackets follows the round brackets of a sentence, so that it isn't cut
// inside those that it goes on after: he (it was 2 p.m. Nobody saw) left.
type brackets int

// bracketed is how far, in bytes, the bracket that closes is looked for: one that
// closes later holds sentences of its own, or was never meant to close.
const bracketed = 300

// add takes note of a byte; one that opens the sentence doesn't count, for then
// whole sentences stand in the brackets.
func (b *brackets) add(c byte, first bool) {
	switch {
	case c == '(' && !first:
		*b++
	case c == ')' && *b > 0:
		*b--
	}
}

// closeIn reports whether a bracket is open and closes soon in s.
func (b *brackets) closeIn(s string) bool {
	return *b > 0 && strings.IndexByte(s[:min(len(s), bracketed)], ')') >= 0
}
