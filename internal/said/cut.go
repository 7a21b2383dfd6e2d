package said

import (
	"cmp"
	"slices"

	"cuttings/internal/archive"
	"cuttings/internal/find"
	"cuttings/internal/quote"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// mostWords is how many words a statement has at most, unless a single sentence
// has more: of a longer speech it is the sentences from its cue on, or up to it.
const mostWords = 120

// cutter cuts out of a version where somebody speaks.
type cutter struct {
	version   archive.Version
	all       []speech.Speech // of the version
	sentences []text.Span
	about     find.Query
}

// passage is where somebody speaks: what a statement is made of.
type passage struct {
	*cutter
	span   text.Span
	answer []text.Span
	speech []speech.Speech
}

// passages are where the speeches, in the order of the text, stand: a place
// each, but for those that share a sentence.
func (c *cutter) passages(list []speech.Speech) []passage {
	var runs []run
	for _, s := range list {
		r, ok := c.run(s)
		if !ok {
			continue
		}
		if last := len(runs) - 1; last >= 0 && r.first <= runs[last].last && r.last >= runs[last].first {
			runs[last].first, runs[last].last = min(runs[last].first, r.first), max(runs[last].last, r.last)
			runs[last].speech = append(runs[last].speech, s)
			continue
		}
		runs = append(runs, r)
	}
	var found []passage
	for _, r := range runs {
		p := passage{
			cutter: c, speech: r.speech,
			span: text.Span{Start: c.sentences[r.first].Start, End: c.sentences[r.last].End},
		}
		if p.wanted() {
			found = append(found, p)
		}
	}
	return found
}

// wanted reports whether the passage or its headline is about what was asked,
// and notes where in the passage that stands.
func (p *passage) wanted() bool {
	if p.about.String() == "" {
		return true
	}
	part := p.version
	part.Text = p.span.Of(part.Text)
	places, ok := p.about.Places(part)
	for _, at := range places {
		p.answer = append(p.answer, text.Span{Start: at.Start + p.span.Start, End: at.End + p.span.Start})
	}
	return ok
}

func (p *passage) statement() (Statement, error) {
	q, err := quote.New(p.version, p.span, p.answer...)
	if err != nil {
		return Statement{}, err
	}
	q.Hear(p.all)
	return Statement{Quote: q, Speech: p.speech}, nil
}

// run is consecutive sentences and what is said in them.
type run struct {
	first, last int
	speech      []speech.Speech
}

// run finds the sentences that hold the speech, its cue and its speaker; ok is
// false where its places are none of the text.
func (c *cutter) run(s speech.Speech) (r run, ok bool) {
	hull, places := text.Span{Start: len(c.version.Text)}, s.Quote
	if s.Cue.Len() > 0 {
		places = append(slices.Clone(places), s.Cue)
	}
	if s.Speaker != nil {
		places = append(slices.Clone(places), s.Speaker.Span)
	}
	for _, p := range places {
		hull.Start, hull.End = min(hull.Start, p.Start), max(hull.End, p.End)
	}
	if hull.Start < 0 || hull.Start >= hull.End || hull.End > len(c.version.Text) || len(c.sentences) == 0 {
		return run{}, false
	}
	anchor := s.Cue
	if anchor.Len() == 0 {
		anchor = places[0]
	}
	r = run{first: c.at(hull.Start), last: c.at(hull.End - 1), speech: []speech.Speech{s}}
	r.first, r.last = c.fit(r.first, r.last, c.at(anchor.Start))
	return r, true
}

// at is the number of the sentence that holds the byte, or that follows it.
func (c *cutter) at(b int) int {
	i, _ := slices.BinarySearchFunc(c.sentences, b, func(s text.Span, b int) int { return cmp.Compare(s.End-1, b) })
	return min(i, len(c.sentences)-1)
}

// fit takes sentences from both ends of the run, of which the anchor stays, the
// far one first, until it has no more than mostWords.
func (c *cutter) fit(first, last, anchor int) (int, int) {
	n := 0
	for _, s := range c.sentences[first : last+1] {
		n += text.Words(s.Of(c.version.Text))
	}
	for n > mostWords && first < last {
		if last-anchor >= anchor-first {
			n -= text.Words(c.sentences[last].Of(c.version.Text))
			last--
		} else {
			n -= text.Words(c.sentences[first].Of(c.version.Text))
			first++
		}
	}
	return first, last
}
