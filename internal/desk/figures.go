package desk

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/language"
	"cuttings/internal/series"
)

// MaxThing is how long what figures are asked of may be, in characters, and the
// words that its articles must hold.
const MaxThing = 200

// FiguresRequest asks for the figures of a thing.
type FiguresRequest struct {
	What   string // "jobs to go", or a question: see series.Parse
	Where  string // words that the article must hold as well, usually a place
	Filter archive.Filter
}

// FiguresReply is the figures that the coverage gives of a thing.
type FiguresReply struct {
	What, Where string // as they were asked
	Result      series.Result
}

func (FiguresReply) reply() {}

// Figures lists the figures that the coverage gives of a thing. A request that
// names nothing to be counted, or of which too many articles speak, is a Problem.
func (d *Desk) Figures(ctx context.Context, r FiguresRequest) (FiguresReply, error) {
	r.What, r.Where = strings.TrimSpace(r.What), strings.TrimSpace(r.Where)
	for _, one := range []struct{ name, value string }{{"what", r.What}, {"where", r.Where}} {
		if n := utf8.RuneCountInString(one.value); n > MaxThing {
			return FiguresReply{}, tooLong(one.name, n, MaxThing)
		}
	}
	thing, err := series.Parse(r.What)
	if errors.Is(err, series.ErrNothing) {
		return FiguresReply{}, problem("figures.nothing", "typed", short(r.What, 60)).of(err)
	}
	if err != nil {
		return FiguresReply{}, err
	}
	if r.Filter, err = d.visible(ctx, r.Filter); err != nil {
		return FiguresReply{}, err
	}
	result, err := series.Find(ctx, d.store, d.index, series.Request{Thing: thing, Where: r.Where, Filter: r.Filter})
	if err != nil {
		return FiguresReply{}, tooBroad(err)
	}
	for i := range result.Rows {
		if err == nil {
			err = d.hear(ctx, &result.Rows[i].Quote)
		}
	}
	return FiguresReply{What: r.What, Where: r.Where, Result: result}, err
}

// figuresOptions are the arguments of /figures.
func figuresOptions() []Option {
	return append([]Option{
		{Name: "what", Description: language.Phrase("option.figures.what"), Required: true, MaxLength: MaxThing},
		{Name: "where", Description: language.Phrase("option.figures.where"), MaxLength: MaxThing},
	}, narrowing...)
}
