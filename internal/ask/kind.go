package ask

import (
	"slices"
	"strings"
	"unicode"

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

// kinds says what the word behind the first word of asking makes of it; "" is
// for any other word.
var kinds = map[string]map[string]kind{
	"who":   {"": who},
	"whom":  {"": who},
	"whose": {"": who},
	"when":  {"": when},
	"where": {"": where},
	"how":   {"many": howMany, "much": howMuch, "soon": when},
	"what": {
		"number": howMany, "amount": howMuch, "price": howMuch, "cost": howMuch,
		"date": when, "day": when, "month": when, "year": when,
		"person": who, "place": where, "town": where, "city": where, "country": where,
	},
}

// amounts are what a "what is" question asks a sum of money for.
var amounts = termSet("budget cost price salary wage fee fine deficit debt turnover")

// opening are the words that a yes-or-no question begins with: a "who" behind
// them asks nothing.
var opening = wordSet("is are was were do does did has have had will would can could should why")

// kindOf reads the kind of answer off the first word of asking, and the focus:
// the terms of what is to be counted, in "how many nursing jobs" nurs and job.
func kindOf(question string, terms []index.Term) (kind, []string) {
	lower := func(i int) string { return strings.ToLower(terms[i].Span.Of(question)) }
	for i := range terms {
		word := lower(i)
		if opening[word] {
			return anything, nil
		}
		if word == "which" {
			word = "what"
		}
		follow, ok := kinds[word]
		if !ok {
			continue
		}
		next := ""
		if i+1 < len(terms) {
			next = lower(i + 1)
		}
		k, ok := follow[next]
		if !ok {
			k = follow[""]
		}
		if k == howMany {
			return k, focusOf(terms[min(i+2, len(terms)):])
		}
		if word == "what" && k == anything && slices.ContainsFunc(terms[i:], func(t index.Term) bool { return amounts[t.Text] }) {
			k = howMuch
		}
		return k, nil
	}
	return anything, nil
}

// focusOf are the terms of the noun that the question goes on with, at most
// three.
func focusOf(terms []index.Term) []string {
	var focus []string
	for _, t := range terms {
		switch {
		case index.IsStopWord(t.Text) && len(focus) == 0:
			continue // how many of the posts
		case index.IsStopWord(t.Text), auxiliary[t.Text], len(focus) == 3:
			return focus
		}
		focus = append(focus, t.Text)
	}
	return focus
}

// auxiliary are verbs that end the noun behind "how many", where they are no
// stop words.
var auxiliary = termSet("will must may might can shall need left came went")

// termSet is the set of the terms of some words.
func termSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, t := range index.Analyze(words) {
		set[t.Text] = true
	}
	return set
}

// wordSet is the set of some words.
func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// isCapital reports whether the word begins with a capital.
func isCapital(word string) bool {
	return strings.IndexFunc(word, unicode.IsUpper) == 0
}
