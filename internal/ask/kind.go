package ask

import (
	"slices"
	"strings"
	"unicode"

	"cuttings/index"
)

// Kind is what sort of answer a question asks for, in the words it is asked
// with.
type Kind string

const (
	anything     Kind = ""
	howMany      Kind = "how many" // a number with what it counts
	howMuch      Kind = "how much" // money, or another amount
	measure      Kind = "how long" // a number with a unit of measure: how far, how heavy …
	howOld       Kind = "how old"
	when         Kind = "when"         // a date, or a time told otherwise
	who          Kind = "who"          // a person
	whoSaid      Kind = "who said"     // the speaker of what the question says
	saidWhat     Kind = "said what"    // the words of a speaker that the question names
	organisation Kind = "organisation" // a company, a union, a council …
	where        Kind = "where"
	why          Kind = "why"
	yesOrNo      Kind = "yes or no"
)

// kinds says what the word behind the first word of asking makes of it; "" is
// for any other word.
var kinds = map[string]map[string]Kind{
	"who":   {"": who},
	"whom":  {"": who},
	"whose": {"": who},
	"when":  {"": when},
	"where": {"": where},
	"why":   {"": why},
	"how": {
		"many": howMany, "much": howMuch, "soon": when, "come": why,
		"old": howOld, "long": measure, "far": measure, "tall": measure, "high": measure, "deep": measure, "wide": measure,
		"big": measure, "large": measure, "heavy": measure, "fast": measure,
	},
	"what": {
		"number": howMany, "amount": howMuch, "price": howMuch, "cost": howMuch, "percentage": howMuch, "proportion": howMuch,
		"date": when, "day": when, "month": when, "year": when, "time": when,
		"person": who, "man": who, "woman": who, "individual": who, "player": who, "minister": who, "actor": who,
		"place": where, "town": where, "city": where, "country": where, "county": where,
		"reason": why,
	},
}

// amounts are what a "what is" question asks a sum of money for.
var amounts = termSet("budget cost price salary wage fee fine deficit debt turnover")

// bodies are what "which" and "what" ask an organisation for, and what stands in
// the names of such.
var bodies = termSet("company firm business union organisation organization group party bank team club charity agency council trust " +
	"hospital university college school newspaper airline retailer institution authority department publisher broadcaster platform campaign")

// yesNo are the words that a yes-or-no question begins with: a "who" behind them
// asks nothing.
var yesNo = wordSet("is are was were do does did has have had will would can could should may might must")

// sayings are the words for saying that a question asks a speaker or his words
// by.
var sayings = wordSet("say says said tell tells told warn warned claim claimed argue argued insist insisted add added deny denied " +
	"accuse accused criticise criticised criticize criticized think thinks mean promise promised suggest suggested admit admitted")

// units are the terms of what a measure is counted in.
var units = func() map[string][]string {
	length := []string{"mile", "kilometr", "kilomet", "km", "metr", "meter", "m", "feet", "foot", "ft", "yard", "inch", "centimetr", "cm"}
	area := []string{"acr", "hectar", "squar"}
	return map[string][]string{
		"long": append([]string{"second", "minut", "hour", "day", "night", "week", "month", "year", "decad", "centuri"}, length...),
		"far":  length, "tall": length, "high": length, "deep": length, "wide": length,
		"big": append(area, length...), "large": append(area, length...),
		"heavy": {"kilogram", "kg", "tonn", "ton", "pound", "lb", "stone", "gram"}, "fast": {"mph", "mile", "km", "kilometr", "knot"},
	}
}()

// kindOf reads the kind of answer off the first word of asking, and the focus:
// the terms of what a number must count, in "how many nursing jobs" nurs and job.
func kindOf(question string, terms []index.Term) (Kind, []string) {
	words := make([]string, len(terms))
	for i, t := range terms {
		words[i] = strings.ToLower(t.Span.Of(question))
	}
	word := func(i int) string {
		if i < len(words) {
			return words[i]
		}
		return ""
	}
	for i, w := range words {
		if yesNo[w] && (i == 0 || strings.ContainsAny(question[terms[i-1].Span.End:terms[i].Span.Start], ",;:?")) {
			return yesOrNo, nil
		}
		if w == "which" {
			w = "what"
		}
		follow, ok := kinds[w]
		if !ok {
			continue
		}
		k, ok := follow[word(i+1)]
		if !ok {
			k = follow[""]
		}
		switch {
		case k == howMany:
			return k, focusOf(terms[min(i+2, len(terms)):])
		case k == measure:
			return k, units[word(i+1)]
		case k == who && sayings[word(i+1)]:
			k = whoSaid
		case k == who && isWhoIs(terms[i+1:]):
			k = anything
		case w == "what" && k == anything:
			return whatKind(words[i+1:], terms[i+1:])
		}
		return k, nil
	}
	return anything, nil
}

// whatKind is the kind of answer of a question with "what" or "which", by the
// words that follow, and the terms of the speaker where it asks what was said.
func whatKind(words []string, terms []index.Term) (Kind, []string) {
	if len(words) == 0 {
		return anything, nil
	}
	if end := slices.IndexFunc(words, func(w string) bool { return sayings[w] }); yesNo[words[0]] && end > 0 {
		if end == 1 && words[0] != "was" && words[0] != "is" || slices.ContainsFunc(terms[1:end], func(t index.Term) bool { return reporting[t.Text] }) {
			return anything, nil // what did the article say, or a newspaper whose name was taken for a filter
		}
		return saidWhat, speakerOf(words[1:end], terms[1:end])
	}
	for i, t := range terms[:min(4, len(terms))] { // which local health union
		if yesNo[words[i]] {
			break
		}
		if bodies[t.Text] {
			return organisation, nil
		}
	}
	if slices.ContainsFunc(terms, func(t index.Term) bool { return amounts[t.Text] }) {
		return howMuch, nil
	}
	return anything, nil
}

// speakerOf are the terms that tell whose words are asked for.
func speakerOf(words []string, terms []index.Term) []string {
	var speaker []string
	for i, t := range terms {
		if !index.IsStopWord(t.Text) && !titles[words[i]] {
			speaker = append(speaker, t.Text)
		}
	}
	return speaker
}

// isWhoIs reports whether "who" and these words ask what a person is who is
// named, and not for a name: who is Julian Hill.
func isWhoIs(terms []index.Term) bool {
	if len(terms) < 2 || len(terms) > 4 || !index.IsStopWord(terms[0].Text) {
		return false
	}
	return !slices.ContainsFunc(terms[1:], func(t index.Term) bool { return index.IsStopWord(t.Text) })
}

// focusOf are the terms of the nouns that the question goes on with, at most
// four.
func focusOf(terms []index.Term) []string {
	var focus []string
	for i, t := range terms {
		also := t.Text == "and" && i+1 < len(terms) && !index.IsStopWord(terms[i+1].Text)
		switch {
		case index.IsStopWord(t.Text) && len(focus) == 0, also:
			continue // how many of the posts, how many posts and jobs
		case index.IsStopWord(t.Text), auxiliary[t.Text], len(focus) == 4:
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
