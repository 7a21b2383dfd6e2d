package storetest

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
)

// coverageTests: what a question is asked of.
var coverageTests = map[string]func(*testing.T, Open){
	"the coverage is counted":            counted,
	"the coverage follows what changes":  countedAnew,
	"the newest come first":              newestFirst,
	"a filter means what its Match says": filterMatches,
	"collections are counted":            collectionsCounted,
}

func about(id, outlet string, published archive.Date) archive.Article {
	a := article(id)
	a.Outlet, a.Published = outlet, published
	return a
}

func counted(t *testing.T, open Open) {
	clock := noon
	s := open.at(t, func() time.Time { return clock })
	put(t, s,
		about("a", "Oxford Mail", archive.Date{Year: 2009, Month: 4, Day: 24}),
		about("b", "Oxford Mail", archive.Date{Year: 2009}),
		about("c", "OXFORD MAIL", archive.Date{Year: 2006, Month: 7}),
		about("d", "", archive.Date{Year: 2010, Month: 1, Day: 1}))
	clock = noon.Add(time.Hour)
	put(t, s, about("e", "Argus", archive.Date{}))
	clock = noon.Add(time.Minute)
	put(t, s, about("f", "Argus", archive.Date{}))
	for name, tt := range map[string]struct {
		filter archive.Filter
		want   archive.Coverage
	}{
		"all": {archive.Filter{}, archive.Coverage{
			Articles: 6, Undated: 2, Updated: stored.Add(time.Hour),
			From: archive.Date{Year: 2006, Month: 7}, To: archive.Date{Year: 2010, Month: 1, Day: 1},
			Outlets: []archive.OutletCount{{Outlet: "Oxford Mail", Articles: 3}, {Outlet: "Argus", Articles: 2}, {Outlet: "", Articles: 1}},
		}},
		"an outlet": {archive.Filter{Outlet: "öxford mail"}, archive.Coverage{
			Articles: 3, Updated: stored,
			From: archive.Date{Year: 2006, Month: 7}, To: archive.Date{Year: 2009},
			Outlets: []archive.OutletCount{{Outlet: "Oxford Mail", Articles: 3}},
		}},
		"a month": {archive.Filter{Since: archive.Date{Year: 2009, Month: 3}, Until: archive.Date{Year: 2009, Month: 3}}, archive.Coverage{
			Articles: 1, Updated: stored,
			From: archive.Date{Year: 2009}, To: archive.Date{Year: 2009},
			Outlets: []archive.OutletCount{{Outlet: "Oxford Mail", Articles: 1}},
		}},
		"an undated outlet": {archive.Filter{Outlet: "Argus"}, archive.Coverage{
			Articles: 2, Undated: 2, Updated: stored.Add(time.Hour),
			Outlets: []archive.OutletCount{{Outlet: "Argus", Articles: 2}},
		}},
		"nothing": {archive.Filter{Outlet: "Oxford"}, archive.Coverage{}},
	} {
		equal(t, name, tt.want, coverage(t, s, tt.filter))
	}
}

func countedAnew(t *testing.T, open Open) {
	s, other := open.handle(t), open.handle(t)
	mail := archive.Filter{Outlet: "Mail"}
	day := archive.Date{Year: 2009, Month: 4, Day: 24}
	for _, step := range []struct {
		what string
		do   func()
		want int
	}{
		{"put", func() { put(t, s, about("a", "Mail", day), about("b", "Argus", day)) }, 1},
		{"an outlet that changes", func() { put(t, s, about("b", "Mail", day)) }, 2},
		{"another handle's", func() { put(t, other, about("c", "Mail", day)) }, 3},
		{"removed", func() { remove(t, s, "a", "") }, 2},
		{"removed by another", func() { remove(t, other, "b", "") }, 1},
		{"added again", func() { put(t, s, about("a", "Mail", archive.Date{})) }, 2},
		{"a refused one", func() { put(t, s, archive.Article{Outlet: "Mail"}) }, 2},
	} {
		step.do()
		for i, handle := range []archive.Store{s, other} {
			if got := coverage(t, handle, mail).Articles; got != step.want {
				t.Errorf("after %s, handle %d counts %d, want %d", step.what, i, got, step.want)
			}
		}
	}
}

func newestFirst(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	for _, list := range []func() (int, error){
		func() (int, error) { l, err := s.Dates(ctx, archive.Filter{}); return len(l), err },
		func() (int, error) { l, err := s.Newest(ctx, archive.Filter{}, 5); return len(l), err },
		func() (int, error) { l, err := s.Entries(ctx, archive.Filter{}, 1); return len(l), err },
	} {
		if n, err := list(); n != 0 || err != nil {
			t.Errorf("an empty archive has %d, %v", n, err)
		}
	}
	put(t, s,
		about("a", "Mail", archive.Date{Year: 2009, Month: 4}),
		about("b", "MAIL", archive.Date{}),
		about("c", "Argus", archive.Date{Year: 2009, Month: 4, Day: 1}),
		about("d", "Mail", archive.Date{Year: 2010}),
		about("e", "Mail", archive.Date{Year: 2009, Month: 4}))
	remove(t, s, "e", "")
	entries := func(f archive.Filter, limit int) (numbers []int64) {
		t.Helper()
		list, err := s.Newest(ctx, f, limit)
		for _, e := range must(t, "Newest", list, err) {
			numbers = append(numbers, e.Number)
		}
		return numbers
	}
	equal(t, "all", []int64{4, 3, 1, 2}, entries(archive.Filter{}, 9))
	equal(t, "the first two", []int64{4, 3}, entries(archive.Filter{}, 2))
	equal(t, "none", nil, entries(archive.Filter{}, -1))
	mail := archive.Filter{Outlet: "mail", Hidden: archive.Hide([]int64{4}, nil)}
	equal(t, "of an outlet, one hidden", []int64{1, 2}, entries(mail, 9))
	list, err := s.Entries(ctx, mail, 5, 2, 1, 2, 3, 4, 99)
	equal(t, "Entries", []archive.Entry{
		{Number: 1, Outlet: "Mail", Published: archive.Date{Year: 2009, Month: 4}, Captured: stored},
		{Number: 2, Outlet: "MAIL", Captured: stored},
	}, must(t, "Entries", list, err))
	dates, err := s.Dates(ctx, archive.Filter{})
	equal(t, "Dates", []archive.DateCount{
		{Date: archive.Date{Year: 2009, Month: 4, Day: 1}, Articles: 1},
		{Date: archive.Date{Year: 2009, Month: 4}, Articles: 1},
		{Date: archive.Date{Year: 2010}, Articles: 1},
		{Articles: 1},
	}, must(t, "Dates", dates, err))
}

func collectionsCounted(t *testing.T, open Open) {
	s := open.handle(t)
	count := func() []archive.CollectionCount {
		t.Helper()
		list, err := s.Collections(t.Context())
		return must(t, "Collections", list, err)
	}
	if list := count(); len(list) != 0 {
		t.Errorf("an empty archive has %v", list)
	}
	for i, name := range []string{"", "Union", "UNION", "Default", "Union", "", "Council"} {
		a := article(fmt.Sprint(i))
		a.Collection = name
		put(t, s, a)
	}
	equal(t, "Collections", []archive.CollectionCount{
		{Collection: archive.DefaultCollection, Articles: 3}, {Collection: "Union", Articles: 3}, {Collection: "Council", Articles: 1},
	}, count())
	remove(t, s, "6", "")
	equal(t, "Collections", []archive.CollectionCount{
		{Collection: archive.DefaultCollection, Articles: 3}, {Collection: "Union", Articles: 3},
	}, count())
}

// The archive is filled once; each drawn filter is then counted by the store and
// by Match, version by version.
func filterMatches(t *testing.T, open Open) {
	s := open.handle(t)
	outlets := []string{"", "Oxford Mail", "OXFORD MAIL", "Óxford  Mail", "Argus", "Le Québécois", "Reader’s"}
	var articles []archive.Article
	for i := range 120 {
		day := time.Date(2008, 11, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*7)
		d := archive.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
		switch i % 5 {
		case 1:
			d.Day = 0
		case 2:
			d.Month, d.Day = 0, 0
		case 3:
			d = archive.Date{}
		}
		a := about(fmt.Sprint(i), outlets[i%len(outlets)], d)
		a.Author = []string{"", "Jane Smith", "By Seán O’Connor and Jane Doe"}[i%3]
		a.Collection = []string{"", "Union", "default", ""}[i%4]
		articles = append(articles, a)
	}
	put(t, s, articles...)
	held := changes(t, s, 0, 1000)
	rapid.Check(t, func(rt *rapid.T) {
		f := archive.Filter{
			Outlet:     rapid.SampledFrom([]string{"", "oxford mail", "ARGUS", "le quebecois", "reader's", "Oxford"}).Draw(rt, "outlet"),
			Byline:     rapid.SampledFrom([]string{"", "", "jane", "smith, jane", "OConnor", "Jan"}).Draw(rt, "byline"),
			Collection: rapid.SampledFrom([]string{"", "", "UNION", "default", "other"}).Draw(rt, "collection"),
			Since:      bound().Draw(rt, "since"),
			Until:      bound().Draw(rt, "until"),
			Hidden: archive.Hide(
				rapid.SliceOfN(rapid.Int64Range(1, 130), 0, 20).Draw(rt, "hidden"),
				rapid.SliceOfN(rapid.SampledFrom([]string{"argus", "Reader's"}), 0, 2).Draw(rt, "hidden outlets"),
			),
		}
		if one := rapid.SampledFrom([]string{"", "", "UNION", "default", "other"}).Draw(rt, "within"); one != "" {
			f.Hidden = f.Hidden.Within(one)
		}
		want, undated := 0, 0
		for _, c := range held {
			if f.Match(*c.Current) {
				want++
				if c.Current.Published.IsZero() {
					undated++
				}
			}
		}
		got := coverage(t, s, f)
		newest, err := s.Newest(t.Context(), f, 1000)
		if err != nil || len(newest) != want {
			rt.Fatalf("%+v: Newest lists %d, %v; Match lets %d through", f, len(newest), err, want)
		}
		sum := 0
		for _, o := range got.Outlets {
			sum += o.Articles
		}
		if got.Articles != want || got.Undated != undated || sum != want {
			rt.Fatalf("%+v: counted %d, by outlet %d, undated %d; Match lets %d through, undated %d",
				f, got.Articles, sum, got.Undated, want, undated)
		}
	})
}

// bound draws a date near those of filterMatches, or none.
func bound() *rapid.Generator[archive.Date] {
	return rapid.Custom(func(t *rapid.T) archive.Date {
		d := archive.Date{Year: rapid.IntRange(2008, 2011).Draw(t, "year")}
		switch rapid.IntRange(0, 3).Draw(t, "precision") {
		case 0:
			return archive.Date{}
		case 2:
			d.Month = rapid.IntRange(1, 12).Draw(t, "month")
		case 3:
			d.Month, d.Day = rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")
		}
		return d
	})
}
