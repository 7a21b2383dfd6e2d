package figures

import "cuttings/internal/text"

// qualifierStart is the token at which the qualifier before token i begins, or i.
func (r *reader) qualifierStart(i int) int {
	best := i
	for _, phrase := range phrases[r.at(i-1).lower] {
		from := i - len(phrase)
		if from < 0 || from >= best {
			continue
		}
		fits := true
		for k, w := range phrase {
			fits = fits && r.is(from+k, w)
		}
		if fits {
			best = from
		}
	}
	return best
}

// qualifier is what is said of how surely the amount of the tokens from i up to
// next is meant.
func (r *reader) qualifier(i, next int) text.Span {
	if from := r.qualifierStart(i); from < i {
		return r.span(from, i)
	}
	if determined := i - 1; r.isDeterminer(determined) { // about a £5m deal
		if from := r.qualifierStart(determined); from < determined {
			return r.span(from, determined)
		}
	}
	if r.is(next, "+") && !r.at(next).apart {
		return r.at(next).Span
	}
	if n := r.after(next); n > 0 {
		return r.span(next, next+n)
	}
	return text.Span{}
}

// rangeTo reads the other end of a range that begins with the amount of the
// tokens from i up to next: "10 to 15", "between 10 and 15", "£10m-£15m". It
// returns both ends: in "£10 to 15 million" the first has the second's million.
func (r *reader) rangeTo(a amount, i, next int) (low Number, high amount, after int, ok bool) {
	before := r.qualifierStart(i) - 1
	switch {
	case r.joined(next) && !(r.joined(i-1) && r.at(i-2).kind == digits):
	case isDash(r.at(next).lower) && a.unit != "":
	case r.is(next, "to") && !r.is(before, "from"):
	case r.is(next, "and") && r.is(before, "between"):
	default:
		return low, high, 0, false
	}
	high, after, ok = r.amount(next + 1)
	if !ok || a.spelt != high.spelt {
		return low, high, 0, false
	}
	if high.unit == "" {
		high.unit = a.unit
	}
	low = a.value
	if !a.scaled && high.scaled && low.Cmp(high.value) < 0 {
		low = low.Times(high.scale)
	}
	if low.IsZero() || a.unit != "" && a.unit != high.unit || low.Cmp(high.value) >= 0 {
		return low, high, 0, false
	}
	if r.joined(next) && high.isBare() { // 10-15 jobs; a score has none
		_, head := r.noun(after, true)
		ok = head.Len() > 0 && !mayBeYear(r.at(i))
	}
	return low, high, after, ok
}

// isWhole reports whether the amount that begins at i is what the figure before
// is a part of: "366 jobs out of 10,000", "one in five", "300 of the 10,000".
func (r *reader) isWhole(i int) bool {
	if len(r.found) == 0 {
		return false
	}
	last := r.found[len(r.found)-1]
	at := r.qualifierStart(i) - 1
	for at > last.to && r.isDeterminer(at) {
		at--
	}
	switch {
	case at < last.to || i-last.to > longest+4 || last.Low.Cmp(r.found[len(r.found)-1].High) > 0:
		return false
	case r.is(at, "of") && r.is(at-1, "out"):
		return true
	case r.is(at, "of"):
		return at == last.to || last.Head.Len() > 0 && r.at(at-1).End == last.Head.End
	}
	return r.is(at, "in") && at == last.to && last.bare && last.Low.Cmp(Integer(100)) < 0 && !isMeasure(r.at(i+1))
}

// elided gives figures that name no noun the one that they leave out: "225 jobs
// will be in nursing and 250 managerial", "300 or 400 jobs".
func (r *reader) elided() {
	before := -1
	for i := range r.found {
		f := &r.found[i]
		if f.Head.Len() > 0 {
			if f.Unit == "" && !f.Whole {
				before = i
			}
			continue
		}
		if f.Whole || f.Unit != "" {
			continue
		}
		if next := i + 1; next < len(r.found) && r.leadsTo(f.to, r.found[next].from) {
			f.Counted, f.Head, f.Unit = r.found[next].Counted, r.found[next].Head, r.found[next].Unit
			continue
		}
		if before < 0 || !r.coordinated(f.from) {
			continue
		}
		f.Head, f.Counted = r.found[before].Head, r.rest(r.skipAfter(f.to))
		if f.Counted.Len() == 0 {
			f.Counted = r.found[before].Counted
		}
	}
}

// leadsTo reports whether only a word that joins stands between two amounts.
func (r *reader) leadsTo(from, to int) bool {
	to = r.qualifierStart(to)
	return to == from+1 && (r.is(from, "to") || r.is(from, "or") || r.is(from, "and"))
}

// coordinated reports whether the amount at i goes on with a list.
func (r *reader) coordinated(i int) bool {
	i = r.qualifierStart(i)
	switch r.at(i - 1).lower {
	case "and", "or", ",", ";", "plus", "while", "with", "but":
		return true
	}
	return isDash(r.at(i-1).lower) && !r.joined(i-1)
}

// rest is what says which part of the things an amount counts, up to the end of
// the clause or to a date: "managerial and in administration".
func (r *reader) rest(i int) text.Span {
	at := i
	for at < i+longest+2 && r.at(at).kind == word && !r.number(at) && !r.in(verbWord|auxiliaryWord, at) && !r.month(at) {
		at++
	}
	if r.number(at) {
		at = max(i, r.qualifierStart(at))
	}
	for at > i && r.in(functionWord, at-1) {
		at--
	}
	if at == i {
		return text.Span{}
	}
	return r.span(i, at)
}

// measured reports whether a number by itself says how much something came to:
// "membership stood at 3,400".
func (r *reader) measured(i int) bool {
	return r.in(reachWord, i-1) && !r.at(i-2).upper
}
