package speech

import (
	"strings"

	"cuttings/internal/text"
)

// roleOf is what the article says that the person is, beside the name: behind a
// comma, before one, or right before the name.
func (p *paragraph) roleOf(n name) text.Span {
	if p.kindAt(n.hi, comma) {
		i := n.hi + 1
		if p.kindAt(i, word) && isAge(p.tokens[i].Of(p.s)) && p.kindAt(i+1, comma) {
			i += 2
		}
		if r := p.roleFrom(i); r.ok() {
			return p.roleSpan(r)
		}
	}
	if p.kindAt(n.lo-1, comma) {
		if r := p.roleBefore(n.lo - 1); r.ok() {
			return p.roleSpan(r)
		}
	}
	return p.roleSpan(p.prefix(n))
}

// roleFrom is the role that stands from token i to the next mark.
func (p *paragraph) roleFrom(i int) phrase {
	if !p.kindAt(i, word) || p.tokens[i].first || p.capital(i) && !p.is(i, title) || !p.mayBeRole(i) {
		return phrase{}
	}
	end := i
	for end < len(p.tokens) && end < i+longestPhrase && !p.tokens[end].first && (p.kindAt(end, word) || p.kindAt(end, bracket)) {
		if p.is(end, auxiliary|pronoun|always) || p.is(end, conjunction) && !p.is(end, determiner) && p.tokens[end].Of(p.s) != "and" {
			return phrase{}
		}
		end++
	}
	return phrase{i, end}
}

// roleBefore is the role that ends before the comma at j: The chief executive of
// the trust, Ann Hill.
func (p *paragraph) roleBefore(j int) phrase {
	for k := j - 1; k >= max(0, j-longestPhrase) && (p.kindAt(k, word) || p.kindAt(k, bracket)); k-- {
		if p.is(k, auxiliary|pronoun|cue) {
			break
		}
		if p.is(k, determiner) && (k == 0 || !p.kindAt(k-1, word) || p.tokens[k].first) && k+1 < j && !p.capital(k+1) {
			return phrase{k, j}
		}
	}
	return phrase{}
}

// prefix is the role in the words right before a name: Unison spokesman Mark
// Hill, the shadow chancellor, President.
func (p *paragraph) prefix(n name) phrase {
	lo := n.body.lo
	for lo > n.lo && !p.is(lo-1, honorific) {
		lo--
	}
	offices := phrase{lo, n.body.lo}
	k := n.lo - 1
	if !p.kindAt(k, word) || p.capital(k) || p.is(k, function|cue|day) || p.tokens[n.lo].first || strings.HasSuffix(p.tokens[k].Of(p.s), "ed") {
		return offices
	}
	r := p.endingAt(0, k)
	if r.lo > 0 && p.is(r.lo-1, auxiliary|pronoun) || !p.mayBeRole(r.lo) {
		return offices
	}
	r.hi = n.body.lo
	if n.honorary {
		r.hi = n.lo
	}
	return r
}

// mayBeRole reports whether a role may begin with the token.
func (p *paragraph) mayBeRole(i int) bool {
	w := p.tokens[i].Of(p.s)
	return !p.is(i, auxiliary|adverb|preposition|conjunction|pronoun|object|present|past|third|day) &&
		!strings.HasSuffix(w, "ing") && !strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "ly") && isWordRune(rune(w[0])) && (w[0] < '0' || w[0] > '9')
}

// roleSpan is the role without the article before it.
func (p *paragraph) roleSpan(r phrase) text.Span {
	if r.ok() && p.is(r.lo, determiner) && (r.lo+1 == r.hi || bare(p.tokens[r.lo+1].Of(p.s)) == p.tokens[r.lo+1].Of(p.s)) {
		switch strings.ToLower(p.tokens[r.lo].Of(p.s)) {
		case "a", "an", "the":
			r.lo++
		}
	}
	return p.span(r)
}
