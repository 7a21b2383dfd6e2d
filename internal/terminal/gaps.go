package terminal

import (
	"errors"
	"fmt"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
)

type gapsCommand struct {
	Forget bool `help:"Delete the list."`
	JSON   bool `help:"Print a JSON object for each."`
}

type missObject struct {
	Question string       `json:"question"`
	Filters  []ask.Filter `json:"filters"`
	Times    int          `json:"times"`
	First    archive.Date `json:"first"`
	Last     archive.Date `json:"last"`
}

func (c *gapsCommand) Run(s *session) error {
	if c.Forget && c.JSON {
		return errors.New("--forget prints nothing: leave --json out")
	}
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	if c.Forget {
		return library.Store.ForgetMisses(s.ctx)
	}
	misses, err := library.Desk.Gaps(s.ctx)
	if err != nil {
		return err
	}
	return list(s, misses, c.JSON, missJSON, s.page.miss, "No question is known that found nothing.")
}

func missJSON(m archive.Miss) missObject {
	return missObject{Question: m.Question, Filters: orEmpty(ask.Filters(m.Filter)), Times: m.Times, First: m.First, Last: m.Last}
}

// miss writes a question that found nothing, with how often and when it was asked.
func (p page) miss(m archive.Miss) error {
	when := m.Last.Long()
	if m.First != m.Last {
		when = m.First.Long() + " to " + when
	}
	line := fmt.Sprintf("%s: %s, %s", english.Narrowed(m.Question, ask.Filters(m.Filter)), english.Count(m.Times, "time"), when)
	return p.hanging(line)
}

// keepMisses writes the questions that found nothing, once they are answered. That it
// can't is said, and is no failure of the answer.
func (s *session) keepMisses(d *desk.Desk) {
	if err := d.KeepMisses(s.ctx); err != nil {
		s.log.Warn("the question is not kept among those that found nothing", "error", err)
	}
}
