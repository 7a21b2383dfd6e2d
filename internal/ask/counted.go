package ask

import (
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/figures"
	"cuttings/internal/text"
)

// figures are the numbers in the words that the question can ask for, each with
// what it counts and, where that changes what it says, with how surely it is
// told: more than 300 staff.
func (u *understood) figures(words string) []text.Span {
	var spans []text.Span
	for _, f := range figures.Read(words) {
		if u.holds(f.Span.Of(words)) {
			continue // it is what is asked about
		}
		span := f.Span
		if u.kind == howMuch {
			if f.Unit == "" {
				continue
			}
		} else {
			end, ok := u.counted(words, f)
			if !ok || strings.ContainsAny(f.Unit, "£$€¥") {
				continue
			}
			span.End = end
		}
		if q := f.Qualifier; q.Len() > 0 && q.End <= span.Start && bounds[strings.ToLower(q.Of(words))] {
			span.Start = q.Start
		}
		spans = append(spans, span)
	}
	return spans
}

// bounds are the qualifiers that make another number of the one behind them.
var bounds = map[string]bool{
	"more than": true, "over": true, "well over": true, "just over": true, "in excess of": true, "at least": true,
	"fewer than": true, "less than": true, "under": true, "just under": true, "up to": true, "at most": true,
	"no more than": true, "no fewer than": true, "as many as": true, "nearly": true, "almost": true,
}

// people are what "how many people" may be counted in.
var people = termSet("people person staff worker employee member man men woman women")

// counted is where the words end that a figure counts, when they are what the
// question asks for: the last of the focus or the noun. Without a focus any
// number will do.
func (u *understood) counted(words string, f figures.Figure) (end int, ok bool) {
	end = f.Span.End
	if f.Head.Start >= end {
		end = f.Head.End
	}
	ok = len(u.focus) == 0
	human := slices.Contains(u.focus, "peopl")
	for _, part := range []text.Span{f.Head, f.Counted} {
		for _, t := range index.Analyze(part.Of(words)) {
			if slices.Contains(u.focus, t.Text) || human && people[t.Text] {
				end, ok = max(end, part.Start+t.Span.End), true
			}
		}
	}
	return end, ok
}
