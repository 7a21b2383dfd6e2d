package desk

import (
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/dates"
	"cuttings/internal/language"
)

// parseDate reads a date as people type it into an option, of which a bound of its
// range is taken; what it can't read, and what has no such bound (since: until 2009),
// is a Problem that names the option.
func parseDate(option, s string, today archive.Date, bound func(dates.Range) archive.Date) (archive.Date, error) {
	if strings.TrimSpace(s) == "" {
		return archive.Date{}, nil
	}
	if r, ok := dates.Typed(s, today); ok && !bound(r).IsZero() {
		return bound(r), nil
	}
	return archive.Date{}, problem("typed.date", "option", language.Name(option), "typed", short(s, 60))
}

func first(r dates.Range) archive.Date { return r.Since }
func last(r dates.Range) archive.Date  { return r.Until }
