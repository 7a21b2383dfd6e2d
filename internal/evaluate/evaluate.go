// Package evaluate measures how well questions are answered: how many of the
// facts that a set of questions names stand in the quotes shown, and whether
// what can't be answered is refused; how well articles are found on pages; and
// how well speakers are named. It asks what it is given to ask and knows no index
// and no store.
package evaluate

import (
	"context"
	"errors"
	"time"

	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/text"
)

// Asker answers questions; a desk is one.
type Asker interface {
	Ask(ctx context.Context, q ask.Question) (desk.AskReply, error)
}

// Settings say how the questions are put and how sure the figures are.
type Settings struct {
	Words     int     // at most so many words in a quote
	Quotes    int     // at most so many quotes to a question
	Threshold float64 // an answer below this confidence counts as refused
	Seed      uint64  // of the bootstrap
}

// Outcome is what became of one question, asked so that nothing is refused for
// its confidence.
type Outcome struct {
	Question   Question
	Confidence float64
	Refused    bool          // by the confidence, or there was nothing to quote
	Unreadable bool          // the desk could make nothing of the question; it counts as refused
	Facts      []int         // for each fact the rank of the first quote that holds it, from 1; 0 where none does
	Words      []int         // of each quote
	Took       time.Duration // from the question to the reply
}

// Ask puts the questions one after another. Progress, when not nil, is told
// after each how many are done.
func Ask(ctx context.Context, asker Asker, questions []Question, s Settings, progress func(done int)) ([]Outcome, error) {
	outcomes := make([]Outcome, 0, len(questions))
	for i, q := range questions {
		start := time.Now()
		reply, err := asker.Ask(ctx, ask.Question{Text: q.Question, Quotes: s.Quotes, Words: s.Words})
		took := time.Since(start)
		var problem *desk.Problem
		unreadable := errors.As(err, &problem)
		if err != nil && !unreadable {
			return nil, err
		}
		o := outcome(q, reply.Answer)
		o.Took, o.Unreadable = took, unreadable
		o.Refused = o.Confidence < s.Threshold || len(o.Words) == 0
		outcomes = append(outcomes, o)
		if progress != nil {
			progress(i + 1)
		}
	}
	return outcomes, nil
}

// outcome looks for the question's facts in the quotes. A fact is found when,
// white space aside, it stands inside one quote.
func outcome(q Question, a ask.Answer) Outcome {
	o := Outcome{Question: q, Confidence: a.Confidence, Facts: make([]int, len(q.Facts))}
	quotes := make([]string, len(a.Quotes))
	for i, shown := range a.Quotes {
		quotes[i] = shown.Text()
		o.Words = append(o.Words, text.Words(quotes[i]))
	}
	for i, f := range q.Facts {
		o.Facts[i] = rank(f.Text, quotes)
	}
	return o
}
