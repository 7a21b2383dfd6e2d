package speech

import "strings"

// first is the subject with which the sentence begins, before the token given.
func (c sentence) first(before int) (source, bool) {
	i := c.lo
	if c.joins(i) {
		i++
	}
	for range 3 {
		for c.kindAt(i, comma) || c.kindAt(i, bracket) {
			i++
		}
		if !c.introduces(i) && !c.day(i, before) {
			break
		}
		for i < before && !c.kindAt(i, comma) {
			i++
		}
		i++
	}
	for c.is(i, adverb) || c.kindAt(i, comma) {
		i++
	}
	if i >= before {
		return source{}, false
	}
	r := c.startingAt(i, before)
	if r.ok() && c.kindAt(r.hi, comma) { // At Aspen, Colo., the speaker
		if next := c.startingAt(r.hi+1, before); next.ok() && !c.is(next.lo, who) && next.hi < before && c.kindAt(next.hi, word) {
			r = next
		}
	}
	return source{phrase: r}, r.ok()
}

// joins reports whether the token joins the sentence to the one before it.
func (c sentence) joins(i int) bool {
	switch strings.ToLower(c.word(i)) {
	case "and", "but", "or", "nor", "so", "yet":
		return true
	}
	return false
}

// introduces reports whether the token begins a phrase that stands before the
// subject.
func (c sentence) introduces(i int) bool {
	w := c.word(i)
	return c.is(i, preposition|conjunction) && !c.capital(i) && !c.is(i, pronoun) || c.is(i, day) && !c.is(i+1, auxiliary|cue) ||
		c.is(i, adverb) && c.is(i+1, preposition) || strings.HasSuffix(w, "ly") && (c.kindAt(i+1, comma) || c.is(i+1, preposition)) ||
		strings.HasSuffix(w, "ing") && !c.is(i+1, auxiliary|cue) && i == c.lo
}

// day reports whether the phrase at i is a time: Last month, Eight years ago.
func (c sentence) day(i, before int) bool {
	for k := i; k < min(before, i+6); k++ {
		if c.kindAt(k, comma) {
			return c.is(k-1, day|adverb)
		}
	}
	return false
}
