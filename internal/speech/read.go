package speech

import (
	"strings"

	"cuttings/internal/text"
)

// announcement is a cue with its subject.
type announcement struct {
	cue     phrase
	class   class
	source  source
	sourced bool
}

// announcements finds the cues of the sentence in order.
func (c sentence) announcements() []announcement {
	var list []announcement
	for i := c.lo; i < c.hi; i++ {
		t := c.tokens[i]
		if t.kind != word {
			continue
		}
		if c.accordingTo(i) {
			r := c.startingAt(i+2, c.hi)
			list = append(list, announcement{phrase{i, i + 2}, say, source{phrase: r}, r.ok()})
			i++
			continue
		}
		if t.class&cue == 0 || t.capital {
			continue
		}
		if c.passive(i) {
			continue
		}
		a := announcement{cue: phrase{i, i + 1}, class: t.class}
		if t.class&present != 0 && !c.is(i-1, auxiliary) {
			for k := len(list) - 1; k >= 0 && !a.sourced; k-- {
				a.source, a.sourced = list[k].source, list[k].sourced
			}
			if !a.sourced {
				a.source, a.sourced = c.first(i)
			}
		} else {
			a.source, a.sourced = c.subject(i)
		}
		if a.sourced {
			list = append(list, a)
		}
	}
	return list
}

func (c sentence) accordingTo(i int) bool {
	return strings.EqualFold(c.tokens[i].Of(c.s), "according") && i+2 < c.hi && c.tokens[i+1].Of(c.s) == "to"
}

// passive reports whether the verb at i is said of its subject: was told.
func (c sentence) passive(i int) bool {
	if c.tokens[i].class&(past|participle) == 0 || i == c.lo {
		return false
	}
	switch strings.ToLower(c.tokens[i-1].Of(c.s)) {
	case "was", "were", "is", "are", "been", "be", "being":
		return true
	}
	return false
}

// read appends the speech of paragraph n.
func (a *article) read(n int, found []Speech) []Speech {
	p := &a.paragraphs[n]
	if n > 0 && len(p.quotations) > 0 && p.quotations[0].outer.Start == p.Start && len(found) > 0 {
		if before := a.paragraphs[n-1]; len(before.quotations) > 0 && before.quotations[len(before.quotations)-1].open {
			last := &found[len(found)-1]
			if last.Quote[len(last.Quote)-1].End == before.End {
				last.Quote = append(last.Quote, p.quotations[0].inner)
				rest := *p
				found = a.sentences(&rest, found, 0)
				return found
			}
		}
	}
	return a.sentences(p, found, -1)
}

// sentences appends the speech of the paragraph; quotation taken is already
// told.
func (a *article) sentences(p *paragraph, found []Speech, taken int) []Speech {
	from := len(found)
	if taken >= 0 {
		from--
	}
	for _, c := range p.sentences() {
		list := c.announcements()
		for i := c.lo; i < c.hi; i++ {
			if !c.kindAt(i, quoted) || c.tokens[i].quotation == taken {
				continue
			}
			q := p.quotations[c.tokens[i].quotation]
			k, ok := c.announced(i, list)
			words := text.Words(q.inner.Of(a.s))
			if !ok {
				if words < 4 {
					continue
				}
				if i == c.lo && c.hi == i+1 && len(found) > from { // “…,” he said. “…”
					last := &found[len(found)-1]
					last.Quote = append(last.Quote, q.inner)
					continue
				}
				found = append(found, Speech{Kind: Direct, Quote: []text.Span{q.inner}})
				continue
			}
			s := Speech{Kind: Direct, Quote: []text.Span{q.inner}, Cue: c.span(list[k].cue)}
			if list[k].sourced {
				s.Speaker = c.speaker(list[k].source)
			}
			if len(found) > from && found[len(found)-1].Cue == s.Cue {
				last := &found[len(found)-1]
				last.Quote = append(last.Quote, q.inner)
				continue
			}
			found = append(found, s)
		}
	}
	return found
}

// announced is the announcement that the quotation at i belongs to.
func (c sentence) announced(i int, list []announcement) (int, bool) {
	before, after := -1, -1
	for k, a := range list {
		if a.cue.lo < i {
			before = k
		} else if after < 0 {
			after = k
		}
	}
	adjacentAfter := after >= 0 && (list[after].source.phrase.lo == i+1 || list[after].source.phrase.lo == i+2 && c.kindAt(i+1, comma) || list[after].cue.lo == i+1)
	switch {
	case before >= 0 && (list[before].cue.hi == i || !adjacentAfter):
		return before, true
	case after >= 0:
		return after, true
	}
	return 0, false
}

// speaker is the source as it is told.
func (c sentence) speaker(s source) *Speaker {
	return &Speaker{Span: c.span(s.phrase), RoleSpan: c.span(s.role), Role: c.span(s.role).Of(c.s)}
}
