package storetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// versionTests: what a version holds, and that it holds it for ever.
var versionTests = map[string]func(*testing.T, Open){
	"every field is kept":           everyField,
	"every difference is a version": everyDifference,
	"a version never changes":       versionsStay,
}

func everyField(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	equal(t, "receipt", archive.Receipt{ID: "full", Number: 1, Version: 1, Status: archive.Added}, put(t, s, full())[0])
	want := capture(full(), 1, 1)
	equal(t, "Current", want, current(t, s, "full"))
	for _, version := range []int{0, 1} {
		got, err := s.Cutting(ctx, 1, version)
		equal(t, "Cutting", want, must(t, "Cutting", got, err))
	}
	for _, version := range []int{-1, 2} {
		if _, err := s.Cutting(ctx, 1, version); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("version %d: %v", version, err)
		}
	}
	for _, d := range []archive.Date{{}, {Year: 2009}, {Year: 2009, Month: 4}, {Year: 1, Month: 1, Day: 1}, {Year: 9999, Month: 12, Day: 31}} {
		a := article("dated " + d.String())
		a.Published = d
		put(t, s, a)
		if got := current(t, s, a.ID).Published; got != d {
			t.Errorf("the date %+v came back as %+v", d, got)
		}
	}
}

// differences are the ways in which full can differ from itself.
var differences = map[string]func(*archive.Article){
	"URL":         func(a *archive.Article) { a.URL += "#top" },
	"address":     func(a *archive.Article) { a.Address += "/b" },
	"headline":    func(a *archive.Article) { a.Title = "jobs to go" },
	"outlet":      func(a *archive.Article) { a.Outlet = "OXFORD MAIL" },
	"byline":      func(a *archive.Article) { a.Author += " " },
	"date":        func(a *archive.Article) { a.Published.Day = 25 },
	"precision":   func(a *archive.Article) { a.Published.Day = 0 },
	"language":    func(a *archive.Article) { a.Language = "en" },
	"text":        func(a *archive.Article) { a.Text += "\n" },
	"no URL":      func(a *archive.Article) { a.URL = "" },
	"no address":  func(a *archive.Article) { a.Address = "" },
	"no headline": func(a *archive.Article) { a.Title = "" },
	"no outlet":   func(a *archive.Article) { a.Outlet = "" },
	"no byline":   func(a *archive.Article) { a.Author = "" },
	"no date":     func(a *archive.Article) { a.Published = archive.Date{} },
	"no language": func(a *archive.Article) { a.Language = "" },
}

func everyDifference(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, full())
	version := 1
	for name, differ := range differences {
		other := full()
		differ(&other)
		for _, a := range []archive.Article{other, full()} {
			version++
			before := seq(t, s)
			equal(t, name, archive.Receipt{ID: "full", Number: 1, Version: version, Status: archive.Changed}, put(t, s, a)[0])
			equal(t, name, capture(a, 1, version), current(t, s, "full"))
			if seq(t, s) != before+1 {
				t.Errorf("%s: Seq went from %d to %d", name, before, seq(t, s))
			}
		}
	}
}

func versionsStay(t *testing.T, open Open) {
	clock := noon
	s := open.at(t, func() time.Time { return clock })
	var want []archive.Version
	for version := 1; version <= 4; version++ {
		a := full()
		a.Text = strings.Repeat(a.Text+" ", version)
		put(t, s, a)
		v := capture(a, 1, version)
		v.Captured = clock.UTC().Truncate(time.Second)
		want = append(want, v)
		clock = clock.Add(time.Hour)
	}
	for i, v := range want {
		got, err := s.Cutting(t.Context(), 1, i+1)
		equal(t, "version", v, must(t, "Cutting", got, err))
	}
	equal(t, "newest", want[3], current(t, s, "full"))
	if got := coverage(t, s, archive.Filter{}); got.Articles != 1 || !got.Updated.Equal(want[3].Captured) {
		t.Errorf("the versions are counted as %+v", got)
	}
}
