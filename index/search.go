package index

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// maxTerms is how many different terms of a query are looked for: the first
// ones. A question has a dozen.
const maxTerms = 64

// Search implements Searcher.
func (e *engine) Search(ctx context.Context, q Query) ([]Hit, error) {
	terms := queryTerms(q.Text)
	if err := ctx.Err(); err != nil || q.Limit <= 0 || len(terms) == 0 {
		return nil, err
	}
	var hits []Hit
	err := e.read(func(s *scorch.IndexSnapshot) (err error) {
		hits, err = e.search(ctx, s, terms, q)
		return err
	})
	return hits, err
}

// queryTerms are the different terms of a query in their order, without stop
// words unless it has no others.
func queryTerms(s string) []string {
	var content, all []string
	seen := map[string]bool{}
	for _, t := range Analyze(s) {
		if seen[t.Text] {
			continue
		}
		seen[t.Text] = true
		all = append(all, t.Text)
		if !IsStopWord(t.Text) {
			content = append(content, t.Text)
		}
	}
	if len(content) == 0 {
		content = all
	}
	return content[:min(len(content), maxTerms)]
}

// Frequencies implements Searcher.
func (e *engine) Frequencies(ctx context.Context, terms []string) (Frequencies, error) {
	if err := ctx.Err(); err != nil {
		return Frequencies{}, err
	}
	var f Frequencies
	err := e.read(func(s *scorch.IndexSnapshot) (err error) {
		f, err = frequencies(s, terms)
		return err
	})
	return f, err
}

func frequencies(s *scorch.IndexSnapshot, terms []string) (Frequencies, error) {
	n, err := notesOf(s)
	if err != nil {
		return Frequencies{}, err
	}
	f := Frequencies{Passages: int(n.Passages), With: make([]int, len(terms))}
	for _, seg := range s.Segments() {
		lists, err := postings(seg, fieldText, terms)
		if err != nil {
			return Frequencies{}, err
		}
		for i, l := range lists {
			f.With[i] += int(l.Count())
		}
	}
	return f, nil
}

// postings returns the list of each term in a field of a segment, empty where
// it doesn't occur; deleted passages are not on it.
func postings(s *scorch.SegmentSnapshot, field string, terms []string) ([]segment.PostingsList, error) {
	dict, err := s.Segment().Dictionary(field)
	if err != nil {
		return nil, unreadable(err)
	}
	lists := make([]segment.PostingsList, len(terms))
	for i, t := range terms {
		if lists[i], err = dict.PostingsList([]byte(t), s.Deleted(), nil); err != nil {
			return nil, unreadable(err)
		}
	}
	return lists, nil
}

// unreadable is the error of a segment that can't be read: they are files of
// this machine, checked at the opening, so there is no harmless cause.
func unreadable(err error) error { return fmt.Errorf("%w: %w", ErrDamaged, err) }
