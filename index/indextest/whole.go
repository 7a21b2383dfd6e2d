package indextest

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"

	gocmp "github.com/google/go-cmp/cmp"
)

// testWhole searches while all articles are replaced again and again, by
// changes that take several batches: an answer is of one version throughout,
// and never of an older one than was applied before the search began.
func testWhole(t *testing.T, open opener) {
	const articles, sentences, versions, searchers = 110, 60, 3, 2
	x := open.fresh(t)
	var c Coverage
	next := func(version int) []archive.Change {
		r := rand.New(rand.NewPCG(12, 12)) // the same texts every time
		from := len(c.Changes)
		for n := range int64(articles) {
			c.Put(Article(r, n+1, version, sentences))
		}
		return c.Changes[from:]
	}
	apply(t, x, next(1))
	want := len(c.Matching("we", archive.Filter{}))

	var applied sync.RWMutex // guards version
	version := 1
	done := make(chan struct{})
	var searching sync.WaitGroup
	for range searchers {
		searching.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				applied.RLock()
				least := version
				applied.RUnlock()
				hits, err := x.Search(context.Background(), index.Query{Text: "we", Limit: all})
				if err != nil || len(hits) != want || hits[0].Version < least {
					t.Errorf("%d hits, want %d, of version %d on: %v", len(hits), want, least, err)
					return
				}
				for _, h := range hits {
					if h.Version != hits[0].Version {
						t.Errorf("versions %d and %d in one answer", h.Version, hits[0].Version)
						return
					}
				}
			}
		})
	}
	for v := 2; v <= versions; v++ {
		apply(t, x, next(v))
		applied.Lock()
		version = v
		applied.Unlock()
	}
	close(done)
	searching.Wait()
	compare(t, x, &c)
}

// testCanceled calls with a canceled context: an error, without effect.
func testCanceled(t *testing.T, open opener) {
	x := open.fresh(t)
	c := someCoverage(5)
	apply(t, x, c.Changes)
	before := snapshot(t, x)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	more := c.Put(Article(rand.New(rand.NewPCG(5, 5)), 77, 1, 4))
	if err := x.Apply(ctx, []archive.Change{more}); err == nil {
		t.Error("Apply with a canceled context succeeded")
	}
	if _, err := x.Search(ctx, index.Query{Text: "hospital", Limit: 3}); err == nil {
		t.Error("Search with a canceled context succeeded")
	}
	if _, err := x.Frequencies(ctx, []string{"hospit"}); err == nil {
		t.Error("Frequencies with a canceled context succeeded")
	}
	if _, err := x.Having(ctx, index.FieldText, "hospit", archive.Filter{}); err == nil {
		t.Error("Having with a canceled context succeeded")
	}
	if _, _, err := x.Expand(ctx, index.FieldText, "hos", 3); err == nil {
		t.Error("Expand with a canceled context succeeded")
	}
	if diff := gocmp.Diff(before, snapshot(t, x)); diff != "" {
		t.Errorf("what was canceled changed the index:\n%s", diff)
	}
	apply(t, x, []archive.Change{more})
	compare(t, x, &c)
}

// countdown is a context that is canceled when it has been asked so often.
type countdown struct {
	context.Context
	left atomic.Int64
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// testInterrupted cancels an Apply of several batches at each of its steps: the
// index answers as before, and takes the changes over when they come again,
// even if only some of them come.
func testInterrupted(t *testing.T, open opener) {
	var c Coverage
	r := rand.New(rand.NewPCG(13, 13))
	for n := range int64(110) {
		c.Put(Article(r, n+1, 1, 60))
	}
	old := Coverage{}
	old.Put(c.Articles[1])
	for step := int64(0); ; step++ {
		x := open.fresh(t)
		apply(t, x, old.Changes)
		ctx := &countdown{Context: context.Background()}
		ctx.left.Store(step)
		if err := x.Apply(ctx, c.Changes); err == nil {
			if step < 2 {
				t.Fatal("an Apply of several batches asks its context but once")
			}
			compare(t, x, &c)
			return
		}
		compare(t, x, &old)
		apply(t, x, c.Changes[:2])
		if at, err := x.Position(context.Background()); at < 2 || err != nil {
			t.Errorf("step %d: Position = %d, %v", step, at, err)
		}
		apply(t, x, c.Changes)
		compare(t, x, &c)
	}
}
