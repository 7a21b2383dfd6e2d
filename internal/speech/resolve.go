package speech

import (
	"sort"
	"strings"

	"cuttings/internal/text"
)

// resolve leads the speakers back to the names and roles that the article gives.
func (a *article) resolve(found []Speech) {
	all := a.cast()
	done := map[*Speaker]bool{}
	var last *person // who spoke last
	lastAt := 0
	for _, s := range found {
		by := s.Speaker
		if by == nil || done[by] {
			continue
		}
		done[by] = true
		p := a.paragraphAt(by.Span.Start)
		r := p.phraseOf(by.Span)
		var meant *person
		switch {
		case p.is(r.lo, he|she) && r.hi-r.lo == 1:
			meant = a.antecedent(all, by.Span.Start, p.tokens[r.lo].class, last, lastAt)
		case p.is(r.lo, who) && r.hi-r.lo == 1 && by.NameSpan.Len() > 0:
			meant = all.named(p, p.phraseOf(by.NameSpan), by)
		case p.is(r.lo, pronoun) && r.hi-r.lo == 1:
		default:
			meant = all.named(p, r, by)
		}
		if meant != nil {
			by.NameSpan = meant.name
			if by.RoleSpan.Len() == 0 {
				by.RoleSpan = meant.role
			}
			last, lastAt = meant, by.Span.Start
		} else {
			last = nil
		}
		by.Name, by.Role = by.NameSpan.Of(a.s), by.RoleSpan.Of(a.s)
	}
}

// paragraphAt is the paragraph that holds the byte.
func (a *article) paragraphAt(at int) *paragraph {
	i := sort.Search(len(a.paragraphs), func(i int) bool { return a.paragraphs[i].End > at })
	return &a.paragraphs[i]
}

// phraseOf is the tokens of a span.
func (p *paragraph) phraseOf(s text.Span) phrase {
	lo := sort.Search(len(p.tokens), func(i int) bool { return p.tokens[i].End > s.Start })
	hi := sort.Search(len(p.tokens), func(i int) bool { return p.tokens[i].Start >= s.End })
	return phrase{lo, hi}
}

// named finds the person whom the words for the speaker name, or fills in the
// name and the role that they give themselves.
func (c *cast) named(p *paragraph, r phrase, by *Speaker) *person {
	n, ok := p.lastName(r)
	if !ok {
		return c.described(p, r, by)
	}
	if by.RoleSpan.Len() == 0 {
		by.RoleSpan = p.roleSpan(p.within(r, p.prefix(n)))
	}
	who, known := c.identify(p, n)
	if !known && c.isName(p, n) {
		by.NameSpan = p.bareSpan(n.body)
		if n.honorary {
			by.NameSpan = p.bareSpan(n.phrase)
		}
	}
	return who
}

// isName reports whether the words are a name by themselves: not the Government,
// nor Residents at the beginning of a sentence.
func (c *cast) isName(p *paragraph, n name) bool {
	if n.body.hi-n.body.lo > 1 || n.honorary {
		return true
	}
	w := p.tokens[n.body.lo]
	return !p.is(n.lo-1, determiner) && (!w.first || c.proper[bare(w.Of(p.s))])
}

// within is r where it lies in the outer phrase.
func (p *paragraph) within(outer, r phrase) phrase {
	if r.lo < outer.lo || r.hi > outer.hi {
		return phrase{}
	}
	return r
}

// lastName is the name with which the phrase ends: of Unison's Mark Hill the
// second. A name behind of or for belongs to somebody else.
func (p *paragraph) lastName(r phrase) (name, bool) {
	var found name
	ok := false
	for k := r.lo; k < r.hi; k++ {
		n := p.nameAt(k, r.hi)
		if !n.ok() {
			if p.is(k, preposition) {
				break
			}
			continue
		}
		found, ok = n, n.hi == r.hi || !p.kindAt(n.hi, word) || p.is(n.hi, preposition|suffix)
		k = n.hi - 1
	}
	return found, ok
}

// described finds the one person of whom the article says what the phrase says:
// the spokesman, the 46-year-old. Where it finds none, the phrase is the role.
func (c *cast) described(p *paragraph, r phrase, by *Speaker) *person {
	head, rest := p.head(r)
	if head == "" {
		return nil
	}
	var who *person
	if list := c.byRole[head]; len(list) == 1 && strings.EqualFold(p.tokens[r.lo].Of(p.s), "the") {
		who = list[0]
	}
	if who == nil && rest && by.RoleSpan.Len() == 0 {
		by.RoleSpan = p.roleSpan(r)
	}
	return who
}

// head is the noun of a phrase without a name, in lower case, and whether more
// is said of it: of a spokesman for the trust, spokesman.
func (p *paragraph) head(r phrase) (noun string, rest bool) {
	if !p.is(r.lo, determiner) {
		return "", false
	}
	for k := r.lo + 1; k < r.hi; k++ {
		if p.is(k, preposition) {
			return noun, true
		}
		if p.kindAt(k, word) {
			noun = strings.ToLower(p.tokens[k].Of(p.s))
		}
	}
	return noun, false
}

// nearby is how many mentions are looked through for whom a pronoun means.
const nearby = 40

// antecedent is whom the pronoun at a byte means: the one who spoke last, unless
// somebody else has been named since of whom it may be said; else the only one
// in its paragraph and the one before.
func (a *article) antecedent(all *cast, at int, pronoun class, last *person, lastAt int) *person {
	gender := male
	if pronoun&she != 0 {
		gender = female
	}
	from := a.before(at)
	if last != nil && last.gender|gender == gender && lastAt < at {
		from = min(from, lastAt)
	}
	i := sort.Search(len(all.mentions), func(i int) bool { return all.mentions[i].at.Start >= at })
	var only *person
	for k := i - 1; k >= 0 && all.mentions[k].at.Start >= from; k-- {
		m := all.mentions[k]
		if i-k > nearby {
			return nil
		}
		g := m.gender
		if m.person != nil {
			g = m.person.gender
		}
		switch {
		case g != 0 && g != gender:
		case m.person == nil || only != nil && m.person != only:
			return nil
		default:
			only = m.person
		}
	}
	return only
}

// before is where the paragraph before that of the byte begins.
func (a *article) before(at int) int {
	i := sort.Search(len(a.paragraphs), func(i int) bool { return a.paragraphs[i].End > at })
	return a.paragraphs[max(0, i-1)].Start
}
