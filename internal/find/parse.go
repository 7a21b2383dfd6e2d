package find

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"cuttings/index"
	"cuttings/internal/language"
)

// What a query may hold at most: enough for any that a person types, and little
// enough that no query is expensive by itself.
const (
	MaxLength = 1000 // characters
	MaxTerms  = 64   // words, those of phrases counted one by one
	MaxDepth  = 16   // brackets and NOTs within one another
	MaxNear   = 50   // the number after NEAR/
)

// defaultNear is proposed where the number after NEAR/ is missing.
const defaultNear = 10

// Parse reads a query:
//
//	health jobs            both words, anywhere in the text or the headline
//	"job cuts"             these words in this order, as stems: it finds "job cut" too
//	jobs OR posts          either
//	jobs NOT agency        the first without the second; so does jobs -agency
//	nurses NEAR/5 jobs     at most five words apart (four between them), in any order
//	headline:jobs by:hill  in the headline, the byline; text: in the text alone, outlet:
//	                       in the outlet's name
//	hospit*                words that begin so
//	(jobs OR posts) trust  brackets; headline:(jobs OR posts) looks there for both
//
// NOT binds tightest, then NEAR, AND (also where nothing stands between two
// words), OR. Operators are written in capitals; and, or, not in small letters
// are words. Double quotation marks of any kind do. Inside them everything is a
// word, and a star means nothing; a phrase reaches over the ends of sentences.
// What the index takes for several words (2009/10) is a phrase. What is said
// twice counts once.
//
// The error of a query that can't be read is a *SyntaxError.
func Parse(s string) (Query, error) { return ParseIn("", s) }

// ParseIn is Parse of a query whose words without a field are looked for in one: it
// reads "jobs OR by:hill" in the headline as "headline:jobs OR by:hill".
func ParseIn(field index.Field, s string) (Query, error) {
	q, f := parse(s, field)
	if f != nil {
		return Query{}, &SyntaxError{
			Offset: f.at, Char: utf8.RuneCountInString(s[:f.at]), Text: f.text, Suggestion: f.suggestion(),
		}
	}
	return q, nil
}

func parse(s string, field index.Field) (Query, *fault) {
	if utf8.RuneCountInString(s) > MaxLength {
		return Query{}, tooLong(s)
	}
	tokens, f := lex(s)
	if f != nil {
		return Query{}, f
	}
	if len(tokens) == 1 {
		return Query{}, &fault{text: language.Phrase("query.no-word")}
	}
	p := &parser{source: s, tokens: tokens}
	root, f := p.or(field, 0)
	if f != nil {
		return Query{}, f
	}
	if t := p.tokens[0]; t.kind == tokenClose {
		return Query{}, unopened(s, t)
	}
	if excludes(root) {
		return Query{}, onlyNot(s, tokens)
	}
	if onlyStopWords(root) {
		return Query{}, stopWords(s, tokens)
	}
	q := Query{root}
	if n := utf8.RuneCountInString(q.String()); n > MaxLength {
		return Query{}, &fault{text: language.Phrase("query.written-out", "n", n, "query", fmt.Sprintf("%.40s…", q), "most", MaxLength)}
	}
	return q, nil
}

// onlyStopWords reports whether nothing that must be found says anything.
func onlyStopWords(root node) bool {
	only := true
	wanted(root, func(n node) {
		l, ok := n.(*leaf)
		only = only && ok && l.isStop()
	})
	return only
}

// parser reads tokens from the front, by recursive descent: a method for each
// level of precedence.
type parser struct {
	source string
	tokens []token // the rest
	last   token   // the one before
	terms  int
}

func (p *parser) peek() kind { return p.tokens[0].kind }

func (p *parser) take() token {
	p.last = p.tokens[0]
	p.tokens = p.tokens[1:]
	return p.last
}

// or reads terms between OR, in the field that stands before the bracket.
func (p *parser) or(field index.Field, depth int) (node, *fault) {
	var list []node
	for {
		x, f := p.and(field, depth)
		if f != nil {
			return nil, f
		}
		if o, ok := x.(*or); ok {
			list = append(list, o.list...)
		} else {
			list = append(list, x)
		}
		if p.peek() != tokenOr {
			break
		}
		p.take()
	}
	if list = distinct(list); len(list) == 1 {
		return list[0], nil
	}
	return &or{list}, nil
}

func (p *parser) and(field index.Field, depth int) (node, *fault) {
	var list []node
	for {
		x, f := p.near(field, depth)
		if f != nil {
			return nil, f
		}
		if a, ok := x.(*and); ok {
			list = append(list, a.list...)
		} else {
			list = append(list, x)
		}
		if k := p.peek(); k == tokenAnd {
			p.take()
		} else if k == tokenEnd || k == tokenClose || k == tokenOr {
			break
		}
	}
	if list = distinct(list); len(list) == 1 {
		return list[0], nil
	}
	return &and{list}, nil
}

// distinct leaves out what was said before.
func distinct(list []node) []node {
	said := map[string]bool{}
	return slices.DeleteFunc(list, func(n node) bool {
		s := Query{n}.String()
		again := said[s]
		said[s] = true
		return again
	})
}

func (p *parser) near(field index.Field, depth int) (node, *fault) {
	x, f := p.not(field, depth)
	if f != nil || p.peek() != tokenNear {
		return x, f
	}
	operator := p.take()
	right := p.tokens[0].start
	y, f := p.not(field, depth)
	if f != nil {
		return nil, f
	}
	a, okA := x.(*leaf)
	b, okB := y.(*leaf)
	switch {
	case !okA || !okB:
		return nil, notNear(p.source, operator)
	case a.field != b.field:
		return nil, nearFields(p.source, operator)
	case p.peek() == tokenNear:
		return nil, chainedNear(p.source, p.tokens[0], p.source[right:p.last.end])
	}
	return &near{operator.within, a, b}, nil
}

func (p *parser) not(field index.Field, depth int) (node, *fault) {
	if p.peek() != tokenNot {
		return p.operand(field, depth)
	}
	t := p.take()
	if depth++; depth > MaxDepth {
		return nil, tooDeep(p.source, t)
	}
	x, f := p.not(field, depth)
	if f != nil {
		return nil, f
	}
	if n, ok := x.(*not); ok {
		return n.x, nil
	}
	return &not{x}, nil
}
