package words

import (
	"fmt"
	"time"

	"cuttings/internal/archive"
)

// Digest stands above one: whose day it is for, and what it is about.
func Digest(topic string, at time.Time) string {
	s := "Digest · " + at.Format("Monday 2 January 2006")
	if topic != "" {
		s += " · " + topic
	}
	return s
}

// Gathered says how many stories came since the digest before, and how late this
// one is.
func Gathered(stories int, since, at time.Time, late time.Duration) string {
	s := "1 story"
	switch {
	case stories == 0:
		s = "Nothing new"
	case stories > 1:
		s = Number(stories) + " stories"
	}
	if !since.IsZero() {
		s += " since " + since.In(at.Location()).Format("Monday 2 January 2006, 15:04")
	}
	if late >= time.Minute {
		s += " · late by " + Lasting(late)
	}
	return s
}

// Lasting is a length of time in words, to the minute: "40 minutes", "3 hours 5
// minutes", "2 days 1 hour".
func Lasting(d time.Duration) string {
	const day = 24 * time.Hour
	units := []struct {
		long time.Duration
		name string
	}{{day, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}}
	for i, u := range units {
		n := int(d / u.long)
		if n == 0 {
			continue
		}
		s := Count(n, u.name)
		if rest := int(d % u.long / max(units[min(i+1, 2)].long, 1)); i < 2 && rest > 0 {
			s += " " + Count(rest, units[i+1].name)
		}
		return s
	}
	return "less than a minute"
}

// AndMore says how many stories a digest leaves out.
func AndMore(n int) string {
	if n == 1 {
		return "and 1 more story"
	}
	return fmt.Sprintf("and %s more stories", Number(n))
}

// ItRead stands above a passage as it was before its article changed.
const ItRead = "It read:"

// OnThisDay stands above a story of the same day in an earlier year.
func OnThisDay(published archive.Date) string {
	return fmt.Sprintf("On this day in %d", published.Year)
}

// Line is an article in one line: where it appeared and when, its number, and who
// tells its story besides.
func Line(a archive.Article, number int64, told archive.Told) string {
	s := a.Published.Long() + " · " + Numbered(number, told)
	if source := Source(a); source != "" {
		return source + " · " + s
	}
	return s
}
