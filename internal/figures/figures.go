// Package figures reads the figures of a sentence: how much or how many, of
// what, and how surely, in the sentence's own words. It is pure: a string in,
// numbers and byte offsets out. It reads British and American news by words and
// marks alone, without a grammar; words.txt holds the words that it knows.
package figures

import "cuttings/internal/text"

// Figure is an amount with what it counts. All spans are bytes of the sentence
// that was read; one that is missing is the zero Span.
type Figure struct {
	Span      text.Span // the amount as it is written, with its unit, and both ends of a range: "£10m to £15m"
	Low, High Number    // equal unless it is a range
	Unit      string    // a currency ("£", "US$" is "$"), "%", Points, Share, a measure ("km"); "" when things are counted
	Qualifier text.Span // how surely, or how it is to be taken: "about", "up to", "another", "or more"
	Counted   text.Span // what is counted or measured, as far as the words beside the amount say: "health jobs", "annual budget"
	Head      text.Span // its noun, "jobs"; where a second figure leaves it out ("225 jobs in nursing and 250 in offices") the first one's
	Of        Number    // the whole that it is a part of: 10,000 of "366 jobs out of 10,000"; zero when there is none
	Whole     bool      // it is itself the whole that the figure before it is a part of
}

// Share is the unit of fractions in words: "a third of the staff".
const Share = "share"

// Points is the unit of a difference between two percentages.
const Points = "percentage points"

// IsMoney reports whether the amount is one of money.
func (f Figure) IsMoney() bool {
	switch f.Unit {
	case "", "%", Share, Points:
		return false
	}
	return !measures[f.Unit]
}

// Read returns the figures of a sentence in order, apart from each other. Dates,
// years, times of day, ages, telephone and house numbers, ordinals, scores and
// numbers that are part of a name are no figures of a thing. It takes time in
// proportion to the length of s, whatever s holds.
func Read(s string) []Figure {
	r := newReader(s)
	return r.figures()
}

// reader is a sentence being read.
type reader struct {
	s      string
	tokens []token
	found  []reading
	looks  int // how many tokens were looked at: the tests hold it to the length
}

func newReader(s string) *reader { return &reader{s: s, tokens: scan(s)} }

// reading is a figure with the tokens that made it.
type reading struct {
	Figure
	from, to int  // tokens of the amount
	bare     bool // it is a number and nothing more
}

// read looks for a figure that begins at token i and returns where to read on.
func (r *reader) read(i int) int {
	a, next, ok := r.amount(i)
	if !ok {
		return next
	}
	if skip := r.noFigure(a, i, next); skip > 0 {
		return skip
	}
	f := reading{from: i, bare: a.isBare()}
	f.Low, f.High, f.Unit = a.value, a.value, a.unit
	if low, high, after, ok := r.rangeTo(a, i, next); ok {
		f.Low, f.High, f.Unit, next = low, high.value, high.unit, after
		f.bare = f.bare && high.isBare()
	} else if skip := r.score(i, next); skip > 0 {
		return skip
	}
	f.to = next
	f.Span = r.span(i, next)
	if r.is(r.qualifierStart(i)-1, "between") && f.Low != f.High {
		f.Span.Start = r.at(r.qualifierStart(i) - 1).Start
	}
	f.Qualifier = r.qualifier(i, next)
	f.Counted, f.Head = r.counted(f)
	if f.Whole = r.isWhole(i); f.Whole {
		last := &r.found[len(r.found)-1]
		last.Of = f.High
		if f.Unit == "" && last.Head == (text.Span{}) {
			last.Counted, last.Head = f.Counted, f.Head
		}
	}
	r.found = append(r.found, f)
	return next
}

// figures reads all, and returns those that are more than a number by itself.
func (r *reader) figures() []Figure {
	for i := 0; i < len(r.tokens); {
		i = r.read(i)
	}
	r.elided()
	var list []Figure
	for _, f := range r.found {
		if f.bare && f.Head == (text.Span{}) && f.Qualifier == (text.Span{}) && !f.Whole && f.Of == (Number{}) && !r.measured(f.from) {
			continue
		}
		list = append(list, f.Figure)
	}
	return list
}

// span is where the tokens from from up to to stand.
func (r *reader) span(from, to int) text.Span {
	return text.Span{Start: r.tokens[from].Start, End: r.tokens[to-1].End}
}
