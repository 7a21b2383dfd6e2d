package indextest

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// testTies files the same text under many numbers: what scores the same is
// ordered by number and place, wherever the limit cuts.
func testTies(t *testing.T, open opener) {
	x := open.fresh(t)
	var c Coverage
	text := strings.Repeat("One hospital stands here, and nobody says more about it than these few words do in a row of sentences. ", 6)
	for len(c.Changes) < 40 {
		n := int64(len(c.Changes)*7%40 + 1)
		c.Put(archive.Version{Number: n, Version: 1, Article: archive.Article{Text: text}})
	}
	apply(t, x, c.Changes)
	want := c.Matching("hospital", archive.Filter{})
	for _, limit := range []int{1, 3, 39, 41, 77, all} {
		got := search(t, x, index.Query{Text: "hospital", Limit: limit})
		if diff := gocmp.Diff(want[:min(limit, len(want))], got, ignoreScore); diff != "" {
			t.Fatalf("limit %d:\n%s", limit, diff)
		}
	}
}

// testFilter compares filtered searches with archive.Filter.Match.
func testFilter(t *testing.T, open opener) {
	x := open.fresh(t)
	var c Coverage
	r := rand.New(rand.NewPCG(8, 8))
	for n := range int64(150) {
		c.Put(Article(r, n+1, 1, 1+r.IntN(6)))
	}
	apply(t, x, c.Changes)
	rapid.Check(t, func(t *rapid.T) {
		if rapid.IntRange(0, 9).Draw(t, "change") == 0 {
			n := int64(rapid.IntRange(1, 150).Draw(t, "number"))
			apply(t, x, []archive.Change{c.Put(Article(r, n, 2, 3))})
		}
		f := archive.Filter{
			Outlet: rapid.SampledFrom([]string{"", "", "oxford mail", "Oxford Mail", "evening post", "EVENING PÓST", "Mail"}).Draw(t, "outlet"),
			Since:  drawDate(t, "since"), Until: drawDate(t, "until"),
		}
		word := rapid.SampledFrom([]string{"hospital", "the", "£44m", "union", "we"}).Draw(t, "word")
		got := search(t, x, index.Query{Text: word, Filter: f, Limit: all})
		slices.SortFunc(got, byPlace)
		if diff := gocmp.Diff(c.Matching(word, f), got, ignoreScore, emptyIsNil); diff != "" {
			t.Fatalf("filter %+v, %q:\n%s", f, word, diff)
		}
	})
}

func drawDate(t *rapid.T, label string) archive.Date {
	d := archive.Date{Year: rapid.IntRange(1968, 1972).Draw(t, label+" year")}
	switch rapid.IntRange(0, 3).Draw(t, label+" precision") {
	case 0:
		return archive.Date{}
	case 1:
		return d
	}
	d.Month = rapid.IntRange(1, 12).Draw(t, label+" month")
	if rapid.Bool().Draw(t, label+" has a day") {
		d.Day = rapid.IntRange(1, 28).Draw(t, label+" day")
	}
	return d
}

// testFrequencies counts after every step of a random history.
func testFrequencies(t *testing.T, open opener) {
	x := open.fresh(t)
	var c Coverage
	r := rand.New(rand.NewPCG(10, 10))
	rapid.Check(t, func(t *rapid.T) {
		var step []archive.Change
		for range rapid.IntRange(1, 5).Draw(t, "changes") {
			n := int64(rapid.IntRange(1, 12).Draw(t, "number"))
			if rapid.IntRange(0, 3).Draw(t, "what") == 0 {
				step = append(step, c.Remove(n))
			} else {
				step = append(step, c.Put(Article(r, n, len(c.Changes)+1, rapid.IntRange(0, 9).Draw(t, "sentences"))))
			}
		}
		apply(t, x, step)
		compare(t, x, &c)
	})
}

// testHistory comes to the same coverage on two ways, which leave different
// files: the answers are the same, scores included.
func testHistory(t *testing.T, open opener) {
	short, long := open.fresh(t), open.fresh(t)
	var c, end Coverage
	r := rand.New(rand.NewPCG(11, 11))
	for i := range 60 {
		change := c.Put(Article(r, int64(1+i%17), 1+i, 1+r.IntN(12)))
		if i%9 == 8 {
			apply(t, long, []archive.Change{change, c.Remove(int64(1 + r.IntN(17)))})
			continue
		}
		apply(t, long, []archive.Change{change})
	}
	for _, v := range c.Articles {
		end.Put(v)
	}
	apply(t, short, end.Changes)
	for _, text := range []string{"hospital", "hospital nurse", "union meeting £44m 10,000 ward", "the of a"} {
		for _, limit := range []int{1, 5, 20, all} {
			q := index.Query{Text: text, Limit: limit}
			if diff := gocmp.Diff(search(t, short, q), search(t, long, q)); diff != "" {
				t.Errorf("%q, limit %d: the answer depends on the history:\n%s", text, limit, diff)
			}
		}
	}
}

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

var (
	ignoreScore = cmpopts.IgnoreFields(index.Hit{}, "Score")
	emptyIsNil  = cmpopts.EquateEmpty()
)

func byPlace(a, b index.Hit) int {
	return cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Span.Start, b.Span.Start))
}

// testingT is what testing.T and rapid.T have in common.
type testingT interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

func apply(t testingT, x index.Index, changes []archive.Change) {
	t.Helper()
	if err := x.Apply(context.Background(), changes); err != nil {
		t.Fatalf("Apply: %v", err)
	}
}

func search(t testingT, x index.Searcher, q index.Query) []index.Hit {
	t.Helper()
	hits, err := x.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("Search %+v: %v", q, err)
	}
	return hits
}

// someCoverage is twelve articles.
func someCoverage(seed uint64) Coverage {
	var c Coverage
	r := rand.New(rand.NewPCG(seed, seed))
	for n := range int64(12) {
		c.Put(Article(r, n+1, 1, 1+r.IntN(10)))
	}
	return c
}

// probe are terms that most coverages have.
var probe = []string{"hospit", "nurs", "the", "£44m", "10000", "oconnor", "we'r", "nosuchterm"}

// state is what an index shows of itself.
type state struct {
	Position    int64
	Frequencies index.Frequencies
	Hits        []index.Hit
}

func snapshot(t testingT, x index.Index) state {
	t.Helper()
	at, err := x.Position(context.Background())
	if err != nil {
		t.Fatalf("Position: %v", err)
	}
	f, err := x.Frequencies(context.Background(), probe)
	if err != nil {
		t.Fatalf("Frequencies: %v", err)
	}
	return state{at, f, search(t, x, index.Query{Text: "hospital the nurses of O’Connor", Limit: all})}
}

// compare compares an index with the model: position, counts, one word's
// passages, and the index's own check.
func compare(t testingT, x index.Index, c *Coverage) {
	t.Helper()
	got := snapshot(t, x)
	if want := int64(len(c.Changes)); got.Position != want {
		t.Errorf("Position = %d, want %d", got.Position, want)
	}
	if diff := gocmp.Diff(c.Frequencies(probe), got.Frequencies); diff != "" {
		t.Errorf("Frequencies:\n%s", diff)
	}
	hits := search(t, x, index.Query{Text: "hospital", Limit: all})
	slices.SortFunc(hits, byPlace)
	if diff := gocmp.Diff(c.Matching("hospital", archive.Filter{}), hits, ignoreScore, emptyIsNil); diff != "" {
		t.Errorf("passages with the word:\n%s", diff)
	}
	if err := x.Check(context.Background()); err != nil {
		t.Errorf("Check: %v", err)
	}
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
