package desk

import (
	"fmt"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/dates"
)

// parseDate reads a date as people type it into an option; what it can't read
// is a Problem that names the option.
func parseDate(option, s string) (archive.Date, error) {
	if strings.TrimSpace(s) == "" {
		return archive.Date{}, nil
	}
	r, ok := dates.Parse(s, archive.Date{})
	if !ok {
		return archive.Date{}, &Problem{
			User: fmt.Sprintf("%s: %.60q is not a date. Write 2009, 2009-04, 2009-04-24 or 24 April 2009.", option, s),
		}
	}
	return r.Since, nil
}
