package index

import (
	"context"
	"math"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Exhaustive answers a query as Search does, but looks at every passage that has
// a term: what MaxScore is held to. It shares with it only the formula.
func Exhaustive(ctx context.Context, x Searcher, q Query) (hits []Hit, err error) {
	e, ok := x.(*engine)
	if r, replica := x.(*Replica); !ok && replica {
		e = r.engine
	}
	terms := queryTerms(q.Text)
	if q.Limit <= 0 || len(terms) == 0 {
		return nil, nil
	}
	err = e.read(func(s *scorch.IndexSnapshot) (err error) {
		hits, err = exhaustive(s, terms, q)
		return err
	})
	return hits, err
}

// SearchTwice answers a query in both ways from one and the same state.
func SearchTwice(ctx context.Context, r *Replica, q Query) (hits, want []Hit, err error) {
	terms := queryTerms(q.Text)
	err = r.ask(func(e *engine) error {
		return e.read(func(s *scorch.IndexSnapshot) (err error) {
			if hits, err = e.search(ctx, s, terms, q); err == nil {
				want, err = exhaustive(s, terms, q)
			}
			return err
		})
	})
	return hits, want, err
}

func exhaustive(s *scorch.IndexSnapshot, terms []string, q Query) ([]Hit, error) {
	n, err := notesOf(s)
	if err != nil {
		return nil, err
	}
	f, err := frequencies(s, terms)
	if err != nil {
		return nil, err
	}
	best := &top{limit: q.Limit}
	w := newWeights(n, f.With)
	for _, seg := range s.Segments() {
		cursors, err := openCursors(seg, terms)
		if err != nil {
			return nil, err
		}
		passing, err := passing(seg, q.Filter)
		if err != nil {
			return nil, err
		}
		for {
			doc, score, err := nextPassage(cursors, w)
			if err != nil {
				return nil, err
			}
			if doc == math.MaxUint64 {
				break
			}
			if !passing.Contains(uint32(doc)) {
				continue
			}
			if err := best.offer(seg, uint32(doc), score); err != nil {
				return nil, err
			}
		}
	}
	return best.hits()
}

// cursor walks through one list.
type cursor struct {
	segment.PostingsIterator
	at       segment.Posting // nil at the end
	term     int
	headline bool
}

func openCursors(s *scorch.SegmentSnapshot, terms []string) ([]*cursor, error) {
	text, err := postings(s, fieldText, terms)
	if err != nil {
		return nil, err
	}
	headline, err := postings(s, fieldHeadline, terms)
	if err != nil {
		return nil, err
	}
	var cursors []*cursor
	for t := range terms {
		cursors = append(
			cursors,
			&cursor{PostingsIterator: text[t].Iterator(true, true, false, nil), term: t},
			&cursor{PostingsIterator: headline[t].Iterator(false, false, false, nil), term: t, headline: true},
		)
	}
	for _, c := range cursors {
		if c.at, err = c.Next(); err != nil {
			return nil, err
		}
	}
	return cursors, nil
}

// nextPassage scores the next passage of all lists, and moves those on that have
// it.
func nextPassage(cursors []*cursor, w weights) (doc uint64, score float64, err error) {
	doc = math.MaxUint64
	for _, c := range cursors {
		if c.at != nil {
			doc = min(doc, c.at.Number())
		}
	}
	for _, c := range cursors {
		if c.at == nil || c.at.Number() != doc {
			continue
		}
		if c.headline {
			score += w.headline(c.term)
		} else {
			score += w.text(c.term, occurrence{uint32(c.at.Frequency()), uint32(length(c.at))})
		}
		if c.at, err = c.Next(); err != nil {
			return 0, 0, err
		}
	}
	return doc, score, nil
}
