package archive

import (
	"cmp"
	"slices"
)

// Gap is a stretch of days on which no article of a coverage can have been
// published.
type Gap struct {
	After, Before Date // of the articles at its ends, as precisely as they are known; Before is zero where none came since
	Days          int
}

// LeastGap is how many days a gap has at least: four weeks.
const LeastGap = 28

// Gaps are the longest stretches without an article, at most limit of them,
// longest first, equals in order. The dates are those of Store.Dates; one that is
// known to the month or the year may be any day of it, so there is no gap there.
// today closes the stretch since the last article; where it is zero, that is none.
func Gaps(dates []DateCount, today Date, limit int) []Gap {
	var gaps []Gap
	var last Date // whose range of days ends last, so far
	reached := 0
	add := func(before Date, day int) {
		if n := day - reached - 1; n >= LeastGap {
			gaps = append(gaps, Gap{After: last, Before: before, Days: n})
		}
	}
	for _, d := range dates {
		from, to, known := d.Date.Days()
		if !known {
			continue
		}
		if !last.IsZero() {
			add(d.Date, from)
		}
		if last.IsZero() || to > reached {
			last, reached = d.Date, to
		}
	}
	if day, _, known := today.Days(); known && !last.IsZero() {
		add(Date{}, day)
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int { return cmp.Compare(b.Days, a.Days) })
	return gaps[:min(limit, len(gaps))]
}
