package page

import (
	"regexp"
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
		if date := parseDate(s); !date.IsZero() && (found.IsZero() || earlier(date, found)) {
			found = date
		}
	}
	if !found.IsZero() {
		return found
	}
	if m := inAddress.FindStringSubmatch(address); m != nil {
		if date := parseDate(m[3] + " " + months.Replace(m[2]) + " " + m[1]); !date.IsZero() {
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

var spelt = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)? +([a-z]{3,9})\.?,? +(\d{4})|([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4}))\b`)

// parseDate reads a date as pages declare it: ISO 8601 with a time or without,
// with or without hyphens, or the day with the month's English name. It is the
// day on the clock of whoever wrote it. What can't be one is the zero Date.
func parseDate(s string) archive.Date {
	s = strings.TrimSpace(s)
	if len(s) > 100 {
		return archive.Date{}
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		s = m[1] + "-" + m[2] + "-" + m[3]
	}
	s = strings.Replace(s, "/", "-", 2)
	date, err := archive.ParseDate(s)
	if err != nil {
		m := spelt.FindStringSubmatch(s)
		if m == nil {
			return archive.Date{}
		}
		day, month, year := m[1]+m[5], m[2]+m[4], m[3]+m[6]
		t, err := time.Parse("2 Jan 2006", day+" "+month[:3]+" "+year)
		if name := strings.ToLower(month); err != nil || name != "sept" && !strings.HasPrefix(strings.ToLower(t.Month().String()), name) {
			return archive.Date{}
		}
		date = archive.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
	}
	if date.Year < 1600 || date == (archive.Date{Year: 1970, Month: 1, Day: 1}) { // what programs write for none
		return archive.Date{}
	}
	return date
}

var compact = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:T.*)?$`)
