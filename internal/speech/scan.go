package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/internal/text"
)

// article is a text taken apart.
type article struct {
	s          string
	paragraphs []paragraph
}

// paragraph is its words and marks in order, with each quotation as one token:
// the skeleton that is left when one doesn't read what is between the marks.
type paragraph struct {
	s string
	text.Span
	tokens     []token
	quotations []quotation
}

type kind uint8

const (
	word kind = iota
	comma
	colon
	stop // a mark that ends sentences, also within one
	dash
	bracket
	quoted // a whole quotation, marks included
)

// token is a word or a mark.
type token struct {
	text.Span
	kind      kind
	class     class // of a word
	capital   bool  // a word with a capital, but for a function word that begins a sentence
	first     bool  // begins a sentence
	quotation int   // of kind quoted: its number in the paragraph
}

func scan(s string) *article {
	a := &article{s: s}
	sentences := text.Sentences(s)
	for _, p := range text.Paragraphs(s) {
		q := paragraph{s: s, Span: p, quotations: quotations(s, p)}
		for len(sentences) > 0 && sentences[0].End <= p.Start {
			sentences = sentences[1:]
		}
		q.tokenize(s, sentences)
		a.paragraphs = append(a.paragraphs, q)
	}
	return a
}

// tokenize fills in the tokens; sentences are those from the paragraph on.
func (p *paragraph) tokenize(s string, sentences []text.Span) {
	next := 0 // quotation
	last := p.Start
	end := p.Start // of the sentence
	for i := p.Start; i < p.End; {
		t := token{Span: text.Span{Start: i}}
		if next < len(p.quotations) && i == p.quotations[next].outer.Start {
			t.kind, t.quotation, t.End = quoted, next, p.quotations[next].outer.End
			next++
		} else if !p.one(s, &t) {
			_, w := utf8.DecodeRuneInString(s[i:p.End])
			i += w
			continue
		}
		for len(sentences) > 0 && sentences[0].Start <= t.Start {
			t.first = t.first || sentences[0].Start >= last
			end = sentences[0].End
			sentences = sentences[1:]
		}
		if t.kind == word {
			if t.End+1 < end && s[t.End] == '.' { // an abbreviation
				t.End++
			}
			t.classify(s)
		}
		p.tokens = append(p.tokens, t)
		i = max(t.End, i+1)
		last = t.End
	}
	if len(p.tokens) > 0 {
		p.tokens[0].first = true
	}
}

// one reads the token at t.Start, if there is one.
func (p *paragraph) one(s string, t *token) bool {
	rest := s[t.Start:p.End]
	r, w := utf8.DecodeRuneInString(rest)
	t.End = t.Start + w
	switch r {
	case ',', ';':
		t.kind = comma
	case ':':
		t.kind = colon
	case '?', '!', '…':
		t.kind = stop
	case '—', '–':
		t.kind = dash
	case '-':
		t.kind = dash
		t.End = t.Start + len(rest) - len(strings.TrimLeft(rest, "-"))
	case '(', '[':
		t.kind = bracket
		t.End = t.Start + aside(rest)
	case ')', ']':
		t.kind = bracket
	default:
		if !isWordRune(r) && r != '@' && r != '#' && r != '$' && r != '£' {
			return false
		}
		t.kind = word
		t.End = t.Start + wordLength(rest)
	}
	return true
}

// longestAside is how many bytes a bracket may hold that is passed over: a party
// and a state, an age, the name of a body in short.
const longestAside = 100

// aside is the length of the bracket at the start of s, to its closing mark if
// that is near and no quotation begins before it.
func aside(s string) int {
	end := strings.IndexAny(s[:min(len(s), longestAside)], ")]")
	if end < 0 || strings.ContainsAny(s[:end], `"“‘`) {
		return 1
	}
	return end + 1
}

// wordLength is the length of the word at the start of s: letters and digits,
// with single marks between them (O'Connor, well-being, U.S, AT&T).
func wordLength(s string) int {
	end := 0
	mark := false
	for i, r := range s {
		switch {
		case isWordRune(r) || i == 0 || unicode.Is(unicode.Mn, r):
			end, mark = i+utf8.RuneLen(r), false
		case !mark && strings.ContainsRune("'’-.&@/_‑", r):
			mark = true
		default:
			return end
		}
	}
	return end
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// classify looks the word up.
func (t *token) classify(s string) {
	w := t.Of(s)
	r, _ := utf8.DecodeRuneInString(w)
	t.capital = unicode.IsUpper(r) || r == '@'
	t.class = classOf(strings.TrimSuffix(w, "."))
	switch {
	case !t.capital:
	case t.class&pronoun != 0 && (t.first || w == "I"):
		t.capital = false
	case t.first && t.class&(function|cue) != 0:
		t.capital = false
	default:
		t.class &= title | honorific | generation | male | female | particle | suffix | organisation | day
	}
}
