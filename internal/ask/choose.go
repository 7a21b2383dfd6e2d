package ask

import (
	"math"
	"slices"

	"cuttings/internal/quote"
)

// choice is what is shown so far.
type choice struct {
	u     *understood
	shown []window
	times []float64 // how often each term was shown
	left  []float64 // what each term is still worth
	told  told
}

// wordsPerTerm is how long a quote may grow for each term of the question.
const wordsPerTerm = 3

// choose takes windows one after the other, each the one that is worth most
// beside those before it: a term that was shown already counts for less, so
// that a question of several parts gets quotes for all of them. At most n;
// the first is the best there is, answer or not. Windows must be as rank
// returns them.
func choose(u *understood, windows []window, n, maxWords int) []window {
	c := choice{u: u, times: make([]float64, len(u.terms)), left: make([]float64, len(u.terms)), told: newTold()}
	for i := range c.left {
		c.left[i] = 1
	}
	for len(c.shown) < n {
		w, value := c.best(windows)
		if w == nil || len(c.shown) > 0 && value*u.size() < weights.worthwhile*c.shown[0].score {
			break
		}
		next := *w
		next.score = value
		c.lead(&next, maxWords)
		c.grow(&next, u.room(maxWords))
		c.show(next)
	}
	return c.shown
}

// room is how many words a quote may grow to by the sentences around it: to the
// size of a card when much is asked, and beyond it when the asker wants more.
func (u *understood) room(maxWords int) int {
	if maxWords > DefaultWords {
		return maxWords
	}
	return min(maxWords, wordsPerTerm*len(u.terms))
}

// best is the window that is worth most now, and what it is worth; nil when
// none is left. A value only ever falls, so the search ends where the values
// at the beginning are below the best one now.
func (c *choice) best(windows []window) (best *window, value float64) {
	for i := range windows {
		w := &windows[i]
		if best != nil && w.score <= value {
			break
		}
		if v := w.value(c.u, c.left); (best == nil || v > value) && !c.clashes(w) {
			best, value = w, v
		}
	}
	return best, value
}

// show adds the window to what is shown.
func (c *choice) show(w window) {
	c.shown = append(c.shown, w)
	shown := make([]float64, len(c.left))
	for k, there := range w.article.headline {
		if there {
			shown[k] = weights.headlineShown
		}
	}
	for _, h := range w.held {
		if h.inside {
			shown[h.term] = 1
		}
	}
	for k, n := range shown {
		c.times[k] += n
		c.left[k] = 1 / (1 + weights.again*c.times[k])
	}
	for _, s := range w.article.sentences[w.first : w.last+1] {
		c.told.add(s.span.Of(w.article.version.Text))
	}
}

// clashes reports whether the window holds a sentence that is told already, in
// its own article or in another: a reprint.
func (c *choice) clashes(w *window) bool {
	return slices.ContainsFunc(w.article.sentences[w.first:w.last+1], func(s sentence) bool {
		return c.told.holds(s.span.Of(w.article.version.Text))
	})
}

// grow takes in neighbouring sentences while there is room, those that speak
// of the question first. They count for nothing in what is shown next: the
// window was chosen without them.
func (c *choice) grow(w *window, maxWords int) {
	for {
		before, after := c.gain(w, w.first-1, maxWords), c.gain(w, w.last+1, maxWords)
		switch {
		case max(before, after) < 0, maxWords <= DefaultWords && max(before, after) == 0:
			return
		case before > after:
			w.take(w.first - 1)
		default:
			w.take(w.last + 1)
		}
	}
}

// take takes in the k-th sentence of the article, which is next to the window
// and was looked at.
func (w *window) take(k int) {
	w.first, w.last = min(w.first, k), max(w.last, k)
	w.words += w.article.sentences[k].words
}

// sentence is the k-th sentence of an article, looked at if it wasn't promising.
func (u *understood) sentence(a *article, k int) *sentence {
	s := &a.sentences[k]
	if s.words == 0 {
		u.look(a.version.Text, s, a.said)
	}
	return s
}

// gain is what the k-th sentence of the window's article would add to it: the
// weight of the question's terms in it, half of it for those that the window has
// already, against its length. It is negative when there is no such sentence,
// no room for it, or when it is shown already.
func (c *choice) gain(w *window, k, maxWords int) float64 {
	a := w.article
	if k < 0 || k >= len(a.sentences) {
		return -1
	}
	s := c.u.sentence(a, k)
	if w.words+s.words > maxWords || c.told.holds(s.span.Of(a.version.Text)) {
		return -1
	}
	sum := 0.0
	seen := map[int]bool{}
	for _, m := range s.found {
		if seen[m.term] {
			continue
		}
		seen[m.term] = true
		x := c.u.terms[m.term].weight
		if slices.ContainsFunc(w.held, func(h share) bool { return h.term == m.term && h.inside }) {
			x /= 2
		}
		sum += x
	}
	return sum / math.Sqrt(float64(s.words+5))
}

// quotes makes quotes of windows.
func quotes(windows []window) ([]quote.Quote, error) {
	var list []quote.Quote
	for i := range windows {
		w := &windows[i]
		q, err := quote.New(w.article.version, w.span(), w.marked()...)
		if err != nil {
			return nil, err
		}
		q.Score = w.score
		list = append(list, q)
	}
	return list, nil
}
