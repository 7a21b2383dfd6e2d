package ask

import (
	"context"
	"math"
	"slices"

	"cuttings/index"
	"cuttings/internal/archive"
)

// understood is a question taken apart.
type understood struct {
	kind     Kind
	focus    []string         // the terms that a number must count, or that name a speaker; may be empty
	words    string           // those to look for, as they were asked
	terms    []term           // what to look for, each once, in the order asked
	at       map[string][]int // which of the terms each term of the coverage stands for
	parts    []part           // a long question asks several things at once; one at least
	pairs    []pair           // neighbours among the terms
	passages int              // how many the coverage has
	total    float64          // the weight of all terms
}

// term is one word to look for and how much it tells.
type term struct {
	text     string
	variants []string // other terms of the coverage that say the same (see find)
	with     int      // how many passages hold it, in one way or another
	weight   float64
	parts    []int // those that ask for it
	name     bool
	asked    string // the word as it was asked, where another is looked for instead
}

// part is a run of words of the question.
type part struct {
	words string
	terms []int
	total float64 // their weight
}

// pair is two terms that follow one another in the question.
type pair struct {
	a, b  int
	share float64 // of the weight of all pairs
}

// What a question may hold: beyond it, words go unheard.
const (
	mostTerms = 64 // as many as the index looks for
	mostParts = 8  // each costs a search
)

// understand takes the question apart. ErrNoWords when it has no word to look
// for.
func understand(ctx context.Context, searcher index.Searcher, shown archive.Filter, question string) (*understood, error) {
	question = spellOut(question)
	all := index.Analyze(question)
	u := &understood{at: map[string][]int{}}
	u.kind, u.focus = kindOf(question, all)
	named := attribution(question, all)
	runs := u.read(question, all, func(i int) bool { return !scaffold[all[i].Text] && !restating[u.kind][all[i].Text] && !named[i] })
	if len(u.terms) == 0 { // "What did he say?": better a weak search than none
		runs = u.read(question, all, func(int) bool { return true })
	}
	if len(u.terms) == 0 {
		return nil, ErrNoWords
	}
	if err := u.find(ctx, searcher, question, all); err != nil {
		return nil, err
	}
	if err := u.mend(ctx, searcher, shown, runs); err != nil {
		return nil, err
	}
	u.weigh()
	u.divide(runs)
	return u, nil
}

// read collects the words to look for that keep lets through, and returns them
// in runs that no sign or conjunction interrupts.
func (u *understood) read(question string, all []index.Term, keep func(i int) bool) []part {
	runs := []part{{}}
	last, end := -1, 0
	for i, t := range all {
		if parts(question[end:t.Span.Start], t.Text) {
			runs = append(runs, part{})
			last = -1
		}
		end = t.Span.End
		if index.IsStopWord(t.Text) || !keep(i) {
			continue
		}
		word := t.Span.Of(question)
		k, seen := u.place(t.Text)
		if !seen && len(u.terms) == mostTerms {
			break
		}
		if !seen {
			k = len(u.terms)
			u.at[t.Text] = []int{k}
			u.terms = append(u.terms, term{text: t.Text, name: i > 0 && isCapital(word)})
			u.words += " " + word
		}
		run := &runs[len(runs)-1]
		run.terms = append(run.terms, k)
		run.words += " " + word
		if last >= 0 && last != k {
			u.pairs = append(u.pairs, pair{a: last, b: k})
		}
		last = k
	}
	return slices.DeleteFunc(runs, func(r part) bool { return len(r.terms) == 0 })
}

// weigh tells by how rare they are what the terms are worth.
func (u *understood) weigh() {
	for i := range u.terms {
		t := &u.terms[i]
		t.weight = idf(u.passages, min(t.with, u.passages))
		if t.name {
			t.weight *= weights.name
		}
		u.total += t.weight
	}
	sum := 0.0
	for i, p := range u.pairs {
		u.pairs[i].share = min(u.terms[p.a].weight, u.terms[p.b].weight)
		sum += u.pairs[i].share
	}
	for i := range u.pairs {
		u.pairs[i].share /= sum
	}
}

// divide makes the parts of the question: its runs of words, where one that
// weighs less than a run does on average, or is a single word, goes with the
// part before it.
func (u *understood) divide(runs []part) {
	for _, run := range runs {
		weight := 0.0
		for _, k := range run.terms {
			weight += u.terms[k].weight
		}
		if len(u.parts) == 0 || len(u.parts) < mostParts && len(run.terms) > 1 && weight*float64(len(runs)) >= u.total {
			u.parts = append(u.parts, part{})
		}
		p := &u.parts[len(u.parts)-1]
		p.words += run.words
		for _, k := range run.terms {
			if !slices.Contains(p.terms, k) {
				p.terms = append(p.terms, k)
				p.total += u.terms[k].weight
				u.terms[k].parts = append(u.terms[k].parts, len(u.parts)-1)
			}
		}
	}
}

// place is where a term of the question stands among those looked for.
func (u *understood) place(term string) (k int, ok bool) {
	for _, k := range u.at[term] {
		if u.terms[k].text == term {
			return k, true
		}
	}
	return 0, false
}

// asks reports whether the term is among those looked for, in one way or
// another.
func (u *understood) asks(term string) bool { return len(u.at[term]) > 0 }

// whole is the question as one part.
func (u *understood) whole() part {
	p := part{words: u.words, total: u.total}
	for k := range u.terms {
		p.terms = append(p.terms, k)
	}
	return p
}

// query is what the index is asked for a part of the question: its words, and
// their variants.
func (u *understood) query(p part) string {
	words := p.words
	for _, k := range p.terms {
		for _, v := range u.terms[k].variants {
			words += " " + v
		}
	}
	return words
}

// size is the root of the number of terms, of four at least: the longer a
// question, the smaller is the share of it that one quote can hold.
func (u *understood) size() float64 {
	return math.Sqrt(float64(max(len(u.terms), 4)))
}

// idf is the weight of a term that with of all passages hold, as BM25 has it
// (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, with
// one added so that it is never negative).
func idf(passages, with int) float64 {
	return math.Log(1 + (float64(passages-with)+0.5)/(float64(with)+0.5))
}
