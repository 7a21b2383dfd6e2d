// Package series finds the figures that the coverage gives of one thing: every
// sentence with such a figure, in the order of time, the same sentence once, and
// those that differ marked. Nothing is summed, averaged or rounded.
package series

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/figures"
	"cuttings/internal/find"
	"cuttings/internal/language"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// MaxArticles is how many articles are read for one series.
const MaxArticles = 1000

// Request asks for the figures of a thing.
type Request struct {
	Thing  Thing
	Where  string // words, usually a place, which the article must hold as well; "" is anywhere
	Filter archive.Filter
}

// Result is the figures found.
type Result struct {
	Rows     []Row // by the articles' first day, those without a date last, then by cutting number and place
	Articles int   // how many articles they stand in, reprints not counted
	Scope    ask.Scope
}

// Row is one figure in its sentence.
type Row struct {
	Quote   quote.Quote       // the sentence; its Answer is Shown
	Figure  figures.Figure    // its spans are bytes of Quote.Version.Text
	Shown   text.Span         // the amount with what says how surely and what of, as far as it stands beside it: bytes of Quote.Version.Text
	Times   []text.Span       // when it says that it was, bytes of Quote.Version.Text
	Also    []archive.Version // other articles with the same sentence, by cutting number
	Part    bool              // it breaks down a figure of the sentence before
	Differs []int64           // the cutting numbers of others of about the same time that give another amount, ascending
}

// Sentence is a sentence with all the figures that it gives of the thing.
type Sentence struct {
	Quote quote.Quote // its Answer is what the rows show
	Rows  []Row       // in the order of the sentence
}

// Sentences are the rows by their sentences, in the order of the rows.
func (r Result) Sentences() []Sentence {
	var list []Sentence
	for _, row := range r.Rows {
		last := len(list) - 1
		if last < 0 || list[last].Quote.Version.Number != row.Quote.Version.Number || list[last].Quote.Span != row.Quote.Span {
			list = append(list, Sentence{Quote: row.Quote, Rows: []Row{row}})
			continue
		}
		s := &list[last]
		if shown := s.Quote.Answer; row.Shown.Start >= shown[len(shown)-1].End {
			s.Quote.Answer = append(slices.Clip(shown), row.Shown)
		}
		s.Rows = append(s.Rows, row)
	}
	return list
}

// Words are the row's amount in the article's words: "an estimated 366 jobs out
// of 10,000".
func (r Row) Words() string { return r.Shown.Of(r.Quote.Version.Text) }

// Noun is what the amount counts, where the sentence names it elsewhere: the jobs
// of "225 jobs in nursing and 250 in offices"; else "".
func (r Row) Noun() string {
	if h := r.Figure.Head; h.Len() > 0 && (h.Start < r.Shown.Start || h.End > r.Shown.End) {
		return h.Of(r.Quote.Version.Text)
	}
	return ""
}

// Find reads every article that may give a figure of the thing. The error of a
// thing that too many articles speak of is a *find.TooBroadError. The same
// coverage and request give the same result.
func Find(ctx context.Context, held ask.Archive, postings find.Postings, r Request) (Result, error) {
	query, err := find.Parse(r.Thing.query(r.Where))
	if err != nil {
		return Result{}, fmt.Errorf("the words %q: %w", r.Thing.query(r.Where), err)
	}
	found, err := find.Find(ctx, held, postings, find.Request{Query: query, Filter: r.Filter, Sort: find.Oldest, Limit: MaxArticles})
	if err != nil {
		return Result{}, err
	}
	if found.Total > MaxArticles {
		return Result{}, &find.TooBroadError{Text: language.Phrase("figures.too-broad", "n", found.Total, "most", MaxArticles)}
	}
	var rows []Row
	for _, h := range found.Hits {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		given, err := r.Thing.rows(h.Quote.Version)
		if err != nil {
			return Result{}, err
		}
		rows = append(rows, given...)
	}
	rows = once(rows)
	slices.SortStableFunc(rows, earlier)
	differing(rows)
	return Result{Rows: rows, Articles: articles(rows), Scope: found.Scope}, nil
}

func earlier(a, b Row) int {
	return cmp.Or(
		cmp.Compare(firstDay(a), firstDay(b)),
		cmp.Compare(a.Quote.Version.Number, b.Quote.Version.Number),
		cmp.Compare(a.Figure.Span.Start, b.Figure.Span.Start),
	)
}

func firstDay(r Row) int {
	if first, _, ok := r.Quote.Version.Published.Days(); ok {
		return first
	}
	return math.MaxInt
}

func articles(rows []Row) int {
	numbers := map[int64]bool{}
	for _, r := range rows {
		numbers[r.Quote.Version.Number] = true
	}
	return len(numbers)
}

// once keeps the first of the rows whose sentences are the same, as text.Fold
// compares them and but for quotation marks around them, and names the articles of the others.
func once(rows []Row) []Row {
	type key struct {
		sentence string
		at       int // of the amount, from the end
	}
	first := map[key]int{}
	var kept []Row
	for _, r := range rows {
		bare := func(s string) string { return strings.Trim(text.Fold(s).Text, `"' `) }
		behind := r.Quote.Version.Text[r.Figure.Span.Start:r.Quote.Span.End]
		k := key{bare(r.Quote.Text()), len(bare(behind))}
		i, met := first[k]
		switch {
		case !met:
			first[k] = len(kept)
			kept = append(kept, r)
		case kept[i].Quote.Version.Number != r.Quote.Version.Number && !slices.ContainsFunc(kept[i].Also, func(v archive.Version) bool { return v.Number == r.Quote.Version.Number }):
			kept[i].Also = append(kept[i].Also, r.Quote.Version)
		}
	}
	return kept
}

// sameTime is how many days may lie between two articles that speak of about the
// same time: a story runs for days, and figures that are weeks apart may both
// have been right.
const sameTime = 7

// mostCompared is how many rows each is compared with at most; they are in order
// of time, so those beyond are far away.
const mostCompared = 200

// differing notes for each row the others, of other articles and about the same
// time, that give another amount in the same unit. Parts of a figure, and rows
// without a date, are not compared.
func differing(rows []Row) {
	for i := range rows {
		for j := i + 1; j < min(len(rows), i+mostCompared); j++ {
			a, b := &rows[i], &rows[j]
			if a.Quote.Version.Number == b.Quote.Version.Number || a.Part || b.Part || a.Figure.Unit != b.Figure.Unit ||
				!together(a.Quote.Version.Published, b.Quote.Version.Published) || overlap(a.Figure, b.Figure) {
				continue
			}
			a.Differs = append(a.Differs, b.Quote.Version.Number)
			b.Differs = append(b.Differs, a.Quote.Version.Number)
		}
	}
	for i := range rows {
		slices.Sort(rows[i].Differs)
		rows[i].Differs = slices.Compact(rows[i].Differs)
	}
}

func together(a, b archive.Date) bool {
	aFirst, aLast, known := a.Days()
	bFirst, bLast, too := b.Days()
	return known && too && aFirst <= bLast+sameTime && bFirst <= aLast+sameTime
}

func overlap(a, b figures.Figure) bool { return a.Low.Cmp(b.High) <= 0 && b.Low.Cmp(a.High) <= 0 }
