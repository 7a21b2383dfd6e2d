// Package words says the program's own words to its users: labels, counts and
// dates, never a sentence about the facts. The cards and the terminal say the
// same, so both take it from here, each in the language of whoever reads it; the
// texts themselves are internal/language's.
package words

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/language"
)

// Language says them in one language. The zero value is English.
type Language struct{ *language.Language }

// For is the language for a locale such as de or en-GB; English where none is for
// it.
func For(locale string) Language { return Language{language.For(locale)} }

// Date is a date as precisely as it is known: "24 April 2009", "April 2009",
// "2009", or "date unknown".
func (l Language) Date(d archive.Date) string { return l.Language.Date(language.Date(d)) }

// ShortDate is Date with the month as short as it is written: "24 Apr 2009".
func (l Language) ShortDate(d archive.Date) string { return l.Language.ShortDate(language.Date(d)) }

// Day is a moment's date in UTC: "12 November 2026".
func (l Language) Day(t time.Time) string { return l.day(t.UTC()) }

// day is a moment's date where it is.
func (l Language) day(t time.Time) string {
	return l.Language.Date(language.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()})
}

// weekday is a moment's date where it is, with the day of the week.
func (l Language) weekday(t time.Time) string {
	return l.Say("date.weekday", "weekday", l.Weekday(t.Weekday()), "date", l.day(t))
}

// spread is from when to when, once where that is the same; "" for dates that
// aren't known.
func (l Language) spread(from, to archive.Date) string {
	switch {
	case from.IsZero():
		return ""
	case from == to:
		return l.Date(from)
	}
	return l.Say("range", "from", l.Date(from), "to", l.Date(to))
}

// Held says how much there is: "3 articles from 1 outlet, June 2006 to December
// 2010".
func (l Language) Held(c archive.Coverage) string {
	s := l.Count(c.Articles, "article")
	if n := c.NamedOutlets(); n > 0 {
		s = l.Say("held.outlets", "articles", s, "outlets", l.Count(n, "outlet"))
	}
	return l.dated(s, c.From, c.To)
}

// dated says of when something is: "3 articles, June 2006 to December 2010".
func (l Language) dated(held string, from, to archive.Date) string {
	if dates := l.spread(from, to); dates != "" {
		return l.Say("held.dated", "held", held, "dates", dates)
	}
	return held
}

// Searched is the scope line under an answer.
func (l Language) Searched(s ask.Scope) string {
	return l.Say("searched", "held", l.HeldOf(s)) + l.taken(s)
}

// Miss is what an answer without a quote says.
func (l Language) Miss(s ask.Scope) string {
	switch {
	case s.Coverage.Articles == 0 && len(s.Filters) == 0:
		return l.Say("miss.empty")
	case s.Coverage.Articles == 0:
		stays := slices.DeleteFunc(slices.Clone(s.Filters), func(f ask.Filter) bool { return f.Field != "collection" })
		return l.Say("miss.filtered", "filters", l.list(s.Filters), "held", l.Narrowed(l.Held(s.Whole), stays)) + l.taken(s)
	}
	return l.Say("miss", "held", l.HeldOf(s)) + l.taken(s)
}

// HeldOf is Held of what was searched, with the filters as they were understood: "3
// articles (outlet Oxford Mail, since 2009)".
func (l Language) HeldOf(s ask.Scope) string {
	return l.Narrowed(l.Held(s.Coverage), s.Filters)
}

// Narrowed is what was searched or asked with its filters behind it.
func (l Language) Narrowed(what string, filters []ask.Filter) string {
	if len(filters) == 0 {
		return what
	}
	return l.Say("held.narrowed", "held", what, "filters", l.list(filters))
}

func (l Language) list(filters []ask.Filter) string {
	each := make([]string, len(filters))
	for i, f := range filters {
		if d, err := archive.ParseDate(f.Value); err == nil && (f.Field == "since" || f.Field == "until") {
			f.Value = l.Date(d)
		}
		each[i] = l.Say("filter", "field", language.Name(f.Field), "value", f.Value)
		if f.Field == "outlet" { // a noun, which not every language writes as its option
			each[i] = l.Say("filter.outlet", "value", f.Value)
		}
	}
	return strings.Join(each, ", ")
}

// mostMended is how many words that were read as others are named: a card has
// little room.
const mostMended = 5

// taken says which filters were read in the question and taken back, and which
// words were read as others.
func (l Language) taken(s ask.Scope) string {
	said := ""
	if len(s.Dropped) > 0 {
		said = " " + l.Say("filter.dropped", "filters", l.list(s.Dropped))
	}
	for i, m := range s.Mended {
		if i == mostMended {
			return said + " " + l.Say("mended.more", "n", len(s.Mended)-i)
		}
		said += " " + l.Say("mended", "asked", m.Asked, "read", m.Read)
	}
	return said
}

// Updated says when the coverage last changed.
func (l Language) Updated(t time.Time) string {
	return l.Say("updated", "moment", l.Say("date.time", "date", l.Day(t), "time", t.UTC().Format("15:04 UTC")))
}

// Source is where an article appeared: its outlet or, where that isn't known,
// the host of its address; "" when neither is.
func Source(a archive.Article) string {
	if a.Outlet != "" {
		return a.Outlet
	}
	u, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// Attribution is the line under a quote: byline, source and date, as far as
// they are known.
func (l Language) Attribution(a archive.Article) string {
	var parts []string
	for _, one := range []string{a.Author, Source(a), l.Date(a.Published)} {
		if one != "" {
			parts = append(parts, one)
		}
	}
	return strings.Join(parts, " · ")
}

// Cutting is the cutting's number as it is shown and read aloud.
func (l Language) Cutting(number int64) string { return l.Say("cutting", "number", number) }

// outlet is an outlet by its name, which may not be known.
func (l Language) outlet(name string) string {
	if name == "" {
		return l.Say("outlet.unknown")
	}
	return name
}

// some is the first of a list, at most so many, and how many more there are.
func (l Language) some(list []string, most int, between string) string {
	if more := len(list) - most; more > 0 {
		list = append(list[:most:most], l.Say("more", "n", more))
	}
	return strings.Join(list, between)
}

// digits is a number without marks between its thousands.
func digits(n int) string { return strconv.Itoa(n) }
