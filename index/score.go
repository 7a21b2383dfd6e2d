package index

import (
	"container/heap"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// BM25 as published (Robertson and Zaragoza, "The Probabilistic Relevance
// Framework: BM25 and Beyond", 2009, 3.5), with the parameters that Anserini
// takes for news and that ranked passages of news best here too. A term in the
// headline counts a little, however often it is there.
const (
	bm25K1         = 0.9
	bm25B          = 0.4
	headlineWeight = 0.2
)

// search returns the best passages of a state of the index.
func search(ctx context.Context, s *scorch.IndexSnapshot, terms []string, q Query) ([]Hit, error) {
	n, err := notesOf(s)
	if err != nil {
		return nil, err
	}
	segments := make([]segmentLists, len(s.Segments()))
	with := make([]int, len(terms)) // passages that have the term
	for i, seg := range s.Segments() {
		if segments[i], err = readLists(seg, terms, q); err != nil {
			return nil, err
		}
		for t, list := range segments[i].text {
			with[t] += int(list.Count())
		}
	}
	passages := float64(n.Passages)
	w := weights{idf: make([]float64, len(terms)), average: float64(n.Terms) / passages}
	for t, df := range with {
		w.idf[t] = math.Log(1 + (passages-float64(df)+0.5)/(float64(df)+0.5))
	}
	best := &top{limit: q.Limit}
	for _, seg := range segments {
		if err := seg.score(ctx, w, best); err != nil {
			return nil, err
		}
	}
	return best.hits()
}

// weights are the statistics of the whole index that a score depends on.
type weights struct {
	idf     []float64 // of each term of the query
	average float64   // terms of a passage
}

// term is the score of the t-th term for a passage that has it so often.
func (w weights) term(t int, p segment.Posting) float64 {
	frequency, length := float64(p.Frequency()), 1/(p.Norm()*p.Norm()) // zap's norm is 1/√length
	return w.idf[t] * frequency * (bm25K1 + 1) / (frequency + bm25K1*(1-bm25B+bm25B*length/w.average))
}

// segmentLists are what a query reads of one segment.
type segmentLists struct {
	*scorch.SegmentSnapshot
	text, headline []segment.PostingsList // one for each term
	passing        *roaring.Bitmap        // nil: all
}

func readLists(s *scorch.SegmentSnapshot, terms []string, q Query) (l segmentLists, err error) {
	l.SegmentSnapshot = s
	if l.text, err = postings(s, fieldText, terms); err != nil {
		return l, err
	}
	if l.headline, err = postings(s, fieldHeadline, terms); err != nil {
		return l, err
	}
	l.passing, err = passing(s, q.Filter)
	return l, err
}

// cursor walks through one list.
type cursor struct {
	segment.PostingsIterator
	at       segment.Posting // nil at the end
	term     int
	headline bool
}

func (c *cursor) next() (err error) {
	if c.at, err = c.Next(); err != nil {
		return unreadable(err)
	}
	return nil
}

// score walks through all lists at once, passage by passage, and offers each to
// best. Scores are added in the order of the query's terms, so that they don't
// depend on how passages are spread over segments.
func (l segmentLists) score(ctx context.Context, w weights, best *top) error {
	cursors, err := l.cursors()
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		doc := uint64(math.MaxUint64)
		for _, c := range cursors {
			if c.at != nil {
				doc = min(doc, c.at.Number())
			}
		}
		if doc == math.MaxUint64 {
			return nil
		}
		score := 0.0
		for _, c := range cursors {
			if c.at == nil || c.at.Number() != doc {
				continue
			}
			if c.headline {
				score += headlineWeight * w.idf[c.term]
			} else {
				score += w.term(c.term, c.at)
			}
			if err := c.next(); err != nil {
				return err
			}
		}
		if l.passing == nil || l.passing.Contains(uint32(doc)) {
			if err := best.offer(l.SegmentSnapshot, doc, score); err != nil {
				return err
			}
		}
	}
}

func (l segmentLists) cursors() ([]*cursor, error) {
	var cursors []*cursor
	open := func(list segment.PostingsList, term int, headline bool) error {
		c := &cursor{PostingsIterator: list.Iterator(!headline, !headline, false, nil), term: term, headline: headline}
		if err := c.next(); err != nil {
			return err
		}
		cursors = append(cursors, c)
		return nil
	}
	for t := range l.text {
		if err := open(l.text[t], t, false); err != nil {
			return nil, err
		}
		if err := open(l.headline[t], t, true); err != nil {
			return nil, err
		}
	}
	return cursors, nil
}

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

// offer keeps the passage if it is among the best so far. Only then its key is
// read.
func (h *top) offer(s *scorch.SegmentSnapshot, doc uint64, score float64) error {
	if len(h.found) == h.limit && score < h.found[0].score {
		return nil
	}
	key, err := s.DocID(doc)
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
