package index

import (
	"container/heap"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// top keeps the best passages: a heap with the worst of them at its root.
type top struct {
	limit int
	found []scored
}

type scored struct {
	score float64
	key   string
}

// compare orders by score, and equal scores by cutting number and place.
func (a scored) compare(b scored) int {
	switch {
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	return strings.Compare(a.key, b.key)
}

func (h *top) Len() int           { return len(h.found) }
func (h *top) Less(i, j int) bool { return h.found[i].compare(h.found[j]) > 0 }
func (h *top) Swap(i, j int)      { h.found[i], h.found[j] = h.found[j], h.found[i] }
func (h *top) Push(x any)         { h.found = append(h.found, x.(scored)) }
func (h *top) Pop() any {
	last := h.found[len(h.found)-1]
	h.found = h.found[:len(h.found)-1]
	return last
}

// worst is the score of the worst passage kept, when there is no room for more.
func (h *top) worst() float64 {
	if len(h.found) < h.limit {
		return math.Inf(-1)
	}
	return h.found[0].score
}

// offer keeps the passage if it is among the best so far. Only then its key is
// read.
func (h *top) offer(s *scorch.SegmentSnapshot, doc uint32, score float64) error {
	if score < h.worst() {
		return nil
	}
	key, err := s.DocID(uint64(doc))
	if err != nil {
		return unreadable(err)
	}
	heap.Push(h, scored{score, string(key)})
	if len(h.found) > h.limit {
		heap.Pop(h)
	}
	return nil
}

// hits are the passages kept, best first.
func (h *top) hits() ([]Hit, error) {
	slices.SortFunc(h.found, scored.compare)
	hits := make([]Hit, len(h.found))
	for i, f := range h.found {
		p, err := parsePlace([]byte(f.key))
		if err != nil {
			return nil, err
		}
		hits[i] = Hit{Number: p.number, Version: p.version, Span: p.span, Score: f.score}
	}
	return hits, nil
}
