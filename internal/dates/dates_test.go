package dates_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/dates"
)

var thursday = archive.Date{Year: 2026, Month: 1, Day: 1}

func shown(r dates.Range) string { return r.Since.String() + ".." + r.Until.String() }

func TestParse(t *testing.T) {
	for s, want := range map[string]string{
		"2009":             "2009..2009",
		"2009-04":          "2009-04..2009-04",
		"2009-04-24":       "2009-04-24..2009-04-24",
		" 24  April 2009 ": "2009-04-24..2009-04-24",
		"24th april, 2009": "2009-04-24..2009-04-24",
		"APR 24, 2009":     "2009-04-24..2009-04-24",
		"Sept. 3rd 2009":   "2009-09-03..2009-09-03",
		"June 2006":        "2006-06..2006-06",
		"today":            "2026-01-01..2026-01-01",
		"Yesterday":        "2025-12-31..2025-12-31",
		"this week":        "2025-12-29..2026-01-04",
		"last week":        "2025-12-22..2025-12-28",
		"this month":       "2026-01..2026-01",
		"last month":       "2025-12..2025-12",
		"this year":        "2026..2026",
		"Last Year":        "2025..2025",
	} {
		if r, ok := dates.Parse(s, thursday); !ok || shown(r) != want {
			t.Errorf("Parse(%q) = %s, %v, want %s", s, shown(r), ok, want)
		}
	}
	for _, s := range []string{"", "May", "24 April", "31 June 2009", "2009/10", "2009-13", "next year", "99", "2009 or so", "last year's"} {
		if r, ok := dates.Parse(s, thursday); ok {
			t.Errorf("Parse(%q) = %s, want none", s, shown(r))
		}
	}
	if r, ok := dates.Parse("last year", archive.Date{}); ok {
		t.Errorf("without a today: %s", shown(r))
	}
}

func TestFind(t *testing.T) {
	for s, want := range map[string]string{
		"How many jobs went in 2009?":               "in 2009 = 2009..2009",
		"What was said in April 2009 about beds":    "in April 2009 = 2009-04..2009-04",
		"what happened during the year 2006":        "during the year 2006 = 2006..2006",
		"jobs lost since May 2006":                  "since May 2006 = 2006-05..",
		"Who left after 2006?":                      "after 2006 = 2007..",
		"Who left after December 2006?":             "after December 2006 = 2007-01..",
		"Who left before 2010?":                     "before 2010 = ..2009",
		"Who left before 1 March 2010?":             "before 1 March 2010 = ..2010-02-28",
		"until 2010-04, who left?":                  "until 2010-04 = ..2010-04",
		"between 2006 and 2009 jobs went":           "between 2006 and 2009 = 2006..2009",
		"jobs from May 2006 to June 2007":           "from May 2006 to June 2007 = 2006-05..2007-06",
		"what was reported on 24 April 2009?":       "on 24 April 2009 = 2009-04-24..2009-04-24",
		"what happened last year":                   "last year = 2025..2025",
		"who left since last month?":                "since last month = 2025-12..",
		"between 2009 and 2006 in 2008":             "in 2008 = 2008..2008", // that way round it is none
		"the efficiency plan for 2009/10":           "",
		"savings in 2009/10, 2009-10 or in 2009–10": "",
		"abolished by April 2013":                   "",
		"the budget of 2009":                        "",
		"in 2009's budget, in the 2009 budget":      "",
		"in May, in 20091, in 2009s, within 2009":   "",
		"published on October 4":                    "",
		"":                                          "",
	} {
		got := ""
		if r, at, ok := dates.Find(s, thursday); ok {
			got = fmt.Sprintf("%s = %s", at.Of(s), shown(r))
		}
		if got != want {
			t.Errorf("Find(%q): %q, want %q", s, got, want)
		}
	}
}

func TestToday(t *testing.T) {
	late := time.Date(2026, 1, 1, 23, 30, 0, 0, time.FixedZone("", -3600)) // already the 2nd in Greenwich
	if got := dates.Today(late); got != thursday {
		t.Errorf("%v", got)
	}
}

// Whatever is asked, what is found is a phrase of it, with a range that some
// day lies in.
func TestFindProperties(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom(strings.Split("in|since|between|and|from|to|before|after|2009|2006|April|24|last year|yesterday|,|/|-|’|’s|é|\xff", "|")),
		rapid.StringN(0, 4, -1),
	)
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), " ")
		r, at, ok := dates.Find(s, thursday)
		if !ok {
			return
		}
		if at.Start < 0 || at.End > len(s) || at.Len() <= 0 || !utf8.RuneStart(s[at.Start]) {
			t.Fatalf("%q: %v", s, at)
		}
		first, _, lower := r.Since.Days()
		_, last, upper := r.Until.Days()
		if !lower && !upper || lower && upper && last < first {
			t.Fatalf("%q: %s", s, shown(r))
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("between 2006 and 24 April 2009, since last year")
	f.Fuzz(func(t *testing.T, s string) {
		if _, at, ok := dates.Find(s, thursday); ok && (at.Start < 0 || at.End > len(s) || at.Len() <= 0) {
			t.Errorf("%q: %v", s, at)
		}
	})
}
