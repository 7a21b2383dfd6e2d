// Package librarytest opens libraries for tests: the real store and the real
// index in folders that go with the test.
package librarytest

import (
	"path/filepath"
	"testing"

	"cuttings/data"
	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/ingest"
)

// Seeds is a library of the coverage that ships.
func Seeds(t testing.TB) (archive.Store, *index.Replica) {
	t.Helper()
	var articles []archive.Article
	for item := range ingest.ReadFS(t.Context(), data.Articles()) {
		if item.Err != nil {
			t.Fatalf("%s: %v", item.Source, item.Err)
		}
		articles = append(articles, item.Article)
	}
	return Open(t, articles...)
}

// Open is a library of these articles, with what is said in them read and its
// index up to date.
func Open(t testing.TB, articles ...archive.Article) (archive.Store, *index.Replica) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "cuttings.db"))
	if err != nil {
		t.Fatal(err)
	}
	closing(t, store)
	receipts, err := store.Put(t.Context(), articles...)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range receipts {
		if r.Status != archive.Added {
			t.Fatalf("%s: %s: %s", r.ID, r.Status, r.Reason)
		}
	}
	return store, follow(t, store)
}

// closing closes the store after the test.
func closing(t testing.TB, store archive.Store) {
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// follow reads what is said in a store and makes an index that is up to date.
func follow(t testing.TB, store archive.Store) *index.Replica {
	t.Helper()
	if err := archive.Listen(t.Context(), store, nil); err != nil {
		t.Fatal(err)
	}
	replica, err := index.OpenReplica(t.Context(), filepath.Join(t.TempDir(), "index"), store, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := replica.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := replica.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return replica
}
