package wallclock

import (
	"fmt"
	"strings"
	"time"
)

// Days is a set of days of the week; bit n stands for time.Weekday n.
type Days uint8

// EveryDay is all seven; Weekdays are Monday to Friday.
const (
	EveryDay Days = 1<<7 - 1
	Weekdays Days = EveryDay &^ Weekend
	Weekend  Days = 1<<time.Saturday | 1<<time.Sunday
)

// Has reports whether the day is in the set.
func (d Days) Has(w time.Weekday) bool { return d&(1<<w) != 0 }

// week is the days as a week is written: from Monday on.
var week = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// String is the set in words: every day, weekdays, Monday and Thursday.
func (d Days) String() string {
	switch d & EveryDay {
	case EveryDay:
		return "every day"
	case Weekdays:
		return "weekdays"
	case Weekend:
		return "weekends"
	}
	var names []string
	for _, w := range week {
		if d.Has(w) {
			names = append(names, w.String())
		}
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// sets are the words that name several days.
var sets = map[string]Days{
	"": EveryDay, "daily": EveryDay, "everyday": EveryDay, "all": EveryDay,
	"weekdays": Weekdays, "workdays": Weekdays, "weekend": Weekend, "weekends": Weekend,
	"täglich": EveryDay, "jedentag": EveryDay, "alletage": EveryDay, "werktags": Weekdays, "mo-fr": Weekdays, "mo–fr": Weekdays, "mobisfr": Weekdays,
	"wochenende": Weekend, "amwochenende": Weekend, "wochenenden": Weekend, "sa,so": Weekend, "saundso": Weekend, "sa-so": Weekend, "sa–so": Weekend,
}

// german are the days in German, by time.Weekday.
var german = [...]string{"sonntag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag"}

// ParseDays reads days of the week as people type them: every day (or nothing),
// weekdays, weekends, Mon-Fri, "Monday, Thursday", "tue and sat"; or in German. At least
// the first three letters of a day's name are needed, but for Mo-Fr and Sa, So.
func ParseDays(s string) (Days, error) {
	lower := strings.ToLower(strings.TrimSpace(s))
	if d, ok := sets[strings.ReplaceAll(lower, " ", "")]; ok {
		return d, nil
	}
	lower = strings.NewReplacer("–", "-", " - ", "-", " to ", "-", " bis ", "-", " and ", ",", " und ", ",", "&", ",", ";", ",", " ", ",").Replace(lower)
	var all Days
	for part := range strings.SplitSeq(lower, ",") {
		if part == "" {
			continue
		}
		first, last, isRange := strings.Cut(part, "-")
		from, ok := weekday(first)
		to := from
		if ok && isRange {
			to, ok = weekday(last)
		}
		if !ok {
			return 0, fmt.Errorf("%.40q names no days: write every day, weekdays, Mon-Fri, or Monday, Thursday", s)
		}
		for w := from; ; w = (w + 1) % 7 {
			all |= 1 << w
			if w == to {
				break
			}
		}
	}
	if all == 0 {
		return 0, fmt.Errorf("%.40q names no days: write every day, weekdays, Mon-Fri, or Monday, Thursday", s)
	}
	return all, nil
}

// weekday reads a day's name, or its beginning, or its plural.
func weekday(s string) (time.Weekday, bool) {
	for _, w := range week {
		for _, name := range []string{strings.ToLower(w.String()), german[w]} {
			if len(s) >= 3 && (strings.HasPrefix(name, s) || name+"s" == s) {
				return w, true
			}
		}
	}
	return 0, false
}

// Schedule is a time of day on some days of the week, in a zone. It is kept as JSON,
// with the Clock in minutes and the Days as bits: a field is never renamed.
type Schedule struct {
	Clock Clock  `json:"clock"`
	Zone  string `json:"zone"` // a name that Zone knows
	Days  Days   `json:"days"`
}

// String is the schedule in words: 08:00 Europe/London, every day.
func (s Schedule) String() string { return fmt.Sprintf("%s %s, %s", s.Clock, s.Zone, s.Days) }

// Occurrence is one time of a schedule: the local date that it is for, and when
// it comes.
type Occurrence struct {
	Date Date
	At   time.Time
}

// reach is how many days lie at most between two occurrences: a week, and
// another when its date doesn't exist, with one more for dates that a zone's
// change moves.
const reach = 16

// Next is the first occurrence after an instant. It fails for a zone that isn't
// known and for a schedule without days.
func (s Schedule) Next(after time.Time) (Occurrence, error) {
	zone, err := Zone(s.Zone)
	if err != nil {
		return Occurrence{}, err
	}
	date := DateOf(after.In(zone)) - 2 // the date of an occurrence isn't always the one that it falls on
	for range reach + 2 {
		if s.Days.Has(date.Weekday()) {
			if t, ok := At(date, s.Clock, zone); ok && t.After(after) {
				return Occurrence{date, t}, nil
			}
		}
		date++
	}
	return Occurrence{}, fmt.Errorf("a schedule on %q comes on no day", s.Days)
}
