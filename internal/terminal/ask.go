package terminal

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/dates"
	"cuttings/internal/desk"
)

type narrowing struct {
	Outlet string `help:"Only this newspaper or site."`
	By     string `help:"Only what was written by this person: the byline holds all these words." placeholder:"NAME"`
	asking
	Since string `help:"Only from this date on: 2009, 2009-04, 3 March, last week." placeholder:"DATE"`
	Until string `help:"Only up to this date." placeholder:"DATE"`
}

// asking is which collection a command asks.
type asking struct {
	Collection string `help:"Only this collection; default is the one of articles that name none." placeholder:"NAME"`
}

// ask has the session ask it.
func (w asking) ask(s *session) {
	s.ctx = desk.By(s.ctx, desk.Asker{User: desk.Operator, Collection: strings.TrimSpace(w.Collection)})
}

// filter reads what narrows what the session asks.
func (n narrowing) filter(s *session) (archive.Filter, error) {
	n.asking.ask(s)
	f, err := desk.ParseFilter(n.Outlet, n.Since, n.Until, dates.Today(time.Now()))
	f.Byline = strings.TrimSpace(n.By)
	if err == nil && f.Byline != "" && len(archive.NameWords(f.Byline)) == 0 {
		err = fmt.Errorf("--by %q: there is no name in that", f.Byline)
	}
	return f, err
}

type askCommand struct {
	Question []string `arg:"" optional:"" help:"The question, in your own words."`
	narrowing
	Questions     string  `help:"Answer each line of this file, {\"id\",\"question\"}; - reads standard input." placeholder:"FILE"`
	Quotes        int     `help:"At most so many quotes." default:"3" placeholder:"N"`
	Words         int     `help:"At most so many words in a quote." default:"60" placeholder:"N"`
	Context       bool    `help:"Show the passage around each quote, the quote in bold."`
	MinConfidence float64 `help:"Refuse below this confidence, 0 to 1; 0 never refuses. -1 takes the measured threshold." default:"-1" placeholder:"X"`
	JSON          bool    `help:"Print a JSON object for each question."`
}

func (c *askCommand) Run(s *session) error {
	switch {
	case c.Quotes < 1 || c.Quotes > 100:
		return fmt.Errorf("--quotes %d: ask for 1 to 100 quotes", c.Quotes)
	case c.Words < 1:
		return fmt.Errorf("--words %d: a quote needs at least 1 word", c.Words)
	case c.MinConfidence > 1:
		return fmt.Errorf("--min-confidence %v: write a number from 0 to 1", c.MinConfidence)
	case c.Questions != "" && len(c.Question) > 0:
		return errors.New("a question and --questions exclude each other: leave one out")
	}
	filter, err := c.filter(s)
	if err != nil {
		return err
	}
	library, err := s.open()
	if err != nil {
		return err
	}
	defer library.Close()
	if c.Questions == "" {
		reply, err := c.ask(s, library.Desk.Consult, filter, strings.Join(c.Question, " "))
		if err != nil {
			return err
		}
		defer s.keepMisses(library.Desk)
		return s.printAnswer(nil, reply, c.JSON)
	}
	return c.batch(s, library.Desk, filter)
}

// ask asks as the desk is to be asked: what one person types is consulted, a file of
// questions, which may be one to measure by, is not.
func (c *askCommand) ask(s *session, asked func(context.Context, ask.Question) (desk.AskReply, error), filter archive.Filter, question string) (desk.AskReply, error) {
	reply, err := asked(s.ctx, ask.Question{
		Text: question, Filter: filter, Quotes: c.Quotes, Words: c.Words, MinConfidence: c.MinConfidence,
	})
	for i, q := range reply.Answer.Quotes {
		if c.Context && err == nil {
			reply.Answer.Quotes[i], err = q.Around(desk.MaxContext)
		}
	}
	return reply, err
}

func (s *session) printAnswer(id json.RawMessage, reply desk.AskReply, asJSON bool) error {
	if asJSON {
		return printJSON(s.out, answerJSON(id, reply))
	}
	return s.page.print(reply)
}

// batch answers the lines of a file in order. A line that can't be answered is
// named in its place, and the rest go on; the run then fails.
func (c *askCommand) batch(s *session, d *desk.Desk, filter archive.Filter) error {
	in := s.in
	if c.Questions != "-" {
		f, err := os.Open(c.Questions)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	failed := false
	lines := bufio.NewReader(in)
	for n := 1; ; n++ {
		line, readErr := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			ok, err := c.answerLine(s, d, filter, n, line)
			if err != nil {
				return err
			}
			failed = failed || !ok
		}
		if errors.Is(readErr, io.EOF) {
			break
		}
		if readErr != nil {
			return fmt.Errorf("%s: %w", c.Questions, readErr)
		}
	}
	return failure(failed)
}

// answerLine answers one line; ok is false when that line is at fault.
func (c *askCommand) answerLine(s *session, d *desk.Desk, filter archive.Filter, n int, line []byte) (ok bool, err error) {
	var asked struct {
		ID       json.RawMessage `json:"id"`
		Question string          `json:"question"`
	}
	fault := json.Unmarshal(line, &asked)
	if fault != nil {
		fault = fmt.Errorf("not a JSON object with id and question: %w", fault)
	} else {
		var reply desk.AskReply
		reply, fault = c.ask(s, d.Ask, filter, asked.Question)
		if fault == nil {
			if !c.JSON {
				fmt.Fprintf(s.out, "%s\n\n", s.page.bold(clean(reply.Question)))
			}
			return true, s.printAnswer(asked.ID, reply, c.JSON)
		}
	}
	var problem *desk.Problem
	if asked.Question != "" && !errors.As(fault, &problem) {
		return false, fault // nothing is wrong with the line
	}
	if err := s.ctx.Err(); err != nil {
		return false, err
	}
	fmt.Fprintf(s.err, "cuttings: %s:%d: %s\n", c.Questions, n, clean(fault.Error()))
	if c.JSON {
		return false, printJSON(s.out, answerError{ID: asked.ID, Question: asked.Question, Error: fault.Error()})
	}
	return false, nil
}
