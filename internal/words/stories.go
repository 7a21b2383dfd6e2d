package words

import (
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
)

// Story is a story's number as it is shown.
func (l Language) Story(number int64) string { return l.Say("story", "number", number) }

// Newsrooms says how many outlets report a story, how many reports of their own
// they have where that is more, and how many articles only repeat another's
// text: "2 newsrooms · 9 reprints".
func (l Language) Newsrooms(t archive.Told) string {
	s := l.Count(t.Newsrooms, "newsroom")
	if own := t.Articles - t.Reprints; own > t.Newsrooms {
		s += " · " + l.Count(own, "report")
	}
	if t.Reprints > 0 {
		s += " · " + l.Count(t.Reprints, "reprint")
	}
	return s
}

// Numbered is a cutting's number and, where others tell its story too, how
// many do: "No. 4 · 2 newsrooms · 9 reprints".
func (l Language) Numbered(number int64, t archive.Told) string {
	if t.Articles < 2 {
		return l.Cutting(number)
	}
	return l.Cutting(number) + " · " + l.Newsrooms(t)
}

// ReprintOf says whose text an article repeats.
func (l Language) ReprintOf(number int64) string {
	return l.Say("reprint.of", "cutting", l.Cutting(number))
}

// Span is the dates of the first and the last article of a story, once where
// they are the same.
func (l Language) Span(t archive.Told) string {
	if t.First == t.Last {
		return l.Date(t.First)
	}
	return l.Say("range", "from", l.Date(t.First), "to", l.Date(t.Last))
}

// EarlierHas stands above the sentence of an earlier report that gives another
// figure.
func (l Language) EarlierHas(number int64) string {
	return l.Say("story.earlier-has", "cutting", l.Cutting(number))
}

// Outlets names the outlets of a story with how many articles each has of it, as
// many as have room.
func (l Language) Outlets(list []archive.OutletCount) string {
	var named []string
	for i, o := range list {
		if i == mostNamed {
			named = append(named, l.Say("more.outlets", "n", len(list)-i))
			break
		}
		name := l.outlet(o.Outlet)
		if o.Articles > 1 {
			name += " (" + l.Number(o.Articles) + ")"
		}
		named = append(named, name)
	}
	return strings.Join(named, " · ")
}

// ReprintedBy says who repeats a report's text; "" where nobody does.
func (l Language) ReprintedBy(reprints []archive.Teller) string {
	if len(reprints) == 0 {
		return ""
	}
	named := make([]string, len(reprints))
	for i, r := range reprints {
		named[i] = l.outlet(r.Outlet) + ", " + l.Date(r.Published) + ", " + l.Cutting(r.Number)
	}
	return l.Count(len(reprints), "reprint") + ": " + l.some(named, mostNamed, "; ")
}

// NoStory is what is said of a name that no story has; nearest is the headline
// and the number of the article that comes nearest, 0 where there is none.
func (l Language) NoStory(name string, s ask.Scope, nearest string, number int64) string {
	if s.Coverage.Articles == 0 {
		return l.Miss(s)
	}
	said := l.Say("story.none", "name", name, "held", l.Held(s.Coverage))
	if number != 0 {
		said += " " + l.Say("story.nearest", "headline", nearest, "cutting", l.Cutting(number))
	}
	return said
}

// Stories stands above a list of them.
func (l Language) Stories(topic string) string {
	if topic == "" {
		return l.Say("stories")
	}
	return l.Say("stories.about", "topic", topic)
}

// Turn says which page of stories this is, and whether there is another.
func (l Language) Turn(page int, more bool) string {
	if more {
		return l.Say("page.older", "page", page, "next", page+1)
	}
	return l.Say("page.last", "page", page)
}

// Since says how long ago the coverage changed, or when where nobody tells the
// time.
func (l Language) Since(updated, now time.Time) string {
	const day = 24 * time.Hour
	ago, unit, noun := now.Sub(updated), day, "day"
	switch {
	case now.IsZero(), ago >= 7*day:
		return l.Updated(updated)
	case ago < time.Minute:
		return l.Say("updated.short")
	case ago < time.Hour:
		unit, noun = time.Minute, "minute"
	case ago < day:
		unit, noun = time.Hour, "hour"
	}
	return l.Say("updated.ago", "ago", l.Count(int(ago/unit), noun))
}
