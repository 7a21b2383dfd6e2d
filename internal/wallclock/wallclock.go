// Package wallclock says when a clock on the wall shows a time: in any zone, on
// any date, through clock changes and days that never were. It is pure; the
// rules of the zones are the system's or, where it has none, embedded.
package wallclock

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// Date is a day of the Gregorian calendar, counted from 1 January 1970, which
// is 0.
type Date int

const (
	day    = 24 * 60 * 60 // seconds
	minute = 60
)

// NewDate is that day; a day that the month doesn't have is one of the next, as
// in time.Date.
func NewDate(year int, month time.Month, d int) Date {
	return Date(time.Date(year, month, d, 0, 0, 0, 0, time.UTC).Unix() / day)
}

// DateOf is the day on which t falls in its own location.
func DateOf(t time.Time) Date { return NewDate(t.Date()) }

// ParseDate reads a date as String writes it.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%.40q is not a date: write it as 2026-03-29", s)
	}
	return DateOf(t), nil
}

// String is the date as 2026-03-29.
func (d Date) String() string { return d.midnight().Format(time.DateOnly) }

// Weekday is its day of the week.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

func (d Date) midnight() time.Time { return time.Unix(int64(d)*day, 0).UTC() }

// Clock is a time of day in minutes after midnight, from 0 to 1439.
type Clock int

// ParseClock reads a time of day as people type it: 08:00, 8:00, 8.30, 0830,
// 8am, 8:30 pm, 8, 8 Uhr, noon, midnight (the one at which the day begins).
func ParseClock(s string) (Clock, error) {
	typed := s
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	switch s {
	case "noon":
		return 12 * 60, nil
	case "midnight":
		return 0, nil
	}
	s = strings.TrimSuffix(s, "uhr")
	s = strings.NewReplacer("a.m.", "am", "p.m.", "pm").Replace(s)
	s = strings.ReplaceAll(s, ".", ":")
	for _, layout := range []string{"15:04", "3:04pm", "3pm", "1504", "15"} {
		if t, err := time.Parse(layout, s); err == nil {
			return Clock(t.Hour()*60 + t.Minute()), nil
		}
	}
	return 0, fmt.Errorf("%.40q is not a time of day: write it as 08:00, 17:30 or 8am", typed)
}

// String is the time as 08:00.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

// At is the earliest instant at which a clock in the zone shows that time on
// that date. Where the clock skips the time, it is the instant at which the gap
// ends. Where the zone skips the whole date, ok is false.
func At(date Date, clock Clock, zone *time.Location) (t time.Time, ok bool) {
	midnight := int64(date) * day
	shown := midnight + int64(clock)*minute // what the clock shows, in seconds, as if it were UTC
	latest := shown + 2*day                 // no clock is two days behind UTC, or ahead of it
	var gap time.Time
	before := 0
	for t := time.Unix(shown-2*day, 0).In(zone); ; {
		begin, end := bounds(t)
		_, offset := t.Zone()
		first := shown - int64(offset) // when this stretch of the zone shows it, if it does
		if begin < first+minute && first < end {
			return time.Unix(max(begin, first), 0).In(zone), true
		}
		if begin >= first+minute && gap.IsZero() { // this stretch began after it, the one before ended before it
			if begin+int64(before) <= midnight && begin+int64(offset) >= midnight+day {
				return time.Time{}, false
			}
			gap = t
		}
		if end > latest {
			return gap, true
		}
		t, before = time.Unix(end, 0).In(zone), offset
	}
}

// bounds are the seconds since 1970 between which the zone keeps the offset that
// it has at t: [begin, end).
func bounds(t time.Time) (begin, end int64) {
	begin, end = math.MinInt64/2, math.MaxInt64/2
	b, e := t.ZoneBounds()
	if !b.IsZero() {
		begin = b.Unix()
	}
	if !e.IsZero() {
		end = e.Unix()
	}
	return begin, end
}
