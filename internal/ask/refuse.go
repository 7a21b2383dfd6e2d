package ask

import "math"

// Threshold is the confidence below which an answer is a miss.
const Threshold = 0.5

// weights are what each piece of evidence counts for, in a window's score and in
// the confidence. They were set by hand on questions of our own about the
// coverage that ships; the golden file shows what a change does.
var weights = struct {
	cover, context, pairs, answered, retrieved, words float64
}{cover: 1, context: 0.35, pairs: 0.15, answered: 0.25, retrieved: 0.15, words: -0.002}

// confidence says how sure it is that the window answers the question, between
// 0 and 1: the logistic function of the evidence, less what the question asks
// for and nothing in the coverage speaks of.
func (w window) confidence(u understood) float64 {
	evidence := w.cover + 0.5*w.context + 0.2*w.pairs
	switch u.kind {
	case anything:
	default:
		evidence += 0.25*w.answered - 0.1
	}
	unknown := 0.0
	for _, t := range u.terms {
		if !t.known {
			unknown += t.idf / u.total
		}
	}
	evidence -= 0.5 * unknown
	return 1 / (1 + math.Exp(-8*(evidence-0.55)))
}
