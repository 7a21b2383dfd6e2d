package terminal

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"cuttings/internal/fetch"
	"cuttings/internal/recheck"
	"cuttings/internal/text"
)

type recheckCommand struct {
	Cuttings []int64 `arg:"" optional:"" name:"cutting" help:"Look at the pages of these cuttings now, whether or not it is time."`
	Limit    int     `help:"Of the pages that are due look at this many at most." default:"100" placeholder:"N"`
	JSON     bool    `help:"Print a JSON object for each page that was looked at."`
}

type lookObject struct {
	Number  int64           `json:"number"`
	ID      string          `json:"id"`
	Version int             `json:"version"`
	URL     string          `json:"url"`
	Outcome recheck.Outcome `json:"outcome"`
	Reason  *string         `json:"reason"`
	Fields  []string        `json:"fields"`
	Words   int             `json:"words"`
	Before  *int            `json:"words_before"`
	Gone    *time.Time      `json:"gone"`
	Next    time.Time       `json:"next"`
}

func (c *recheckCommand) Run(s *session) error {
	if c.Limit < 1 {
		return errors.New("--limit takes a number from 1 on")
	}
	library, err := s.openStore()
	if err != nil {
		return err
	}
	r := rechecking{session: s, json: c.JSON, found: map[recheck.Outcome]int{}}
	if err := s.settle(library, r.all(library, c.Cuttings, c.Limit)); err != nil {
		return err
	}
	if !c.JSON {
		fmt.Fprintln(s.out, r.sum())
	}
	return failure(r.failed)
}

// rechecking looks at pages and says what it finds.
type rechecking struct {
	*session
	json   bool
	found  map[recheck.Outcome]int
	failed bool // a cutting that was named can't be looked at
}

func (r *rechecking) all(library *Library, named []int64, limit int) error {
	street := r.street()
	defer street.Close()
	looker := recheck.Looker{Store: library.Store, Street: street, Now: time.Now}
	for _, number := range named {
		look, ok, err := looker.Next(r.ctx, number)
		if err == nil && ok {
			err = r.print(look)
		}
		if err != nil {
			return err
		}
		if !ok {
			r.failed = true
			fmt.Fprintf(r.err, "%s: there is no such cutting, it has no address, or its page is being looked at by another process\n", english.Cutting(number))
		}
	}
	if len(named) > 0 {
		return nil
	}
	for range limit {
		look, ok, err := looker.Next(r.ctx)
		if err == nil && ok {
			err = r.print(look)
		}
		if err != nil || !ok {
			return err
		}
	}
	return nil
}

func (r *rechecking) print(look recheck.Look) error {
	r.found[look.Outcome]++
	if r.json {
		return printJSON(r.out, lookJSON(look))
	}
	if look.Outcome == recheck.Unchanged {
		return nil
	}
	_, err := fmt.Fprintf(r.out, "%s %s: %s\n", english.Cutting(look.Version.Number), clean(lookLine(look)), titleOf(look.Version.Article))
	return err
}

// lookLine says what a look found.
func lookLine(look recheck.Look) string {
	switch look.Outcome {
	case recheck.Changed:
		line := "changed (" + strings.Join(look.Fields(), ", ")
		if had, has, shrunk := look.Shrunk(); shrunk {
			line += "; " + english.Number(has) + " of " + english.Count(had, "word") + " left: see that the site shows all of it"
		}
		return line + ")"
	case recheck.Missing:
		return "is not there (" + look.Reason + "); it counts as gone when that is still so a day later"
	case recheck.Gone:
		return "gone since " + english.Day(look.Page.Gone)
	case recheck.Unreachable:
		return "unreachable (" + look.Reason + "), next look on " + english.Day(look.Page.Next)
	}
	return string(look.Outcome)
}

// sum says how many looks found what.
func (r *rechecking) sum() string {
	total := 0
	for _, n := range r.found {
		total += n
	}
	f := r.found
	return fmt.Sprintf("%s looked at: %d changed, %d gone, %d back, %d missing, %d unreachable",
		english.Count(total, "page"), f[recheck.Changed], f[recheck.Gone], f[recheck.Back], f[recheck.Missing], f[recheck.Unreachable])
}

func lookJSON(look recheck.Look) lookObject {
	v, p := look.Version, look.Page
	o := lookObject{
		Number: v.Number, ID: v.ID, Version: v.Version, URL: fetch.Redact(p.URL), Outcome: look.Outcome, Reason: orNull(look.Reason),
		Fields: orEmpty(look.Fields()), Words: text.Words(v.Text), Gone: timeOrNull(p.Gone), Next: p.Next,
	}
	if look.Outcome == recheck.Changed {
		o.Before = new(text.Words(look.Before.Text))
	}
	return o
}
