package desk

import (
	"testing"

	"cuttings/internal/archive"
)

// The newest article leads a story; one that repeats what isn't in the digest only
// where nothing else came.
func TestWhoLeads(t *testing.T) {
	arrived := map[int64]arrival{}
	for number, day := range map[int64]int{1: 20, 2: 22, 3: 25, 4: 24} {
		arrived[number] = arrival{number: number, published: archive.Date{Year: 2026, Month: 11, Day: day}}
	}
	today, _, _ := archive.Date{Year: 2026, Month: 11, Day: 26}.Days()
	own, reprint, stale := archive.Placement{Number: 2}, archive.Placement{Number: 4, ReprintOf: 1}, archive.Placement{Number: 3, ReprintOf: 9}
	first := archive.Placement{Number: 1}
	for name, c := range map[string]struct {
		came        []archive.Placement
		lead, shows int64
		age         int
	}{
		"the newest":          {[]archive.Placement{first, own}, 2, 2, 4},
		"of one that came":    {[]archive.Placement{first, own, reprint}, 4, 1, 2},
		"of another outlet's": {[]archive.Placement{first, own, stale}, 2, 2, 4},
		"nothing else":        {[]archive.Placement{stale}, 3, 3, 1},
	} {
		s := newStory{came: c.came}
		s.order(arrived, today)
		if s.lead.Number != c.lead || s.shows() != c.shows || s.age != c.age {
			t.Errorf("%s: %d leads, %d is shown, %d days old", name, s.lead.Number, s.shows(), s.age)
		}
	}
}
