package librarytest

import (
	"embed"
	"io/fs"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/ingest"
	"cuttings/internal/story"
)

// A week of an invented town, and what is held of years before: a folder for each
// day, in the order in which they come.
//
//go:embed week
var week embed.FS

// Days are when what is in the folders of the week comes.
var Days = []time.Time{
	time.Date(2026, time.November, 24, 18, 0, 0, 0, time.UTC),
	time.Date(2026, time.November, 25, 18, 0, 0, 0, time.UTC),
	time.Date(2026, time.November, 26, 18, 0, 0, 0, time.UTC),
	time.Date(2026, time.December, 1, 23, 0, 0, 0, time.UTC),
}

// Week is a library of the first of those days, with what is said read, the index
// up to date and the stories told. One of the articles of the second day is
// another version of one of the first. Seqs are the numbers of the last changes
// of each day.
func Week(t testing.TB, days int) (store archive.Store, replica *index.Replica, seqs []int64) {
	t.Helper()
	now := Days[0]
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "cuttings.db"), sqlite.Clock(func() time.Time { return now }))
	if err != nil {
		t.Fatal(err)
	}
	closing(t, store)
	for i := range days {
		now = Days[i]
		folder, err := fs.Sub(week, "week/"+strconv.Itoa(i))
		if err != nil {
			t.Fatal(err)
		}
		for item := range ingest.ReadFS(t.Context(), folder) {
			if item.Err != nil {
				t.Fatalf("%s: %v", item.Source, item.Err)
			}
			if _, err := store.Put(t.Context(), item.Article); err != nil {
				t.Fatal(err)
			}
		}
		seq, err := store.Seq(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		seqs = append(seqs, seq)
	}
	replica = follow(t, store)
	if err := story.CatchUp(t.Context(), store, replica, nil); err != nil {
		t.Fatal(err)
	}
	return store, replica, seqs
}
