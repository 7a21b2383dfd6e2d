package wallclock

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDays(t *testing.T) {
	for typed, want := range map[string]string{
		"": "every day", "Every day": "every day", "daily": "every day", "mon-sun": "every day",
		"weekdays": "weekdays", "Mon-Fri": "weekdays", "mon to fri": "weekdays", "weekend": "weekends", "sat & sun": "weekends",
		"Monday, Thursday": "Monday and Thursday", "thu mon": "Monday and Thursday", "fri-mon": "Monday, Friday, Saturday and Sunday",
		"Tuesdays and Saturdays": "Tuesday and Saturday", "sun": "Sunday", "tues; weds": "", "tues": "Tuesday",
		"jeden Tag": "every day", "Täglich": "every day", "werktags": "weekdays", "Mo–Fr": "weekdays", "Mo - Fr": "weekdays", "Montag bis Freitag": "weekdays",
		"am Wochenende": "weekends", "Sa, So": "weekends", "Montag, Donnerstag": "Monday and Thursday", "die und son": "Tuesday and Sunday", "mittwochs": "Wednesday",
		"mo": "", "so": "", "mo, mi": "", "never": "", ",": "", "mon-": "", "1": "",
	} {
		d, err := ParseDays(typed)
		if err == nil && d.String() != want || err != nil && want != "" {
			t.Errorf("%q is read as %s, %v; want %q", typed, d, err, want)
		}
		if again, err := ParseDays(d.String()); d != 0 && (again != d || err != nil) {
			t.Errorf("%s is read as %s, %v", d, again, err)
		}
	}
}

// A schedule's occurrences are those of its dates, one after the other.
func TestOccurrences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Schedule{
			Clock: Clock(rapid.IntRange(0, 24*60-1).Draw(t, "clock")),
			Zone:  rapid.SampledFrom(odd).Draw(t, "zone"),
			Days:  Days(rapid.IntRange(1, int(EveryDay)).Draw(t, "days")),
		}
		z := zone(t, s.Zone)
		date := Date(rapid.IntRange(int(firstDay), int(lastDay)).Draw(t, "date"))
		if around := changes(z); len(around) > 0 && rapid.Bool().Draw(t, "at a change") {
			date = rapid.SampledFrom(around).Draw(t, "change")
		}
		// What is expected: every date of a month, in order.
		var want []Occurrence
		for d := date - 15; d <= date+15; d++ {
			if at, ok := At(d, s.Clock, z); ok && s.Days.Has(d.Weekday()) {
				want = append(want, Occurrence{d, at})
			}
		}
		for i, o := range want[1:] {
			got, err := s.Next(want[i].At)
			if err != nil || got.Date != o.Date || !got.At.Equal(o.At) {
				t.Fatalf("%s: after %v comes %v, %v; want %v", s, want[i], got, err, o)
			}
		}
	})
}

func TestScheduleThatNeverComes(t *testing.T) {
	for _, s := range []Schedule{{Zone: "Europe/London"}, {Zone: "Nowhere", Days: EveryDay}} {
		if o, err := s.Next(time.Unix(0, 0)); err == nil {
			t.Errorf("%v comes at %v", s, o)
		}
	}
	if got := (Schedule{8 * 60, "Europe/London", Weekdays}).String(); got != "08:00 Europe/London, weekdays" {
		t.Error(got)
	}
}
