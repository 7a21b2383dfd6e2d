package story

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
)

// weigher tells of the terms of these articles how much each says: as BM25
// weighs it (see ask.idf), beside background articles that don't have it.
func weigher(ctx context.Context, idx index.Searcher, articles []Article) (func(term string) float64, error) {
	at := map[string]int{}
	var terms []string
	for _, a := range articles {
		for _, t := range slices.Sorted(maps.Keys(a.counts)) {
			if _, ok := at[t]; !ok {
				at[t] = len(terms)
				terms = append(terms, t)
			}
		}
	}
	f, err := idx.Frequencies(ctx, terms)
	if err != nil {
		return nil, err
	}
	return func(term string) float64 {
		return math.Log((float64(f.Passages) + background + 1) / (float64(f.With[at[term]]) + 0.5))
	}, nil
}

// telling are the words that say most of the article.
func (a Article) telling(idf func(term string) float64) string {
	v := a.vector(idf)
	slices.SortFunc(v, heavier)
	words := make([]string, min(searched, len(v)))
	for i := range words {
		words[i] = a.counts[v[i].term].word
	}
	return strings.Join(words, " ")
}

// around is where other reports of the article's event may stand: in its
// collection, published about the same time.
func (a Article) around() archive.Filter {
	f := archive.Filter{Collection: a.collection}
	if a.dated {
		f.Since, f.Until = archive.DateOf(a.first-Window), archive.DateOf(a.last+Window)
	}
	return f
}
