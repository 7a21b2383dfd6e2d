package ask

import (
	"math"
	"slices"

	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// choice is what is shown so far.
type choice struct {
	u     *understood
	shown []window
	left  []float64       // what each term is still worth
	told  map[string]bool // the sentences shown, word for word
}

// choose takes windows one after the other, each the one that is worth most
// beside those before it: a term that was shown already counts for less, so
// that a question of several parts gets quotes for all of them. At most n;
// the first is the best there is, answer or not. Windows must be as rank
// returns them. What maxWords allows beyond DefaultWords, the size of a card,
// is for the sentences around.
func choose(u *understood, windows []window, n, maxWords int) []window {
	c := choice{u: u, left: make([]float64, len(u.terms)), told: map[string]bool{}}
	for i := range c.left {
		c.left[i] = 1
	}
	for len(c.shown) < n {
		w, value := c.best(windows)
		if w == nil || len(c.shown) > 0 && value*u.size() < weights.worthwhile*c.shown[0].score {
			break
		}
		next := *w
		next.held = slices.Clone(w.held)
		next.score = value
		c.lead(&next, maxWords)
		if maxWords > DefaultWords {
			c.grow(&next, maxWords)
		}
		c.show(next)
	}
	return c.shown
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
	inside := make([]bool, len(c.left))
	for _, h := range w.held {
		if h.inside {
			inside[h.term] = true
			c.left[h.term] *= weights.decay
		}
	}
	for k, there := range w.article.headline {
		if there && !inside[k] {
			c.left[k] *= weights.headlineDecay
		}
	}
	for _, s := range w.article.sentences[w.first : w.last+1] {
		c.told[s.span.Of(w.article.version.Text)] = true
	}
}

// clashes reports whether the window holds a sentence that is shown already, in
// its own article or word for word in another: a reprint.
func (c *choice) clashes(w *window) bool {
	if len(c.told) == 0 {
		return false
	}
	return slices.ContainsFunc(w.article.sentences[w.first:w.last+1], func(s sentence) bool {
		return c.told[s.span.Of(w.article.version.Text)]
	})
}

// grow takes in neighbouring sentences while there is room, those that speak
// of the question first.
func (c *choice) grow(w *window, maxWords int) {
	for {
		before, after := c.gain(w, w.first-1, maxWords), c.gain(w, w.last+1, maxWords)
		if max(before, after) < 0 {
			return
		}
		k := w.last + 1
		if before > after {
			k = w.first - 1
		}
		w.take(k)
	}
}

// take takes in the k-th sentence of the article, which is next to the window.
func (w *window) take(k int) {
	w.first, w.last = min(w.first, k), max(w.last, k)
	w.words += w.article.words(k)
	for _, m := range w.article.sentences[k].found {
		if i := slices.IndexFunc(w.held, func(h share) bool { return h.term == m.term }); i >= 0 {
			w.held[i].inside = true
		} else {
			w.held = append(w.held, share{term: m.term, inside: true})
		}
	}
}

// gain is what the k-th sentence of the window's article would add to it: the
// weight of the question's terms in it, half of it for those that the window has
// already, against its length. It is negative when there is no such sentence,
// no room for it, or when it is shown already.
func (c *choice) gain(w *window, k, maxWords int) float64 {
	a := w.article
	if k < 0 || k >= len(a.sentences) || w.words+a.words(k) > maxWords || c.told[a.sentences[k].span.Of(a.version.Text)] {
		return -1
	}
	sum := 0.0
	seen := map[int]bool{}
	for _, m := range a.sentences[k].found {
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
	return sum / math.Sqrt(float64(a.words(k)+5))
}

// words is how many words the k-th sentence has.
func (a *article) words(k int) int {
	if s := a.sentences[k]; !s.promising {
		return text.Words(s.span.Of(a.version.Text))
	}
	return a.sentences[k].words
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
