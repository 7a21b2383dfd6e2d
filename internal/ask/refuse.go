package ask

import "math"

// evidence is what the confidence is made of.
type evidence struct {
	context  float64 // share of the question in the best window, its headline and the sentences around
	cover    float64 // the largest share of the question that a window holds by itself
	formless bool    // the question asks for a form of answer that the best window doesn't have
}

// weighed gathers the evidence of the windows, best first, one at least.
func weighed(u *understood, windows []window) evidence {
	best := &windows[0]
	e := evidence{formless: u.kind.hasForm() && best.answered == 0}
	for i := range windows {
		inside, all := 0.0, 0.0
		for _, h := range windows[i].held {
			x := u.terms[h.term].weight / u.total
			all += x
			if h.inside {
				inside += x
			}
		}
		e.cover = max(e.cover, inside)
		if i == 0 {
			e.context = all
		}
	}
	return e
}

// confidence says how sure it is that the windows, best first, answer the
// question, between 0 and 1: the logistic function of the evidence. The shares
// count by the question's size.
func confidence(u *understood, windows []window) float64 {
	if len(windows) == 0 {
		return 0
	}
	e := weighed(u, windows)
	z := confident.bias + u.size()*(confident.context*e.context+confident.cover*e.cover)
	if e.formless {
		z += confident.formless
	}
	return 1 / (1 + math.Exp(-z))
}
