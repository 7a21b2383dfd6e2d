package index

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
)

// window is how many passages of a segment are scored at once.
const window = 2048

// slack is the share of a score by which its sum in another order may differ,
// and much more: scores so close to the worst kept are summed again in order.
const slack = 1e-9

// evidence is what one term in one field says of the passages of a segment.
type evidence struct {
	*occurrences
	scores []float64 // of each of kinds
	most   float64   // the highest of scores

	at    int // the first of docs that isn't added to the window's sums yet
	probe int // where the last seek ended
}

// seek returns the score of a passage: 0 without the term. Passages must be
// asked for in ascending order.
func (e *evidence) seek(doc uint32) float64 {
	docs := e.docs
	from, to := e.probe, e.probe
	for step := 1; to < len(docs) && docs[to] < doc; step *= 2 {
		from = to + 1
		to += step
	}
	to = min(to, len(docs))
	for from < to {
		if middle := int(uint(from+to) >> 1); docs[middle] < doc {
			from = middle + 1
		} else {
			to = middle
		}
	}
	e.probe = from
	if from == len(docs) || docs[from] != doc {
		return 0
	}
	return e.score(from)
}

// score is that of the i-th passage.
func (e *evidence) score(i int) float64 {
	if e.codes == nil {
		return e.scores[0]
	}
	return e.scores[e.codes[i]]
}

// maxScore finds the best passages of a segment without looking at all (Turtle
// and Flood, "Query evaluation: strategies and optimizations", 1995). Lists
// whose highest scores together can't reach the worst passage kept are not
// essential: they bring in no passage, and are asked only about those that
// others bring. The essential lists are added up window by window, as Lucene's
// MaxScoreBulkScorer does.
type maxScore struct {
	lists []*evidence // in the order in which scores are added
	order []*evidence // by their highest score, the lowest first
	bound []float64   // the sum of the highest scores of order[:i+1]
	alive mask
	best  *top

	base  int
	sums  [window]float64
	found [window / 64]uint64 // which passages of the window have a sum
}

// start takes up a segment.
func (m *maxScore) start(lists []*evidence, alive mask) {
	m.lists, m.alive = lists, alive
	m.order = append(m.order[:0], lists...)
	slices.SortStableFunc(m.order, func(a, b *evidence) int { return cmp.Compare(a.most, b.most) })
	m.bound = m.bound[:0]
	sum := 0.0
	for _, e := range m.order {
		sum += e.most
		m.bound = append(m.bound, sum)
	}
}

// run offers to best every passage that may be among the best.
func (m *maxScore) run(ctx context.Context, offer func(doc uint32, score float64) error) error {
	for first := 0; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		for first < len(m.order) && m.bound[first] < m.worst() {
			first++
		}
		if !m.add(m.order[first:]) {
			return nil
		}
		if err := m.drain(first, offer); err != nil {
			return err
		}
	}
}

// worst is the least that a passage must score to be kept, less the slack.
func (m *maxScore) worst() float64 { return m.best.worst() * (1 - slack) }

// add sums up the next window of the lists, and reports whether there is one.
func (m *maxScore) add(essential []*evidence) bool {
	next := math.MaxInt
	for _, e := range essential {
		if e.at < len(e.docs) {
			next = min(next, int(e.docs[e.at]))
		}
	}
	if next == math.MaxInt {
		return false
	}
	m.base = next &^ (window - 1)
	for _, e := range essential {
		for ; e.at < len(e.docs); e.at++ {
			i := int(e.docs[e.at]) - m.base
			if i >= window {
				break
			}
			m.sums[i] += e.score(e.at)
			m.found[i/64] |= 1 << (i % 64)
		}
	}
	return true
}

// drain empties the window and looks at its passages in turn; the lists before
// the first are yet to be asked.
func (m *maxScore) drain(first int, offer func(uint32, float64) error) error {
	worst := m.worst()
	for word := range m.found {
		for set := m.found[word]; set != 0; set &= set - 1 {
			i := word*64 + bits.TrailingZeros64(set)
			sum, doc := m.sums[i], uint32(m.base+i)
			m.sums[i] = 0
			if !m.alive.has(doc) || !m.reaches(worst, sum, doc, first) {
				continue
			}
			if err := offer(doc, m.exact(doc)); err != nil {
				return err
			}
			worst = m.worst()
		}
		m.found[word] = 0
	}
	return nil
}

// reaches asks the lists before the first about a passage, the weightiest first,
// until it is certain that they can't make it good enough.
func (m *maxScore) reaches(worst, sum float64, doc uint32, first int) bool {
	for i := first - 1; i >= 0; i-- {
		if sum+m.bound[i] < worst {
			return false
		}
		sum += m.order[i].seek(doc)
	}
	return sum >= worst
}

// exact is the score of a passage, added up in the order of the query's terms,
// so that it doesn't depend on how passages are spread over segments.
func (m *maxScore) exact(doc uint32) float64 {
	score := 0.0
	for _, e := range m.lists {
		score += e.seek(doc)
	}
	return score
}
