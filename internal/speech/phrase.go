package speech

import "cuttings/internal/text"

// phrase is a run of tokens [lo, hi) of a paragraph; none where hi <= lo.
type phrase struct{ lo, hi int }

func (r phrase) ok() bool { return r.hi > r.lo }

// span is the bytes of the phrase.
func (p *paragraph) span(r phrase) text.Span {
	if !r.ok() {
		return text.Span{}
	}
	return text.Span{Start: p.tokens[r.lo].Start, End: p.tokens[r.hi-1].End}
}

// source is a speaker as found beside a cue.
type source struct {
	phrase phrase // as written
	role   phrase // a role that stands in apposition
	means  phrase // where who is written, the name that it goes with
}

// is reports whether the token i is a word of one of the classes.
func (p *paragraph) is(i int, c class) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].kind == word && p.tokens[i].class&c != 0
}

func (p *paragraph) kindAt(i int, k kind) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].kind == k
}

func (p *paragraph) capital(i int) bool {
	return p.kindAt(i, word) && p.tokens[i].capital
}

// longestPhrase is how many tokens a speaker or a role may have; it bounds the
// work at each cue.
const longestPhrase = 40

// endingAt gathers the noun phrase whose last token is j, not before lo: back
// over words that may belong to it to a determiner or a word that can't.
func (p *paragraph) endingAt(lo, j int) phrase {
	if p.is(j, pronoun) {
		return phrase{j, j + 1}
	}
	start := j + 1
	for k := j; k >= max(lo, j-longestPhrase); k-- {
		t := p.tokens[k]
		if t.kind == bracket && k < j && t.Len() > 1 {
			start = k
			continue
		}
		if t.kind == bracket && t.Len() > 1 {
			continue
		}
		if t.kind != word {
			break
		}
		if t.capital {
			start = k
			continue
		}
		if t.class&determiner != 0 && !(t.class&conjunction != 0 && p.capital(k+1)) { // not: that Mr Hill
			start = k
			if k > lo && p.is(k-1, dependent) { // the two
				start = k - 1
				break
			}
			if p.is(k-1, preposition) && k-2 >= lo && p.noun(k-2) {
				k--
				continue
			}
			break
		}
		if t.class&preposition != 0 {
			if k-1 >= lo && p.noun(k-1) {
				continue
			}
			break
		}
		if t.class&conjunction != 0 {
			if p.capital(k-1) && p.capital(k+1) && k-1 >= lo {
				continue
			}
			break
		}
		if t.class&(auxiliary|pronoun|object|adverb) != 0 || t.class&cue != 0 && !p.is(k-1, determiner) && (k < j || t.class&(third|plain) == 0) {
			break
		}
		start = k
	}
	return phrase{start, j + 1}
}

// noun reports whether the token may end a noun phrase that a preposition goes
// on with.
func (p *paragraph) noun(k int) bool {
	t := p.tokens[k]
	return t.kind == word && (t.capital || t.class&(function|cue|day) == 0) || t.kind == bracket && t.Len() > 1
}

// startingAt gathers the noun phrase that begins at i, before hi.
func (p *paragraph) startingAt(i, hi int) phrase {
	if p.is(i, pronoun) {
		return phrase{i, i + 1}
	}
	hi = min(hi, i+longestPhrase)
	end := i
	named := false
	for k := i; k < hi; k++ {
		t := p.tokens[k]
		if t.kind == bracket && t.Len() > 1 && k > i {
			continue
		}
		if t.kind != word {
			break
		}
		if t.capital {
			named = true
			end = k + 1
			continue
		}
		if t.class&determiner != 0 && (k == i || p.is(k-1, preposition)) {
			continue
		}
		if t.class&preposition != 0 {
			if !p.is(k, of) {
				break
			}
			continue
		}
		if t.class&conjunction != 0 {
			if p.capital(k-1) && p.capital(k+1) {
				continue
			}
			break
		}
		if t.class&particle != 0 && (p.capital(k+1) || p.is(k+1, particle)) {
			continue
		}
		if t.class&(auxiliary|pronoun|object|adverb|cue) != 0 {
			break
		}
		if named && (p.capital(k-1) || p.kindAt(k-1, bracket)) && !p.is(k, of) && !(p.capital(k+1) && k+1 < hi) {
			break // a verb, or an adverb
		}
		end = k + 1
	}
	return phrase{i, end}
}
