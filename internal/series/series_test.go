package series_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"cuttings/internal/archive"
	"cuttings/internal/find"
	"cuttings/internal/librarytest"
	"cuttings/internal/series"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// look shows the rows of a thing as "number: words [noun] part ≠numbers".
func look(t *testing.T, held archive.Store, postings find.Postings, what, where string) []string {
	t.Helper()
	thing, err := series.Parse(what)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	r, err := series.Find(t.Context(), held, postings, series.Request{Thing: thing, Where: where})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	var got []string
	for _, row := range r.Rows {
		if err := row.Quote.Verify(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		s := fmt.Sprintf("%d: %s", row.Quote.Version.Number, row.Words())
		if row.Noun() != "" {
			s += " [" + row.Noun() + "]"
		}
		if row.Part {
			s += " part"
		}
		for _, v := range row.Also {
			s += fmt.Sprintf(" =%d", v.Number)
		}
		for _, n := range row.Differs {
			s += fmt.Sprintf(" ≠%d", n)
		}
		got = append(got, s)
	}
	return got
}

// The coverage that ships: posts that go, and no other figure of posts, people
// or money.
func TestSeeds(t *testing.T) {
	store, index := librarytest.Seeds(t)
	toGo := []string{
		"1: 600 posts", "1: About 225 jobs part", "1: 250 managerial and in administration [jobs] part",
		"2: 366 health jobs", "2: an estimated 366 jobs out of 10,000",
	}
	for what, want := range map[string][]string{
		"jobs to go":                toGo,
		"How many jobs were to go?": toGo,
		"job losses":                toGo,
		"redundancies":              toGo,
		"posts to be cut":           toGo,
		"vacancies":                 {"1: about 600 job vacancies"},
		"beds":                      {"2: 217 beds"},
		"savings":                   {"2: £44m savings bid", "2: About £11m of the £44m savings", "2: £44m savings"},
		"the annual budget":         {"2: £600m [budget]"},
		"staff":                     {"3: more than 300 staff"},
		"How many people left?":     {"3: 20 people"},
		"cost of the cancer centre": {"2: £109m cancer centre"},
		"How many operating theatres did it get?": {"2: 10 new operating theatres"},
		"zebras":       nil,
		"jobs created": nil,
		"How much did the theatres in Abingdon cost?": nil,
	} {
		if diff := cmp.Diff(want, look(t, store, index, what, "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	if got := look(t, store, index, "jobs to go", "Banbury theatres"); len(got) != 2 {
		t.Errorf("of the articles that hold Banbury and theatres: %v", got)
	}
}

func article(n int, published archive.Date, text string) archive.Article {
	return archive.Article{ID: fmt.Sprint("a", n), Published: published, Text: text}
}

// What differs, what is printed twice, and what is done with a thing.
func TestFind(t *testing.T) {
	day := func(d int) archive.Date { return archive.Date{Year: 2020, Month: 3, Day: d} }
	store, index := librarytest.Open(
		t,
		article(1, day(1), "Acme will axe 300 jobs in Leeds. It has 5,000 posts in all."),
		article(2, day(3), "Acme said 250 jobs would go in Leeds."),
		article(3, day(4), "“Acme will axe 300 jobs in Leeds.”"),
		article(4, day(30), "Acme cut 400 jobs in Leeds."),
		article(5, archive.Date{}, "Acme will create 70 jobs in Leeds. Up to 310 jobs are at risk."),
		article(6, day(2), "Acme will axe 300 jobs in Leeds. Of those, 40 posts are in sales and 900 posts are new."),
		article(7, day(5), "There will be 60 job losses. Acme lays off 90 workers. It has 80 workers. It sheds 5% of its workforce."),
		article(8, day(6), "Between 280 and 320 jobs will go. The loss of a job hurts 2,000 people."),
	)
	got := look(t, store, index, "jobs to go", "")
	want := []string{
		"1: 300 jobs =6 =3 ≠2 ≠7",
		"6: 40 posts part",
		"2: 250 jobs ≠1 ≠7 ≠8",
		"7: 60 job losses ≠1 ≠2 ≠8",
		"7: 90 workers ≠1 ≠2 ≠8",
		"7: 5% of its workforce",
		"8: Between 280 and 320 jobs ≠2 ≠7",
		"4: 400 jobs",
		"5: Up to 310 jobs",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("jobs to go (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"5: 70 jobs"}, look(t, store, index, "jobs created", "")); diff != "" {
		t.Errorf("jobs created:\n%s", diff)
	}
}

// Amounts that no noun stands beside, and prices.
func TestClauses(t *testing.T) {
	store, index := librarytest.Open(
		t,
		article(1, archive.Date{Year: 2020}, "Acme's revenue rose 5% to £10bn. Profit, it said, was £2bn; costs came to £3bn."),
		article(2, archive.Date{Year: 2021}, "The Acme phone costs £400. The $500 Acme phone is sold for £450, £50 off. Its case is £20."),
	)
	for what, want := range map[string][]string{
		"Acme's revenue":              {"1: 5%", "1: £10bn"},
		"turnover":                    {"1: 5%", "1: £10bn"},
		"profit":                      {"1: £2bn"},
		"the price of the Acme phone": {"2: £400", "2: $500 Acme phone", "2: £450"},
		"revenue of Globex":           nil,
		"revenue in 2020":             {"1: 5%", "1: £10bn"},
		"revenue in 2019":             nil,
	} {
		if diff := cmp.Diff(want, look(t, store, index, what, "")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, what := range []string{"", "how many", "the of and", "😀", "?!"} {
		if _, err := series.Parse(what); !errors.Is(err, series.ErrNothing) {
			t.Errorf("%q: %v", what, err)
		}
	}
}
