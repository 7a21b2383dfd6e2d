package dates_test

import (
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/dates"
)

func TestTyped(t *testing.T) {
	for s, want := range map[string]string{
		"2009":                "2009..2009",
		"2005-03":             "2005-03..2005-03",
		"2005-3":              "2005-03..2005-03",
		"24/4/2009":           "2009-04-24..2009-04-24",
		"3/4/2009":            "2009-04-03..2009-04-03",
		"4/24/2009":           "2009-04-24..2009-04-24",
		"24.04.2009":          "2009-04-24..2009-04-24",
		"2009/4/24":           "2009-04-24..2009-04-24",
		"04/2009":             "2009-04..2009-04",
		"3 March":             "2025-03-03..2025-03-03",
		"1 January":           "2026-01-01..2026-01-01",
		"2nd Jan":             "2025-01-02..2025-01-02",
		"march 3rd":           "2025-03-03..2025-03-03",
		"29 February":         "2024-02-29..2024-02-29",
		"March":               "2025-03..2025-03",
		"Jan":                 "2026-01..2026-01",
		"since March":         "2025-03..",
		"Since last  week":    "2025-12-22..",
		"until 2009":          "..2009",
		"after 2009":          "2010..",
		"before June 2006":    "..2006-05",
		"from 3 March":        "2025-03-03..2025-03-03",
		`"last week"`:         "2025-12-22..2025-12-28",
		"yesterday":           "2025-12-31..2025-12-31",
		"thursday":            "2026-01-01..2026-01-01",
		"last Thursday":       "2025-12-25..2025-12-25",
		"on Fri":              "2025-12-26..2025-12-26",
		"a week ago":          "2025-12-25..2025-12-25",
		"3 days ago":          "2025-12-29..2025-12-29",
		"2 Months ago":        "2025-11-01..2025-11-01",
		"10 years ago":        "2016-01-01..2016-01-01",
		"the last 30 days":    "2025-12-02..2026-01-01",
		"since past 2 weeks":  "2025-12-18..",
		"in 24 April 2009":    "2009-04-24..2009-04-24",
		"during last month":   "2025-12..2025-12",
		"after last December": "",
	} {
		got := ""
		if r, ok := dates.Typed(s, thursday); ok {
			got = shown(r)
		}
		if got != want {
			t.Errorf("Typed(%q) = %q, want %q", s, got, want)
		}
	}
	for _, s := range []string{
		"", "since", "since since 2009", "31 June", "2009/10", "13/13/2009", "0/4/2009", "next year", "12", "3", "2009 or so", "ages ago", "1000 days ago", "mo", "last", "3 March 99",
	} {
		if r, ok := dates.Typed(s, thursday); ok {
			t.Errorf("Typed(%q) = %s, want none", s, shown(r))
		}
	}
	for _, s := range []string{"3 March", "March", "Monday", "3 days ago", "last 3 days", "last week"} {
		if r, ok := dates.Typed(s, archive.Date{}); ok {
			t.Errorf("%q without a today: %s", s, shown(r))
		}
	}
	end := archive.Date{Year: 2026, Month: 8, Day: 31}
	for s, want := range map[string]string{"6 months ago": "2026-02-28", "a month ago": "2026-07-31", "30 months ago": "2024-02-29"} {
		if r, ok := dates.Typed(s, end); !ok || r.Since.String() != want {
			t.Errorf("%q at the end of August: %s, want %s", s, shown(r), want)
		}
	}
}

func FuzzTyped(f *testing.F) {
	f.Add("since the last 30 days 3 March 24/4/2009")
	f.Fuzz(func(t *testing.T, s string) {
		r, ok := dates.Typed(s, thursday)
		if _, _, since := r.Since.Days(); ok && !since {
			if _, _, until := r.Until.Days(); !until {
				t.Errorf("%q: no bound", s)
			}
		}
	})
}
