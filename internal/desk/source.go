package desk

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/source"
)

// MaxText is how long a text may be whose source is looked for, in characters: a
// page of a newspaper.
const MaxText = 20_000

// SourceReply says where the words of a text are from.
type SourceReply struct{ Result source.Result }

func (SourceReply) reply() {}

// Source says where the words of a text are from. A text that is empty, too long
// or without a word is a Problem.
func (d *Desk) Source(ctx context.Context, text string) (SourceReply, error) {
	if err := readable(text); err != nil {
		return SourceReply{}, err
	}
	shown, err := d.visible(ctx, archive.Filter{})
	if err != nil {
		return SourceReply{}, err
	}
	result, err := source.Find(ctx, d.store, d.index, shown, text)
	if errors.Is(err, source.ErrNoWords) {
		return SourceReply{}, noWords(err)
	}
	for i := range result.Pieces {
		if p := &result.Pieces[i]; err == nil && p.Match != source.None {
			err = d.introduce(ctx, &p.Quote)
		}
	}
	return SourceReply{Result: result}, err
}

// CheckReply sets a text beside the coverage.
type CheckReply struct{ Checked source.Checked }

func (CheckReply) reply() {}

// CheckText sets a text beside the coverage, sentence by sentence and figure by
// figure. A text that is empty, too long or without a word is a Problem.
func (d *Desk) CheckText(ctx context.Context, text string) (CheckReply, error) {
	if err := readable(text); err != nil {
		return CheckReply{}, err
	}
	shown, err := d.visible(ctx, archive.Filter{})
	if err != nil {
		return CheckReply{}, err
	}
	checked, err := source.Check(ctx, d.store, d.index, shown, text)
	if errors.Is(err, source.ErrNoWords) {
		return CheckReply{}, noWords(err)
	}
	for i := range checked.Claims {
		c := &checked.Claims[i]
		if err == nil && c.Words {
			err = d.hear(ctx, &c.Quote)
		}
		for k := range c.Figures {
			if f := &c.Figures[k]; err == nil && f.Finding != source.Nothing {
				err = d.hear(ctx, &f.Quote)
			}
		}
	}
	return CheckReply{Checked: checked}, err
}

// readable refuses a text that is empty or too long.
func readable(text string) error {
	if strings.TrimSpace(text) == "" {
		return problem("source.empty")
	}
	if n := utf8.RuneCountInString(text); n > MaxText {
		return tooLong("text", n, MaxText)
	}
	return nil
}

func noWords(err error) error {
	return problem("source.no-words").of(err)
}
