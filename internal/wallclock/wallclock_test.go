package wallclock

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// odd are zones whose clocks do odd things.
var odd = []string{
	"Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "Africa/Casablanca",
	"Asia/Kathmandu", "Pacific/Kiritimati", "America/St_Johns", "Asia/Tehran", "America/Havana", "Asia/Beirut",
	"America/Sao_Paulo", "Antarctica/Troll", "Asia/Pyongyang", "America/Caracas", "Europe/Istanbul", "Asia/Gaza",
	"Pacific/Fakaofo", "Europe/Dublin", "America/Scoresbysund", "UTC", "Etc/GMT+12",
}

// The twenty years of the tests.
var (
	firstDay = NewDate(2007, 1, 1)
	lastDay  = NewDate(2026, 12, 31)
)

func zone(t rapid.TB, name string) *time.Location {
	t.Helper()
	z, err := Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// shown is what a clock on the wall shows, as minutes since 1970 without a zone.
func shown(t time.Time) int {
	return int(DateOf(t))*24*60 + t.Hour()*60 + t.Minute()
}

// watched is At by the slowest way there is: it watches the clock minute by
// minute, from two days before the date to two days after it, and answers for
// every time of the date.
func watched(date Date, zone *time.Location) (at [24 * 60]time.Time, exists bool) {
	midnight := int(date) * 24 * 60
	var over [24 * 60]time.Time // when the clock first shows that time or a later one
	for m := -2 * 24 * 60; m < 3*24*60; m++ {
		t := time.Unix(int64(midnight+m)*60, 0).In(zone)
		minute := shown(t) - midnight
		if minute >= 0 && minute < len(at) && at[minute].IsZero() {
			at[minute], exists = t, true
		}
		for c := min(minute, len(at)-1); c >= 0 && over[c].IsZero(); c-- {
			over[c] = t
		}
	}
	for c := range at {
		if at[c].IsZero() {
			at[c] = over[c]
		}
	}
	return at, exists
}

func compare(t rapid.TB, name string, date Date) {
	t.Helper()
	want, exists := watched(date, zone(t, name))
	for c, w := range want {
		got, ok := At(date, Clock(c), zone(t, name))
		if ok != exists || ok && !got.Equal(w) {
			t.Fatalf("%s %s in %s: %v, %v; watching the clock gives %v, %v", date, Clock(c), name, got, ok, w, exists)
		}
	}
}

// changes are the days around every change of a zone in the twenty years.
func changes(zone *time.Location) (dates []Date) {
	t := firstDay.midnight().In(zone)
	for {
		_, end := t.ZoneBounds()
		if end.IsZero() || DateOf(end) > lastDay {
			return dates
		}
		for d := DateOf(end) - 2; d <= DateOf(end)+1; d++ {
			dates = append(dates, d)
		}
		t = end.In(zone)
	}
}

// Every minute of every day around every change of every odd zone.
func TestAroundEveryChange(t *testing.T) {
	days := 0
	for _, name := range odd {
		dates := changes(zone(t, name))
		if testing.Short() && len(dates) > 24 {
			dates = dates[len(dates)-24:]
		}
		for _, date := range dates {
			compare(t, name, date)
		}
		days += len(dates)
	}
	if days < 150 {
		t.Errorf("only %d days were looked at: are changes found?", days)
	}
}

// Any day of any zone.
func TestAnyDay(t *testing.T) {
	var all []string
	for _, name := range names() {
		all = append(all, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(all).Draw(t, "zone")
		compare(t, name, Date(rapid.IntRange(int(firstDay), int(lastDay)).Draw(t, "date")))
	})
}

func TestAt(t *testing.T) {
	for _, c := range []struct{ date, clock, zone, want string }{
		{"2026-03-28", "08:00", "Europe/London", "2026-03-28T08:00:00Z"},
		{"2026-03-29", "08:00", "Europe/London", "2026-03-29T07:00:00Z"},
		{"2026-03-29", "01:30", "Europe/London", "2026-03-29T01:00:00Z"}, // skipped: the gap's end
		{"2026-10-25", "01:30", "Europe/London", "2026-10-25T00:30:00Z"}, // twice: the first
		{"2026-10-25", "02:00", "Europe/London", "2026-10-25T02:00:00Z"},
		{"2026-03-08", "02:30", "America/New_York", "2026-03-08T07:00:00Z"},
		{"2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00Z"},
		{"2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:30:00Z"}, // half an hour
		{"2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z"},
		{"2026-04-24", "00:30", "Africa/Cairo", "2026-04-23T22:00:00Z"}, // the day begins at 01:00
		{"2011-12-29", "23:59", "Pacific/Apia", "2011-12-30T09:59:00Z"},
		{"2011-12-30", "08:00", "Pacific/Apia", ""}, // no such day there
		{"2011-12-31", "00:00", "Pacific/Apia", "2011-12-30T10:00:00Z"},
		{"2026-02-15", "02:30", "Africa/Casablanca", "2026-02-15T01:30:00Z"}, // Ramadan: twice
	} {
		date, err := ParseDate(c.date)
		if err != nil {
			t.Fatal(err)
		}
		clock, err := ParseClock(c.clock)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if at, ok := At(date, clock, zone(t, c.zone)); ok {
			got = at.UTC().Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("%s %s in %s is %s, want %s", c.date, c.clock, c.zone, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.IntRange(-20000, 40000).Draw(t, "date"))
		back, err := ParseDate(d.String())
		if err != nil || back != d {
			t.Fatalf("%s is read as %v, %v", d, back, err)
		}
		if (d + 1).Weekday() != (d.Weekday()+1)%7 {
			t.Fatalf("%s and the day after it are %s and %s", d, d.Weekday(), (d + 1).Weekday())
		}
	})
	for _, s := range []string{"", "2026-02-30", "29.3.2026", "2026-3-9"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("%q is read as %s", s, d)
		}
	}
}

func TestClocks(t *testing.T) {
	for typed, want := range map[string]string{
		"08:00": "08:00", "8:00": "08:00", "8.30": "08:30", "0830": "08:30", " 8 am ": "08:00", "8:30 PM": "20:30",
		"8": "08:00", "8 Uhr": "08:00", "18:30 Uhr": "18:30", "17": "17:00", "noon": "12:00", "Midnight": "00:00", "12am": "00:00", "12 p.m.": "12:00", "23:59": "23:59",
		"24:00": "", "8:60": "", "13pm": "", "": "", "soon": "", "08:00:30": "", "-1:00": "", "8:00 Europe/London": "",
	} {
		c, err := ParseClock(typed)
		if got := fmt.Sprint(c); err == nil && got != want || err != nil && want != "" {
			t.Errorf("%q is read as %s, %v; want %q", typed, got, err, want)
		}
	}
}
