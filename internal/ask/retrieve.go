package ask

import (
	"context"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// How many passages are looked at closely for the whole question, at least, and
// for each of its parts: more of them find no more answers.
const (
	candidates     = 20
	mostCandidates = 300
	partCandidates = 10
)

// article is a version that has promising passages, cut into sentences.
type article struct {
	version   archive.Version
	headline  []bool // which of the question's terms stand in it
	sentences []sentence
	said      []speech.Speech // in the whole text, where it is asked for
	best      float64         // the score of its best passage for the question, as a share of the best of all
	cover     float64         // share of the question in its headline and its promising sentences
}

// sentence is one sentence and what it holds of the question.
type sentence struct {
	span      text.Span // bytes of the version's text
	promising bool      // in a passage that was found, or next to one; the rest is empty where not
	words     int
	length    int       // in terms
	found     []mention // in order
	answers   []answer
}

// mention is a term of the question in a sentence.
type mention struct {
	term int
	at   int // counted in terms of the sentence
}

// place names a version.
type place struct {
	number  int64
	version int
}

// finding is a version with the passages that were found in it.
type finding struct {
	place
	passages []text.Span
	best     float64
}

// retrieve finds the articles with the passages that speak of the question's
// words, best first: those for the whole question, then those for each part.
func retrieve(ctx context.Context, held Spoken, searcher index.Searcher, q Question, u *understood) ([]article, error) {
	found, err := search(ctx, searcher, q, u)
	if err != nil {
		return nil, err
	}
	var articles []article
	for _, f := range found {
		v, err := held.Cutting(ctx, f.number, f.version)
		if archive.Absent(err) {
			continue // the index has yet to hear of it
		}
		if err != nil {
			return nil, err
		}
		a := article{version: v, best: f.best, headline: make([]bool, len(u.terms))}
		for _, t := range index.Analyze(v.Title) {
			for _, k := range u.at[t.Text] {
				a.headline[k] = true
			}
		}
		if a.said, err = u.said(ctx, held, v); err != nil {
			return nil, err
		}
		a.sentences = u.sentences(v.Text, f.passages, a.said)
		a.cover = u.covered(&a)
		articles = append(articles, a)
	}
	return articles, nil
}

// search collects the passages for the whole question and for its parts.
func search(ctx context.Context, searcher index.Searcher, q Question, u *understood) ([]*finding, error) {
	queries := []string{u.query(u.whole())}
	if len(u.parts) > 1 {
		for _, p := range u.parts {
			queries = append(queries, u.query(p))
		}
	}
	var found []*finding
	by := map[place]*finding{}
	limit := min(max(candidates, 4*q.Quotes), mostCandidates)
	for i, words := range queries {
		hits, err := searcher.Search(ctx, index.Query{Text: words, Filter: q.Filter, Limit: limit})
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			p := place{h.Number, h.Version}
			f := by[p]
			if f == nil {
				f = &finding{place: p}
				by[p] = f
				found = append(found, f)
			}
			if i == 0 {
				f.best = max(f.best, h.Score/hits[0].Score)
			}
			f.passages = append(f.passages, h.Span)
		}
		limit = partCandidates
	}
	return found, nil
}

// sentences cuts s into sentences and looks for the question's terms in those
// in the passages and one on either side.
func (u *understood) sentences(s string, passages []text.Span, said []speech.Speech) []sentence {
	spans := text.Sentences(s)
	list := make([]sentence, len(spans))
	for i, span := range spans {
		list[i].span = span
		if slices.ContainsFunc(passages, func(p text.Span) bool { return span.Start < p.End && p.Start < span.End }) {
			for k := max(0, i-1); k < min(len(list), i+2); k++ {
				list[k].promising = true
			}
		}
	}
	for i := range list {
		if list[i].promising {
			u.look(s, &list[i], said)
		}
	}
	return list
}

// covered is the share of the question in the article as far as it was looked
// at.
func (u *understood) covered(a *article) float64 {
	there := slices.Clone(a.headline)
	for _, s := range a.sentences {
		for _, m := range s.found {
			there[m.term] = true
		}
	}
	sum := 0.0
	for k, t := range u.terms {
		if there[k] {
			sum += t.weight
		}
	}
	return sum / u.total
}

// look fills in what a sentence of s holds of the question.
func (u *understood) look(s string, one *sentence, said []speech.Speech) {
	words := one.span.Of(s)
	one.words = text.Words(words)
	terms := index.Analyze(words)
	one.length = len(terms)
	for at, t := range terms {
		for _, k := range u.at[t.Text] {
			one.found = append(one.found, mention{k, at})
		}
	}
	u.speaking(s, one, said)
	if len(one.found) > 0 {
		one.answers = u.answers(s, one.span, terms, said)
	}
}
