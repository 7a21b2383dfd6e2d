package percolate_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/find"
	"cuttings/internal/librarytest"
	"cuttings/internal/percolate"
)

// vocabulary is small, so that words meet; with stems, stop words and words that
// are cut in pieces.
var vocabulary = strings.Fields("job jobs cut cuts the of trust nurse nursing dying skies hospital hospice county-wide 2009/10 £44m don’t Will O’Neill Mr. go. U.S.")

// coverage is a few hundred articles of these words.
func coverage(n int) []archive.Article {
	r := rand.New(rand.NewPCG(3, 4))
	words := func(most int) string {
		list := make([]string, 1+r.IntN(most))
		for i := range list {
			list[i] = vocabulary[r.IntN(len(vocabulary))]
		}
		return strings.Join(list, " ")
	}
	articles := make([]archive.Article, n)
	for i := range articles {
		articles[i] = archive.Article{
			ID: fmt.Sprint(i), Title: words(4), Author: words(2), Outlet: words(2), Text: words(40) + fmt.Sprint(" ", i),
		}
	}
	return articles
}

// drawQuery is a query of these words, as it is typed.
func drawQuery(t *rapid.T, depth int) string {
	field := rapid.SampledFrom([]string{"", "", "", "headline:", "by:", "outlet:"}).Draw(t, "field")
	word := func() string {
		return strings.Map(func(r rune) rune {
			if r == '.' {
				return -1
			}
			return r
		}, rapid.SampledFrom(vocabulary).Draw(t, "word"))
	}
	if depth > 0 {
		x, y := drawQuery(t, depth-1), drawQuery(t, depth-1)
		return fmt.Sprintf(rapid.SampledFrom([]string{"(%s %s)", "(%s OR %s)", "(%s NOT %s)", "(%s AND %s)"}).Draw(t, "operator"), x, y)
	}
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		return fmt.Sprintf("%s\"%s %s\"", field, word(), word())
	case 1:
		return fmt.Sprintf("%s%s NEAR/%d %s%s", field, word(), rapid.IntRange(1, 5).Draw(t, "within"), field, word())
	case 2:
		return field + rapid.SampledFrom([]string{"ho*", "hosp*", "nurs*", "dy*", "cu*", "tr*", "20*"}).Draw(t, "prefix")
	}
	return field + word()
}

// The queries that an article matches are those that a search over a real index
// finds it with: no more, no fewer, whatever was added, replaced or removed.
func TestSameAsSearching(t *testing.T) {
	store, replica := librarytest.Open(t, coverage(120)...)
	var versions []archive.Version
	for i := range int64(120) {
		v, err := store.Cutting(t.Context(), i+1, 0)
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, v)
	}
	matched := 0
	rapid.Check(t, func(t *rapid.T) {
		often := rapid.SampledFrom([]int{0, 1, 1000}).Draw(t, "often")
		p := percolate.New(func(term string) int { return len(term) * often })
		kept := map[int64]find.Query{}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			number := int64(rapid.IntRange(1, 8).Draw(t, "number"))
			if rapid.IntRange(0, 3).Draw(t, "remove") == 0 {
				p.Remove(number)
				delete(kept, number)
				continue
			}
			q, err := find.Parse(drawQuery(t, rapid.IntRange(0, 2).Draw(t, "depth")))
			if err != nil {
				continue
			}
			p.Add(number, q)
			kept[number] = q
		}
		want := map[int64][]int64{} // by cutting
		for number, q := range kept {
			r, err := find.Find(t.Context(), store, replica, find.Request{Query: q, Limit: len(versions)})
			if err != nil {
				t.Fatalf("%s: %v", q, err)
			}
			for _, h := range r.Hits {
				want[h.Quote.Version.Number] = append(want[h.Quote.Version.Number], number)
			}
		}
		for _, v := range versions {
			slices.Sort(want[v.Number])
			if diff := cmp.Diff(want[v.Number], p.Match(v)); diff != "" {
				t.Fatalf("No. %d %q, headline %q: %v (-searched +matched):\n%s", v.Number, v.Text, v.Title, kept, diff)
			}
			matched += len(want[v.Number])
		}
	})
	if matched == 0 {
		t.Error("no query matched anything")
	}
}

func query(t testing.TB, s string) find.Query {
	t.Helper()
	q, err := find.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestReplacedAndRemoved(t *testing.T) {
	p := percolate.New(func(string) int { return 1 })
	v := archive.Version{Article: archive.Article{Text: "Two nurses went to the hospital."}}
	if p.Match(v) != nil {
		t.Error("nothing is kept, and something matches")
	}
	p.Add(1, query(t, "nurse"))
	p.Add(2, query(t, "nurses")) // the same
	p.Add(3, query(t, "hospi*"))
	check := func(want ...int64) {
		t.Helper()
		if diff := cmp.Diff(want, p.Match(v)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	check(1, 2, 3)
	p.Remove(1)
	p.Remove(1)
	check(2, 3)
	p.Add(2, query(t, "doctors"))
	check(3)
	p.Add(2, find.Query{})
	p.Remove(3)
	check()
}

// Articles are matched while queries come and go.
func TestAtOnce(t *testing.T) {
	p := percolate.New(func(string) int { return 1 })
	p.Add(0, query(t, "nurses"))
	v := archive.Version{Article: archive.Article{Text: "Two nurses went to the hospital."}}
	var all sync.WaitGroup
	for i := range int64(4) {
		all.Go(func() {
			for range 200 {
				p.Add(i+1, query(t, "hospit* OR doctors"))
				p.Remove(i + 1)
			}
		})
		all.Go(func() {
			for range 200 {
				if got := p.Match(v); len(got) == 0 || got[0] != 0 {
					t.Errorf("%v match", got)
				}
			}
		})
	}
	all.Wait()
}
