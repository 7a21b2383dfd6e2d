package archive

import (
	"strings"

	"cuttings/internal/text"
)

// Match reports whether the version passes the filter. This is what the filter
// means; stores count and engines search by the same rule. The date of an
// article is the range of days that it may mean, and passes when that range and
// the filter's, from the first day of Since to the last of Until, share a day.
func (f Filter) Match(v Version) bool {
	return (f.Outlet == "" || OutletKey(v.Outlet) == OutletKey(f.Outlet)) && f.matchDate(v.Published)
}

func (f Filter) matchDate(d Date) bool {
	since, _, lower := f.Since.Days()
	_, until, upper := f.Until.Days()
	if !lower && !upper {
		return true
	}
	first, last, known := d.Days()
	empty := lower && upper && since > until
	return known && !empty && (!lower || last >= since) && (!upper || first <= until)
}

// OutletKey is the name of an outlet in the form in which Filter compares it: as
// text.Fold leaves it, without letter case, accents, kinds of quotation marks
// and superfluous white space. Two names are one outlet's when their keys are
// equal.
func OutletKey(outlet string) string { return strings.TrimSpace(text.Fold(outlet).Text) }
