package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/internal/archive"
	"cuttings/internal/language"
	"cuttings/internal/series"
)

// MaxThing is how long what figures are asked of may be, in characters, and the
// words that its articles must hold.
const MaxThing = 200

// FiguresPage is how many sentences a page of figures has.
const FiguresPage = 5

// FiguresRequest asks for the figures of a thing.
type FiguresRequest struct {
	What   string // "jobs to go", or a question: see series.Parse
	Where  string // words that the article must hold as well, usually a place
	Filter archive.Filter
	Page   int // from 1 on; less means 1
}

// FiguresReply is the figures that the coverage gives of a thing, and a page of the
// sentences that give them.
type FiguresReply struct {
	What, Where string // as they were asked
	Result      series.Result
	Page, Pages int // Pages is 0 when there are none
	From, To    int // which of Result.Rows are on the page: whole sentences
}

func (FiguresReply) reply() {}

// Figures lists the figures that the coverage gives of a thing. A request that
// names nothing to be counted, or of which too many articles speak, and a page that
// there isn't, are Problems.
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
	sentences, page := result.Sentences(), max(r.Page, 1)
	from, to, pages, err := cut(len(sentences), FiguresPage, page)
	if err != nil {
		return FiguresReply{}, err
	}
	from, to = rowsOf(sentences[:from]), rowsOf(sentences[:to])
	for i := range result.Rows[from:to] {
		if err := d.hear(ctx, &result.Rows[from+i].Quote); err != nil {
			return FiguresReply{}, err
		}
	}
	return FiguresReply{What: r.What, Where: r.Where, Result: result, Page: page, Pages: pages, From: from, To: to}, nil
}

func rowsOf(sentences []series.Sentence) (n int) {
	for _, s := range sentences {
		n += len(s.Rows)
	}
	return n
}

// Rows are the page's.
func (r FiguresReply) Rows() []series.Row { return r.Result.Rows[r.From:r.To] }

// Sentences are the page's.
func (r FiguresReply) Sentences() []series.Sentence { return series.Result{Rows: r.Rows()}.Sentences() }

// Others are the sentences that are not on the page.
func (r FiguresReply) Others() []series.Sentence {
	rows := slices.Concat(r.Result.Rows[:r.From], r.Result.Rows[r.To:])
	return series.Result{Rows: rows}.Sentences()
}

// figuresOptions are the arguments of /figures.
func figuresOptions() []Option {
	options := []Option{
		{Name: "what", Description: language.Phrase("option.figures.what"), Required: true, MaxLength: MaxThing},
		{Name: "where", Description: language.Phrase("option.figures.where"), MaxLength: MaxThing},
	}
	return append(append(options, narrowing...), pageOption)
}

// parseFigures reads the options of /figures as they were typed.
func parseFigures(args map[string]string, filter archive.Filter) (FiguresRequest, error) {
	page, err := parsePage(args["page"])
	return FiguresRequest{What: args["what"], Where: args["where"], Filter: filter, Page: page}, err
}
