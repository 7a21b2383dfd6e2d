package words

import (
	"strings"

	"cuttings/internal/archive"
)

// Gaps names the longest stretches without an article; "" where there is none.
func (l Language) Gaps(gaps []archive.Gap) string {
	if len(gaps) == 0 {
		return ""
	}
	each := make([]string, len(gaps))
	for i, g := range gaps {
		each[i] = l.gap(g)
	}
	return l.Say("coverage.gaps", "gaps", strings.Join(each, "; "))
}

// gap is the stretch of one: "between March 2010 and May 2014".
func (l Language) gap(g archive.Gap) string {
	if g.Before.IsZero() {
		return l.Say("coverage.since", "date", l.Date(g.After))
	}
	return l.Say("coverage.between", "from", l.Date(g.After), "to", l.Date(g.Before))
}

// OutletSpan is a line for an outlet: how many articles, of which dates, and the
// longest stretch without one, if there is any.
func (l Language) OutletSpan(articles int, from, to archive.Date, longest []archive.Gap) string {
	s := l.dated(l.Count(articles, "article"), from, to)
	for _, g := range longest {
		s += "; " + l.Say("coverage.gap", "gap", l.gap(g))
	}
	return s
}
