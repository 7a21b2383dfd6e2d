package ask

import (
	"cmp"
	"slices"

	"cuttings/internal/text"
)

// window is a run of whole sentences of one article that could be a quote, and
// what speaks for it. Each share is between 0 and 1.
type window struct {
	article  *article
	span     text.Span
	words    int
	cover    float64     // of the question's weight, how much stands in the window
	context  float64     // how much of the rest stands in the headline or in the sentences around
	pairs    float64     // of the question's neighbouring terms, how many stand close together
	answer   []text.Span // what has the form of an answer
	answered float64     // 1 where the kind of answer asked for is there, else 0
	score    float64
}

// longest is how many sentences a window may hold.
const longest = 4

// rank makes every window of at most maxWords words around the promising
// sentences, and orders them, best first.
func rank(u understood, articles []article, maxWords int) []window {
	var windows []window
	for i := range articles {
		a := &articles[i]
		for first := range a.sentences {
			w := window{article: a}
			for last := first; last < len(a.sentences) && last < first+longest && a.sentences[last].promising; last++ {
				if w.words += a.sentences[last].words; w.words > maxWords {
					break
				}
				one := w
				one.span = text.Span{Start: a.sentences[first].span.Start, End: a.sentences[last].span.End}
				one.weigh(u, first, last)
				windows = append(windows, one)
			}
		}
	}
	slices.SortStableFunc(windows, func(a, b window) int {
		return cmp.Or(
			cmp.Compare(b.score, a.score),
			cmp.Compare(a.words, b.words),
			cmp.Compare(a.article.version.Number, b.article.version.Number),
			cmp.Compare(a.span.Start, b.span.Start),
		)
	})
	return windows
}

// weigh fills in what speaks for the window of the sentences first to last.
func (w *window) weigh(u understood, first, last int) {
	a := w.article
	inside := map[string]int{} // term → where it stands first, counted in terms
	at := 0
	for _, s := range a.sentences[first : last+1] {
		for _, t := range s.terms {
			if _, ok := inside[t.Text]; !ok {
				inside[t.Text] = at
			}
			at++
		}
		w.answer = append(w.answer, u.answers(a.version.Text, s)...)
	}
	around := map[string]bool{}
	for _, s := range a.sentences[max(0, first-2):min(len(a.sentences), last+3)] {
		for _, t := range s.terms {
			around[t.Text] = true
		}
	}
	for i, t := range u.terms {
		here, ok := inside[t.text]
		switch {
		case ok:
			w.cover += t.idf / u.total
		case a.headline[t.text] || around[t.text]:
			w.context += t.idf / u.total
		}
		if i > 0 && ok {
			if before, ok := inside[u.terms[i-1].text]; ok && here-before <= 4 && before-here <= 4 {
				w.pairs += 1 / float64(len(u.terms)-1)
			}
		}
	}
	if len(w.answer) > 0 && w.cover > 0 {
		w.answered = 1
	}
	w.score = weights.cover*w.cover + weights.context*w.context + weights.pairs*w.pairs +
		weights.answered*w.answered + weights.retrieved*a.best + weights.words*float64(w.words)
}
