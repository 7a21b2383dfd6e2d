package words_test

import (
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/words"
)

func TestHeld(t *testing.T) {
	june, april := archive.Date{Year: 2006, Month: 6}, archive.Date{Year: 2009, Month: 4, Day: 24}
	mail := []archive.OutletCount{{Outlet: "Oxford Mail", Articles: 1}}
	for want, c := range map[string]archive.Coverage{
		"0 articles":                         {},
		"1 article from 1 outlet, June 2006": {Articles: 1, Outlets: mail, From: june, To: june},
		"1,204 articles from 1 outlet, June 2006 to 24 April 2009": {Articles: 1204, Outlets: mail, From: june, To: april},
		"2 articles": {Articles: 2, Outlets: []archive.OutletCount{{Articles: 2}}},
		"1,234,567 articles from 2 outlets, June 2006 to April 2009": {Articles: 1234567, Outlets: append(mail, archive.OutletCount{Outlet: "X", Articles: 2}), From: june, To: archive.Date{Year: 2009, Month: 4}},
	} {
		if got := (words.Language{}).Held(c); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestMiss(t *testing.T) {
	if got, want := (words.Language{}).Miss(ask.Scope{}), "The coverage is empty: there is no article in it."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	narrowed := ask.Scope{Filters: []ask.Filter{{Field: "since", Value: "2011"}, {Field: "until", Value: "2012"}}}
	narrowed.Whole = archive.Coverage{Articles: 3, Outlets: []archive.OutletCount{{Outlet: "Oxford Mail", Articles: 3}}, From: archive.Date{Year: 2006, Month: 6}, To: archive.Date{Year: 2010}}
	want := "No article in the coverage passes: since 2011, until 2012. It holds 3 articles from 1 outlet, June 2006 to 2010. Not in the coverage does not mean untrue."
	if got := (words.Language{}).Miss(narrowed); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	narrowed.Filters = append(narrowed.Filters, ask.Filter{Field: "collection", Value: "union"})
	if got, want := (words.Language{}).Miss(narrowed), "It holds 3 articles from 1 outlet, June 2006 to 2010 (collection union)."; !strings.Contains(got, want) {
		t.Errorf("%q, want %q in it", got, want)
	}
}

func TestMended(t *testing.T) {
	s := ask.Scope{
		Coverage: archive.Coverage{Articles: 3},
		Mended:   []ask.Mended{{Asked: "Radclif", Read: "Radcliffe"}},
	}
	for want, got := range map[string]string{
		"Searched 3 articles. “Radclif” isn’t in it and was read as “Radcliffe”.":                                             (words.Language{}).Searched(s),
		"Nothing in 3 articles. Not in the coverage does not mean untrue. “Radclif” isn’t in it and was read as “Radcliffe”.": (words.Language{}).Miss(s),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for range 6 {
		s.Mended = append(s.Mended, s.Mended[0])
	}
	if got, want := (words.Language{}).Searched(s), " So were 2 more."; !strings.HasSuffix(got, want) {
		t.Errorf("%q, want it to end with %q", got, want)
	}
}

func TestDropped(t *testing.T) {
	s := ask.Scope{
		Coverage: archive.Coverage{Articles: 3},
		Dropped:  []ask.Filter{{Field: "since", Value: "2013"}, {Field: "until", Value: "2013"}},
	}
	want := "Searched 3 articles. The filter since 2013, until 2013 was taken back: nothing as good was found with it."
	if got := (words.Language{}).Searched(s); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := (words.Language{}).Miss(s), "taken back: nothing as good was found with it."; !strings.HasSuffix(got, want) {
		t.Errorf("%q, want it to end with %q", got, want)
	}
}

func TestAttribution(t *testing.T) {
	for want, a := range map[string]archive.Article{
		"date unknown":                  {},
		"Jane Doe · Oxford Mail · 2009": {Author: "Jane Doe", Outlet: "Oxford Mail", URL: "https://x.example/", Published: archive.Date{Year: 2009}},
		"oxfordmail.co.uk · April 2009": {URL: "https://www.oxfordmail.co.uk/news/1", Published: archive.Date{Year: 2009, Month: 4}},
		"::1 · date unknown":            {URL: "http://[::1]:80/"},
	} {
		if got := (words.Language{}).Attribution(a); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
