// Package dates reads the dates that people type: by themselves, in English or German,
// and in the words of a question. It is pure: it knows what day it is only when it is told.
package dates

import (
	"regexp"
	"strings"
	"time"

	"cuttings/internal/archive"
)

// Range is the days from the first that Since may mean to the last that Until
// may mean; a zero Date is no bound.
type Range struct{ Since, Until archive.Date }

const (
	month = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	year  = `(?:1[5-9]\d\d|20\d\d)`
	day   = `\d{1,2}(?:st|nd|rd|th)?`
)

// The forms of a date, the longest first.
const (
	form     = `(?:` + year + `-\d\d(?:-\d\d)?|` + day + ` ` + month + `,? ` + year + `|` + month + ` ` + day + `,? ` + year + `|` + month + `,? ` + year + `|` + year + `)`
	relative = `(?:today|yesterday|(?:this|last) (?:week|month|year))`
)

var (
	september = regexp.MustCompile(`(?i)\bsept\b`) // time.Parse knows Sep
	ordinal   = regexp.MustCompile(`(\d)(?:st|nd|rd|th)\b`)
	dated     = regexp.MustCompile(`(?i)^` + form + `$`)
)

// layouts are the forms of a date in English words, in lower case.
var layouts = []struct {
	layout string
	known  archive.Precision
}{
	{"2 January 2006", archive.PrecisionDay},
	{"2 Jan 2006", archive.PrecisionDay},
	{"January 2 2006", archive.PrecisionDay},
	{"Jan 2 2006", archive.PrecisionDay},
	{"January 2006", archive.PrecisionMonth},
	{"Jan 2006", archive.PrecisionMonth},
}

// Parse reads one date: 2009, 2009-04, 2009-04-24, 24 April 2009, April 24th,
// 2009, April 2009 and, when today is known, what counts from it: today,
// yesterday, this and last week, month and year. A week begins on Monday. ok is
// false for anything else.
func Parse(s string, today archive.Date) (r Range, ok bool) {
	s = strings.Join(strings.Fields(s), " ")
	if r, ok := count(strings.ToLower(s), today); ok {
		return r, true
	}
	if d, err := archive.ParseDate(s); err == nil && s != "" {
		return Range{d, d}, true
	}
	if !dated.MatchString(s) {
		return Range{}, false
	}
	s = strings.NewReplacer(",", "", ".", "").Replace(ordinal.ReplaceAllString(s, "$1"))
	s = september.ReplaceAllString(s, "Sep")
	for _, l := range layouts {
		t, err := time.Parse(l.layout, s)
		if err != nil {
			continue
		}
		d := archive.Date{Year: t.Year(), Month: int(t.Month())}
		if l.known == archive.PrecisionDay {
			d.Day = t.Day()
		}
		return Range{d, d}, true
	}
	return Range{}, false
}

// count reads what counts from today.
func count(s string, today archive.Date) (Range, bool) {
	if today.Precision() != archive.PrecisionDay {
		return Range{}, false
	}
	t := midnight(today)
	back := 0
	if strings.HasPrefix(s, "last ") {
		back = 1
	}
	switch s {
	case "today":
		return Range{today, today}, true
	case "yesterday":
		d := dayOf(t.AddDate(0, 0, -1))
		return Range{d, d}, true
	case "this week", "last week":
		monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7-7*back)
		return Range{dayOf(monday), dayOf(monday.AddDate(0, 0, 6))}, true
	case "this month", "last month":
		first := time.Date(today.Year, time.Month(today.Month-back), 1, 0, 0, 0, 0, time.UTC)
		d := archive.Date{Year: first.Year(), Month: int(first.Month())}
		return Range{d, d}, true
	case "this year", "last year":
		d := archive.Date{Year: today.Year - back}
		return Range{d, d}, true
	}
	return Range{}, false
}

func midnight(d archive.Date) time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

func dayOf(t time.Time) archive.Date {
	return archive.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

// Today is the day of a time, in the time's own zone.
func Today(t time.Time) archive.Date { return dayOf(t) }

// step is the date so many days, months or years on, by its precision.
func step(d archive.Date, n int) archive.Date {
	switch d.Precision() {
	case archive.PrecisionDay:
		return dayOf(midnight(d).AddDate(0, 0, n))
	case archive.PrecisionMonth:
		t := midnight(d).AddDate(0, n, 0)
		return archive.Date{Year: t.Year(), Month: int(t.Month())}
	case archive.PrecisionYear:
		return archive.Date{Year: d.Year + n}
	}
	return d
}
