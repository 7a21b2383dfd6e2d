package speech

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isTitle reports whether the quotation is the title of a work: each word but
// the small ones has a capital, and it is no sentence.
func isTitle(s string) bool {
	for w := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && classOf(w)&(preposition|conjunction|determiner) == 0 {
			return false
		}
	}
	return true
}

// alone reports whether the sentence is one quotation.
func (c sentence) alone() bool { return c.hi == c.lo+1 && c.kindAt(c.lo, quoted) }

// announcedBy is the number of the announcement that the quotation at i belongs
// to, or -1.
func (c sentence) announcedBy(i int, list []announcement) int {
	before, after := -1, -1
	for k, a := range list {
		switch far := i - a.cue.hi; {
		case far < 0 && after < 0:
			after = k
		case far < 0 || far > reach(a.class) && (a.speech == 0 || a.class&weak != 0):
		case a.class&(weak|call) == 0 || before < 0 || a.class&call != 0 && c.between(list[before].cue.hi, i):
			before = k
		}
	}
	follows := after >= 0 && (list[after].lo() == i+1 || list[after].lo() == i+2 && c.kindAt(i+1, comma))
	switch {
	case before >= 0 && (list[before].cue.hi == i || !follows):
		return before
	case after >= 0 && list[after].class&weak != 0 && !follows:
		return -1
	}
	return after
}

// reach is how many tokens may stand between a cue and a quotation behind it.
func reach(c class) int {
	switch {
	case c&weak != 0:
		return 8
	case c&call != 0:
		return 10
	}
	return 40
}

// between reports whether a quotation stands in the tokens from lo to hi.
func (c sentence) between(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		if c.kindAt(k, quoted) {
			return true
		}
	}
	return false
}

// beside tells the quotation at i where a name and a verb stand behind it, though
// the verb is none of the cues: “Go back,” Mr Hill barked.
func (r *reader) beside(c sentence, i int, q quotation) bool {
	if !strings.ContainsAny(q.inner.Of(c.s)[q.inner.Len()-1:], ",?!-") {
		return false
	}
	n := i + 1
	if c.kindAt(n, comma) {
		n++
	}
	if !c.is(n, he|she) && !c.capital(n) && !c.is(n, determiner) {
		return false
	}
	by := c.startingAt(n, c.hi)
	if w := c.word(by.hi); !by.ok() || c.is(by.hi, function) || !strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "s") && w != "went" && w != "began" {
		return false
	}
	r.tell(q, c.span(phrase{by.hi, by.hi + 1}), c.speaker(source{phrase: by}))
	return true
}

// introduced is who says a quotation without a cue: the name or pronoun with
// which the sentence begins, where a comma or a colon stands before the
// quotation. It is nil where nobody does.
func (c sentence) introduced(i int) *Speaker {
	if n := c.nameBefore(i - 1); c.kindAt(i-1, colon) && n.ok() && !c.is(n.lo-1, preposition) {
		return c.speaker(source{phrase: n.phrase})
	}
	if !c.kindAt(i-1, comma) && !c.kindAt(i-1, colon) {
		return nil
	}
	s, ok := c.first(i - 1)
	if !ok || !c.named(s.phrase) || c.is(s.phrase.lo, they|it|who) {
		return nil
	}
	if hi := c.pastAside(s.phrase.hi, i); c.kindAt(hi, word) || hi == i-1 && c.kindAt(hi, colon) { // a verb, or Mr Hill: “…”
		return c.speaker(s)
	}
	return nil
}

// pastAside is the token behind what two commas hold, where the first is at i, or
// i: Mr Hill, 46, wrote.
func (c sentence) pastAside(i, before int) int {
	const most = 12
	if !c.kindAt(i, comma) {
		return i
	}
	for k := i + 1; k < min(before-1, i+most); k++ {
		if c.kindAt(k, comma) {
			return k + 1
		}
	}
	return i
}

// speaker is the source as it is told.
func (c sentence) speaker(s source) *Speaker {
	return &Speaker{Span: c.span(s.phrase), RoleSpan: c.roleSpan(s.role), NameSpan: c.span(s.means)}
}
