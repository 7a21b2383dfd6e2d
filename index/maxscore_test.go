package index_test

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"cuttings/index"
	"cuttings/index/indextest"
	"cuttings/internal/archive"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// questionWords are words that articles have, from the commonest to the rarest,
// and some that none has.
var questionWords = strings.Fields(`hospital nurse trust job post cut saving union strike the of we said
	£44m 366 10,000 2009 O’Connor café policies ballot service closure rarity1 rarity77 unheardof penguin`)

// agree holds a search to the exhaustive one: the same places with the same
// scores, to the last bit.
func agree(t *rapid.T, x index.Index, q index.Query) {
	ctx := context.Background()
	want, err := index.Exhaustive(ctx, x, q)
	if err != nil {
		t.Fatal(err)
	}
	got, err := x.Search(ctx, q)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Fatalf("%+v: %v\n%s", q, err, diff)
	}
}

func drawQuery(t *rapid.T) index.Query {
	q := index.Query{
		Text:  strings.Join(rapid.SliceOfN(rapid.SampledFrom(questionWords), 1, 12).Draw(t, "words"), " "),
		Limit: rapid.SampledFrom([]int{1, 2, 3, 10, 60, 1000, math.MaxInt}).Draw(t, "limit"),
	}
	if rapid.Bool().Draw(t, "by outlet") {
		q.Filter.Outlet = rapid.SampledFrom([]string{"oxford mail", "Évening Post", "nobody"}).Draw(t, "outlet")
	}
	if rapid.Bool().Draw(t, "since") {
		q.Filter.Since = archive.Date{Year: rapid.IntRange(1969, 1971).Draw(t, "since year"), Month: 6}
	}
	if rapid.Bool().Draw(t, "until") {
		q.Filter.Until = archive.Date{Year: rapid.IntRange(1969, 1971).Draw(t, "until year")}
	}
	return q
}

// Whatever the coverage and its history, MaxScore answers as the exhaustive walk
// does. Some articles are alike, so that passages tie.
func TestSearchAgreesWithTheExhaustiveWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, err := index.Open(tempDir(t))
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		var c indextest.Coverage
		seed := rapid.Uint64().Draw(t, "seed")
		for range rapid.IntRange(1, 5).Draw(t, "updates") {
			from := len(c.Changes)
			for range rapid.IntRange(1, 40).Draw(t, "changes") {
				n := int64(rapid.IntRange(1, 60).Draw(t, "number"))
				chance := rand.New(rand.NewPCG(seed, uint64(n%7)))
				if rapid.IntRange(0, 5).Draw(t, "what") == 0 {
					c.Remove(n)
					continue
				}
				c.Put(indextest.Article(chance, n, len(c.Changes)+1, rapid.IntRange(0, 40).Draw(t, "sentences")))
			}
			if err := x.Apply(context.Background(), c.Changes[from:]); err != nil {
				t.Fatal(err)
			}
			for range 4 {
				agree(t, x, drawQuery(t))
			}
		}
	})
}

// The same over more passages than a window has, in several segments.
func TestSearchAgreesOverWindows(t *testing.T) {
	x, err := index.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	var c indextest.Coverage
	chance := rand.New(rand.NewPCG(3, 3))
	for n := range int64(700) {
		c.Put(indextest.Article(chance, n+1, 1, 20))
	}
	for n := range int64(40) {
		c.Remove(1 + n*13)
	}
	for _, part := range [][]archive.Change{c.Changes[:500], c.Changes[500:]} {
		if err := x.Apply(context.Background(), part); err != nil {
			t.Fatal(err)
		}
	}
	if f, err := x.Frequencies(context.Background(), nil); f.Passages < 2*2048 || err != nil {
		t.Fatalf("%d passages, %v: not more than a window", f.Passages, err)
	}
	rapid.Check(t, func(t *rapid.T) { agree(t, x, drawQuery(t)) })
}
