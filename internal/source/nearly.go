package source

import (
	"math"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// When the words of a part stand nearly so in an article. A sentence of another
// source shares words with many; so what counts is how much the words tell that
// are the same. The sum of the logarithms of how rare they are says how unlikely
// it is that a passage has them all by chance, and there are as many chances as
// passages. Where nothing but numbers differs less will do, and many words in the
// same order are no chance either. Measured by TestEvaluation.
const (
	leastShare   = 0.7  // of the weight of all its words but the numbers that differ
	leastSame    = 8.5  // how much the same words weigh, as a natural logarithm, beyond that of the number of passages
	leastNumbers = 7    // how much the words weigh where nothing but numbers differs
	manyWords    = 9    // as many the same, and for each of them
	fewOthers    = 0.2  // as many others at most
	mostAligned  = 40   // passages that are looked at closely
	mostCompared = 2000 // words around a passage
)

// nearly makes p the piece of a part that is in no article exactly: Nearly, if
// one has all but a few of its words, else None.
func (r *reader) nearly(p *Piece, asked part, found []index.Hit) error {
	weights, err := r.weigh(asked)
	if err != nil {
		return err
	}
	var best *fit
	for _, h := range found[:min(len(found), mostAligned)] {
		v, err := r.version(place{h.Number, h.Version})
		if err != nil {
			return err
		}
		if v == nil {
			continue
		}
		if f := fitIn(v, h.Span, asked); best == nil || f.betterThan(best) {
			best = f
		}
	}
	if best == nil || !best.enough(asked.words, weights) {
		return nil
	}
	list, same := changes(best.steps, asked, best.words, best.version.Text)
	if len(list) == 0 || len(same) == 0 {
		return nil
	}
	spans := spansOf(same, best.words)
	p.Match, p.Changes = Nearly, list
	p.Quote, err = quoteOf(best.version, text.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}, spans...)
	return err
}

// fit is where the words of a part fit best into an article.
type fit struct {
	version *archive.Version
	words   words // of the article, around the passage
	steps   []step
	cost    int
}

// fitIn fits the words in and around a passage of the article.
func fitIn(v *archive.Version, passage text.Span, asked part) *fit {
	f := &fit{version: v, words: surroundings(v.Text, passage, asked.reach())}
	if f.words.len() > mostCompared {
		f.words = f.words.slice(run{0, mostCompared})
	}
	f.steps, f.cost = align(asked.words, f.words)
	return f
}

// betterThan prefers the cheaper fit, then the earlier article.
func (f *fit) betterThan(g *fit) bool {
	if f.cost != g.cost {
		return f.cost < g.cost
	}
	return byDate(f.version, g.version) < 0
}

// enough reports whether so much is the same that it can't be by chance.
func (f *fit) enough(asked words, w weights) bool {
	var all, same, telling, plain float64 // telling is same without stop words, plain without numbers
	seen := map[string]bool{}
	onlyNumbers := true
	equals, others := 0, 0
	for _, t := range f.steps {
		equal, numbers := t.equal(asked, f.words), t.numbers(asked, f.words)
		onlyNumbers = onlyNumbers && (equal || numbers)
		if equal {
			equals++
		} else {
			others++
		}
		if t.asked < 0 || numbers && !equal || seen[asked.word(t.asked)] {
			continue
		}
		seen[asked.word(t.asked)] = true
		weight := w.of[t.asked]
		all += weight
		if !equal {
			continue
		}
		same += weight
		if !index.IsStopWord(asked.word(t.asked)) {
			telling += weight
		}
		if !numbers {
			plain += weight
		}
	}
	return same >= leastShare*all && (telling >= w.chances+leastSame || onlyNumbers && plain >= leastNumbers ||
		equals >= manyWords && float64(others) <= fewOthers*float64(equals))
}

// weights are how much the words of a part tell.
type weights struct {
	of      []float64 // each: the logarithm of how rare its term is among all passages, as BM25 has it
	chances float64   // the logarithm of the number of passages
}

// weigh weighs the words of a part. Single letters tell nothing.
func (r *reader) weigh(p part) (weights, error) {
	w := weights{of: make([]float64, p.words.len())}
	terms := make([]string, p.words.len())
	for i, span := range p.words.spans {
		if list := index.Analyze(p.of(span)); len(list) == 1 {
			terms[i] = list[0].Text
		}
	}
	f, err := r.index.Frequencies(r.ctx, terms)
	if err != nil {
		return w, err
	}
	w.chances = math.Log(float64(max(f.Passages, 1)))
	for i, n := range f.With {
		if len(terms[i]) > 1 {
			w.of[i] = rarity(f.Passages, n)
		}
	}
	return w, nil
}

// rarity is the logarithm of how rare a term is that with of the passages hold.
func rarity(passages, with int) float64 {
	return math.Log(1 + (float64(passages-with)+0.5)/(float64(with)+0.5))
}
