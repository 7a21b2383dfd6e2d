// Package words holds the program's own words to its users: labels, counts and
// dates, never a sentence about the facts. The cards and the terminal say the
// same, so both take it from here.
package words

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
)

// Count is a number with what it counts, in the singular or the plural: "1
// article", "1,204 articles". Only words that take an s are counted here.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(n) + " " + noun + "s"
}

// Number is n with commas between thousands.
func Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Held says how much there is: "3 articles from 1 outlet, June 2006 to December
// 2010".
func Held(c archive.Coverage) string {
	s := Count(c.Articles, "article")
	if n := c.NamedOutlets(); n > 0 {
		s += " from " + Count(n, "outlet")
	}
	return s + period(c.From, c.To)
}

// period is from when to when: ", June 2006 to December 2010", or nothing.
func period(from, to archive.Date) string {
	switch first, last := from.Long(), to.Long(); {
	case from.IsZero():
		return ""
	case first == last:
		return ", " + first
	default:
		return ", " + first + " to " + last
	}
}

// Searched is the scope line under an answer.
func Searched(s ask.Scope) string {
	return "Searched " + Held(s.Coverage) + Narrowed(s.Filters) + "." + dropped(s.Dropped) + mended(s.Mended)
}

// Miss is what an answer without a quote says.
func Miss(s ask.Scope) string {
	if s.Coverage.Articles == 0 && len(s.Filters) == 0 {
		return "The coverage is empty: no article has been added yet."
	}
	return "Nothing in " + Held(s.Coverage) + Narrowed(s.Filters) + ". Not in the coverage does not mean untrue." + dropped(s.Dropped) + mended(s.Mended)
}

// Narrowed echoes the filters as they were understood: " (outlet Oxford Mail,
// since 2009)", or nothing.
func Narrowed(filters []ask.Filter) string {
	if len(filters) == 0 {
		return ""
	}
	return " (" + list(filters) + ")"
}

func list(filters []ask.Filter) string {
	each := make([]string, len(filters))
	for i, f := range filters {
		each[i] = f.Field + " " + f.Value
	}
	return strings.Join(each, ", ")
}

// dropped says which filters were read in the question and taken back.
func dropped(filters []ask.Filter) string {
	if len(filters) == 0 {
		return ""
	}
	return " The filter " + list(filters) + " was taken back: nothing as good was found with it."
}

// mostMended is how many words that were read as others are named: a card has
// little room.
const mostMended = 5

// mended says which words were read as others.
func mended(list []ask.Mended) string {
	s := ""
	for i, m := range list {
		if i == mostMended {
			return s + " So were " + Number(len(list)-i) + " more."
		}
		s += fmt.Sprintf(" “%s” isn’t in it and was read as “%s”.", m.Asked, m.Read)
	}
	return s
}

// Nearest stands above the closest passage of a miss.
const Nearest = "The nearest passage, which may not answer it:"

// TryAsking stands above sample questions.
const TryAsking = "Try asking:"

// NoOutlet stands for the articles whose outlet isn't known.
const NoOutlet = "outlet not known"

// Undated says how many articles have no date.
func Undated(n int) string { return Count(n, "article") + " without a date" }

// Updated says when the coverage last changed.
func Updated(t time.Time) string { return "Updated " + t.UTC().Format("2 January 2006, 15:04 UTC") }

// NoLink stands where an article has no address.
const NoLink = "no address, so no link"

// Untitled stands for an article without a headline.
const Untitled = "no headline"

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
func Attribution(a archive.Article) string {
	var parts []string
	for _, one := range []string{a.Author, Source(a), a.Published.Long()} {
		if one != "" {
			parts = append(parts, one)
		}
	}
	return strings.Join(parts, " · ")
}

// Cutting is the cutting's number as it is shown and read aloud.
func Cutting(number int64) string { return fmt.Sprintf("No. %d", number) }
