package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/index"
	"cuttings/internal/ask"
	"cuttings/internal/source"
)

// What can be asked about a message in a chat, by the names that its menu shows:
// 1 to 32 characters.
const (
	MenuSource = "Find the source"
	MenuCheck  = "Check against coverage"
	MenuQuotes = "Quotes on this"
)

// MessageCommands lists what can be asked about a message, in the order in which
// it is shown.
func (d *Desk) MessageCommands() []string { return []string{MenuSource, MenuCheck, MenuQuotes} }

// About carries out the message command of that name on the text of a message,
// as it was written. Nothing of the message is kept. A message without words is
// a Problem.
func (d *Desk) About(ctx context.Context, command, message string) (Reply, error) {
	if strings.TrimSpace(message) == "" {
		return nil, problem("menu.no-text")
	}
	switch command {
	case MenuSource:
		return answer(d.Source(ctx, message))
	case MenuCheck:
		return answer(d.CheckText(ctx, message))
	case MenuQuotes:
		return answer(d.QuotesOn(ctx, message))
	}
	return nil, problem("typed.no-command", "command", short(command, 40))
}

// mostTelling is how many words of a long message are asked with: as many as a
// question has.
const mostTelling = 12

// QuotesOn answers what a message is about with quotes: it asks with the words of
// the message that tell most. The reply doesn't repeat them.
func (d *Desk) QuotesOn(ctx context.Context, message string) (AskReply, error) {
	if err := readable(message); err != nil {
		return AskReply{}, err
	}
	question, err := d.telling(ctx, source.Plain(message))
	if err != nil {
		return AskReply{}, err
	}
	r, err := d.Ask(ctx, ask.Question{Text: question, MinConfidence: -1})
	if errors.Is(err, ask.ErrNoWords) {
		err = noWords(err)
	}
	r.Question = ""
	return r, err
}

// telling are the rarest words of a text that the coverage has, in their order;
// all of a short one.
func (d *Desk) telling(ctx context.Context, text string) (string, error) {
	type word struct {
		at, with int
		text     string
	}
	var words []word
	var terms []string
	for _, t := range index.Analyze(text) {
		if !index.IsStopWord(t.Text) && !slices.Contains(terms, t.Text) && len(terms) < mostWeighed {
			words = append(words, word{at: len(words), text: t.Span.Of(text)})
			terms = append(terms, t.Text)
		}
	}
	if len(words) == 0 {
		return "", noWords(ask.ErrNoWords)
	}
	if len(words) <= mostTelling && utf8.RuneCountInString(text) <= MaxQuestion {
		return text, nil
	}
	f, err := d.index.Frequencies(ctx, terms)
	if err != nil {
		return "", err
	}
	for i := range words {
		words[i].with = f.With[i]
	}
	known := slices.DeleteFunc(slices.Clone(words), func(w word) bool { return w.with == 0 })
	if len(known) == 0 {
		known = words // better an honest miss than none
	}
	slices.SortStableFunc(known, func(a, b word) int { return cmp.Compare(a.with, b.with) })
	known = known[:min(len(known), mostTelling)]
	slices.SortFunc(known, func(a, b word) int { return cmp.Compare(a.at, b.at) })
	chosen := make([]string, len(known))
	for i, w := range known {
		chosen[i] = w.text
	}
	return strings.Join(chosen, " "), nil
}

// mostWeighed is how many different words of a message are looked at.
const mostWeighed = 500
