package index

import (
	"context"
	"math"

	"github.com/blevesearch/bleve/v2/index/scorch"
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

// weights are the statistics of the whole index that a score depends on.
type weights struct {
	idf     []float64 // of each term of the query
	average float64   // terms of a passage
}

func newWeights(n notes, with []int) weights {
	passages := float64(n.Passages)
	w := weights{idf: make([]float64, len(with)), average: float64(n.Terms) / passages}
	for t, df := range with {
		w.idf[t] = math.Log(1 + (passages-float64(df)+0.5)/(float64(df)+0.5))
	}
	return w
}

// text is the score of the t-th term for a passage that has it.
func (w weights) text(t int, o occurrence) float64 {
	frequency, length := float64(o.frequency), float64(o.length)
	return w.idf[t] * frequency * (bm25K1 + 1) / (frequency + bm25K1*(1-bm25B+bm25B*length/w.average))
}

// headline is the score of the t-th term for a passage under a headline that
// has it.
func (w weights) headline(t int) float64 { return headlineWeight * w.idf[t] }

// search returns the best passages of a state of the index.
func (e *engine) search(ctx context.Context, s *scorch.IndexSnapshot, terms []string, q Query) ([]Hit, error) {
	n, err := notesOf(s)
	if err != nil {
		return nil, err
	}
	segments := make([]segmentLists, len(s.Segments()))
	with := make([]int, len(terms)) // passages that have the term
	for i, seg := range s.Segments() {
		if segments[i], err = e.readLists(seg, terms, with); err != nil {
			return nil, err
		}
	}
	w := newWeights(n, with)
	best := &top{limit: q.Limit}
	m := &maxScore{best: best}
	for i, seg := range s.Segments() {
		alive, err := e.alive(seg, q.Filter)
		if err != nil {
			return nil, err
		}
		m.start(segments[i].evidence(w), alive)
		err = m.run(ctx, func(doc uint32, score float64) error { return best.offer(seg, doc, score) })
		if err != nil {
			return nil, err
		}
	}
	return best.hits()
}

// segmentLists are what a query reads of one segment: one for each term, nil
// where it doesn't occur.
type segmentLists struct{ text, headline []*occurrences }

// readLists reads the lists of a segment, and adds to each term's count how many
// passages have it in their text.
func (e *engine) readLists(s *scorch.SegmentSnapshot, terms []string, with []int) (l segmentLists, err error) {
	if l.text, err = e.fieldLists(s, fieldText, terms); err != nil {
		return l, err
	}
	if err := count(s, terms, l.text, with); err != nil {
		return l, err
	}
	l.headline, err = e.fieldLists(s, fieldHeadline, terms)
	return l, err
}

func (e *engine) fieldLists(s *scorch.SegmentSnapshot, field string, terms []string) ([]*occurrences, error) {
	lists := make([]*occurrences, len(terms))
	var err error
	for i, t := range terms {
		if lists[i], err = e.occurrences(s, field, t); err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// count adds to each term's count how many of its occurrences are not deleted.
func count(s *scorch.SegmentSnapshot, terms []string, lists []*occurrences, with []int) error {
	if s.Deleted() == nil {
		for i, o := range lists {
			with[i] += len(o.docs)
		}
		return nil
	}
	live, err := postings(s, fieldText, terms)
	if err != nil {
		return err
	}
	for i, list := range live {
		with[i] += int(list.Count())
	}
	return nil
}

// evidence weighs the lists, in the order in which scores are added.
func (l segmentLists) evidence(w weights) []*evidence {
	var list []*evidence
	add := func(o *occurrences, score func(occurrence) float64) {
		if len(o.docs) == 0 {
			return
		}
		e := &evidence{occurrences: o, scores: make([]float64, len(o.kinds))}
		for i, kind := range o.kinds {
			e.scores[i] = score(kind)
			e.most = max(e.most, e.scores[i])
		}
		list = append(list, e)
	}
	for t := range l.text {
		add(l.text[t], func(o occurrence) float64 { return w.text(t, o) })
		add(l.headline[t], func(occurrence) float64 { return w.headline(t) })
	}
	return list
}
