package indextest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"

	gocmp "github.com/google/go-cmp/cmp"
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
			v := Article(r, n, 2, 3)
			if rapid.Bool().Draw(t, "other byline") {
				v.Author = authors[r.IntN(len(authors))]
			}
			apply(t, x, []archive.Change{c.Put(v)})
		}
		f := archive.Filter{
			Outlet:     rapid.SampledFrom([]string{"", "", "oxford mail", "Oxford Mail", "evening post", "EVENING PÓST", "Mail"}).Draw(t, "outlet"),
			Byline:     rapid.SampledFrom([]string{"", "", "", "jane", "Doe, Jane", "oconnor", "Jan", "john jane"}).Draw(t, "byline"),
			Collection: rapid.SampledFrom([]string{"", "", "", "UNION", "default", "none"}).Draw(t, "collection"),
			Since:      drawDate(t, "since"), Until: drawDate(t, "until"),
			Hidden: archive.Hide(
				rapid.SliceOfN(rapid.Int64Range(1, 160), 0, 20).Draw(t, "hidden"),
				rapid.SampledFrom([][]string{nil, nil, {"evening post"}, {"Oxford Mail", "none"}}).Draw(t, "hidden outlets"),
			),
		}
		if one := rapid.SampledFrom([]string{"", "", "UNION", "default", "none"}).Draw(t, "within"); one != "" {
			f.Hidden = f.Hidden.Within(one)
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
