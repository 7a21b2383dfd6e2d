package archive

import (
	"cmp"
	"slices"
	"time"
)

// Dates counts the articles that pass the filter by their dates; see Store.
func (t *Tally) Dates(f Filter) []DateCount {
	counts := make([]int, len(t.dates))
	p := t.passing(f)
	for _, e := range t.entries {
		if p.pass(e) {
			counts[e.dated]++
		}
	}
	list := []DateCount{}
	for i, n := range counts {
		if n > 0 {
			list = append(list, DateCount{Date: t.dates[i], Articles: n})
		}
	}
	slices.SortFunc(list, func(a, b DateCount) int { return a.Date.Compare(b.Date) })
	return list
}

// Newest is the articles that pass the filter, newest first; see Store.
func (t *Tally) Newest(f Filter, limit int) []Entry {
	var passed []entry
	p := t.passing(f)
	for _, e := range t.entries {
		if p.pass(e) {
			passed = append(passed, e)
		}
	}
	slices.SortFunc(passed, func(a, b entry) int {
		return cmp.Or(cmp.Compare(t.days[b.dated], t.days[a.dated]), cmp.Compare(b.number, a.number))
	})
	return t.written(passed[:min(max(limit, 0), len(passed))])
}

// Entries is those of the articles with these numbers that pass the filter; see
// Store.
func (t *Tally) Entries(f Filter, numbers ...int64) []Entry {
	var passed []entry
	p := t.passing(f)
	for _, number := range sorted(numbers) {
		if i, held := t.at[number]; held && p.pass(t.entries[i]) {
			passed = append(passed, t.entries[i])
		}
	}
	return t.written(passed)
}

// written are entries as Put was given them.
func (t *Tally) written(list []entry) []Entry {
	out := make([]Entry, len(list))
	for i, e := range list {
		out[i] = Entry{
			Number: e.number, Collection: t.collections.list[e.collection].written, Outlet: t.outlets.list[e.outlet].written,
			Author: t.authors.list[e.author].written, Published: t.dates[e.dated], Captured: time.Unix(e.captured, 0).UTC(),
		}
	}
	return out
}
