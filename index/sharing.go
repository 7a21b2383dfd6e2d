package index

import (
	"context"

	"cuttings/internal/archive"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Sharing implements Index.
func (e *engine) Sharing(ctx context.Context, terms []string, share float64, filter archive.Filter, limit int) ([]Hit, error) {
	if err := ctx.Err(); err != nil || limit <= 0 {
		return nil, err
	}
	var hits []Hit
	err := e.read(func(s *scorch.IndexSnapshot) (err error) {
		hits, err = e.sharing(ctx, s, terms, share, filter, limit)
		return err
	})
	return hits, err
}

// Sharing returns the passages that hold a share of the terms; see Index.
func (r *Replica) Sharing(ctx context.Context, terms []string, share float64, filter archive.Filter, limit int) (hits []Hit, err error) {
	err = r.ask(func(e *engine) (err error) {
		hits, err = e.Sharing(ctx, terms, share, filter, limit)
		return err
	})
	return hits, err
}

func (e *engine) sharing(ctx context.Context, s *scorch.IndexSnapshot, terms []string, share float64, filter archive.Filter, limit int) ([]Hit, error) {
	n, err := notesOf(s)
	if err != nil {
		return nil, err
	}
	lists := make([][]*occurrences, len(s.Segments()))
	with := make([]int, len(terms)) // passages that have the term
	for i, seg := range s.Segments() {
		if lists[i], err = e.fieldLists(seg, fieldText, terms); err != nil {
			return nil, err
		}
		if err := count(seg, terms, lists[i], with); err != nil {
			return nil, err
		}
	}
	weights := newWeights(n, with).idf
	least := 0.0
	for t, idf := range weights {
		if with[t] > 0 {
			least += share * idf
		}
	}
	best := &top{limit: limit}
	for i, seg := range s.Segments() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		alive, err := e.alive(seg, filter)
		if err != nil {
			return nil, err
		}
		held := make([]float64, seg.Segment().Count())
		for t, o := range lists[i] {
			for _, doc := range o.docs {
				held[doc] += weights[t]
			}
		}
		for doc, weight := range held {
			if weight > 0 && weight >= least*(1-rounding) && alive.has(uint32(doc)) {
				if err := best.offer(seg, uint32(doc), weight); err != nil {
					return nil, err
				}
			}
		}
	}
	return best.hits()
}

// rounding is what sums of weights may differ by for the order of adding.
const rounding = 1e-9
