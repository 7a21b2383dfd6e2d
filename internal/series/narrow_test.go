package series_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cuttings/internal/archive"
	"cuttings/internal/figures"
	"cuttings/internal/find"
	"cuttings/internal/librarytest"
	"cuttings/internal/series"
)

// figuresOf asks for the figures of a thing within a filter.
func figuresOf(t *testing.T, held archive.Store, postings find.Postings, what string, f archive.Filter) series.Result {
	t.Helper()
	thing, err := series.Parse(what)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	r, err := series.Find(t.Context(), held, postings, series.Request{Thing: thing, Filter: f})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return r
}

// A thing is found under its other names, and under no others.
func TestNames(t *testing.T) {
	store, index := librarytest.Open(
		t,
		article(1, archive.Date{Year: 2020}, "Acme has 30 workers. Brill has 40 employees. Cole has 50 staff. Dunn has a workforce of 60. Elm has 70 people."),
		article(2, archive.Date{Year: 2021}, "It built 30 homes. It built 40 houses. It pulled down 50 dwellings. It has 60 hotels."),
		article(3, archive.Date{Year: 2022}, "There were 3 deaths. There were 4 fatalities. There were 5 injuries."),
		article(4, archive.Date{Year: 2023}, "Revenue was £3m. Turnover was £4m. Income was £5m. It has 6 subscribers and 7 subscriptions."),
	)
	for what, want := range map[string][]string{
		"employees":     {"1: 30 workers", "1: 40 employees", "1: 50 staff", "1: 60 [workforce]"},
		"the workforce": {"1: 30 workers", "1: 40 employees", "1: 50 staff", "1: 60 [workforce]"},
		"people":        {"1: 70 people"},
		"houses":        {"2: 30 homes", "2: 40 houses", "2: 50 dwellings"},
		"hotels":        {"2: 60 hotels"},
		"deaths":        {"3: 3 deaths", "3: 4 fatalities"},
		"turnover":      {"4: £3m", "4: £4m"},
		"income":        {"4: £5m"},
		"subscribers":   {"4: 6 subscribers", "4: 7 subscriptions"},
	} {
		if diff := cmp.Diff(want, look(t, store, index, what, "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

// What is done is found by every word that news has for it.
func TestActions(t *testing.T) {
	for what, sentences := range map[string][]string{
		"jobs to go": {
			"Acme will cut 30 jobs.", "Acme is shedding 30 jobs.", "Acme axed 30 jobs.", "Acme slashes 30 jobs.", "Acme scrapped 30 jobs.", "Acme lost 30 jobs.",
			"Acme will eliminate 30 jobs.", "30 jobs are at risk.", "30 jobs are in jeopardy.", "30 jobs are threatened.", "The loss of 30 jobs is feared.",
			"30 jobs have gone.", "A reduction of 30 jobs is planned.", "There are 30 redundancies.", "Acme laid off 30 workers.", "Acme is making 30 staff redundant.",
		},
		"jobs created": {"Acme will create 30 jobs.", "30 jobs were created.", "The creation of 30 jobs was promised."},
		"copies sold":  {"Acme sold 30 copies.", "It has sold 30 units.", "30 copies were sold."},
	} {
		for _, s := range sentences {
			store, index := librarytest.Open(t, article(1, archive.Date{Year: 2020}, s))
			if got := look(t, store, index, what, ""); len(got) != 1 {
				t.Errorf("%s: %q gives %q", what, s, got)
			}
			for _, other := range []string{"jobs to go", "jobs created"} {
				if got := look(t, store, index, other, ""); other != what && what != "copies sold" && len(got) > 0 {
					t.Errorf("%s: %q gives %q", other, s, got)
				}
			}
		}
	}
}

// A filter leaves articles out of the figures and of what was searched.
func TestFiltered(t *testing.T) {
	outlet := func(a archive.Article, name string) archive.Article { a.Outlet = name; return a }
	store, index := librarytest.Open(
		t,
		outlet(article(1, archive.Date{Year: 2019, Month: 3}, "The town has 30 schools."), "The Herald"),
		outlet(article(2, archive.Date{Year: 2020, Month: 3, Day: 2}, "The town has 40 schools."), "The Echo"),
		outlet(article(3, archive.Date{}, "The town has 50 schools."), "The Echo"),
	)
	for name, c := range map[string]struct {
		filter  archive.Filter
		numbers []int64
		scope   int
	}{
		"none":             {archive.Filter{}, []int64{1, 2, 3}, 3},
		"since":            {archive.Filter{Since: archive.Date{Year: 2019, Month: 4}}, []int64{2}, 1},
		"since that month": {archive.Filter{Since: archive.Date{Year: 2019, Month: 3, Day: 20}}, []int64{1, 2}, 2},
		"until":            {archive.Filter{Until: archive.Date{Year: 2019}}, []int64{1}, 1},
		"outlet":           {archive.Filter{Outlet: "the echo"}, []int64{2, 3}, 2},
		"hidden cuttings":  {archive.Filter{Hidden: archive.Hide([]int64{1, 3}, nil)}, []int64{2}, 1},
		"hidden outlet":    {archive.Filter{Hidden: archive.Hide(nil, []string{"The Echo"})}, []int64{1}, 1},
		"a miss":           {archive.Filter{Since: archive.Date{Year: 2021}}, nil, 0},
	} {
		r := figuresOf(t, store, index, "schools", c.filter)
		var numbers []int64
		for _, row := range r.Rows {
			numbers = append(numbers, row.Quote.Version.Number)
		}
		if !cmp.Equal(numbers, c.numbers) || r.Articles != len(c.numbers) || r.Scope.Coverage.Articles != c.scope {
			t.Errorf("%s: %v of %d articles, %d searched; want %v, %d searched", name, numbers, r.Articles, r.Scope.Coverage.Articles, c.numbers, c.scope)
		}
	}
	if r := figuresOf(t, store, index, "zebras", archive.Filter{Outlet: "The Echo"}); len(r.Rows) > 0 || r.Scope.Coverage.Articles != 2 || len(r.Scope.Filters) != 1 {
		t.Errorf("a miss says %+v", r.Scope)
	}
}

// The same sentence is one row, with the other articles beside it; a hidden one is
// not named there.
func TestReprints(t *testing.T) {
	const s = "The town has 30 schools."
	store, index := librarytest.Open(
		t,
		article(1, archive.Date{Year: 2020}, s+" More are planned."),
		article(2, archive.Date{Year: 2019}, "It is so. “The town  has 30 schools.”"),
		article(3, archive.Date{Year: 2021}, s+" "+s),
		article(4, archive.Date{Year: 2021}, "The town has 31 schools."),
	)
	if diff := cmp.Diff([]string{"2: 30 schools =1 =3", "4: 31 schools"}, look(t, store, index, "schools", "")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r := figuresOf(t, store, index, "schools", archive.Filter{Hidden: archive.Hide([]int64{1}, nil)})
	if len(r.Rows) != 2 || r.Articles != 2 || len(r.Rows[0].Also) != 1 || r.Rows[0].Also[0].Number != 3 {
		t.Errorf("%+v", r.Rows)
	}
}

// Two amounts differ when their articles may lie within a week of one another.
func TestDiffers(t *testing.T) {
	day := func(m, d int) archive.Date { return archive.Date{Year: 2020, Month: m, Day: d} }
	for _, c := range []struct {
		a, b  archive.Date
		texts [2]string
		want  bool
	}{
		{day(3, 1), day(3, 1), [2]string{"It has 30 schools.", "It had 40 schools."}, true},
		{day(3, 1), day(3, 8), [2]string{"It has 30 schools.", "It had 40 schools."}, true},
		{day(3, 1), day(3, 9), [2]string{"It has 30 schools.", "It had 40 schools."}, false},
		{day(3, 0), day(4, 7), [2]string{"It has 30 schools.", "It had 40 schools."}, true},
		{day(3, 0), day(4, 8), [2]string{"It has 30 schools.", "It had 40 schools."}, false},
		{day(0, 0), day(12, 31), [2]string{"It has 30 schools.", "It had 40 schools."}, true},
		{day(3, 1), archive.Date{}, [2]string{"It has 30 schools.", "It had 40 schools."}, false},
		{day(3, 1), day(3, 1), [2]string{"It has 30 schools.", "It had thirty schools."}, false},
		{day(3, 1), day(3, 1), [2]string{"It has 30 schools.", "It had between 20 and 35 schools."}, false},
		{day(3, 1), day(3, 1), [2]string{"It has 30 schools.", "It had between 31 and 35 schools."}, true},
		{day(3, 1), day(3, 1), [2]string{"It has 30 schools.", "It closed 4% of its schools."}, false},
	} {
		store, index := librarytest.Open(t, article(1, c.a, c.texts[0]), article(2, c.b, c.texts[1]))
		r := figuresOf(t, store, index, "schools", archive.Filter{})
		if len(r.Rows) != 2 {
			t.Errorf("%v: %+v", c, r.Rows)
			continue
		}
		for _, row := range r.Rows {
			other := []int64{3 - row.Quote.Version.Number}
			if got := cmp.Equal(row.Differs, other); got != c.want || !got && len(row.Differs) > 0 {
				t.Errorf("%v: No. %d differs from %v", c, row.Quote.Version.Number, row.Differs)
			}
		}
	}
}

// A sentence with several figures of the thing is one, with all of them marked.
func TestSentences(t *testing.T) {
	store, index := librarytest.Open(
		t,
		article(1, archive.Date{Year: 2020}, "It has 30 schools in the north and 40 in the south. It had 80 schools."),
		article(2, archive.Date{Year: 2021}, "There are 20 schools."),
	)
	var got []string
	for _, s := range figuresOf(t, store, index, "schools", archive.Filter{}).Sentences() {
		line := fmt.Sprintf("%d: %s", s.Quote.Version.Number, s.Quote.Text())
		for _, a := range s.Quote.Answer {
			line += " | " + a.Of(s.Quote.Version.Text)
		}
		if err := s.Quote.Verify(); err != nil || len(s.Rows) != len(s.Quote.Answer) {
			t.Errorf("%s: %d rows, %v", line, len(s.Rows), err)
		}
		got = append(got, line)
	}
	want := []string{
		"1: It has 30 schools in the north and 40 in the south. | 30 schools | 40 in the south", "1: It had 80 schools. | 80 schools", "2: There are 20 schools. | 20 schools",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The same coverage and request give the same result.
func TestFindIsDeterministic(t *testing.T) {
	store, index := librarytest.Seeds(t)
	first := figuresOf(t, store, index, "jobs to go", archive.Filter{})
	if len(first.Rows) == 0 {
		t.Fatal("there are no rows to compare")
	}
	for range 5 {
		again := figuresOf(t, store, index, "jobs to go", archive.Filter{})
		if diff := cmp.Diff(first, again, cmpopts.EquateComparable(figures.Number{})); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestFindStops(t *testing.T) {
	store, index := librarytest.Seeds(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	thing, err := series.Parse("jobs to go")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := series.Find(ctx, store, index, series.Request{Thing: thing}); !errors.Is(err, context.Canceled) {
		t.Errorf("asked for nothing more: %v", err)
	}
}

// More articles than are read are refused, with what to do; fewer are not.
func TestTooManyArticles(t *testing.T) {
	var articles []archive.Article
	for i := range series.MaxArticles + 1 {
		articles = append(articles, article(i, archive.Date{Year: 2000 + i%20}, fmt.Sprintf("Town %d has 30 schools.", i)))
	}
	store, index := librarytest.Open(t, articles...)
	thing, err := series.Parse("schools")
	if err != nil {
		t.Fatal(err)
	}
	var broad *find.TooBroadError
	if _, err := series.Find(t.Context(), store, index, series.Request{Thing: thing}); !errors.As(err, &broad) {
		t.Errorf("%d articles: %v", len(articles), err)
	}
	if r := figuresOf(t, store, index, "schools", archive.Filter{Since: archive.Date{Year: 2019}}); len(r.Rows) != 50 {
		t.Errorf("of one year: %d rows", len(r.Rows))
	}
}
