package ask

import (
	"context"
	"math"
	"slices"
	"strings"

	"cuttings/index"
)

// kind is what sort of answer a question asks for.
type kind int

const (
	anything kind = iota
	howMany       // a number with what it counts
	howMuch       // money, or another amount
	when
	who
	where
)

// understood is a question taken apart.
type understood struct {
	kind  kind
	terms []term // what to look for, each once, in the order asked
	focus string // the term that a number must count: "posts" in "how many posts"; may be empty
	total float64
}

// term is one word to look for and how much it tells.
type term struct {
	text  string
	idf   float64
	known bool // the coverage has it
}

// scaffold are words that build a question and don't say what it is about; stop
// words are left out apart from them.
var scaffold = termSet("what which who whom whose when where why how many much does did do say says said " +
	"tell told according article articles report reports reported mention mentioned please know happen happened")

// termSet is the set of the terms of some words.
func termSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, t := range index.Analyze(words) {
		set[t.Text] = true
	}
	return set
}

// understand takes the question apart: its kind, and the words to look for with
// their weight in the coverage. ErrNoWords when there are none.
func understand(ctx context.Context, searcher index.Searcher, question string) (understood, error) {
	all := index.Analyze(question)
	u := understood{kind: kindOf(question)}
	for _, t := range all {
		if !index.IsStopWord(t.Text) && !scaffold[t.Text] && !u.asks(t.Text) {
			u.terms = append(u.terms, term{text: t.Text})
		}
	}
	if len(u.terms) == 0 { // "What did he say?": better a weak search than none
		for _, t := range all {
			if !index.IsStopWord(t.Text) && !u.asks(t.Text) {
				u.terms = append(u.terms, term{text: t.Text})
			}
		}
	}
	if len(u.terms) == 0 {
		return u, ErrNoWords
	}
	texts := make([]string, len(u.terms))
	for i, t := range u.terms {
		texts[i] = t.text
	}
	f, err := searcher.Frequencies(ctx, texts)
	if err != nil {
		return u, err
	}
	for i := range u.terms {
		u.terms[i].known = f.With[i] > 0
		u.terms[i].idf = idf(f.Passages, f.With[i])
		u.total += u.terms[i].idf
	}
	if u.kind == howMany {
		u.focus = focusOf(question)
	}
	return u, nil
}

// asks reports whether the term is among those looked for.
func (u understood) asks(term string) bool {
	for _, t := range u.terms {
		if t.text == term {
			return true
		}
	}
	return false
}

// idf is the weight of a term that with of all passages hold, as BM25 has it
// (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, with
// one added so that it is never negative).
func idf(passages, with int) float64 {
	return math.Log(1 + (float64(passages-with)+0.5)/(float64(with)+0.5))
}

// kindOf reads the kind of answer off the question's words.
func kindOf(question string) kind {
	q := " " + strings.Join(strings.FieldsFunc(strings.ToLower(question), notWord), " ") + " "
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(q, " "+w+" ") })
	}
	switch {
	case has("how many", "number of", "what number"):
		return howMany
	case has("how much", "what cost", "what price", "cost of"):
		return howMuch
	case has("when", "what date", "what day", "which day", "what year", "which year", "what month", "how soon"):
		return when
	case has("who", "whom", "whose", "which person"):
		return who
	case has("where", "what place", "which place", "which town", "which city"):
		return where
	}
	return anything
}

// focusOf is the term behind "how many": what is to be counted.
func focusOf(question string) string {
	terms := index.Analyze(question)
	for i := range terms {
		if terms[i].Text == "how" && i+2 < len(terms) && terms[i+1].Text == "mani" {
			for _, t := range terms[i+2:] {
				if !index.IsStopWord(t.Text) {
					return t.Text
				}
			}
		}
	}
	return ""
}
