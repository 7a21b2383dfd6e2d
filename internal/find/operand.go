package find

import (
	"strings"
	"unicode/utf8"

	"cuttings/index"
)

// operand reads a word, a phrase, a field with what belongs to it, or what
// stands in brackets.
func (p *parser) operand(field index.Field, depth int) (node, *fault) {
	before := p.last
	switch t := p.tokens[0]; t.kind {
	case tokenWord, tokenPhrase:
		l, f := p.leaf(p.take())
		if f != nil {
			return nil, f
		}
		l.field = field
		return l, nil
	case tokenField:
		p.take()
		k := p.peek()
		if p.tokens[0].start > t.end || k != tokenWord && k != tokenPhrase && k != tokenOpen {
			return nil, emptyField(p.source, t, p.tokens[0])
		}
		return p.operand(fieldOf[t.text], depth)
	case tokenOpen:
		p.take()
		if depth++; depth > MaxDepth {
			return nil, tooDeep(p.source, t)
		}
		if p.peek() == tokenClose {
			return nil, emptyBrackets(p.source, t, p.take())
		}
		x, f := p.or(field, depth)
		if f != nil {
			return nil, f
		}
		if p.peek() != tokenClose {
			return nil, unclosedBracket(p.source, t)
		}
		p.take()
		return x, nil
	default:
		return nil, noOperand(p.source, before, t)
	}
}

// leaf makes what is looked for of a word or a phrase.
func (p *parser) leaf(t token) (*leaf, *fault) {
	l := &leaf{}
	typed := t.text
	if t.kind == tokenWord && strings.Contains(typed, "*") {
		if strings.Index(typed, "*") != len(typed)-1 || typed == "*" {
			return nil, wrongStar(p.source, t)
		}
		l.prefix, typed = true, typed[:len(typed)-1]
	}
	l.words = wordsOf(typed)
	if p.terms += len(l.words); p.terms > MaxTerms {
		return nil, tooMany(p.source, t)
	}
	switch {
	case len(l.words) == 0:
		return nil, nothing(p.source, t)
	case l.prefix && len(l.words) > 1:
		return nil, starPhrase(p.source, t)
	case l.prefix:
		w := &l.words[0]
		if w.term = form(w.shown, w.term); utf8.RuneCountInString(w.term) < 2 {
			return nil, shortPrefix(p.source, t)
		}
	}
	return l, nil
}
