package indextest

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// Sharing lists passages as Index.Sharing ought to.
func (c *Coverage) Sharing(list []string, share float64, f archive.Filter) []index.Hit {
	counted := c.Frequencies(list)
	least := 0.0
	weights := map[string]float64{}
	for i, t := range list {
		if n := float64(counted.With[i]); n > 0 {
			weights[t] = math.Log(1 + (float64(counted.Passages)-n+0.5)/(n+0.5))
			least += share * weights[t]
		}
	}
	var hits []index.Hit
	for _, v := range c.Articles {
		if !f.Match(v) {
			continue
		}
		for _, p := range index.Passages(v.Text) {
			held := 0.0
			has := termSet(p.Of(v.Text))
			for _, t := range list {
				if has[t] {
					held += weights[t]
				}
			}
			if held > 0 && held > least-1e-6 {
				hits = append(hits, index.Hit{Number: v.Number, Version: v.Version, Span: p, Score: held})
			}
		}
	}
	return hits
}

// testSharing asks for passages after every step of a random history.
func testSharing(t *testing.T, open opener) {
	x := open.fresh(t)
	var c Coverage
	r := rand.New(rand.NewPCG(15, 15))
	words := []string{"hospit", "the", "£44m", "oconnor", "oxford", "post", "nosuchterm", "10000"}
	rapid.Check(t, func(t *rapid.T) {
		n := int64(rapid.IntRange(1, 40).Draw(t, "number"))
		change := c.Put(Article(r, n, len(c.Changes)+1, rapid.IntRange(0, 9).Draw(t, "sentences")))
		if rapid.IntRange(0, 4).Draw(t, "what") == 0 {
			change = c.Remove(n)
		}
		apply(t, x, []archive.Change{change})
		list := rapid.SliceOfNDistinct(rapid.SampledFrom(words), 0, len(words), rapid.ID[string]).Draw(t, "terms")
		share := rapid.SampledFrom([]float64{0, 0.3, 0.5, 1}).Draw(t, "share")
		f := archive.Filter{Since: drawDate(t, "since"), Outlet: rapid.SampledFrom([]string{"", "", "oxford mail"}).Draw(t, "outlet")}
		found, err := x.Sharing(t.Context(), list, share, f, all)
		if err != nil {
			t.Fatal(err)
		}
		best := func(a, b index.Hit) int { return cmp.Compare(b.Score, a.Score) }
		if !slices.IsSortedFunc(found, best) {
			t.Errorf("not those that hold most first: %+v", found)
		}
		for _, limit := range []int{-1, 0, 1, 3} {
			first, err := x.Sharing(t.Context(), list, share, f, limit)
			if diff := gocmp.Diff(found[:min(max(limit, 0), len(found))], first, emptyIsNil); diff != "" || err != nil {
				t.Errorf("limit %d is not the beginning of the whole list: %v\n%s", limit, err, diff)
			}
		}
		want := c.Sharing(list, share, f)
		slices.SortFunc(want, byPlace)
		slices.SortFunc(found, byPlace)
		if diff := gocmp.Diff(want, found, emptyIsNil, cmpopts.EquateApprox(0, 1e-6)); diff != "" {
			t.Fatalf("%v of %v:\n%s", share, list, diff)
		}
	})
}
