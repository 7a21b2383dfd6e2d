package desk

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

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
	held, err := d.shown(ctx)
	if err != nil {
		return SourceReply{}, err
	}
	result, err := source.Find(ctx, held, d.index, text)
	if errors.Is(err, source.ErrNoWords) {
		return SourceReply{}, noWords(err)
	}
	return SourceReply{Result: result}, err
}

// readable refuses a text that is empty or too long.
func readable(text string) error {
	if strings.TrimSpace(text) == "" {
		return &Problem{User: "There is no text in that. Give the words whose source you look for: a sentence or more."}
	}
	if n := utf8.RuneCountInString(text); n > MaxText {
		return tooLong("text", n, MaxText)
	}
	return nil
}

func noWords(err error) error {
	return &Problem{User: "There are no words in that, only signs, links or pictures. Give a sentence or more.", Err: err}
}
