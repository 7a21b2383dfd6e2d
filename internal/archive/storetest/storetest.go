// Package storetest holds a store to the contract of package archive, sentence
// by sentence. A second store is finished when it passes.
package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
)

// Open opens one more handle on an archive, as another process would open it.
// The handle takes the time of captures from now; the suite closes it. Open
// fails t when it can't.
type Open func(t *testing.T, now func() time.Time) archive.Store

// Run runs the whole suite. fresh makes an empty archive for one test, on its
// own, and returns how to open it.
func Run(t *testing.T, fresh func(t *testing.T) Open) {
	for _, part := range []map[string]func(*testing.T, Open){
		lifeTests, putTests, refilingTests, versionTests, removeTests, changesTests, coverageTests, speechTests, hiddenTests, concurrentTests, hostileTests, modelTests, storyTests, historyTests, feedTests, feedItemTests,
		watchedTests, pageTests, postTests, pastTests,
		subscriptionTests, deliveryTests, watchTests, missTests, claimTests, searchTests, reportTests, peopleTests,
	} {
		for name, test := range part {
			t.Run(name, func(t *testing.T) { test(t, fresh(t)) })
		}
	}
}

// noon is when things happen in the tests, unless they say otherwise: in a zone
// and with a fraction that a store must not keep.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 987654321, time.FixedZone("", 3600))

// stored is noon as a version has it.
var stored = time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)

func atNoon() time.Time { return noon }

// handle opens the archive at noon and closes it after the test.
func (open Open) handle(t *testing.T) archive.Store {
	t.Helper()
	return open.at(t, atNoon)
}

func (open Open) at(t *testing.T, now func() time.Time) archive.Store {
	t.Helper()
	s := open(t, now)
	t.Cleanup(func() { _ = s.Close() }) // some tests closed it themselves
	return s
}

// article is a small one with that ID.
func article(id string) archive.Article {
	return archive.Article{ID: id, Title: "Headline of " + id, Text: "Words of " + id + "."}
}

// full is an article with every field set.
func full() archive.Article {
	return archive.Article{
		ID: "full", URL: "HTTPS://Example.org/a?utm_source=x", Address: "https://example.org/a",
		Title: "Jobs to go", Outlet: "Oxford Mail", Author: "A. Reporter",
		Published: archive.Date{Year: 2009, Month: 4, Day: 24}, Language: "en-GB", Text: "Six hundred jobs are to go.", Collection: "Union",
	}
}

// put files the articles, which must succeed, and returns the receipts.
func put(t *testing.T, s archive.Store, articles ...archive.Article) []archive.Receipt {
	t.Helper()
	receipts, err := s.Put(t.Context(), articles...)
	if err != nil {
		t.Fatalf("Put: %v", err)
	}
	if len(receipts) != len(articles) {
		t.Fatalf("Put of %d articles gave %d receipts", len(articles), len(receipts))
	}
	return receipts
}

// must returns the value of a call that succeeds.
func must[T any](t *testing.T, what string, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return v
}

func seq(t *testing.T, s archive.Store) int64 {
	t.Helper()
	n, err := s.Seq(t.Context())
	return must(t, "Seq", n, err)
}

func current(t *testing.T, s archive.Store, id string) archive.Version {
	t.Helper()
	v, err := s.Current(t.Context(), id)
	return must(t, "Current of "+id, v, err)
}

func remove(t *testing.T, s archive.Store, id, reason string) {
	t.Helper()
	if err := s.Remove(t.Context(), id, reason); err != nil {
		t.Fatalf("Remove of %s: %v", id, err)
	}
}

func coverage(t *testing.T, s archive.Store, f archive.Filter) archive.Coverage {
	t.Helper()
	c, err := s.Coverage(t.Context(), f)
	return must(t, "Coverage", c, err)
}

func changes(t *testing.T, s archive.Store, after int64, limit int) []archive.Change {
	t.Helper()
	c, err := s.Changes(t.Context(), after, limit)
	return must(t, "Changes", c, err)
}

// sound checks the archive.
func sound(t *testing.T, s archive.Store) {
	t.Helper()
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func equal[T any](t *testing.T, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// capture is the version that a store makes of a at noon.
func capture(a archive.Article, number int64, version int) archive.Version {
	return archive.Version{Article: a, Number: number, Version: version, Hash: archive.Hash(a.Text), Captured: stored}
}
