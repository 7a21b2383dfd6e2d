// Package indextest is the suite that every index.Index passes: each sentence of
// the contract, asked of a real one, and a model of coverage to compare it with.
package indextest

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"

	gocmp "github.com/google/go-cmp/cmp"
)

// all is a limit that lets every hit through.
const all = math.MaxInt32

// Run tests an engine. Open opens the index in the folder dir, and makes one
// when the folder is empty.
func Run(t *testing.T, open func(t *testing.T, dir string) index.Index) {
	for name, test := range map[string]func(*testing.T, opener){
		"empty":       testEmpty,
		"finds":       testFinds,
		"idempotent":  testIdempotent,
		"order":       testOrder,
		"replaces":    testReplaces,
		"canceled":    testCanceled,
		"reopened":    testReopened,
		"closed":      testClosed,
		"ties":        testTies,
		"filter":      testFilter,
		"frequencies": testFrequencies,
		"having":      testHaving,
		"no field":    testUnknownField,
		"similar":     testSimilar,
		"sharing":     testSharing,
		"history":     testHistory,
		"interrupted": testInterrupted,
		"whole":       testWhole,
	} {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

type opener func(t *testing.T, dir string) index.Index

// fresh opens an empty index that is closed when the test ends.
func (open opener) fresh(t *testing.T) index.Index {
	x := open(t, t.TempDir())
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return x
}

func testEmpty(t *testing.T, open opener) {
	x := open.fresh(t)
	ctx := context.Background()
	if hits, err := x.Search(ctx, index.Query{Text: "hospital", Limit: 5}); len(hits) > 0 || err != nil {
		t.Errorf("Search = %v, %v", hits, err)
	}
	want := index.Frequencies{With: []int{0, 0}}
	if f, err := x.Frequencies(ctx, []string{"hospit", "the"}); !gocmp.Equal(f, want) || err != nil {
		t.Errorf("Frequencies = %v, %v", f, err)
	}
	if at, err := x.Position(ctx); at != 0 || err != nil {
		t.Errorf("Position = %d, %v", at, err)
	}
	if err := x.Apply(ctx, nil); err != nil {
		t.Errorf("Apply of nothing: %v", err)
	}
	if err := x.Check(ctx); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func testFinds(t *testing.T, open opener) {
	x := open.fresh(t)
	var c Coverage
	r := rand.New(rand.NewPCG(1, 1))
	for n := range int64(20) {
		c.Put(Article(r, n+1, 1, 12))
	}
	wanted := archive.Version{Number: 21, Version: 3, Article: archive.Article{
		Title: "Zoo",
		Text:  "A penguin’s egg was found in Cowley. It cost £44m.\n\nNobody knew why the keeper had kept 10,000 of them.",
	}}
	c.Put(wanted)
	apply(t, x, c.Changes)
	for _, text := range []string{"penguin", "PENGUINS eggs?", "Who kept penguin’s eggs", "10000 keepers", "egg costs"} {
		hits := search(t, x, index.Query{Text: text, Limit: 1})
		if len(hits) != 1 || hits[0].Number != 21 || hits[0].Version != 3 || hits[0].Score <= 0 {
			t.Errorf("%q found %+v", text, hits)
		} else if got, want := hits[0].Span, index.Passages(wanted.Text)[0]; got != want {
			t.Errorf("%q found %v, want %v", text, got, want)
		}
	}
	if hits := search(t, x, index.Query{Text: "zoo", Limit: all}); len(hits) != 1 || hits[0].Number != 21 {
		t.Errorf("a word of the headline found %+v", hits)
	}
	if hits := search(t, x, index.Query{Text: "the", Limit: all}); len(hits) == 0 {
		t.Error("a query of nothing but a stop word found nothing")
	}
	for _, q := range []index.Query{
		{Text: "", Limit: all},
		{Text: "?! …", Limit: all},
		{Text: "unheardof", Limit: all},
		{Text: "penguin"},
		{Text: "penguin", Limit: -1},
	} {
		if hits := search(t, x, q); len(hits) > 0 {
			t.Errorf("%+v found %+v", q, hits)
		}
	}
	full := search(t, x, index.Query{Text: "hospital nurse", Limit: all})
	for limit := range 8 {
		if diff := gocmp.Diff(full[:limit], search(t, x, index.Query{Text: "hospital nurse", Limit: limit}), emptyIsNil); diff != "" {
			t.Errorf("limit %d is not the beginning of the whole answer:\n%s", limit, diff)
		}
	}
	sorted := slices.IsSortedFunc(full, func(a, b index.Hit) int { return cmp.Compare(b.Score, a.Score) })
	if !sorted {
		t.Error("hits are not best first")
	}
}

func testIdempotent(t *testing.T, open opener) {
	x := open.fresh(t)
	c := someCoverage(2)
	apply(t, x, c.Changes)
	before := snapshot(t, x)
	apply(t, x, c.Changes)
	apply(t, x, c.Changes[3:5])
	if diff := gocmp.Diff(before, snapshot(t, x)); diff != "" {
		t.Errorf("applying again changed the index:\n%s", diff)
	}
	apply(t, x, append(c.Changes[8:], c.Put(Article(rand.New(rand.NewPCG(9, 9)), 3, 2, 5))))
	compare(t, x, &c)
}

// testOrder hands changes over in a wrong order: refused, without effect.
func testOrder(t *testing.T, open opener) {
	x := open.fresh(t)
	c := someCoverage(3)
	before := snapshot(t, x)
	for _, wrong := range [][]archive.Change{{c.Changes[1], c.Changes[0]}, {c.Changes[0], c.Changes[0]}} {
		if err := x.Apply(context.Background(), wrong); err == nil {
			t.Errorf("changes %d and %d were applied", wrong[0].Seq, wrong[1].Seq)
		}
	}
	if diff := gocmp.Diff(before, snapshot(t, x)); diff != "" {
		t.Errorf("what was refused changed the index:\n%s", diff)
	}
}

func testReplaces(t *testing.T, open opener) {
	x := open.fresh(t)
	c := someCoverage(4)
	apply(t, x, c.Changes)
	r := rand.New(rand.NewPCG(4, 4))
	put := func(number int64, version, sentences int) archive.Change {
		return c.Put(Article(r, number, version, sentences))
	}
	steps := map[string]func() []archive.Change{
		"twice in one Apply": func() []archive.Change { return []archive.Change{put(2, 2, 9), put(2, 3, 3)} },
		"gone":               func() []archive.Change { return []archive.Change{c.Remove(5)} },
		"gone and back":      func() []archive.Change { return []archive.Change{c.Remove(4), put(4, 4, 7)} },
		"come and gone":      func() []archive.Change { return []archive.Change{put(40, 1, 2), c.Remove(40)} },
		"never held":         func() []archive.Change { return []archive.Change{c.Remove(99)} },
		"without a sentence": func() []archive.Change { return []archive.Change{put(6, 2, 0)} },
		"the same once more": func() []archive.Change { return []archive.Change{c.Put(c.Articles[7])} },
		"several":            func() []archive.Change { return []archive.Change{put(8, 3, 4), c.Remove(1), c.Remove(3)} },
	}
	for name, step := range steps {
		apply(t, x, step())
		if compare(t, x, &c); t.Failed() {
			t.Fatalf("after: %s", name)
		}
	}
	for n := range c.Articles {
		apply(t, x, []archive.Change{c.Remove(n)})
	}
	compare(t, x, &c)
}

func testReopened(t *testing.T, open opener) {
	dir := t.TempDir()
	c := someCoverage(6)
	x := open(t, dir)
	apply(t, x, c.Changes)
	before := snapshot(t, x)
	for range 2 {
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
		x = open(t, dir)
		if diff := gocmp.Diff(before, snapshot(t, x)); diff != "" {
			t.Errorf("opening again changed the index:\n%s", diff)
		}
	}
	apply(t, x, []archive.Change{c.Remove(4)})
	compare(t, x, &c)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
}

func testClosed(t *testing.T, open opener) {
	x := open(t, t.TempDir())
	c := someCoverage(7)
	apply(t, x, c.Changes)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	_, searched := x.Search(ctx, index.Query{Text: "hospital", Limit: 1})
	_, counted := x.Frequencies(ctx, []string{"hospit"})
	_, asked := x.Position(ctx)
	_, listed := x.Having(ctx, index.FieldText, "hospit", archive.Filter{})
	_, shared := x.Sharing(ctx, []string{"hospit"}, 1, archive.Filter{}, 1)
	_, _, expanded := x.Expand(ctx, index.FieldText, "hos", 3)
	for name, err := range map[string]error{
		"Search": searched, "Frequencies": counted, "Position": asked,
		"Having": listed, "Expand": expanded, "Sharing": shared,
		"Apply": x.Apply(ctx, []archive.Change{c.Remove(1)}), "Check": x.Check(ctx), "Close": x.Close(),
	} {
		if err == nil {
			t.Errorf("%s succeeded after Close", name)
		}
	}
}
