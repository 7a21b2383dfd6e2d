package desk

import (
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/dates"
	"cuttings/internal/language"
)

// parseDate reads a date as people type it into an option; what it can't read
// is a Problem that names the option.
func parseDate(option, s string) (archive.Date, error) {
	if strings.TrimSpace(s) == "" {
		return archive.Date{}, nil
	}
	r, ok := dates.Parse(s, archive.Date{})
	if !ok {
		return archive.Date{}, problem("typed.date", "option", language.Name(option), "typed", short(s, 60))
	}
	return r.Since, nil
}
