package find_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/find"
)

func parse(t testing.TB, s string) find.Query { return must[find.Query](t)(find.Parse(s)) }

func search(t testing.TB, l *library, s string, order find.Sort) find.Result {
	t.Helper()
	r, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, s), Sort: order, Limit: 100})
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	if r.Total != len(r.Hits) {
		t.Errorf("%s: %d counted, %d shown", s, r.Total, len(r.Hits))
	}
	return r
}

func numbers(r find.Result) []int64 {
	list := []int64{}
	for _, h := range r.Hits {
		list = append(list, h.Quote.Version.Number)
	}
	return list
}

func TestFind(t *testing.T) {
	l := health()
	for query, want := range map[string][]int64{
		"jobs":                          {1, 2, 3, 4},
		"health":                        {1},
		"nurses":                        {2, 4},
		"cuts jobs":                     {1, 2},
		`"job cuts"`:                    {1, 2},
		`"the job cut"`:                 {2},
		`"cuts to jobs"`:                {2},
		`"cuts jobs"`:                   {},
		"cuts NEAR/2 jobs":              {1, 2},
		"jobs NEAR/1 cuts":              {1, 2},
		"jobs NEAR/1 jobs":              {},
		"nurses NEAR/1 agency":          {2},
		"nurses NEAR/5 oxford":          {4},
		"oxford NEAR/4 nurses":          {},
		`posts NEAR/3 "must go"`:        {1},
		`"posts must" NEAR/1 "must go"`: {},
		"jobs NOT cuts":                 {3, 4},
		"jobs -nurses -council":         {1},
		"council OR award":              {3, 4},
		"jobs NOT (cuts OR council)":    {4},
		"jobs (NOT cuts OR NOT trust)":  {3, 4},
		"jobs NOT (cuts NEAR/2 came)":   {1, 3, 4},
		"by:smith":                      {2, 3},
		`by:"jane smith"`:               {3},
		"outlet:oxford jobs":            {1, 3},
		"headline:jobs":                 {1},
		"headline:(nurses OR council)":  {3, 4},
		"hospit*":                       {1, 2, 4},
		"headline:hospit*":              {2},
		"hospitals*":                    {1},
		"nurse* -nurses*":               {},
		"£44m":                          {2},
		"zebra":                         {},
		"savings":                       {2},
		`"savings agency"`:              {},
	} {
		r := search(t, l, query, find.Oldest)
		if diff := cmp.Diff(want, sortedNumbers(numbers(r))); diff != "" && len(want)+len(numbers(r)) > 0 {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
	}
}

// The sentence shown is the one that holds most of the query, with it marked.
func TestHits(t *testing.T) {
	l := health()
	for _, c := range []struct {
		query    string
		number   int64
		text     string
		answer   []string
		headline []string
	}{
		{"job cuts came", 2, "A nurse said the job cut came late, and the job cuts came hard.", []string{"job", "cut", "came", "job", "cuts", "came"}, nil},
		{`"job cuts" came`, 2, "A nurse said the job cut came late, and the job cuts came hard.", []string{"job cut", "came", "job cuts", "came"}, nil},
		{"the posts", 1, "The trust said 600 posts must go.", []string{"posts"}, nil},
		{"posts NEAR/4 unions", 1, "The trust said 600 posts must go. Unions fear that the hospitals will close.", []string{"posts", "Unions"}, nil},
		{`"must go" headline:health jobs`, 1, "The trust said 600 posts must go.", []string{"must go"}, []string{"Health", "jobs"}},
		{"hospit* -savings oxford", 4, "Two nurses from a hospital near Oxford won.", []string{"hospital", "Oxford"}, nil},
		{"by:jane by:hill", 1, "The trust said 600 posts must go.", nil, nil},
		{"award NOT zebra", 4, "Two nurses from a hospital near Oxford won.", nil, []string{"award"}},
		{"jobs -agency", 3, "It heard of the jobs at the town hall, and of nothing else.", []string{"jobs"}, nil},
	} {
		r := search(t, l, c.query, find.Best)
		i := slices.Index(numbers(r), c.number)
		if i < 0 {
			t.Errorf("%s: found %v", c.query, numbers(r))
			continue
		}
		h := r.Hits[i]
		if err := h.Quote.Verify(); err != nil || h.Quote.Text() != c.text {
			t.Errorf("%s shows %q, %v", c.query, h.Quote.Text(), err)
		}
		if diff := cmp.Diff(c.answer, marked(h.Quote.Version.Text, h.Quote.Answer)); diff != "" {
			t.Errorf("%s marks (-want +got):\n%s", c.query, diff)
		}
		if diff := cmp.Diff(c.headline, marked(h.Quote.Version.Title, h.Headline)); diff != "" {
			t.Errorf("%s marks in the headline (-want +got):\n%s", c.query, diff)
		}
	}
}

func TestPaging(t *testing.T) {
	l := health()
	whole := numbers(search(t, l, "jobs", find.Best))
	for offset := -1; offset < 6; offset++ {
		r, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, "jobs"), Offset: offset, Limit: 2})
		if err != nil || r.Total != 4 {
			t.Fatalf("%d: %d, %v", offset, r.Total, err)
		}
		from := min(max(offset, 0), 4)
		if diff := cmp.Diff(whole[from:min(from+2, 4)], numbers(r)); diff != "" {
			t.Errorf("from %d (-want +got):\n%s", offset, diff)
		}
	}
	if r, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, "jobs")}); err != nil || r.Total != 4 || len(r.Hits) > 0 {
		t.Errorf("counting only: %+v, %v", r, err)
	}
}

func TestFilterAndScope(t *testing.T) {
	l := health()
	filter := archive.Filter{Outlet: "oxford mail", Since: archive.Date{Year: 2006}}
	r, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, "jobs NOT cuts"), Filter: filter, Limit: 5})
	if err != nil || r.Total != 0 || r.Scope.Coverage.Articles != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	want := []ask.Filter{{Field: "outlet", Value: "oxford mail"}, {Field: "since", Value: "2006"}}
	if diff := cmp.Diff(want, r.Scope.Filters); diff != "" {
		t.Error(diff)
	}
}

// An article that the archive no longer has is not shown, nor counted where it
// had to be read.
func TestRemovedMeanwhile(t *testing.T) {
	l := health()
	l.removed[2] = true
	if r, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, `"job cuts"`), Limit: 5}); err != nil || r.Total != 1 || len(r.Hits) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if r, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, "cuts"), Limit: 5}); err != nil || len(r.Hits) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

// Only what the index can't decide is read.
func TestLittleIsRead(t *testing.T) {
	for query, most := range map[string]int{
		"jobs OR nurses":            0,
		"jobs NOT cuts":             0,
		"hospit*":                   0,
		`"job cuts"`:                2,
		`"job cuts" OR jobs`:        0, // whoever has the phrase has the word
		`"job cuts" agency`:         1,
		`"town hall" -council`:      0,
		`jobs NOT "job cuts"`:       2,
		"nurses NEAR/3 hospit*":     2,
		`"job cuts" headline:zebra`: 0,
	} {
		l := health()
		if _, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, query)}); err != nil || l.reads > most {
			t.Errorf("%s: %d articles read, want %d; %v", query, l.reads, most, err)
		}
	}
}

func TestTooBroad(t *testing.T) {
	articles := make([]archive.Article, find.MaxVerified+1)
	for i := range articles {
		articles[i].Text = "Jobs go. Cuts come."
	}
	l := newLibrary(articles...)
	var broad *find.TooBroadError
	if _, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, `"jobs cuts"`)}); !errors.As(err, &broad) || !strings.Contains(err.Error(), "20,001 articles") {
		t.Errorf("%v", err)
	}
	if r, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, "jobs cuts"), Limit: 1}); err != nil || r.Total != len(articles) || l.reads > find.MaxRanked+1 {
		t.Errorf("%d, %v, %d read", r.Total, err, l.reads)
	}

	var words strings.Builder
	for i := range find.MaxExpansion + 1 {
		words.WriteString("ab" + strings.Repeat("b", i/26%26) + strings.Repeat("c", i/26/26) + string(rune('a'+i%26)) + "1 ")
	}
	l = newLibrary(archive.Article{Text: words.String()})
	if _, err := find.Find(t.Context(), l, l, find.Request{Query: parse(t, "ab*")}); !errors.As(err, &broad) || !strings.Contains(err.Error(), "begin with ab") {
		t.Errorf("%v", err)
	}
}

func TestCanceled(t *testing.T) {
	l := health()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := find.Find(ctx, l, l, find.Request{Query: parse(t, "jobs")}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if _, err := find.Find(t.Context(), l, l, find.Request{}); err == nil {
		t.Error("the empty query finds something")
	}
}
