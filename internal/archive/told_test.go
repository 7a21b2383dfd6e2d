package archive

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTellers(t *testing.T) {
	day := func(d int) Date { return Date{Year: 2021, Month: 5, Day: d} }
	story := []Placement{{1, 7, 0}, {2, 7, 1}, {3, 7, 1}, {4, 7, 0}, {5, 7, 4}}
	entries := []Entry{
		{Number: 1, Outlet: "Bugle", Published: day(4)},
		{Number: 2, Outlet: "Herald"},
		{Number: 3, Outlet: "Post", Published: day(6)},
		{Number: 4, Outlet: "BUGLE", Published: day(5)},
		{Number: 5, Outlet: "Post", Published: day(5)},
		{Number: 6, Outlet: "Another story's"},
	}
	for _, tt := range []struct {
		what    string
		entries []Entry
		order   []int64
		of      []int64
		told    Told
	}{
		{"all", entries, []int64{1, 4, 5, 3, 2}, []int64{0, 0, 4, 1, 1}, Told{7, 5, 1, 3, day(4), day(6)}},
		{"without the first", entries[1:], []int64{4, 5, 3, 2}, []int64{0, 4, 0, 3}, Told{7, 4, 2, 2, day(5), day(6)}},
		{"one that has no date", entries[1:2], []int64{2}, []int64{0}, Told{7, 1, 1, 0, Date{}, Date{}}},
		{"none", nil, nil, nil, Told{Story: 7}},
	} {
		tellers := Tellers(story, tt.entries)
		var order, of []int64
		for _, one := range tellers {
			order, of = append(order, one.Number), append(of, one.ReprintOf)
		}
		if diff := cmp.Diff([]any{tt.order, tt.of, tt.told}, []any{order, of, Tell(7, tellers)}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.what, diff)
		}
	}
}
