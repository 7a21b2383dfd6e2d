package ask

import (
	"math"
	"slices"
)

// evidence is what the confidence is made of.
type evidence struct {
	context  float64 // share of the question in the best window, its headline and the sentences around
	cover    float64 // the largest share of the question that a window holds by itself
	formless bool    // the question asks for a form of answer that the best window doesn't have
	beside   bool    // the best window speaks of whom or what the question names, and of nothing that it asks about them
}

// weighed gathers the evidence of the windows, best first, one at least.
func weighed(u *understood, windows []window) evidence {
	best := &windows[0]
	e := evidence{formless: u.kind.hasForm() && best.answered == 0, beside: u.beside(best)}
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

// beside reports whether the window is beside the point of a short question for
// a name, a date, a place or a number: the point is what the question says
// apart from names, "chief executive" of an NHS trust, and nothing of it stands
// in the window, its headline or around. Whatever has the form of an answer then
// answers another question about the same names. A point that weighs little, and
// a person's that is one word, may be said in other words (who speaks for: a
// spokesman), so they aren't asked for.
func (u *understood) beside(w *window) bool {
	if !u.kind.hasForm() || len(u.parts) > 1 {
		return false
	}
	words, weight, all := 0, 0.0, 0.0
	for _, t := range u.terms {
		if !auxiliary[t.text] {
			all += t.weight
		}
		if t.points() {
			words++
			weight += t.weight
		}
	}
	if weight < confident.point*all || u.kind == who && words < 2 {
		return false
	}
	return !slices.ContainsFunc(w.held, func(h share) bool { return u.terms[h.term].points() })
}

// points reports whether the term is part of what a question asks about its
// names.
func (t term) points() bool { return !t.name && !auxiliary[t.text] }

// confidence says how sure it is that the windows, best first, answer the
// question, between 0 and 1: the logistic function of the evidence, and no more
// than little where they are beside the point. The shares count by the question's
// size.
func confidence(u *understood, windows []window) float64 {
	if len(windows) == 0 {
		return 0
	}
	e := weighed(u, windows)
	z := confident.bias + u.size()*(confident.context*e.context+confident.cover*e.cover)
	if e.formless {
		z += confident.formless
	}
	sure := 1 / (1 + math.Exp(-z))
	if e.beside {
		return min(sure, confident.beside)
	}
	return sure
}
