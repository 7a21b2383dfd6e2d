package speech

import "strings"

// near is how many tokens may stand between a statement and whose it is, or that.
const near = 8

// states reports whether the noun at i announces what was said: the remark in
// May that, the answer was that, the warning “…”.
func (c sentence) states(i int) bool {
	if c.kindAt(i+1, quoted) || c.kindAt(i+1, colon) {
		return true
	}
	for k := i + 1; k < i+near && c.kindAt(k, word); k++ {
		switch w := c.word(k); {
		case w == "that":
			return true
		case w == "is" || w == "was":
		case c.is(k, auxiliary|pronoun|cue):
			return false
		}
	}
	return false
}

// owner is whose the statement at i is: her March comment, Mr Hill's claim.
func (c sentence) owner(i int) phrase {
	for k := i - 1; k >= max(c.lo, i-near) && c.kindAt(k, word); k-- {
		w := strings.ToLower(c.word(k))
		switch {
		case w == "his" || w == "her" || w == "their" || w == "its":
			return phrase{k, k + 1}
		case c.possessive(k) && !strings.HasPrefix(w, "it"):
			return c.endingAt(c.lo, k)
		case c.is(k, function|cue):
			return phrase{}
		}
	}
	return phrase{}
}
