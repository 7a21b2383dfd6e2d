package desk

import (
	"fmt"
	"strings"
	"time"

	"cuttings/internal/archive"
)

// written are the forms of a date in English words, and how much of it each
// tells.
var written = []struct {
	layout string
	known  archive.Precision
}{
	{"2 January 2006", archive.PrecisionDay},
	{"2 Jan 2006", archive.PrecisionDay},
	{"January 2, 2006", archive.PrecisionDay},
	{"Jan 2, 2006", archive.PrecisionDay},
	{"January 2006", archive.PrecisionMonth},
	{"Jan 2006", archive.PrecisionMonth},
}

// parseDate reads a date as people type it; what it can't read is a Problem
// that names the option.
func parseDate(option, s string) (archive.Date, error) {
	s = strings.Join(strings.Fields(s), " ")
	d, err := archive.ParseDate(s)
	if err == nil {
		return d, nil
	}
	for _, form := range written {
		if t, err := time.Parse(form.layout, s); err == nil {
			d = archive.Date{Year: t.Year(), Month: int(t.Month())}
			if form.known == archive.PrecisionDay {
				d.Day = t.Day()
			}
			return d, nil
		}
	}
	return d, &Problem{
		User: fmt.Sprintf("%s: %.60q is not a date. Write 2009, 2009-04, 2009-04-24 or 24 April 2009.", option, s),
		Err:  err,
	}
}
