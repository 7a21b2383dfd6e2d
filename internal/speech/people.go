package speech

import (
	"strings"

	"cuttings/internal/text"
)

// person is somebody whom the article names in full.
type person struct {
	name, role text.Span // as given first; the role may be empty
	gender     class     // male, female, or 0 where nothing tells
}

// mention is a place where the article names a person.
type mention struct {
	at     text.Span // with titles
	person *person   // nil: it may be one of several
	gender class     // by the title
}

// cast is who is named in an article, and where.
type cast struct {
	byName   map[string]*person   // by the first and the last word of the name
	byLast   map[string][]*person // by surname, namesakes at most
	byRole   map[string][]*person // by the words of the role, and by 46-year-old; two at most
	proper   map[string]bool      // words with a capital within a sentence
	mentions []mention            // in order
}

// namesakes is how many people of one surname are told apart.
const namesakes = 8

// name is a run of words with capitals, taken apart.
type name struct {
	phrase          // with titles, without what stands behind the name
	titles   int    // tokens of titles
	gender   class  // by title or first name
	honorary bool   // of the titles one that is no office: Mr, Dr
	body     phrase // the name alone
}

// nameAt reads the name that begins at token i, before hi; none is an empty one.
func (p *paragraph) nameAt(i, hi int) name {
	n := name{phrase: phrase{i, i}}
	if !p.capital(i) || p.is(i, suffix) {
		return n
	}
	end := i
	for k := i; k < min(hi, i+longestPhrase); k++ {
		if k > i && p.tokens[k].first || p.is(k, suffix) && k > i {
			break
		}
		if p.capital(k) {
			end = k + 1
			continue
		}
		if !p.is(k, particle) || !p.capital(k+1) && !p.is(k+1, particle) {
			break
		}
	}
	n.hi = end
	body := i
	for body < end-1 && p.is(body, title) {
		n.honorary = n.honorary || p.is(body, honorific)
		n.gender |= p.tokens[body].class & (male | female)
		body++
	}
	n.titles = body - i
	n.body = phrase{body, end}
	if n.gender == 0 {
		n.gender = p.tokens[body].class & (male | female)
	}
	if n.gender == male|female {
		n.gender = 0
	}
	return n
}

// last is the token of the surname.
func (p *paragraph) last(r phrase) string {
	k := r.hi - 1
	for k > r.lo && p.is(k, generation) {
		k--
	}
	return bare(p.tokens[k].Of(p.s))
}

// bare is a name without the 's that says whose.
func bare(s string) string {
	for _, end := range []string{"'s", "’s", "'", "’"} {
		if b, ok := strings.CutSuffix(s, end); ok {
			return b
		}
	}
	return s
}

// bareSpan is the span of a name without the 's.
func (p *paragraph) bareSpan(r phrase) text.Span {
	span := p.span(r)
	span.End -= span.Len() - len(bare(span.Of(p.s)))
	return span
}

// isPerson reports whether the name may be that of a person, given in full.
func (p *paragraph) isPerson(n name) bool {
	if words := n.body.hi - n.body.lo; words < 2 || words > 6 {
		return false
	}
	shouted := true // in capitals, as headings are
	for k := n.body.lo; k < n.body.hi; k++ {
		if p.is(k, organisation|day) {
			return false
		}
		w := p.tokens[k].Of(p.s)
		shouted = shouted && strings.ToUpper(w) == w
	}
	if shouted && n.titles == 0 {
		return false
	}
	return n.titles > 0 || !p.is(n.lo-1, determiner) || p.tokens[n.body.lo].class&(male|female) != 0
}

// cast goes through the article outside its quotations.
func (a *article) cast() *cast {
	all := &cast{map[string]*person{}, map[string][]*person{}, map[string][]*person{}, map[string]bool{}, nil}
	for pass := range 2 {
		for i := range a.paragraphs {
			p := &a.paragraphs[i]
			for k := 0; k < len(p.tokens); k++ {
				n := p.nameAt(k, len(p.tokens))
				if !n.ok() {
					continue
				}
				if pass == 0 {
					for _, w := range p.tokens[n.lo:n.hi] {
						if !w.first {
							all.proper[bare(w.Of(a.s))] = true
						}
					}
					all.meet(p, n)
				} else {
					all.mention(p, n)
				}
				k = n.hi - 1
			}
		}
	}
	return all
}

// meet takes down a person who is named in full.
func (c *cast) meet(p *paragraph, n name) {
	if !p.isPerson(n) {
		return
	}
	key, last := p.key(n.body)
	who := c.byName[key]
	if who == nil {
		who = &person{name: p.bareSpan(n.body)}
		c.byName[key] = who
		if len(c.byLast[last]) < namesakes {
			c.byLast[last] = append(c.byLast[last], who)
		}
	}
	if who.gender == 0 {
		who.gender = n.gender
	}
	if k := n.hi + 1; p.kindAt(n.hi, comma) && p.kindAt(k, word) && isAge(p.tokens[k].Of(p.s)) {
		c.describe(who, p.tokens[k].Of(p.s)+"-year-old")
	}
	if who.role.Len() > 0 {
		return
	}
	who.role = p.roleOf(n)
	for w := range strings.FieldsSeq(who.role.Of(p.s)) {
		c.describe(who, strings.ToLower(bare(w)))
	}
}

// describe takes down a word that is said of a person.
func (c *cast) describe(who *person, word string) {
	if list := c.byRole[word]; len(list) < 2 && (len(list) == 0 || list[0] != who) {
		c.byRole[word] = append(list, who)
	}
}

// key is the first and the last word of a name, and the last alone.
func (p *paragraph) key(body phrase) (key, last string) {
	last = p.last(body)
	return bare(p.tokens[body.lo].Of(p.s)) + " " + last, last
}

func isAge(w string) bool {
	return len(w) == 2 && w >= "10" && w <= "99" && w[1] >= '0' && w[1] <= '9'
}

// mention takes down where a person is named.
func (c *cast) mention(p *paragraph, n name) {
	who, known := c.identify(p, n)
	if !known && n.gender == 0 && !n.honorary && !c.mayBePerson(p, n) {
		return
	}
	c.mentions = append(c.mentions, mention{p.span(n.phrase), who, n.gender})
	if who != nil && who.gender == 0 && n.titles > 0 {
		who.gender = n.gender
	}
}

// mayBePerson reports whether one word alone may name somebody whom the article
// names nowhere in full: no place behind in or from.
func (c *cast) mayBePerson(p *paragraph, n name) bool {
	w := p.tokens[n.body.lo]
	return n.body.hi == n.body.lo+1 && !p.is(n.body.lo, organisation|day) && !p.is(n.lo-1, determiner|preposition) &&
		(!w.first || c.proper[bare(w.Of(p.s))])
}

// identify is whom the name means; known reports whether the article names
// somebody like that in full, of whom nil may be any.
func (c *cast) identify(p *paragraph, n name) (who *person, known bool) {
	key, last := p.key(n.body)
	if who := c.byName[key]; who != nil {
		return who, true
	}
	for _, candidate := range c.byLast[last] {
		if n.titles > 0 && n.gender != 0 && candidate.gender != 0 && candidate.gender != n.gender {
			continue
		}
		if who != nil {
			return nil, true
		}
		who, known = candidate, true
	}
	return who, known
}
