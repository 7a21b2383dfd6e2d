package page

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"cuttings/internal/archive"
)

// published is the date of publication as precisely as the page tells it: the
// earliest that it declares as such, since what is edited later is often declared
// too; else the one in its address; else the one that go-htmldate finds.
func published(doc *html.Node, d declaration, address string) archive.Date {
	declared := []string{d.metas(
		"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.issued", "dc.date.issued", "dcterms.issued",
		"dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date",
		"article.published", "cxenseparse:recs:publishtime", "dc.date", "dcterms.date", "date",
	)}
	for _, w := range d.works[:min(len(d.works), 1)] {
		declared = append(declared, w.text("datePublished"))
	}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Time && (strings.EqualFold(attribute(n, "itemprop"), "datePublished") || attribute(n, "pubdate") != "") {
			declared = append(declared, attribute(n, "datetime"))
			break
		}
	}
	var found archive.Date
	for _, s := range declared {
		if date := ParseDate(s); !date.IsZero() && (found.IsZero() || earlier(date, found)) {
			found = date
		}
	}
	if !found.IsZero() {
		return found
	}
	if m := inAddress.FindStringSubmatch(address); m != nil {
		if date := ParseDate(m[3] + " " + months.Replace(m[2]) + " " + m[1]); !date.IsZero() {
			return date
		}
	}
	return search(doc, address)
}

// inAddress is a day in the path of an address: /2019/11/18/ or /2019/nov/18/.
var inAddress = regexp.MustCompile(`(?i)/((?:19|20)\d\d)[/-](0[1-9]|1[0-2]|[a-z]{3})[/-](0[1-9]|[12]\d|3[01])/`)

var months = strings.NewReplacer("01", "Jan", "02", "Feb", "03", "Mar", "04", "Apr", "05", "May", "06", "Jun",
	"07", "Jul", "08", "Aug", "09", "Sep", "10", "Oct", "11", "Nov", "12", "Dec")

// earlier reports whether a is before b for certain, or b's month or year told
// more precisely.
func earlier(a, b archive.Date) bool {
	firstA, lastA, _ := a.Days()
	firstB, lastB, _ := b.Days()
	return lastA < firstB || firstA >= firstB && lastA <= lastB && a != b
}

// search asks go-htmldate. It gives the first day where it found a month only,
// and the first of January where it found a year, so these stand for no more.
func search(doc *html.Node, address string) archive.Date {
	result, err := htmldate.FromDocument(doc, htmldate.Options{
		UseOriginalDate: true, SkipExtensiveSearch: true, URL: address,
		MinDate: time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil || result.IsZero() {
		return archive.Date{}
	}
	year, month, day := result.DateTime.Date()
	date := archive.Date{Year: year, Month: int(month), Day: day}
	if day == 1 {
		date.Day = 0
		if month == 1 {
			date.Month = 0
		}
	}
	return date
}

// The forms of a date that aren't ISO 8601; each has its groups in the order that its
// name says. A year of two digits is followed by no colon, which would make it hours.
var (
	dayMonthYear  = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th|\.)?[ -]+([a-z]{3,9})\.?,?[ -]+(\d{4}|\d\d(?:[^\d:]|$))`)
	monthDayYear  = regexp.MustCompile(`(?i)\b([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\b`)
	monthDayClock = regexp.MustCompile(`(?i)\b([a-z]{3,9}) +(\d{1,2}) +\d\d?:\d\d(?::\d\d)?(?: +[a-z0-9+:-]{1,10}){0,2} +(\d{4})\b`)
	monthYear     = regexp.MustCompile(`(?i)^([a-z]{3,9})\.?,? (\d{4})$`)
	yearFirst     = regexp.MustCompile(`^(?:[A-Za-z]{2,9},? )?(\d{4})([-/.])(\d{1,2})[-/.](\d{1,2})(?:\D|$)`)
	yearLast      = regexp.MustCompile(`^(?:[A-Za-z]{2,9},? )?(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})(?:\D|$)`)
	compact       = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:T.*)?$`)
)

// ParseDate reads a date as pages and feeds declare it: ISO 8601 with a time or
// without, with or without hyphens, RFC 822 with whatever weekday, a day with the
// month's English name, or in figures, of which those apart by points have the day
// first. Where it can't be told which figure is the month it is the year only. It is
// the day on the clock of whoever wrote it, so time zones aren't looked at. A year of
// two digits is of 1950 to 2049 (RFC 2822, section 4.3). What can't be a date, or is
// what programs write for none, is the zero Date.
func ParseDate(s string) archive.Date {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > 100 {
		return archive.Date{}
	}
	date := readDate(s)
	epoch := date == archive.Date{Year: 1970, Month: 1, Day: 1} || date == archive.Date{Year: 1969, Month: 12, Day: 31} && strings.Contains(s, ":")
	if date.Year < 1600 || epoch {
		return archive.Date{}
	}
	return date
}

func readDate(s string) archive.Date {
	if m := compact.FindStringSubmatch(s); m != nil {
		return calendar(m[1], m[2], m[3])
	}
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return calendar(m[1], m[3], m[4])
	}
	if date, err := archive.ParseDate(s); err == nil {
		return date
	}
	if m := yearLast.FindStringSubmatch(s); m != nil {
		asBritain, asAmerica := calendar(m[4], m[3], m[1]), calendar(m[4], m[1], m[3])
		switch {
		case m[2] == "." || asAmerica.IsZero() || asAmerica == asBritain:
			return asBritain
		case asBritain.IsZero():
			return asAmerica
		}
		return archive.Date{Year: asBritain.Year}
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		date := spelt("1", m[1], m[2])
		return archive.Date{Year: date.Year, Month: date.Month}
	}
	if m := dayMonthYear.FindStringSubmatch(s); m != nil {
		if date := spelt(m[1], m[2], m[3]); !date.IsZero() {
			return date
		}
	}
	for _, form := range []*regexp.Regexp{monthDayYear, monthDayClock} {
		if m := form.FindStringSubmatch(s); m != nil {
			return spelt(m[2], m[1], m[3])
		}
	}
	return archive.Date{}
}

// spelt is the day of a month that is named in English, in full or by the beginning
// of its name.
func spelt(day, month, year string) archive.Date {
	name := strings.ToLower(month)
	t, err := time.Parse("Jan", month[:3])
	if err != nil || name != "sept" && !strings.HasPrefix(strings.ToLower(t.Month().String()), name) {
		return archive.Date{}
	}
	if year = strings.TrimFunc(year, func(r rune) bool { return r < '0' || r > '9' }); len(year) == 2 {
		if year < "50" {
			year = "20" + year
		} else {
			year = "19" + year
		}
	}
	return calendar(year, strconv.Itoa(int(t.Month())), day)
}

// calendar is a day of the calendar, or zero.
func calendar(year, month, day string) archive.Date {
	two := func(s string) string { return ("0" + s)[len("0"+s)-2:] }
	date, err := archive.ParseDate(year + "-" + two(month) + "-" + two(day))
	if err != nil {
		return archive.Date{}
	}
	return date
}
