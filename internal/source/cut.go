package source

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/text"
)

// part is a stretch of the text that is looked for by itself: a sentence.
type part struct {
	span    text.Span // bytes of the text
	raw     string    // the text there
	words   words     // spans in bytes of the text
	leftOut bool      // an ellipsis stands before it
}

// of is what stands at a span of the text, which lies in the part.
func (p part) of(span text.Span) string {
	return p.raw[span.Start-p.span.Start : span.End-p.span.Start]
}

// mostWords is how many words a part has at most: a longer sentence is cut.
const mostWords = 60

// cut takes a text (blank, unwrapped) apart into its sentences, further where
// something was left out. Those without a word are passed over.
func cut(s string) []part {
	var parts []part
	at := 0
	for i, stretch := range stretches(s) {
		began := len(parts)
		for _, sentence := range text.Sentences(stretch.Of(s)) {
			sentence = text.Span{Start: stretch.Start + sentence.Start, End: stretch.Start + sentence.End}
			parts = appendParts(parts, s, sentence)
		}
		if i > 0 && at > 0 && len(parts) > began {
			parts[began].leftOut = true
		}
		at = len(parts)
	}
	return parts
}

// appendParts adds a sentence of s, in parts of no more than mostWords.
func appendParts(parts []part, s string, sentence text.Span) []part {
	all := wordsIn(sentence.Of(s), sentence.Start)
	for first := 0; first < all.len(); first += mostWords {
		w := all.slice(run{first, min(first+mostWords, all.len())})
		p := part{span: sentence, words: w}
		if first > 0 {
			p.span.Start = w.spans[0].Start
		}
		if first+mostWords < all.len() {
			p.span.End = w.spans[w.len()-1].End
		}
		p.raw = p.span.Of(s)
		parts = append(parts, p)
	}
	return parts
}

// ellipsis stands where something was left out.
var ellipsis = regexp.MustCompile(`[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\.\.+|\. \. \.(?: \.)*`)

// stretches are what stands between the ellipses of s.
func stretches(s string) []text.Span {
	var list []text.Span
	at := 0
	for _, m := range ellipsis.FindAllStringIndex(s, -1) {
		list = append(list, text.Span{Start: at, End: m[0]})
		at = m[1]
	}
	return append(list, text.Span{Start: at, End: len(s)})
}

// What messages hold beside words: mentions of members, channels and commands,
// custom emoji and times, as Discord writes them; addresses; and its marks for
// bold, hidden, struck and quoted text.
var (
	mentions  = regexp.MustCompile(`(?i)<(?:@[!&]?|#|/[^<>:]{1,100}:|a?:\w{1,40}:|t:)[-\d]{1,25}(?::\w)?>`)
	emphasis  = regexp.MustCompile("\\*+|__+|~~|\\|\\||`+|(?m:^ *>+ )")
	addresses = regexp.MustCompile(`(?i)\b(?:https?://|www\.)[^\s<>)\]]+`)
)

// blank puts spaces in the place of what matches: the rest stays where it was.
func blank(s string, what *regexp.Regexp) string {
	return what.ReplaceAllStringFunc(s, func(m string) string { return strings.Repeat(" ", len(m)) })
}

// Plain is a message without mentions, custom emoji, times, addresses and marks.
func Plain(s string) string { return blank(Undressed(s), addresses) }

// Undressed is a message as it is looked for: without what Discord puts into it,
// and with line breaks only where they end something. All stays where it was.
func Undressed(s string) string { return unwrap(blank(blank(s, mentions), emphasis)) }

// withoutAddresses is the part without the addresses in it, if it has any and
// words beside them.
func (p part) withoutAddresses() (part, bool) {
	raw := blank(p.raw, addresses)
	if raw == p.raw {
		return p, false
	}
	p.raw, p.words = raw, wordsIn(raw, p.span.Start)
	return p, p.words.len() > 0
}

// unwrap puts a space in the place of a line break that is only that of a narrow
// page: the line ends with a comma or a hyphen, or the next begins with a small
// letter.
func unwrap(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c != '\n' || i == 0 {
			continue
		}
		before := strings.TrimRight(s[:i], " \t\r")
		after := strings.TrimLeft(s[i+1:], " \t>")
		next, _ := utf8.DecodeRuneInString(after)
		if before == "" || strings.HasPrefix(after, "\n") || strings.HasSuffix(before, "\n") {
			continue
		}
		if unicode.IsLower(next) || strings.ContainsAny(before[len(before)-1:], ",-") {
			b[i] = ' '
		}
	}
	return string(b)
}

// trimmed is the text of some parts from their first to their last word.
func trimmed(s string, parts []part) string {
	last := parts[len(parts)-1].words
	return s[parts[0].words.spans[0].Start:last.spans[last.len()-1].End]
}
