package archive

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Date is a publication date, known as precisely as its fields are set: to the
// day, to the month (Day is 0), to the year (Month and Day are 0), or not at
// all (the zero value). A date is never made more precise than its source.
type Date struct{ Year, Month, Day int }

// Precision says how much of a date is known.
type Precision string

const (
	PrecisionDay     Precision = "day"
	PrecisionMonth   Precision = "month"
	PrecisionYear    Precision = "year"
	PrecisionUnknown Precision = "unknown"
)

var isoDate = regexp.MustCompile(`^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?$`)

// ParseDate reads 2009, 2009-04, 2009-04-24, or a timestamp that begins with
// such a day (the time of day is dropped). The empty string is the zero Date.
// Anything else, and a day that no calendar has, is an error that says what is
// accepted.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	m := isoDate.FindStringSubmatch(s)
	if m == nil {
		return Date{}, fmt.Errorf("%.40q is not a date: write 2009, 2009-04 or 2009-04-24", s)
	}
	var d Date
	d.Year, _ = strconv.Atoi(m[1])
	if m[2] != "" {
		d.Month, _ = strconv.Atoi(m[2])
	}
	if m[3] != "" {
		d.Day, _ = strconv.Atoi(m[3])
	}
	first := time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	wrong := d.Year == 0 || m[2] != "" && d.Month == 0 || m[3] != "" && d.Day == 0 ||
		d.Month != 0 && int(first.Month()) != d.Month || d.Day != 0 && first.Day() != d.Day
	if wrong {
		return Date{}, fmt.Errorf("%.40q is not a day of the calendar: write 2009, 2009-04 or 2009-04-24", s)
	}
	return d, nil
}

// IsZero reports whether nothing is known of the date.
func (d Date) IsZero() bool { return d == Date{} }

// Precision says how much of the date is known.
func (d Date) Precision() Precision {
	switch {
	case d.Day != 0:
		return PrecisionDay
	case d.Month != 0:
		return PrecisionMonth
	case d.Year != 0:
		return PrecisionYear
	}
	return PrecisionUnknown
}

// String is the ISO 8601 form as far as the date is known: 2009-04-24, 2009-04,
// 2009, or the empty string. ParseDate reads it back.
func (d Date) String() string {
	switch d.Precision() {
	case PrecisionDay:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	case PrecisionMonth:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case PrecisionYear:
		return fmt.Sprintf("%04d", d.Year)
	}
	return ""
}

// Long is the date in English, as precisely as it is known: "24 April 2009",
// "April 2009", "2009", or "date unknown".
func (d Date) Long() string {
	switch d.Precision() {
	case PrecisionDay:
		return fmt.Sprintf("%d %s %d", d.Day, time.Month(d.Month), d.Year)
	case PrecisionMonth:
		return fmt.Sprintf("%s %d", time.Month(d.Month), d.Year)
	case PrecisionYear:
		return strconv.Itoa(d.Year)
	}
	return "date unknown"
}

// Days returns the first and the last day that the date may mean, counted in
// days since 1970-01-01 (negative before it). An unknown date gives ok false.
func (d Date) Days() (first, last int, ok bool) {
	day := func(t time.Time) int { return int(t.Unix() / 86400) }
	a := time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	switch d.Precision() {
	case PrecisionDay:
		return day(a), day(a), true
	case PrecisionMonth:
		return day(a), day(a.AddDate(0, 1, -1)), true
	case PrecisionYear:
		return day(a), day(a.AddDate(1, 0, -1)), true
	}
	return 0, 0, false
}

// Compare orders dates by their first days, then by their last; an unknown one
// comes last. It returns a negative number, 0 or a positive one.
func (d Date) Compare(other Date) int {
	first, last, known := d.Days()
	otherFirst, otherLast, otherKnown := other.Days()
	switch {
	case known != otherKnown && known:
		return -1
	case known != otherKnown:
		return 1
	}
	return cmp.Or(cmp.Compare(first, otherFirst), cmp.Compare(last, otherLast))
}

// DateOf is a day counted in days since 1970-01-01, known to the day; days that
// ParseDate can't write are the first or the last that it can.
func DateOf(day int) Date {
	t := time.Unix(int64(day)*86400, 0).UTC()
	switch {
	case t.Year() < 1:
		return Date{1, 1, 1}
	case t.Year() > 9999:
		return Date{9999, 12, 31}
	}
	return Date{t.Year(), int(t.Month()), t.Day()}
}

// MarshalJSON writes the date as its ISO string, or null when it is unknown.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}
