package words

import (
	"time"

	"cuttings/internal/archive"
)

// Digest stands above one: whose day it is for, and what it is about.
func (l Language) Digest(topic string, at time.Time) string {
	if topic == "" {
		return l.Say("digest", "day", l.weekday(at))
	}
	return l.Say("digest.about", "day", l.weekday(at), "topic", topic)
}

// Gathered says how many stories came since the digest before, and how late this
// one is.
func (l Language) Gathered(stories int, since, at time.Time, late time.Duration) string {
	s := l.Say("digest.nothing")
	if stories > 0 {
		s = l.Say("digest.stories", "n", stories)
	}
	if !since.IsZero() {
		s = l.Say("digest.since", "stories", s, "moment", l.moment(since.In(at.Location()), "15:04"))
	}
	if late >= time.Minute {
		s = l.Say("digest.late", "stories", s, "late", l.Lasting(late))
	}
	return s
}

// moment is a day of the week, a date and a time, as the layout has it.
func (l Language) moment(t time.Time, layout string) string {
	return l.Say("date.time", "date", l.weekday(t), "time", t.Format(layout))
}

// Lasting is a length of time in words, to the minute: "40 minutes", "3 hours 5
// minutes", "2 days 1 hour".
func (l Language) Lasting(d time.Duration) string {
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
		s := l.Count(n, u.name)
		if rest := int(d % u.long / max(units[min(i+1, 2)].long, 1)); i < 2 && rest > 0 {
			s += " " + l.Count(rest, units[i+1].name)
		}
		return s
	}
	return l.Say("lasting.short")
}

// AndMore says how many stories a digest leaves out.
func (l Language) AndMore(n int) string { return l.Say("digest.more", "n", n) }

// OnThisDay stands above a story of the same day in an earlier year.
func (l Language) OnThisDay(published archive.Date) string {
	return l.Say("digest.on-this-day", "year", digits(published.Year))
}

// Line is an article in one line: where it appeared and when, its number, and who
// tells its story besides.
func (l Language) Line(a archive.Article, number int64, told archive.Told) string {
	s := l.Date(a.Published) + " · " + l.Numbered(number, told)
	if source := Source(a); source != "" {
		return source + " · " + s
	}
	return s
}
