package bench

import (
	"cmp"
	"context"
	"math"
	"slices"

	"cuttings/index"
)

// floor is the least that a search could cost: an inverted index in memory that
// can't be changed, kept or filtered, ranked by BM25 and read by MaxScore
// (Turtle and Flood, "Query Evaluation: Strategies and Optimizations", 1995):
// passages that only hold terms too weak to lift them among the best are never
// looked at.
type floor struct {
	places []place
	terms  map[string]*list
}

// list is the passages that hold a term, in growing order, and what the term
// adds to the score of each.
type list struct {
	doc  []uint32
	adds []float32
	most float32 // of adds
}

const k1, b = 0.9, 0.4 // of BM25, as our engine has them

// Add implements engine.
func (f *floor) Add(_ context.Context, passages []passage) error {
	f.terms = map[string]*list{}
	lengths := make([]float64, len(passages))
	total := 0.0
	for i, p := range passages {
		f.places = append(f.places, p.place)
		counts := map[string]float32{}
		for _, t := range index.Analyze(p.text) {
			counts[t.Text]++
			lengths[i]++
		}
		total += lengths[i]
		for term, n := range counts {
			l := f.terms[term]
			if l == nil {
				l = &list{}
				f.terms[term] = l
			}
			l.doc, l.adds = append(l.doc, uint32(i)), append(l.adds, n)
		}
	}
	n := float64(len(passages))
	for _, l := range f.terms {
		with := float64(len(l.doc))
		idf := math.Log(1 + (n-with+0.5)/(with+0.5))
		for i, doc := range l.doc {
			tf := float64(l.adds[i])
			l.adds[i] = float32(idf * tf * (k1 + 1) / (tf + k1*(1-b+b*lengths[doc]*n/total)))
			l.most = max(l.most, l.adds[i])
		}
	}
	return nil
}

// reader stands at one passage of a list.
type reader struct {
	*list
	at int
}

// seek moves to the first passage from doc on, by doubling steps, and reports
// whether it is doc.
func (r *reader) seek(doc uint32) bool {
	step := 1
	for r.at+step < len(r.doc) && r.doc[r.at+step] < doc {
		r.at += step
		step *= 2
	}
	i, found := slices.BinarySearch(r.doc[r.at:min(len(r.doc), r.at+step+1)], doc)
	r.at += i
	return found
}

// Search implements engine.
func (f *floor) Search(_ context.Context, words []string) ([]place, error) {
	var readers []*reader // the weakest first
	seen := map[string]bool{}
	for _, w := range words {
		for _, t := range index.Analyze(w) {
			if l := f.terms[t.Text]; l != nil && !seen[t.Text] {
				readers = append(readers, &reader{list: l})
			}
			seen[t.Text] = true
		}
	}
	slices.SortFunc(readers, func(a, b *reader) int { return cmp.Compare(a.most, b.most) })
	upTo := make([]float32, len(readers)) // what the readers up to each can add at most
	sum := float32(0)
	for i, r := range readers {
		sum += r.most
		upTo[i] = sum
	}
	best := make(best, 0, limit+1)
	needed := 0 // from this reader on, one must hold a passage that gets among the best
	for {
		doc := uint32(math.MaxUint32)
		for _, r := range readers[needed:] {
			if r.at < len(r.doc) {
				doc = min(doc, r.doc[r.at])
			}
		}
		if doc == math.MaxUint32 {
			return best.places(f.places), nil
		}
		if best.offer(doc, score(readers, upTo, needed, doc, best.least())) {
			for needed < len(readers) && upTo[needed] <= best.least() {
				needed++
			}
		}
	}
}

// score adds up a passage, and gives up once it can't pass least.
func score(readers []*reader, upTo []float32, needed int, doc uint32, least float32) float32 {
	sum := float32(0)
	for _, r := range readers[needed:] {
		if r.at < len(r.doc) && r.doc[r.at] == doc {
			sum += r.adds[r.at]
			r.at++
		}
	}
	for i := needed - 1; i >= 0 && sum+upTo[i] > least; i-- {
		if readers[i].seek(doc) {
			sum += readers[i].adds[readers[i].at]
		}
	}
	return sum
}

// best is the best passages so far, best first; between equals the earlier.
type best []struct {
	score float32
	doc   uint32
}

// least is what a passage must score more than, once there are enough.
func (h best) least() float32 {
	if len(h) < limit {
		return 0
	}
	return h[len(h)-1].score
}

func (h *best) offer(doc uint32, score float32) bool {
	if score <= h.least() {
		return false
	}
	i := len(*h)
	for i > 0 && (*h)[i-1].score < score {
		i--
	}
	*h = slices.Insert(*h, i, struct {
		score float32
		doc   uint32
	}{score, doc})
	*h = (*h)[:min(limit, len(*h))]
	return true
}

func (h best) places(all []place) []place {
	places := make([]place, len(h))
	for i, one := range h {
		places[i] = all[one.doc]
	}
	return places
}

// Close implements engine.
func (f *floor) Close() error { return nil }
