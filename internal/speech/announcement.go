package speech

import "strings"

// announcement is a cue with its subject.
type announcement struct {
	cue    phrase
	class  class
	source source
	speech int // the number of the speech told by it, from 1; 0 none yet
}

// lo is the first token of the announcement.
func (a announcement) lo() int { return min(a.cue.lo, a.source.phrase.lo) }

// announcements finds the cues of the sentence whose subjects are known, in
// order.
func (c sentence) announcements() []announcement {
	var list []announcement
	for i := c.lo; i < c.hi; i++ {
		t := c.tokens[i]
		switch {
		case t.kind != word:
		case c.accordingTo(i):
			if r := c.startingAt(i+2, c.hi); r.ok() {
				list = append(list, announcement{cue: phrase{i, i + 2}, class: say, source: source{phrase: r}})
			}
			i++
		case t.class&statement != 0 && c.states(i) && c.owner(i).ok():
			list = append(list, announcement{cue: phrase{i, i + 1}, class: call, source: source{phrase: c.owner(i)}})
		case t.class&cue == 0 || t.capital:
		case strings.HasPrefix(c.word(i), "continu") && c.word(i+1) == "to": // to do something
		case c.passive(i):
			if r := c.startingAt(i+2, c.hi); c.word(i+1) == "by" && r.ok() { // was asked by Mr Hill whether
				list = append(list, announcement{cue: phrase{i, i + 1}, class: t.class, source: source{phrase: r}})
			}
		default:
			if s, ok := c.speaks(i, list); ok && c.nominal(s.phrase) {
				list = append(list, announcement{cue: phrase{i, i + 1}, class: t.class, source: s})
			}
		}
	}
	return list
}

// speaks finds the subject of the cue at i; list holds the announcements
// before it.
func (c sentence) speaks(i int, list []announcement) (source, bool) {
	t := c.tokens[i]
	if t.class&present == 0 || c.is(i-1, auxiliary) {
		return c.subject(i, list)
	}
	if s, ok := c.accompanied(i); ok {
		return s, true
	}
	if c.kindAt(i-1, word) && !c.is(i-1, conjunction|adverb|preposition) { // a sign saying
		if r := c.endingAt(c.lo, i-1); r.ok() && c.named(r) {
			return source{phrase: r}, true
		}
	}
	return c.main(i, list)
}

// accompanied is the subject of a participle that with goes before: with Mr Hill
// saying.
func (c sentence) accompanied(i int) (source, bool) {
	const near = 12
	for k := i - 1; k > max(c.lo, i-near) && c.kindAt(k, word); k-- {
		if c.word(k) == "with" {
			r := c.endingAt(k+1, c.back(i-1))
			return source{phrase: r}, r.ok() && r.lo == k+1
		}
	}
	return source{}, false
}

// main is the subject of the main clause before i.
func (c sentence) main(i int, list []announcement) (source, bool) {
	if n := len(list); n > 0 {
		return list[n-1].source, true
	}
	for k := i - 1; k > c.lo; k-- {
		if c.is(k, he|she) && !c.is(k-1, conjunction) {
			return source{phrase: phrase{k, k + 1}}, true
		}
	}
	return c.first(i)
}

func (c sentence) accordingTo(i int) bool {
	return strings.EqualFold(c.tokens[i].Of(c.s), "according") && i+2 < c.hi && c.tokens[i+1].Of(c.s) == "to"
}

// passive reports whether the verb at i is said of its subject: was told, when asked.
func (c sentence) passive(i int) bool {
	if c.tokens[i].class&(past|participle) == 0 || i == c.lo {
		return false
	}
	switch strings.ToLower(c.word(i - 1)) {
	case "was", "were", "is", "are", "been", "be", "being", "when", "if", "as", "once", "though", "although", "because":
		return true
	}
	return false
}
