package index_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"cuttings/index"
	"cuttings/index/indextest"
	"cuttings/internal/archive"
)

func TestReplicaFollowsItsArchive(t *testing.T) {
	ctx := context.Background()
	store, _ := newArchive(t, 0, 0)
	dir := t.TempDir()
	r := openReplica(t, dir, store)
	catchUp(t, r)
	compare(t, r, store)
	put(t, store, 1, 30, 5)
	catchUp(t, r)
	compare(t, r, store)
	put(t, store, 2, 10, 3) // ten of them change
	for _, id := range []string{"article-2", "article-20"} {
		if err := store.Remove(ctx, id, "a test"); err != nil {
			t.Fatal(err)
		}
	}
	catchUp(t, r)
	compare(t, r, store)
	closeReplica(t, r)

	r = openReplica(t, dir, store)
	compare(t, r, store)
	called := false
	if err := r.CatchUp(ctx, func(int64, int64) { called = true }); err != nil || called {
		t.Errorf("with nothing to do: progress %v, %v", called, err)
	}
	if err := r.Rebuild(ctx, nil); err != nil {
		t.Error(err)
	}
	compare(t, r, store)
}

func TestProgress(t *testing.T) {
	store, _ := newArchive(t, 1200, 1)
	r := openReplica(t, t.TempDir(), store)
	var steps []int64
	err := r.CatchUp(context.Background(), func(done, total int64) {
		if total != 1200 {
			t.Errorf("total = %d", total)
		}
		steps = append(steps, done)
	})
	if err != nil || len(steps) < 2 || steps[len(steps)-1] != 1200 {
		t.Errorf("progress %v, %v", steps, err)
	}
	for i := 1; i < len(steps); i++ {
		if steps[i] <= steps[i-1] {
			t.Errorf("progress %v", steps)
		}
	}
}

func TestClosedReplica(t *testing.T) {
	ctx := context.Background()
	store, _ := newArchive(t, 1, 1)
	r := openReplica(t, t.TempDir(), store)
	closeReplica(t, r)
	_, searched := r.Search(ctx, index.Query{Text: "hospital", Limit: 1})
	for name, err := range map[string]error{
		"Search": searched, "CatchUp": r.CatchUp(ctx, nil), "Rebuild": r.Rebuild(ctx, nil),
		"Check": r.Check(ctx), "Follow": r.Follow(ctx, 1), "Close": r.Close(),
	} {
		if err == nil {
			t.Errorf("%s succeeded after Close", name)
		}
	}
}

// A slot that another process holds is left to it: the next one gets its own,
// and the slot that is furthest along when several are free.
func TestSlots(t *testing.T) {
	store, file := newArchive(t, 10, 2)
	dir := t.TempDir()
	other := startChild(t, "catch up", file, dir)
	for other.read(t, 1) != "done" {
	}
	r := openReplica(t, dir, store)
	if _, err := os.Stat(filepath.Join(dir, "2", "lock")); err != nil {
		t.Error("the second process has no slot of its own:", err)
	}
	put(t, store, 3, 12, 2)
	catchUp(t, r)
	compare(t, r, store)
	closeReplica(t, r)
	other.kill()

	r = openReplica(t, dir, store)
	compare(t, r, store) // slot 2, not 1, without catching up
}

func TestAllSlotsHeld(t *testing.T) {
	store, _ := newArchive(t, 1, 1)
	dir := t.TempDir()
	for range index.MaxSlots {
		openReplica(t, dir, store)
	}
	_, err := index.OpenReplica(context.Background(), dir, store, index.Options{})
	if !errors.Is(err, index.ErrNoSlot) {
		t.Errorf("one too many: %v", err)
	}
}

// An index of an older analysis answers until the new one is there; one of an
// older layout can't.
func TestOutdated(t *testing.T) {
	ctx := context.Background()
	store, _ := newArchive(t, 10, 3)
	layout, _, _ := strings.Cut(index.CurrentSchema(), ".")
	for schema, answers := range map[string]bool{layout + ".older": true, "0.older": false} {
		dir := t.TempDir()
		r := openReplica(t, dir, store)
		catchUp(t, r)
		if err := r.PretendSchema(schema); err != nil {
			t.Fatal(err)
		}
		closeReplica(t, r)

		r = openReplica(t, dir, store)
		if err := r.Check(ctx); !errors.Is(err, index.ErrOutdated) {
			t.Errorf("%s: Check = %v", schema, err)
		}
		search := func(int64, int64) {
			hits, err := r.Search(ctx, index.Query{Text: "hospital", Limit: 1})
			if answered := len(hits) == 1 && err == nil; answered != answers {
				t.Errorf("%s: found %v, %v", schema, hits, err)
			}
		}
		search(0, 0)
		if err := r.CatchUp(ctx, search); err != nil {
			t.Error(err)
		}
		compare(t, r, store)
		closeReplica(t, r)
	}
	dir := t.TempDir()
	r := openReplica(t, dir, store)
	if err := r.PretendSchema(layout + ".older"); err != nil {
		t.Fatal(err)
	}
	engine, err := r.Dir()
	closeReplica(t, r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := index.Open(engine); !errors.Is(err, index.ErrOutdated) {
		t.Errorf("Open = %v", err)
	}
}

// What was built from another archive, or from a later state of this one, is of
// no use and doesn't answer.
func TestOtherArchive(t *testing.T) {
	ctx := context.Background()
	store, _ := newArchive(t, 10, 3)
	other, _ := newArchive(t, 4, 2)
	id, err := store.ID(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for name, source := range map[string]index.Source{
		"another archive":        other,
		"an earlier state of it": renamed{other, id},
	} {
		dir := built(t, store)
		r := openReplica(t, dir, source)
		if hits, err := r.Search(ctx, index.Query{Text: "hospital", Limit: 1}); err == nil {
			t.Errorf("%s: found %v", name, hits)
		}
		catchUp(t, r)
		compare(t, r, other)
		closeReplica(t, r)
	}
	// The archive goes back while the replica is open.
	moving := &swapped{Source: store}
	r := openReplica(t, t.TempDir(), moving)
	catchUp(t, r)
	moving.swap(renamed{other, id})
	catchUp(t, r)
	compare(t, r, other)
}

// renamed is an archive with another's ID.
type renamed struct {
	index.Source
	id string
}

func (r renamed) ID(context.Context) (string, error) { return r.id, nil }

// swapped is a source that another takes the place of.
type swapped struct {
	mu sync.Mutex // guards Source
	index.Source
}

func (s *swapped) swap(source index.Source) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Source = source
}

func (s *swapped) now() index.Source {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Source
}

func (s *swapped) ID(ctx context.Context) (string, error) { return s.now().ID(ctx) }
func (s *swapped) Seq(ctx context.Context) (int64, error) { return s.now().Seq(ctx) }
func (s *swapped) Changes(ctx context.Context, after int64, limit int) ([]archive.Change, error) {
	return s.now().Changes(ctx, after, limit)
}

// Searches go on, whole and without an error, through one rebuild after the
// other.
func TestSearchDuringRebuild(t *testing.T) {
	ctx := context.Background()
	store, _ := newArchive(t, 20, 4)
	r := openReplica(t, t.TempDir(), store)
	catchUp(t, r)
	want, err := r.Search(ctx, index.Query{Text: "hospital", Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var searching sync.WaitGroup
	for range 2 {
		searching.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				got, err := r.Search(ctx, index.Query{Text: "hospital", Limit: 1000})
				if err != nil || len(got) != len(want) {
					t.Errorf("%d hits, want %d: %v", len(got), len(want), err)
					return
				}
			}
		})
	}
	for range 5 {
		if err := r.Rebuild(ctx, nil); err != nil {
			t.Error(err)
		}
	}
	close(done)
	searching.Wait()
	compare(t, r, store)
}

// A rebuild that fails leaves the old index in its place, and nothing beside it.
func TestFailedRebuild(t *testing.T) {
	store, _ := newArchive(t, 600, 1)
	r := openReplica(t, t.TempDir(), store)
	catchUp(t, r)
	before, err := r.Dir()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if err := r.Rebuild(ctx, func(int64, int64) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("Rebuild = %v", err)
	}
	if after, err := r.Dir(); after != before || err != nil {
		t.Errorf("the index is now %s, %v", after, err)
	}
	entries, err := os.ReadDir(filepath.Dir(before))
	if len(entries) != 3 || err != nil {
		t.Errorf("the slot holds %v, %v; want the lock, the name and one index", entries, err)
	}
	compare(t, r, store)
}

// A bulk load ends with one segment; a few changes leave it alone.
func TestMerge(t *testing.T) {
	source := &memory{}
	chance := rand.New(rand.NewPCG(1, 0))
	for n := range int64(index.MergePassages + 1) {
		source.coverage.Put(indextest.Article(chance, n+1, 1, 1))
	}
	r := openReplica(t, t.TempDir(), source)
	catchUp(t, r)
	n, err := r.Segments()
	if n != 1 || err != nil {
		t.Errorf("%d segments, %v", n, err)
	}
}

// memory is a source without a file: each article has one change.
type memory struct{ coverage indextest.Coverage }

func (m *memory) ID(context.Context) (string, error) { return "memory", nil }
func (m *memory) Seq(context.Context) (int64, error) { return int64(len(m.coverage.Changes)), nil }
func (m *memory) Changes(_ context.Context, after int64, limit int) ([]archive.Change, error) {
	rest := m.coverage.Changes[after:]
	return rest[:min(limit, len(rest))], nil
}
