package ask

import (
	"cmp"
	"math"
	"slices"

	"cuttings/internal/text"
)

// window is a run of whole sentences of one article that could be a quote, and
// what speaks for it.
type window struct {
	article     *article
	first, last int // sentences of the article
	words       int
	held        []share
	pairs       []int   // of the question, those that stand close together
	answered    float64 // how much of the question stands near what has the form of an answer
	score       float64 // its value when nothing has been shown yet
}

// share is how much of a term's weight counts for a window.
type share struct {
	term   int
	amount float64
	inside bool // stands in the window itself, not only in the headline or around it
}

const (
	longest  = 4  // sentences in a window
	near     = 4  // terms between two neighbours of the question that stand close together
	around   = 2  // sentences on either side of a window that are its context
	ordinary = 30 // words in a window, to which BM25's length is normalised
)

// rank makes every window of the promising sentences, and orders them, best
// first. A window has at most maxWords words, and more than DefaultWords only
// when a single sentence has.
func rank(u *understood, articles []article, maxWords int) []window {
	var windows []window
	unseen := make([]float64, len(u.terms))
	for i := range unseen {
		unseen[i] = 1
	}
	for i := range articles {
		a := &articles[i]
		for first := range a.sentences {
			words := 0
			for last := first; last < min(len(a.sentences), first+longest) && a.sentences[last].promising; last++ {
				if words += a.sentences[last].words; words > maxWords || words > DefaultWords && last > first {
					break
				}
				w := window{article: a, first: first, last: last, words: words}
				if w.weigh(u) {
					w.score = w.value(u, unseen)
					windows = append(windows, w)
				}
			}
		}
	}
	slices.SortFunc(windows, func(a, b window) int {
		return cmp.Or(
			cmp.Compare(b.score, a.score),
			cmp.Compare(a.words, b.words),
			cmp.Compare(a.article.version.Number, b.article.version.Number),
			cmp.Compare(a.first, b.first),
		)
	})
	return windows
}

// weigh fills in what of the question the window holds, and reports whether
// that is anything.
func (w *window) weigh(u *understood) bool {
	a := w.article
	times := make([]int, len(u.terms))
	w.count(u, times)
	none := true
	amount := make([]float64, len(u.terms))
	length := 1 + weights.length*(float64(w.words)/ordinary-1)
	for k, n := range times {
		switch {
		case n > 0:
			none = false
			amount[k] = (1 + weights.saturation) * float64(n) / (float64(n) + weights.saturation*length)
		case a.headline[k]:
			amount[k] = weights.headline
		}
	}
	if none {
		return false
	}
	for i := max(0, w.first-around); i < min(len(a.sentences), w.last+around+1); i++ {
		for _, m := range a.sentences[i].found {
			amount[m.term] = max(amount[m.term], weights.around)
		}
	}
	for k, x := range amount {
		if x > 0 {
			w.held = append(w.held, share{k, x, times[k] > 0})
		}
	}
	return true
}

// count counts the terms in the window and notes the pairs that are near.
func (w *window) count(u *understood, times []int) {
	seen := make([]int, len(u.terms)) // where each term stands last, from 1
	begin := 1
	for _, s := range w.article.sentences[w.first : w.last+1] {
		for _, m := range s.found {
			times[m.term]++
			at := begin + m.at
			seen[m.term] = at
			for i, p := range u.pairs {
				other := p.a
				if p.a == m.term {
					other = p.b
				} else if p.b != m.term {
					continue
				}
				if seen[other] > 0 && at-seen[other] <= near && !slices.Contains(w.pairs, i) {
					w.pairs = append(w.pairs, i)
				}
			}
		}
		begin += s.length
		for _, a := range s.answers {
			w.answered = max(w.answered, a.worth)
		}
	}
}

// value is what the window is worth to a reader to whom each term is still
// worth so much of its weight: 1 when no quote has shown it.
func (w *window) value(u *understood, left []float64) float64 {
	cover := 0.0
	parts := make([]float64, len(u.parts))
	for _, h := range w.held {
		x := u.terms[h.term].weight * h.amount * left[h.term]
		cover += x / u.total
		for _, p := range u.terms[h.term].parts {
			parts[p] += x
		}
	}
	part := 0.0
	for i, x := range parts {
		// To cover all of a short part is less than to cover it of a long one.
		part = max(part, x/math.Sqrt(u.parts[i].total*u.total))
	}
	pairs := 0.0
	for _, i := range w.pairs {
		p := u.pairs[i]
		pairs += p.share * (left[p.a] + left[p.b]) / 2
	}
	// A form of answer is for one part of the question only, and the more is
	// asked, the cheaper is a word of the quote.
	return weights.cover*cover + weights.part*part + weights.pairs*pairs + weights.answered*w.answered/float64(len(u.parts)) +
		weights.retrieved*w.article.best + weights.article*w.article.cover + weights.early/(1+float64(w.first)/5) + weights.words*float64(w.words)/float64(len(u.terms))
}

// span is where the window stands, in bytes of its version's text.
func (w *window) span() text.Span {
	s := w.article.sentences
	return text.Span{Start: s[w.first].span.Start, End: s[w.last].span.End}
}
