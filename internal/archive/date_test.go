package archive_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]archive.Date{
		"":                          {},
		"2009":                      {Year: 2009},
		"2009-04":                   {Year: 2009, Month: 4},
		"2009-04-24":                {Year: 2009, Month: 4, Day: 24},
		"2009-04-24T23:59:59Z":      {Year: 2009, Month: 4, Day: 24},
		"2009-04-24 23:59 Oxford":   {Year: 2009, Month: 4, Day: 24},
		"2008-02-29":                {Year: 2008, Month: 2, Day: 29},
		"2000-02-29":                {Year: 2000, Month: 2, Day: 29},
		"0001-01-01":                {Year: 1, Month: 1, Day: 1},
		"9999-12-31":                {Year: 9999, Month: 12, Day: 31},
		"2009-04-24T00:00:00+14:00": {Year: 2009, Month: 4, Day: 24},
	} {
		got, err := archive.ParseDate(in)
		if err != nil || got != want {
			t.Errorf("ParseDate(%q) = %+v, %v; want %+v", in, got, err, want)
		}
	}
	for _, in := range []string{
		" ", "0000", "209", "20090424", "2009-4", "2009-00", "2009-13", "2009-04-00", "2009-04-31", "1900-02-29",
		"2009-02-29", "-2009", "2009-04-24x", "2009-04T10:00", "24 April 2009", "２００９", strings.Repeat("9", 1<<20),
	} {
		got, err := archive.ParseDate(in)
		if err == nil || !got.IsZero() {
			t.Errorf("ParseDate(%.20q) = %+v, %v; want an error", in, got, err)
		} else if !strings.Contains(err.Error(), "write 2009, 2009-04 or 2009-04-24") || len(err.Error()) > 200 {
			t.Errorf("ParseDate(%.20q): the error should say what is accepted, briefly: %.300s", in, err)
		}
	}
}

func TestDateForms(t *testing.T) {
	type forms struct {
		Precision          archive.Precision
		String, Long, JSON string
	}
	for d, want := range map[archive.Date]forms{
		{}:                              {archive.PrecisionUnknown, "", "date unknown", "null"},
		{Year: 2009}:                    {archive.PrecisionYear, "2009", "2009", `"2009"`},
		{Year: 2009, Month: 4}:          {archive.PrecisionMonth, "2009-04", "April 2009", `"2009-04"`},
		{Year: 2009, Month: 4, Day: 24}: {archive.PrecisionDay, "2009-04-24", "24 April 2009", `"2009-04-24"`},
		{Year: 87, Month: 1, Day: 2}:    {archive.PrecisionDay, "0087-01-02", "2 January 87", `"0087-01-02"`},
	} {
		js, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		got := forms{d.Precision(), d.String(), d.Long(), string(js)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", d, diff)
		}
	}
}

func TestDays(t *testing.T) {
	for in, want := range map[string][2]int{
		"1970-01-01": {0, 0},
		"1969-12-31": {-1, -1},
		"1970":       {0, 364},
		"1970-02":    {31, 58},
		"1972-02":    {730 + 31, 730 + 59},
		"1969":       {-365, -1},
		"0001-01-01": {-719162, -719162},
		"2009-04-24": {14358, 14358},
	} {
		d, err := archive.ParseDate(in)
		if err != nil {
			t.Fatal(err)
		}
		if first, last, ok := d.Days(); !ok || first != want[0] || last != want[1] {
			t.Errorf("Days of %s = %d, %d, %v; want %v", in, first, last, ok, want)
		}
	}
	if first, last, ok := (archive.Date{}).Days(); ok || first != 0 || last != 0 {
		t.Errorf("Days of no date = %d, %d, %v; want 0, 0, false", first, last, ok)
	}
}

// dates draws any date of any precision, the zero one too.
func dates() *rapid.Generator[archive.Date] {
	return rapid.Custom(func(t *rapid.T) archive.Date {
		day := time.Date(rapid.IntRange(1, 9998).Draw(t, "year"), 1, rapid.IntRange(1, 365).Draw(t, "day of year"), 0, 0, 0, 0, time.UTC)
		return []archive.Date{
			{},
			{Year: day.Year()},
			{Year: day.Year(), Month: int(day.Month())},
			{Year: day.Year(), Month: int(day.Month()), Day: day.Day()},
		}[rapid.IntRange(0, 3).Draw(t, "precision")]
	})
}

func TestDateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		if back, err := archive.ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("ParseDate(%q) = %+v, %v; want %+v", d, back, err, d)
		}
	})
}

// Every day from the first to the last is what the date may mean, and the days
// beside them are not.
func TestDaysAreTheDatesOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dates().Draw(t, "date")
		first, last, ok := d.Days()
		if ok == d.IsZero() {
			t.Fatalf("Days of %+v: ok is %v", d, ok)
		}
		if !ok {
			return
		}
		inside := rapid.IntRange(first, last).Draw(t, "inside")
		for day, want := range map[int]bool{first - 1: false, first: true, inside: true, last: true, last + 1: false} {
			at := time.Unix(int64(day)*86400, 0).UTC()
			means := at.Year() == d.Year && (d.Month == 0 || int(at.Month()) == d.Month) && (d.Day == 0 || at.Day() == d.Day)
			if means != want {
				t.Fatalf("%s has the days %d to %d, but %s is %v", d, first, last, at.Format(time.DateOnly), want)
			}
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2009", "2009-04", "2009-04-24T10:00:00Z", "0000-00-00", "2009-02-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := archive.ParseDate(s)
		if err != nil {
			return
		}
		if back, err := archive.ParseDate(d.String()); err != nil || back != d || !strings.HasPrefix(s, d.String()) {
			t.Errorf("ParseDate(%q) = %+v, which reads back as %+v, %v", s, d, back, err)
		}
	})
}
