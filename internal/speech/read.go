package speech

import (
	"slices"

	"cuttings/internal/text"
)

// fewestWords is how many words a quotation needs that is told without a cue:
// fewer are a name or a distance.
const fewestWords = 4

// soon is how many tokens may stand between the beginning of a sentence without a
// cue and a quotation that goes on with what was quoted in the sentence before:
// But “it is”.
const soon = 6

// reader goes through an article and keeps what it has found.
type reader struct {
	*article
	found  []Speech
	told   text.Span // the last quotation that was told, with its marks
	before int       // where the sentence before begins

	announced *Speaker // by the sentence before, which ended with a colon
	just      *Speaker // who alone spoke in the sentence before
	sole      *Speaker // who alone spoke in the paragraph before
}

// read reads paragraph n.
func (r *reader) read(n int) {
	p := &r.paragraphs[n]
	list := p.sentences()
	if len(list) > 0 && list[0].alone() && r.reopens(n) {
		r.goOn(p.quotations[0])
	}
	from := len(r.found)
	for i, c := range list {
		if i == 0 {
			r.just = nil
		}
		r.sentence(c)
	}
	r.sole = soleSpeaker(r.found[from:])
}

// reopens reports whether the paragraph before n ended within a quotation that
// was told.
func (r *reader) reopens(n int) bool {
	if n == 0 || len(r.found) == 0 {
		return false
	}
	before := r.paragraphs[n-1].quotations
	return len(before) > 0 && before[len(before)-1].open && before[len(before)-1].outer == r.told
}

// soleSpeaker is who says all of these, or nil.
func soleSpeaker(list []Speech) *Speaker {
	var by *Speaker
	for _, s := range list {
		if s.Speaker == nil || by != nil && s.Speaker.Span != by.Span {
			return nil
		}
		by = s.Speaker
	}
	return by
}

// goOn adds the quotation to the last speech.
func (r *reader) goOn(q quotation) {
	last := &r.found[len(r.found)-1]
	last.Quote = append(last.Quote, q.inner)
	r.told = q.outer
}

// sentence reads one sentence.
func (r *reader) sentence(c sentence) {
	list := c.announcements()
	first := len(r.found)
	for i := c.lo; i < c.hi; i++ {
		if c.kindAt(i, quoted) && c.quotations[c.tokens[i].quotation].outer.Start >= r.told.End {
			r.quotation(c, i, list)
		}
	}
	r.before = c.tokens[c.lo].Start
	r.report(c, list)
	slices.SortStableFunc(r.found[first:], func(a, b Speech) int { return a.Quote[0].Start - b.Quote[0].Start })
	r.just = soleSpeaker(r.found[first:])
	if len(r.found) == first && len(list) == 1 && list[0].class&say != 0 { // Mr Hill agreed.
		r.just = c.speaker(list[0].source)
	}
	r.announced = nil
	if c.kindAt(c.hi-1, colon) {
		if n := len(list); n > 0 {
			r.announced = c.speaker(list[n-1].source)
		} else if s, ok := c.first(c.hi - 1); ok {
			r.announced = c.speaker(s)
		}
	}
}

// quotation tells the quotation at i, if it is speech: by the announcement that
// it belongs to; else by who was announced or spoke before it.
func (r *reader) quotation(c sentence, i int, list []announcement) {
	q := c.quotations[c.tokens[i].quotation]
	k := c.announcedBy(i, list)
	switch {
	case k >= 0 && list[k].speech > 0:
		s := &r.found[list[k].speech-1]
		s.Quote = append(s.Quote, q.inner)
	case k >= 0:
		r.tell(q, c.span(list[k].cue), c.speaker(list[k].source))
		list[k].speech = len(r.found)
	case r.beside(c, i, q):
	case text.Words(q.inner.Of(c.s)) < fewestWords || isTitle(q.inner.Of(c.s)):
		return
	case i == c.lo && r.announced != nil:
		r.tell(q, text.Span{}, r.announced)
	case c.alone() && r.goesOn(c):
		r.goOn(q)
	case c.alone() && c.lo > 0 && r.just != nil:
		r.tell(q, text.Span{}, r.just)
	case c.alone() && c.lo == 0 && r.sole != nil:
		r.tell(q, text.Span{}, r.sole)
	case r.just != nil && r.told.Start >= r.before && c.lo > 0 && i < c.lo+soon && len(list) == 0 && c.introduced(i) == nil:
		r.tell(q, text.Span{}, r.just)
	default:
		r.tell(q, text.Span{}, c.introduced(i))
	}
	r.told = q.outer
}

// goesOn reports whether the sentence stands behind a quotation of its paragraph
// and is told with it: “It is,” he said. “It was.”
func (r *reader) goesOn(c sentence) bool {
	n := len(r.found)
	return c.lo > 0 && n > 0 && r.found[n-1].Kind != Indirect && r.told.Start >= r.before
}

// tell adds a speech that is all between quotation marks.
func (r *reader) tell(q quotation, cue text.Span, by *Speaker) {
	r.found = append(r.found, Speech{Kind: Direct, Quote: []text.Span{q.inner}, Cue: cue, Speaker: by})
}
