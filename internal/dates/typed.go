package dates

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
)

var (
	leads   = regexp.MustCompile(`(?i)^(in|during|since|from|after|before|until|till|up to|to|on) (.+)$`)
	ago     = regexp.MustCompile(`^(an?|one|\d{1,3}) (day|week|month|year)s? ago$`)
	past    = regexp.MustCompile(`^(?:the )?(?:last|past) (\d{1,3}) (day|week|month|year)s?$`)
	ordered = []*regexp.Regexp{ // day first, then the order of which only one reading can be a day
		regexp.MustCompile(`^(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>` + year + `)$`),
		regexp.MustCompile(`^(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})[-/.](?P<y>` + year + `)$`),
		regexp.MustCompile(`^(?P<y>` + year + `)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})$`),
		regexp.MustCompile(`^(?P<m>\d{1,2})[-/.](?P<y>` + year + `)$`),
		regexp.MustCompile(`^(?P<y>` + year + `)-(?P<m>\d)$`),
	}
)

// Typed reads what is typed where only dates are expected: all that Parse reads,
// perhaps with the word that leads to it (since March, after 2009); a date in
// figures, the day first (24/4/2009, 24.4.2009; the month first where it can't be
// the day); and, when today is known, what counts from it (3 weeks ago, the last 30
// days) and days and months without a year: the latest that have begun (3 March,
// March, Monday). All of it may be in German words as well (seit letzter Woche).
func Typed(s string, today archive.Date) (Range, bool) {
	s = strings.Join(strings.Fields(strings.Trim(s, " \"“”„")), " ")
	r, ok := typed(s, today)
	if english, german := fromGerman(s); !ok && german {
		return typed(english, today)
	}
	return r, ok
}

// typed is Typed of English words.
func typed(s string, today archive.Date) (Range, bool) {
	how := ""
	if m := leads.FindStringSubmatch(s); m != nil {
		how, s = strings.ToLower(m[1]), m[2]
	}
	for _, read := range []func(string, archive.Date) (Range, bool){Parse, figured, back, weekday, latest} {
		if r, ok := read(s, today); ok {
			return led(how, r), true
		}
	}
	return Range{}, false
}

// figured reads a date in figures.
func figured(s string, _ archive.Date) (Range, bool) {
	for _, order := range ordered {
		m := order.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		iso := m[order.SubexpIndex("y")]
		for _, part := range []string{"m", "d"} {
			if i := order.SubexpIndex(part); i > 0 {
				iso += fmt.Sprintf("-%02s", m[i])
			}
		}
		if d, err := archive.ParseDate(iso); err == nil {
			return Range{d, d}, true
		}
	}
	return Range{}, false
}

// back reads how long ago something was.
func back(s string, today archive.Date) (Range, bool) {
	if today.Precision() != archive.PrecisionDay {
		return Range{}, false
	}
	s = strings.ToLower(s)
	m, upToToday := ago.FindStringSubmatch(s), false
	if m == nil {
		m, upToToday = past.FindStringSubmatch(s), true
	}
	if m == nil {
		return Range{}, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = 1 // a, an or one
	}
	d := earlier(today, n, m[2])
	if upToToday {
		return Range{d, today}, true
	}
	return Range{d, d}, true
}

// weekday reads a day of the week: the latest, today among them; with last the
// latest before today.
func weekday(s string, today archive.Date) (Range, bool) {
	if today.Precision() != archive.PrecisionDay {
		return Range{}, false
	}
	s, last := strings.CutPrefix(strings.ToLower(s), "last ")
	t := midnight(today)
	if last {
		t = t.AddDate(0, 0, -1)
	}
	for range 7 {
		if name := strings.ToLower(t.Weekday().String()); s == name || s == name[:3] {
			return Range{dayOf(t), dayOf(t)}, true
		}
		t = t.AddDate(0, 0, -1)
	}
	return Range{}, false
}

// latest reads a day or a month without its year.
func latest(s string, today archive.Date) (Range, bool) {
	if s == "" || today.Precision() != archive.PrecisionDay {
		return Range{}, false
	}
	for y := today.Year; y > today.Year-9; y-- { // a 29 February may be eight years back
		r, ok := Parse(s+" "+strconv.Itoa(y), archive.Date{})
		if ok && before(r.Since, today) {
			return r, true
		}
	}
	return Range{}, false
}

// earlier is the day so many days, weeks, months or years before; where a month has
// no such day, its last one.
func earlier(d archive.Date, n int, unit string) archive.Date {
	switch unit {
	case "day":
		return dayOf(midnight(d).AddDate(0, 0, -n))
	case "week":
		return dayOf(midnight(d).AddDate(0, 0, -7*n))
	case "year":
		n *= 12
	}
	month := time.Date(d.Year, time.Month(d.Month-n), 1, 0, 0, 0, 0, time.UTC)
	length := month.AddDate(0, 1, -1).Day()
	return archive.Date{Year: month.Year(), Month: int(month.Month()), Day: min(d.Day, length)}
}
