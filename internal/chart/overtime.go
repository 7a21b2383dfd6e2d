package chart

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/words"
)

// OverTime is how many articles there are of each stretch of time.
type OverTime struct {
	Unit   Unit  // how long a stretch is
	Bars   []Bar // one behind the other, none left out; at least two
	Coarse int   // articles that are dated less precisely than a bar is wide, in none of them
}

// Bar is the articles of one stretch of time.
type Bar struct {
	From     archive.Date // the day, the month, or the first year of the stretch
	Articles int
}

// Unit is a length of time.
type Unit string

// The units of OverTime.
const (
	Day     Unit = "day"
	Month   Unit = "month"
	Year    Unit = "year"
	Decade  Unit = "decade"
	Century Unit = "century"
)

// units are all of them, each with how many bars of it are drawn at most: as many
// as can be told apart at a phone's width.
var units = []struct {
	unit Unit
	most int
}{{Day, 62}, {Month, 48}, {Year, 150}, {Decade, 150}, {Century, 150}}

// ErrOneBar says that there is nothing to compare over time.
var ErrOneBar = errors.New("no chart: the articles with a date are all of one time")

// Over counts articles by time, in the shortest unit of which so few bars are
// needed that they can be told apart, and in which most of the dates are known.
func Over(dates []archive.DateCount) (OverTime, error) {
	for _, u := range units {
		o, ok := over(dates, u.unit, u.most)
		if ok {
			return o, nil
		}
	}
	return OverTime{}, ErrOneBar
}

// over counts articles by one unit; ok is false where it isn't fit for them.
func over(dates []archive.DateCount, u Unit, most int) (o OverTime, ok bool) {
	o.Unit = u
	at := map[int]int{}
	first, last, drawn := 0, 0, 0
	for _, d := range dates {
		n, precise := u.place(d.Date)
		switch {
		case d.Date.IsZero():
			continue
		case !precise:
			o.Coarse += d.Articles
			continue
		case drawn == 0:
			first, last = n, n
		}
		first, last = min(first, n), max(last, n)
		at[n] += d.Articles
		drawn += d.Articles
	}
	bars := last - first + 1
	if drawn == 0 || bars < 2 || bars > most || 2*o.Coarse > drawn {
		return o, false
	}
	for n := first; n <= last; n++ {
		o.Bars = append(o.Bars, Bar{From: u.date(n), Articles: at[n]})
	}
	return o, true
}

// place is the number of the stretch that a date lies in, and whether the date is
// known precisely enough to say so.
func (u Unit) place(d archive.Date) (n int, precise bool) {
	switch u {
	case Day:
		first, _, _ := d.Days()
		return first, d.Day != 0
	case Month:
		return 12*d.Year + d.Month - 1, d.Month != 0
	case Decade:
		return d.Year / 10, true
	case Century:
		return d.Year / 100, true
	}
	return d.Year, true
}

// date is where a stretch begins.
func (u Unit) date(n int) archive.Date {
	switch u {
	case Day:
		return archive.DateOf(n)
	case Month:
		return archive.Date{Year: n / 12, Month: n%12 + 1}
	case Decade:
		return archive.Date{Year: 10 * n}
	case Century:
		return archive.Date{Year: 100 * n}
	}
	return archive.Date{Year: n}
}

// Label names the stretch that begins at a date: "24 April 2009", "April 2009",
// "2009", "1960s", "1900–1999".
func (u Unit) Label(in words.Language, from archive.Date) string {
	switch u {
	case Decade:
		return in.Say("chart.decade", "year", strconv.Itoa(from.Year))
	case Century:
		return fmt.Sprintf("%d–%d", from.Year, from.Year+99)
	}
	return in.Date(from)
}

// short is the label of a stretch on an axis.
func (u Unit) short(in words.Language, from archive.Date) string {
	if u == Day || u == Month {
		return in.ShortDate(from)
	}
	return u.Label(in, from)
}

// Run is bars one behind the other that are told in one: several without an
// article, or one bar.
type Run struct {
	From, To archive.Date // of the first and the last bar
	Articles int
}

// Runs are the bars in order, those without an article joined.
func (o OverTime) Runs() []Run {
	var runs []Run
	for _, b := range o.Bars {
		if n := len(runs); n > 0 && b.Articles == 0 && runs[n-1].Articles == 0 {
			runs[n-1].To = b.From
			continue
		}
		runs = append(runs, Run{From: b.From, To: b.From, Articles: b.Articles})
	}
	return runs
}

// Label names the time of a run.
func (r Run) Label(in words.Language, u Unit) string {
	if r.From == r.To {
		return u.Label(in, r.From)
	}
	return in.Say("range", "from", u.Label(in, r.From), "to", u.Label(in, r.To))
}

// Head says what is counted by what: "Articles by year".
func (o OverTime) Head(in words.Language) string { return in.Say("chart.by." + string(o.Unit)) }

// Text says how many articles there are of each stretch, in at most limit
// characters: what doesn't fit is counted.
func (o OverTime) Text(in words.Language, limit int) string {
	s := o.Head(in)
	const room = 60 // for what is said of those left out
	runs := o.Runs()
	for i, r := range runs {
		next := "; " + r.Label(in, o.Unit) + ": " + in.Number(r.Articles)
		if i == 0 {
			next = ": " + next[2:]
		}
		if utf8.RuneCountInString(s+next)+room > limit {
			left := 0
			for _, r := range runs[i:] {
				left += r.Articles
			}
			return s + "; " + in.Say("chart.after", "articles", in.Count(left, "article")) + "."
		}
		s += next
	}
	return s + "."
}

// Alt says in words what the picture shows.
func (o OverTime) Alt(in words.Language) string {
	head := in.Say("chart.bars") + " "
	return head + o.Text(in, MaxAlt-utf8.RuneCountInString(head))
}

// Apart says what is in none of the bars, "" where nothing is.
func (o OverTime) Apart(in words.Language) string {
	if o.Coarse == 0 {
		return ""
	}
	return in.Say("chart.coarse."+string(o.Unit), "articles", in.Count(o.Coarse, "article"))
}
