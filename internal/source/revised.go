package source

import (
	"context"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/figures"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// Revised is a figure of a later report beside the one that an earlier report
// gives of the same kind of thing: their sentences, each with its figure as the
// answer. It doesn't say which is right, nor that one took the other's place.
type Revised struct{ Was, Is quote.Quote }

// Weigher says how common terms are.
type Weigher interface {
	Frequencies(ctx context.Context, terms []string) (index.Frequencies, error)
}

// When a sentence of an earlier report speaks of the same as one of a later
// report of the same story. Both report one event, so less must be shared than
// Check asks for.
const (
	leastRevised  = 0.4 // of the weight of the sentence that has less of it
	leastInCommon = 2   // words besides what the figure counts
	mostRevised   = 60  // sentences of a report that are looked at
)

// Revise finds the figures of a later report for which the earlier reports of the
// same story give another: in the order of the later text, at most limit. A
// figure that the other side gives as well is no revision.
func Revise(ctx context.Context, idx Weigher, later archive.Version, earlier []archive.Version, limit int) ([]Revised, error) {
	now := told(later)
	var before []sentence
	for _, v := range earlier {
		before = append(before, told(v)...)
	}
	if len(now) == 0 || len(before) == 0 {
		return nil, nil
	}
	weight, err := rarities(ctx, idx, now, before)
	if err != nil {
		return nil, err
	}
	var list []Revised
	for _, s := range now {
		for _, f := range s.figures {
			was, g, found := s.revises(f, now, before, weight)
			if !found || len(list) == limit {
				continue
			}
			r := Revised{}
			if r.Was, err = quote.New(*was.version, was.span, was.at(g)); err != nil {
				return nil, err
			}
			if r.Is, err = quote.New(*s.version, s.span, s.at(f)); err != nil {
				return nil, err
			}
			list = append(list, r)
		}
	}
	return list, nil
}

// sentence is a sentence with figures, and its other words.
type sentence struct {
	version *archive.Version
	span    text.Span // bytes of its text
	figures []figures.Figure
	terms   []string // usual ones, but for stop words and figures
}

// told are the sentences of a report that have figures.
func told(v archive.Version) []sentence {
	var list []sentence
	spans := text.Sentences(v.Text)
	for _, span := range spans[:min(len(spans), mostRevised)] {
		words := span.Of(v.Text)
		s := sentence{version: &v, span: span, figures: figures.Read(words)}
		if len(s.figures) == 0 {
			continue
		}
		for _, t := range index.Analyze(words) {
			inFigure := slices.ContainsFunc(s.figures, func(f figures.Figure) bool { return t.Span.Start < f.Span.End && f.Span.Start < t.Span.End })
			if term := usual(t.Text); !inFigure && !index.IsStopWord(t.Text) && !slices.Contains(s.terms, term) {
				s.terms = append(s.terms, term)
			}
		}
		list = append(list, s)
	}
	return list
}

// rarities is what each of the sentences' terms tells.
func rarities(ctx context.Context, idx Weigher, lists ...[]sentence) (map[string]float64, error) {
	weight := map[string]float64{}
	var terms []string
	for _, list := range lists {
		for _, s := range list {
			for _, t := range s.terms {
				if _, met := weight[t]; !met {
					weight[t] = 0
					terms = append(terms, t)
				}
			}
		}
	}
	f, err := idx.Frequencies(ctx, terms)
	if err != nil {
		return nil, err
	}
	for i, t := range terms {
		weight[t] = rarity(f.Passages, f.With[i])
	}
	return weight, nil
}

// at is where a figure of the sentence stands in its version's text.
func (s sentence) at(f figures.Figure) text.Span {
	return text.Span{Start: s.span.Start + f.Span.Start, End: s.span.Start + f.Span.End}
}

// kindOf is the kind of a figure of the sentence.
func (s sentence) kindOf(f figures.Figure) kind { return kindOf(f, s.span.Of(s.version.Text)) }

// revises finds the sentence before that speaks most of the same, and its only
// figure of f's kind. There is none where the same figure stands before, and a
// figure that stands now as well is passed over.
func (s sentence) revises(f figures.Figure, now, before []sentence, weight map[string]float64) (was sentence, g figures.Figure, found bool) {
	wanted := s.kindOf(f)
	if !wanted.known() || wanted.whole || given(f, wanted, before) {
		return was, g, false
	}
	most := 0.0
	for _, b := range before {
		var of []figures.Figure
		for _, one := range b.figures {
			if b.kindOf(one) == wanted {
				of = append(of, one)
			}
		}
		if len(of) != 1 || given(of[0], wanted, now) {
			continue
		}
		if share := s.share(b, wanted.noun, weight); share > most {
			was, g, found, most = b, of[0], true, share
		}
	}
	return was, g, found
}

// given reports whether the sentences give the figure, of the same kind of thing.
func given(f figures.Figure, of kind, list []sentence) bool {
	return slices.ContainsFunc(list, func(s sentence) bool {
		return slices.ContainsFunc(s.figures, func(g figures.Figure) bool { return equal(f, g) && s.kindOf(g) == of })
	})
}

// share is how much two sentences speak of the same, besides what is counted: 0
// where that isn't enough.
func (s sentence) share(b sentence, noun string, weight map[string]float64) float64 {
	total := func(terms []string) (sum float64) {
		for _, t := range terms {
			if t != noun {
				sum += weight[t]
			}
		}
		return sum
	}
	common, n := 0.0, 0
	for _, t := range s.terms {
		if t != noun && slices.Contains(b.terms, t) {
			common += weight[t]
			n++
		}
	}
	least := min(total(s.terms), total(b.terms))
	if n < leastInCommon || common < leastRevised*least {
		return 0
	}
	return common / least
}
