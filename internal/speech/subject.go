package speech

import "strings"

// subject finds who does what the verb at i says: before it, or after it beside
// a quotation.
func (c sentence) subject(i int, list []announcement) (source, bool) {
	j := c.back(i - 1)
	if c.is(j, preposition) && c.word(j) == "to" && c.word(j-1) == "on" { // went on to say
		j -= 3
	}
	if c.noun(i, j) {
		return source{}, false
	}
	inverted := j < c.lo || c.kindAt(j, quoted) || c.kindAt(j, comma) && c.kindAt(j-1, quoted)
	if inverted {
		if j < c.lo && !c.kindAt(i+1, word) || c.is(i, call) {
			return source{}, false
		}
		return c.after(i + 1)
	}
	if c.kindAt(i-1, comma) && c.inverted(i) {
		return c.after(i + 1)
	}
	if w := c.word(j); j > c.lo && j+1 == i && (w == "that" || w == "which") {
		return c.relative(j) // a message that said
	}
	if c.is(j, conjunction) {
		return c.main(i, list)
	}
	return c.before(j)
}

// back passes over what may stand between a subject and the verb behind j:
// adverbs and auxiliaries, days, and phrases such as in a statement.
func (c sentence) back(j int) int {
	for range 3 {
		for c.skips(j) {
			j--
		}
		r := c.endingAt(c.lo, j)
		if !r.ok() || c.capital(j) || !c.is(r.lo-1, preposition) || r.lo-2 < c.lo || !c.kindAt(r.lo-2, word) || c.word(r.lo-1) == "as" {
			break
		}
		j = r.lo - 2
	}
	return j
}

// inverted reports whether the cue at i, behind a comma, has its subject behind
// it, and the sentence or its part ends there: …, said Mr Hill.
func (c sentence) inverted(i int) bool {
	if !c.is(i, say) || !c.capital(i+1) && !c.is(i+1, determiner|title) || c.word(i+1) == "that" {
		return false
	}
	r := c.startingAt(i+1, c.hi)
	return r.ok() && (r.hi == c.hi || c.kindAt(r.hi, comma) || c.kindAt(r.hi, colon))
}

// noun reports whether the cue at i is none but a noun, as its form may be: the
// report, Mr Hill's remarks, further claims. The token j stands before it and
// what it skips.
func (c sentence) noun(i, j int) bool {
	if c.is(j, dependent) && j+1 == i {
		return true
	}
	t := c.tokens[i]
	if !c.kindAt(j, word) || t.class&always != 0 {
		return false
	}
	whose := c.possessive(j)
	if t.class&noun == 0 || t.class&past != 0 {
		return whose && j+1 == i
	}
	switch {
	case t.class&plain != 0 && j == i-1 && c.single(j): // a snappy retort
		return true
	case whose || c.is(j, preposition|determiner):
		return true
	case c.capital(j) && c.is(c.endingAt(c.lo, j).lo, determiner) && (t.class&plain != 0 || !c.kindAt(i+1, word) || c.is(i+1, preposition|auxiliary)) &&
		!c.kindAt(c.endingAt(c.lo, j).lo-1, quoted):
	case c.capital(j) || c.is(j, pronoun|conjunction) || j < i-1:
		return false
	}
	return !c.kindAt(i+1, quoted) && !c.kindAt(i+1, colon) && c.word(i+1) != "that" && c.word(i+3) != "fact"
}

// possessive reports whether the token says whose: Hill's, Sanders'.
func (c sentence) possessive(i int) bool {
	w := c.word(i)
	if w == "" || bare(w) != w {
		return w != ""
	}
	rest := c.s[c.tokens[i].End:]
	return w[len(w)-1] == 's' && (strings.HasPrefix(rest, "' ") || strings.HasPrefix(rest, "’ "))
}

// single reports whether the phrase that ends at j is of one, by the article
// before it: no subject of a plain form.
func (c sentence) single(j int) bool {
	w := strings.ToLower(c.word(c.endingAt(c.lo, j).lo))
	return w == "a" || w == "an"
}

// word is the token's text.
func (c sentence) word(i int) string {
	if i < c.lo || i >= c.hi {
		return ""
	}
	return c.tokens[i].Of(c.s)
}

// skips reports whether the token may stand between a subject and its verb.
func (c sentence) skips(j int) bool {
	if j < c.lo || j >= c.hi {
		return false
	}
	t := c.tokens[j]
	if t.kind != word || t.capital && t.class&day == 0 {
		return false
	}
	w := t.Of(c.s)
	return t.class&(auxiliary|adverb|day) != 0 && !(t.class&pronoun != 0) ||
		len(w) > 4 && w[len(w)-2:] == "ly" ||
		t.class&preposition != 0 && c.is(j+1, day) || w == "last" && c.is(j+1, day)
}

// before finds the subject whose phrase ends at j.
func (c sentence) before(j int) (source, bool) {
	if c.kindAt(j, bracket) && c.tokens[j].Len() > 1 { // a party and a state
		j--
	}
	if c.kindAt(j, word) {
		if c.is(j, who) {
			return c.relative(j)
		}
		r := c.endingAt(c.lo, j)
		if !r.ok() {
			return source{}, false
		}
		for k := r.lo - 1; k > c.lo && k > r.lo-longestPhrase && c.kindAt(k, word); k-- {
			if c.is(k, who) && k+1 == r.lo { // the man who Mr Hill said
				break
			}
			if c.is(k, who) { // a woman who was there said
				a := c.endingAt(c.lo, k-1)
				return source{phrase: a}, a.ok()
			}
		}
		if k := r.lo - 1; c.is(k, preposition) && strings.HasSuffix(c.word(k-1), "ing") && k-2 >= c.lo { // a source speaking to the BBC said
			if a := c.endingAt(c.lo, k-2); a.ok() {
				return source{phrase: a}, true
			}
		}
		return source{phrase: c.trim(r)}, true
	}
	if c.kindAt(j, comma) || c.kindAt(j, dash) {
		return c.apposition(j)
	}
	return source{}, false
}

// relative is the subject of a clause that who begins, at j: who, where it goes
// with a name; else what it goes with.
func (c sentence) relative(j int) (source, bool) {
	s := source{phrase: c.endingAt(c.lo, j-1)}
	if c.kindAt(j-1, comma) || c.kindAt(j-1, dash) {
		var ok bool
		if n := c.nameBefore(j - 1); n.ok() {
			s = source{phrase: n.phrase}
		} else if s, ok = c.apposition(j - 1); !ok {
			s = source{phrase: c.endingAt(c.lo, j-2)}
		}
	}
	if n, ok := c.lastName(s.phrase); ok && c.is(j, who) {
		return source{phrase: phrase{j, j + 1}, role: s.role, means: n.phrase}, true
	}
	return s, s.phrase.ok()
}

// trim takes an introduction off the front of a phrase: In a statement Mr Hill.
func (c sentence) trim(r phrase) phrase {
	if r.ok() && c.is(r.lo, preposition) && !c.capital(r.lo) {
		for k := r.hi - 1; k > r.lo; k-- {
			if c.is(k, determiner) {
				return phrase{k, r.hi}
			}
			if c.capital(k) && !c.capital(k-1) {
				return phrase{k, r.hi}
			}
		}
	}
	return r
}

// after finds the subject that begins at i: said Mr Hill, chairman of the union.
func (c sentence) after(i int) (source, bool) {
	for c.skips(i) {
		i++
	}
	r := c.startingAt(i, c.hi)
	if !r.ok() || c.is(r.lo, preposition|conjunction) {
		return source{}, false
	}
	s := source{phrase: r}
	if c.kindAt(r.hi, comma) {
		end := r.hi + 1
		for end < c.hi && (c.kindAt(end, word) || c.kindAt(end, bracket)) {
			end++
		}
		if role := (phrase{r.hi + 1, end}); role.ok() && c.isRole(role) && !c.is(role.lo, object) {
			s.role = role
		}
	}
	return s, true
}
