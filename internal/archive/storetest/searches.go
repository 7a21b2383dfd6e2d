package storetest

import (
	"fmt"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// searchTests: what buttons lead back to.
var searchTests = map[string]func(*testing.T, Open){
	"searches are kept and replaced":      searchesKept,
	"a search is kept while it is used":   searchesUsed,
	"what can't be kept of a search":      searchesRefused,
	"eight keep one search, and it is so": searchesAtOnce,
}

func keepSearch(t *testing.T, s archive.Store, key, search string) {
	t.Helper()
	if err := s.KeepSearch(t.Context(), key, search); err != nil {
		t.Fatalf("KeepSearch: %v", err)
	}
}

func searchIs(t *testing.T, s archive.Store, key, want string) {
	t.Helper()
	got, err := s.Search(t.Context(), key)
	equal(t, "search "+key, want, must(t, "Search", got, err))
}

func searchesKept(t *testing.T, open Open) {
	s := open.handle(t)
	searchIs(t, s, "a", "")
	keepSearch(t, s, "a", "beds")
	keepSearch(t, s, "b", "Ärzte %")
	keepSearch(t, open.handle(t), "a", "posts")
	for _, handle := range []archive.Store{s, open.handle(t)} {
		searchIs(t, handle, "a", "posts")
		searchIs(t, handle, "b", "Ärzte %")
		searchIs(t, handle, "c", "")
	}
	equal(t, "changes", 0, seq(t, s))
	sound(t, s)
}

func searchesUsed(t *testing.T, open Open) {
	const day = 24 * time.Hour
	now := noon
	s := open.at(t, func() time.Time { return now })
	keepSearch(t, s, "used", "beds")
	keepSearch(t, s, "forgotten", "posts")
	now = now.Add(archive.SearchDays * day)
	searchIs(t, s, "used", "beds") // on the last day, and used with that
	now = now.Add(day)
	searchIs(t, s, "forgotten", "")
	keepSearch(t, s, "new", "jobs")
	now = now.Add((archive.SearchDays - 1) * day)
	searchIs(t, s, "used", "beds")
	now = now.Add(-day)
	searchIs(t, s, "forgotten", "")
	now = now.Add(-archive.SearchDays * day) // it was thrown away, not only passed over
	searchIs(t, s, "forgotten", "")
}

func searchesRefused(t *testing.T, open Open) {
	s := open.handle(t)
	for _, pair := range [][2]string{{"\xff", "a"}, {"a", "b\x00c"}} {
		if err := s.KeepSearch(t.Context(), pair[0], pair[1]); err == nil {
			t.Errorf("%q was kept", pair)
		}
	}
	searchIs(t, s, "a", "")
}

func searchesAtOnce(t *testing.T, open Open) {
	s := eight(t, open, func(i int, s archive.Store) error {
		if err := s.KeepSearch(t.Context(), "same", "beds"); err != nil {
			return err
		}
		return s.KeepSearch(t.Context(), fmt.Sprint(i), "beds")
	})
	searchIs(t, s, "same", "beds")
	searchIs(t, s, "7", "beds")
}
