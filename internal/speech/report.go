package speech

import (
	"slices"
	"strings"

	"cuttings/internal/text"
)

// report tells what the announcements of the sentence report without quotation
// marks: indirect speech, and the reported part of what is mixed.
func (r *reader) report(c sentence, list []announcement) {
	claimed := c.lo // tokens before it are told
	for k := range list {
		a := &list[k]
		region, ok := c.region(list, k)
		if !ok || region.lo < claimed {
			continue
		}
		if a.speech == 0 && !c.between(region.lo, region.hi) {
			if parts := c.parts(region, nil); len(parts) > 0 {
				r.found = append(r.found, Speech{Kind: Indirect, Quote: parts, Cue: c.span(a.cue), Speaker: c.speaker(a.source)})
				claimed = region.hi
			}
			continue
		}
		if a.speech == 0 {
			continue
		}
		s := &r.found[a.speech-1]
		if parts := c.parts(region, s.Quote); len(parts) > len(s.Quote) {
			s.Kind, s.Quote = Mixed, parts
			claimed = region.hi
		}
	}
}

// region is what the announcement k of the list reports: the clause behind the
// cue, or the one before a cue that ends the sentence.
func (c sentence) region(list []announcement, k int) (phrase, bool) {
	a := list[k]
	if a.class&(call|weak) != 0 {
		return phrase{}, false
	}
	hi := c.hi
	for _, next := range list[k+1:] {
		if lo := next.start(a.cue.hi); c.parted(lo) {
			hi = lo
			break
		}
	}
	for k := a.cue.hi; a.source.means.ok() && k < hi; k++ {
		if c.kindAt(k, comma) { // who added that it is so, left
			hi = k
		}
	}
	if lo, ok := c.clause(a, hi); ok {
		return phrase{lo, hi}, true
	}
	if lo := a.lo(); c.kindAt(lo-1, comma) && lo-1 > c.lo && c.closes(a) {
		return phrase{c.lo, lo - 1}, true
	}
	return phrase{}, false
}

// start is the first token of the announcement that isn't before the token from.
func (a announcement) start(from int) int {
	if a.source.phrase.lo >= from {
		return a.lo()
	}
	return a.cue.lo
}

// parted reports whether a new part of the sentence begins at the token.
func (c sentence) parted(i int) bool {
	return c.kindAt(i-1, comma) || c.kindAt(i-1, quoted) || c.kindAt(i-1, dash) || c.word(i-1) == "and" || c.word(i-1) == "but"
}

// clause is where the clause begins that the cue is followed by, before hi.
func (c sentence) clause(a announcement, hi int) (lo int, ok bool) {
	i := max(a.cue.hi, c.lo)
	if c.accordingTo(a.cue.lo) {
		i = a.source.phrase.hi
		if a.cue.lo > c.lo || !c.kindAt(i, comma) {
			return 0, false
		}
		return i + 1, i+3 < hi
	}
	if a.source.phrase.lo >= a.cue.hi { // said Mr Hill
		return 0, false
	}
	for c.passes(i) {
		i++
	}
	if a.class&tell != 0 {
		if c.is(i, object) {
			i++
		} else if hearer := c.startingAt(i, hi); hearer.ok() && !c.is(i, pronoun) {
			i = hearer.hi
		}
		for c.passes(i) {
			i++
		}
	}
	if c.word(i) == "to" && c.word(i+1) == "the" && c.word(i+2) == "fact" {
		i += 3
	}
	that := c.word(i) == "that"
	if that {
		i++
	}
	if i+2 > hi {
		return 0, false
	}
	switch {
	case that:
		return i, true
	case !c.kindAt(i, word) && !c.kindAt(i, quoted):
		return 0, false
	case c.is(i, preposition|conjunction|auxiliary|object) && !c.is(i, determiner):
		return 0, false
	case a.class&always != 0 || a.class&tell != 0:
		return i, c.word(i) != "so"
	}
	for k := i; k < min(hi, i+12); k++ {
		if c.is(k, auxiliary) || strings.HasPrefix(c.word(k), "need") {
			return i, true
		}
	}
	return 0, false
}

// passes reports whether the token may stand between a cue and what it
// announces: last night, also.
func (c sentence) passes(i int) bool {
	return c.skips(i) && !c.is(i, auxiliary|determiner) && c.word(i) != "there" || c.word(i) == "last" && c.is(i+1, day)
}

// closes reports whether the announcement is the last part of the sentence.
func (c sentence) closes(a announcement) bool {
	end := max(a.cue.hi, a.source.phrase.hi, a.source.role.hi)
	for k := end; k < c.hi; k++ {
		if !c.kindAt(k, word) || c.is(k, auxiliary|pronoun) || c.word(k) == "that" || k > end+8 {
			return false
		}
	}
	return !c.is(c.lo, conjunction) || c.accordingTo(a.cue.lo)
}

// parts is the region in parts: what stands between quotation marks, of those
// that are told, and the reported words around it.
func (c sentence) parts(region phrase, told []text.Span) []text.Span {
	var parts []text.Span
	run := phrase{region.lo, region.lo}
	flush := func() {
		for run.ok() && !c.kindAt(run.hi-1, word) && !c.kindAt(run.hi-1, bracket) {
			run.hi--
		}
		for run.ok() && !c.kindAt(run.lo, word) && !c.kindAt(run.lo, bracket) {
			run.lo++
		}
		if p := c.span(run); run.ok() && strings.ContainsFunc(p.Of(c.s), isWordRune) {
			parts = append(parts, p)
		}
	}
	for _, q := range told {
		if q.Start < c.tokens[region.lo].Start {
			parts = append(parts, q)
		}
	}
	for i := region.lo; i < region.hi; i++ {
		if !c.kindAt(i, quoted) {
			run.hi = i + 1
			continue
		}
		flush()
		run = phrase{i + 1, i + 1}
		if q := c.quotations[c.tokens[i].quotation].inner; slices.Contains(told, q) {
			parts = append(parts, q)
		}
	}
	flush()
	for _, q := range told {
		if q.Start >= c.tokens[region.hi-1].End {
			parts = append(parts, q)
		}
	}
	return parts
}
