package storetest

import (
	"testing"
	"time"

	"cuttings/internal/archive"
)

// pastTests: how the archive stood after an earlier change.
var pastTests = map[string]func(*testing.T, Open){
	"which versions stood after a change": standing,
	"the change that was made at a time":  seqAt,
	"a past that was restored":            restoredPast,
}

func standing(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"))
	newer := article("a")
	newer.Text = "Newer words."
	put(t, s, newer)
	remove(t, s, "b", "")
	put(t, s, article("b"))
	for seq, want := range map[int64]map[int64]int{
		-1: {}, 0: {}, 1: {1: 1}, 2: {1: 1, 2: 1}, 3: {1: 2, 2: 1}, 4: {1: 2}, 5: {1: 2, 2: 2}, 99: {1: 2, 2: 2},
	} {
		got, err := s.Standing(t.Context(), seq, 2, 1, 7, 1)
		equal(t, "after a change", want, must(t, "Standing", got, err))
	}
	got, err := s.Standing(t.Context(), 5)
	equal(t, "of nothing", map[int64]int{}, must(t, "Standing", got, err))
}

func seqAt(t *testing.T, open Open) {
	now := noon
	s := open.at(t, func() time.Time { return now })
	put(t, s, article("a"), article("b"))
	now = noon.Add(time.Hour)
	put(t, s, article("a"), article("c"))
	now = noon.Add(2 * time.Hour)
	remove(t, s, "a", "")
	for ago, want := range map[time.Duration]int64{
		-time.Second: 0, 0: 2, time.Hour - time.Second: 2, time.Hour: 3, 2 * time.Hour: 4, 100 * time.Hour: 4,
	} {
		if got, err := s.SeqAt(t.Context(), stored.Add(ago)); got != want || err != nil {
			t.Errorf("after %v: %d, %v; want %d", ago, got, err, want)
		}
	}
}

func restoredPast(t *testing.T, open Open) {
	s := open.at(t, func() time.Time { return noon.Add(time.Hour) })
	first := capture(article("a"), 1, 1)
	old := capture(article("c"), 3, 1) // behind newer ones
	old.Captured = stored.AddDate(-1, 0, 0)
	changed := article("a")
	changed.Text = "Newer words."
	second := capture(changed, 1, 2)
	gone := archive.History{ID: "b", Number: 2, Latest: 1, Removed: &archive.Removal{At: stored}}
	if err := s.Restore(t.Context(), []archive.History{
		{ID: "a", Number: 1, Latest: 2, Versions: []archive.Version{first, second}},
		gone,
		{ID: "c", Number: 3, Latest: 1, Versions: []archive.Version{old}},
	}, nil); err != nil {
		t.Fatal(err)
	}
	got, err := s.Standing(t.Context(), 2, 1, 2)
	equal(t, "restored", map[int64]int{1: 2}, must(t, "Standing", got, err))
	// Whatever had come by a time, nothing behind it had.
	for at, want := range map[time.Time]int64{old.Captured: 0, stored: 0, stored.Add(time.Hour - time.Second): 0, stored.Add(time.Hour): 3} {
		if seq, err := s.SeqAt(t.Context(), at); seq != want || err != nil {
			t.Errorf("at %v: %d, %v; want %d", at, seq, err, want)
		}
	}
}
