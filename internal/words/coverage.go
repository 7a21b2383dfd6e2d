package words

import "cuttings/internal/archive"

// Gaps names the longest stretches without an article; "" where there is none.
func Gaps(gaps []archive.Gap) string {
	s := ""
	for i, g := range gaps {
		if i > 0 {
			s += "; "
		}
		s += gap(g)
	}
	if s == "" {
		return ""
	}
	return "Nothing " + s + "."
}

// gap is the stretch of one: "between March 2010 and May 2014".
func gap(g archive.Gap) string {
	if g.Before.IsZero() {
		return "since " + g.After.Long()
	}
	return "between " + g.After.Long() + " and " + g.Before.Long()
}

// OutletSpan is a line for an outlet: how many articles, of which dates, and the
// longest stretch without one, if there is any.
func OutletSpan(articles int, from, to archive.Date, longest []archive.Gap) string {
	s := Count(articles, "article") + period(from, to)
	for _, g := range longest {
		s += "; nothing " + gap(g)
	}
	return s
}
