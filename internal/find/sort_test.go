package find_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/find"
)

func TestSort(t *testing.T) {
	l := health()
	for order, want := range map[find.Sort][]int64{
		find.Newest: {4, 2, 1, 3},
		find.Oldest: {1, 2, 4, 3},
		find.Best:   {1, 4, 2, 3}, // the headline has it; then the newest
		"":          {1, 4, 2, 3},
	} {
		if diff := cmp.Diff(want, numbers(search(t, l, "jobs", order))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", order, diff)
		}
	}
	if diff := cmp.Diff([]int64{1, 4, 2, 3}, numbers(search(t, l, "(jobs OR posts) (go OR to OR the)", find.Best))); diff != "" {
		t.Errorf("the best sentence goes before all (-want +got):\n%s", diff)
	}
	if _, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, "jobs"), Sort: "random", Limit: 1}); err == nil {
		t.Error("an order that there isn't is taken")
	}
}

// Of very many articles those are ranked by their sentences that the index says
// most for; the pages go on without a gap.
func TestBestOfVeryMany(t *testing.T) {
	var articles []archive.Article
	for i := range find.MaxRanked + 50 {
		articles = append(articles, archive.Article{
			Title: "Nothing", Text: "Jobs go. Posts stay.", Published: archive.Date{Year: 1000 + i},
		})
	}
	articles[3].Title = "Posts and jobs"
	articles[60].Text = "Jobs go and posts stay."
	l := newLibrary(articles...)
	r, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, "jobs posts"), Limit: 3})
	if err != nil || r.Total != len(articles) || l.reads > find.MaxRanked+3 {
		t.Fatalf("%d found, %d read, %v", r.Total, l.reads, err)
	}
	if diff := cmp.Diff([]int64{61, 4, int64(len(articles))}, numbers(r)); diff != "" {
		t.Errorf("the best (-want +got):\n%s", diff)
	}
	var all []int64
	for offset := 0; offset < len(articles); offset += 100 {
		r, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, "jobs posts"), Offset: offset, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, numbers(r)...)
	}
	if last := all[len(all)-1]; last != 1 {
		t.Errorf("the last is No. %d", last)
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) != len(articles) {
		t.Errorf("%d of %d articles are on the pages", len(all), len(articles))
	}
}

// A higher score goes first, whatever the parts of it.
func TestScoresAreInOrder(t *testing.T) {
	r := search(t, health(), "jobs OR nurses OR headline:health OR headline:nurses", find.Best)
	for i, h := range r.Hits[1:] {
		if before := r.Hits[i].Quote.Score; h.Quote.Score > before {
			t.Errorf("score %v stands behind %v", h.Quote.Score, before)
		}
	}
	if first := r.Hits[0].Quote.Score; first <= 1 {
		t.Errorf("the best has a score of %v", first)
	}
}

func TestZeroQuery(t *testing.T) {
	var q find.Query
	if q.String() != "" || q.Match(health().versions[0]) {
		t.Errorf("%q matches", q)
	}
}
