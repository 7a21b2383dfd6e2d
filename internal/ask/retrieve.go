package ask

import (
	"context"
	"errors"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// candidates is how many passages are looked at closely.
const candidates = 60

// article is a version that has promising passages, cut into sentences.
type article struct {
	version   archive.Version
	headline  map[string]bool // its terms
	sentences []sentence      // all of the text, in order
	best      float64         // the score of its best passage, as a share of the best of all
}

// sentence is one sentence with the terms that it holds.
type sentence struct {
	span      text.Span
	terms     []index.Term // spans in bytes of the version's text; empty where the sentence isn't promising
	words     int
	promising bool // stands in a passage that was retrieved, or next to one
}

// retrieve finds the articles with the passages that speak of the question's
// words, best first.
func retrieve(ctx context.Context, held Archive, searcher index.Searcher, q Question) ([]article, error) {
	hits, err := searcher.Search(ctx, index.Query{Text: q.Text, Filter: q.Filter, Limit: candidates})
	if err != nil {
		return nil, err
	}
	type place struct {
		number  int64
		version int
	}
	var order []place
	passages := map[place][]text.Span{}
	best := map[place]float64{}
	for _, h := range hits {
		p := place{h.Number, h.Version}
		if passages[p] == nil {
			order = append(order, p)
			best[p] = h.Score / hits[0].Score
		}
		passages[p] = append(passages[p], h.Span)
	}
	var articles []article
	for _, p := range order {
		v, err := held.Cutting(ctx, p.number, p.version)
		if errors.Is(err, archive.ErrRemoved) || errors.Is(err, archive.ErrNotFound) {
			continue // the index has yet to hear of it
		}
		if err != nil {
			return nil, err
		}
		articles = append(articles, article{
			version: v, headline: termSet(v.Title), sentences: sentences(v.Text, passages[p]), best: best[p],
		})
	}
	return articles, nil
}

// sentences cuts s into sentences and analyses those in the passages and one
// on either side.
func sentences(s string, passages []text.Span) []sentence {
	var list []sentence
	for _, span := range text.Sentences(s) {
		one := sentence{span: span, words: text.Words(span.Of(s))}
		one.promising = slices.ContainsFunc(passages, func(p text.Span) bool {
			return span.Start < p.End && p.Start < span.End
		})
		list = append(list, one)
	}
	near := make([]bool, len(list))
	for i := range list {
		near[i] = list[i].promising || i > 0 && list[i-1].promising || i+1 < len(list) && list[i+1].promising
	}
	for i := range list {
		list[i].promising = near[i]
		if near[i] {
			span := list[i].span
			list[i].terms = index.Analyze(span.Of(s))
			for j := range list[i].terms {
				list[i].terms[j].Span.Start += span.Start
				list[i].terms[j].Span.End += span.Start
			}
		}
	}
	return list
}
