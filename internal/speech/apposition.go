package speech

// apposition finds the subject before the comma at j: the phrase which the
// parts between commas go with.
func (c sentence) apposition(j int) (source, bool) {
	var parts []phrase // from the last to the first
	hi := j
	for k := j - 1; k >= c.lo-1 && k >= j-3*longestPhrase; k-- {
		if k < c.lo || c.kindAt(k, comma) || c.kindAt(k, dash) || c.kindAt(k, quoted) || c.kindAt(k, colon) || c.kindAt(k, stop) {
			lo := k + 1
			if c.is(lo, conjunction) && c.capital(lo+1) { // while Mike Hill, the mayor,
				lo++
			}
			if lo < hi {
				parts = append(parts, phrase{lo, hi})
			}
			hi = k
			if k >= c.lo && !c.kindAt(k, comma) && !c.kindAt(k, dash) {
				break
			}
		}
	}
	for i, part := range parts {
		last := i+1 == len(parts)
		if !last && part.hi-part.lo == 1 && c.capital(part.lo) && c.place(parts[i+1]) {
			continue
		}
		if c.named(part) && (last || c.endingAt(part.lo, part.hi-1).lo == part.lo) {
			s := source{phrase: c.endingAt(part.lo, part.hi-1)}
			if i > 0 && c.isRole(parts[i-1]) {
				s.role = parts[i-1]
			} else if !last && c.isRole(parts[i+1]) && c.is(parts[i+1].lo, determiner) {
				s.role = parts[i+1]
			}
			return s, s.phrase.ok()
		}
		if c.is(part.lo, conjunction|preposition|who|adverb) && !last {
			continue
		}
		if i > 0 && !c.is(part.lo, preposition) && (last || !c.isRole(part)) {
			r := c.endingAt(part.lo, part.hi-1)
			return source{phrase: r}, r.ok()
		}
	}
	return source{}, false
}

// place reports whether the part tells where, so that a name behind it may be
// more of the place: during a meeting in Columbus, Ohio.
func (c sentence) place(r phrase) bool {
	if !c.is(r.lo, preposition|who) {
		return false
	}
	k := r.hi - 1
	for k > r.lo && c.capital(k) {
		k--
	}
	switch c.word(k) {
	case "in", "of", "at", "near":
		return k < r.hi-1
	}
	return false
}

// nominal reports whether the phrase may be who speaks. One without a name or a
// determiner that holds more than nouns is the remains of a clause: quick to.
func (c sentence) nominal(r phrase) bool {
	if c.is(r.lo, pronoun|determiner|object) || c.capital(r.lo) {
		return true
	}
	for k := r.lo; k < r.hi; k++ {
		if c.capital(k) {
			return true
		}
		if c.is(k, function) {
			return false
		}
	}
	return true
}

// named reports whether the part ends with a name or is a pronoun.
func (c sentence) named(r phrase) bool {
	if r.hi-r.lo == 1 && c.is(r.lo, pronoun) {
		return true
	}
	k := r.hi - 1
	for k > r.lo && c.kindAt(k, bracket) {
		k--
	}
	return c.capital(k) && c.capital(c.endingAt(r.lo, k).lo) && c.tokens[k].class&(organisation|day) == 0
}

// isRole reports whether the part may say what somebody is.
func (c sentence) isRole(r phrase) bool {
	return !c.is(r.lo, auxiliary|adverb|preposition|conjunction|pronoun|present|past)
}

// nameBefore is the full name of somebody with which the tokens before hi end,
// or behind which they say where from: Ann Hill of Oxford.
func (c sentence) nameBefore(hi int) name {
	for range 2 {
		lo := hi
		for lo > c.lo && hi-lo < longestPhrase && (c.capital(lo-1) || c.is(lo-1, particle)) {
			lo--
		}
		if n := c.nameAt(lo, hi); n.ok() && n.hi == hi && c.isPerson(n) {
			return n
		}
		if c.word(lo-1) != "of" {
			break
		}
		hi = lo - 1
	}
	return name{}
}
