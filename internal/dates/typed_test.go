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

// German words mean what they mean, whoever types them.
func TestTypedInGerman(t *testing.T) {
	for s, want := range map[string]string{
		"heute":                   "2026-01-01..2026-01-01",
		"Gestern":                 "2025-12-31..2025-12-31",
		"vorgestern":              "2025-12-30..2025-12-30",
		"diese Woche":             "2025-12-29..2026-01-04",
		"letzte Woche":            "2025-12-22..2025-12-28",
		"in der letzten  Woche":   "2025-12-22..2025-12-28",
		"„vorige Woche“":          "2025-12-22..2025-12-28",
		"diesen Monat":            "2026-01..2026-01",
		"im letzten Monat":        "2025-12..2025-12",
		"während des Jahres 2009": "2009..2009",
		"dieses Jahr":             "2026..2026",
		"vergangenes Jahr":        "2025..2025",
		"16. November 2026":       "2026-11-16..2026-11-16",
		"am 3. MÄRZ 2024":         "2024-03-03..2024-03-03",
		"3. Ma\u0308rz 2024":      "2024-03-03..2024-03-03",
		"3. Okt. 2024":            "2024-10-03..2024-10-03",
		"24. 4. 2009":             "2009-04-24..2009-04-24",
		"seit dem 24. 4. 2009":    "2009-04-24..",
		"im März 2024":            "2024-03..2024-03",
		"Mai 2006":                "2006-05..2006-05",
		"im Jahr 2009":            "2009..2009",
		"3.März 2024":             "2024-03-03..2024-03-03",
		"ab 3.April":              "2025-04-03..",
		"3. März":                 "2025-03-03..2025-03-03",
		"29. Februar":             "2024-02-29..2024-02-29",
		"Dezember":                "2025-12..2025-12",
		"seit März":               "2025-03..",
		"seit letzter Woche":      "2025-12-22..",
		"seit letztem Jahr":       "2025..",
		"ab 2009":                 "2009..",
		"ab dem 3. März 2024":     "2024-03-03..",
		"nach 2009":               "2010..",
		"vor 2009":                "..2008",
		"vor Juni 2006":           "..2006-05",
		"vor letzter Woche":       "..2025-12-21",
		"bis 2009":                "..2009",
		"bis zum 3. Dezember":     "..2025-12-03",
		"bis gestern":             "..2025-12-31",
		"vom 3. März":             "2025-03-03..2025-03-03",
		"Donnerstag":              "2026-01-01..2026-01-01",
		"letzten Donnerstag":      "2025-12-25..2025-12-25",
		"am Freitag":              "2025-12-26..2025-12-26",
		"seit Sonnabend":          "2025-12-27..",
		"vor einer Woche":         "2025-12-25..2025-12-25",
		"vor 3 Tagen":             "2025-12-29..2025-12-29",
		"vor 2 Monaten":           "2025-11-01..2025-11-01",
		"vor 10 Jahren":           "2016-01-01..2016-01-01",
		"seit 3 Tagen":            "2025-12-29..",
		"seit einem Jahr":         "2025-01-01..",
		"bis vor 3 Tagen":         "..2025-12-29",
		"die letzten 30 Tage":     "2025-12-02..2026-01-01",
		"in den letzten 2 Wochen": "2025-12-18..2026-01-01",
	} {
		r, ok := dates.Typed(s, thursday)
		if got := shown(r); !ok || got != want {
			t.Errorf("Typed(%q) = %q, %v, want %q", s, got, ok, want)
		}
	}
	for _, s := range []string{"der", "seit", "vor", "nächste Woche", "31. Juni", "30. Februar 2024", "Mo", "So", "vor Jahren", "seit wann", "bald", "letzte"} {
		if r, ok := dates.Typed(s, thursday); ok {
			t.Errorf("Typed(%q) = %s, want none", s, shown(r))
		}
	}
	if r, ok := dates.Typed("letzte Woche", archive.Date{}); ok {
		t.Errorf("without a today: %s", shown(r))
	}
}

func FuzzTyped(f *testing.F) {
	f.Add("since the last 30 days 3 March 24/4/2009")
	f.Add("seit den letzten 3 Tagen")
	f.Add("bis vor einem Jahr")
	f.Fuzz(func(t *testing.T, s string) {
		r, ok := dates.Typed(s, thursday)
		if _, _, since := r.Since.Days(); ok && !since {
			if _, _, until := r.Until.Days(); !until {
				t.Errorf("%q: no bound", s)
			}
		}
	})
}
