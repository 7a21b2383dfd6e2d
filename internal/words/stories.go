package words

import (
	"fmt"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
)

// Story is a story's number as it is shown.
func Story(number int64) string { return fmt.Sprintf("Story %d", number) }

// Newsrooms says how many outlets report a story, how many reports of their own
// they have where that is more, and how many articles only repeat another's
// text: "2 newsrooms · 9 reprints".
func Newsrooms(t archive.Told) string {
	s := Count(t.Newsrooms, "newsroom")
	if own := t.Articles - t.Reprints; own > t.Newsrooms {
		s += " · " + Count(own, "report")
	}
	if t.Reprints > 0 {
		s += " · " + Count(t.Reprints, "reprint")
	}
	return s
}

// Numbered is a cutting's number and, where others tell its story too, how
// many do: "No. 4 · 2 newsrooms · 9 reprints".
func Numbered(number int64, t archive.Told) string {
	if t.Articles < 2 {
		return Cutting(number)
	}
	return Cutting(number) + " · " + Newsrooms(t)
}

// ReprintOf says whose text an article repeats.
func ReprintOf(number int64) string { return "reprint of " + Cutting(number) }

// Span is the dates of the first and the last article of a story, once where
// they are the same.
func Span(t archive.Told) string {
	first, last := t.First.Long(), t.Last.Long()
	if first == last {
		return first
	}
	return first + " to " + last
}

// Labels of a timeline.
const (
	FirstReport = "The first report"
	LaterReport = "A later report"
	ThisHas     = "This report has:"
)

// EarlierHas stands above the sentence of an earlier report that gives another
// figure.
func EarlierHas(number int64) string {
	return "Another figure than in " + Cutting(number) + ", which has:"
}

// Outlets names the outlets of a story with how many articles each has of it, as
// many as have room.
func Outlets(list []archive.OutletCount) string {
	var named []string
	for i, o := range list {
		if i == mostNamed {
			named = append(named, "and "+Count(len(list)-i, "more outlet"))
			break
		}
		name := o.Outlet
		if name == "" {
			name = NoOutlet
		}
		if o.Articles > 1 {
			name += " (" + Number(o.Articles) + ")"
		}
		named = append(named, name)
	}
	return strings.Join(named, " · ")
}

// ReprintedBy says who repeats a report's text; "" where nobody does.
func ReprintedBy(reprints []archive.Teller) string {
	if len(reprints) == 0 {
		return ""
	}
	var named []string
	for i, r := range reprints {
		if i == mostNamed {
			named = append(named, "and "+Number(len(reprints)-i)+" more")
			break
		}
		outlet := r.Outlet
		if outlet == "" {
			outlet = NoOutlet
		}
		named = append(named, outlet+", "+r.Published.Long()+", "+Cutting(r.Number))
	}
	return Count(len(reprints), "reprint") + ": " + strings.Join(named, "; ")
}

// NoStory is what is said of a name that no story has; nearest is the headline
// and the number of the article that comes nearest, 0 where there is none.
func NoStory(name string, s ask.Scope, nearest string, number int64) string {
	if s.Coverage.Articles == 0 {
		return Miss(s)
	}
	said := "No story called “" + name + "” in " + Held(s.Coverage) + ". Not in the coverage does not mean untrue."
	if number != 0 {
		said += " The nearest: “" + nearest + "”, " + Cutting(number) + "."
	}
	return said
}

// Stories stands above a list of them.
func Stories(topic string) string {
	if topic == "" {
		return "Stories, the newest first"
	}
	return "Stories, the newest first: " + topic
}

// Turn says which page of stories this is, and whether there is another.
func Turn(page int, more bool) string {
	s := "Page " + Number(page)
	if more {
		return s + ". Older stories: page " + Number(page+1) + "."
	}
	return s + ", the last."
}

// Since says how long ago the coverage changed, or when where nobody tells the
// time.
func Since(updated, now time.Time) string {
	const day = 24 * time.Hour
	ago := now.Sub(updated)
	switch {
	case now.IsZero(), ago >= 7*day:
		return Updated(updated)
	case ago < time.Minute:
		return "Index updated less than a minute ago"
	case ago < time.Hour:
		return "Index updated " + Count(int(ago/time.Minute), "minute") + " ago"
	case ago < day:
		return "Index updated " + Count(int(ago/time.Hour), "hour") + " ago"
	}
	return "Index updated " + Count(int(ago/day), "day") + " ago"
}
