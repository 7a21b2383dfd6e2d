package series

import (
	"errors"
	"slices"
	"strings"

	"cuttings/index"
)

// Thing is what figures are asked of: "jobs to go", "savings", "How many posts
// were cut at the trust?". The zero value is nothing.
type Thing struct {
	readings []reading // any of them may be meant
	beside   []string  // other words, which must stand near the figure
	price    bool      // the price of what the other words name
}

// reading is one way to say a thing: a noun, which may have several names, and
// what is done with it.
type reading struct {
	names  []string // of the noun
	action string   // a name in synonyms.txt; "" when nothing is done
	kind   kind
}

// kind is what figures of a noun may be.
type kind int

const (
	counts kind = iota // never money: users, jobs
	sums               // always with a unit: revenue
	either             // sales; and any noun in the singular that isn't known, such as rent
)

// kindOf reads the kind off a noun as it was asked.
func kindOf(noun string) kind {
	switch term := termOf(noun); {
	case known.sums[term]:
		return sums
	case known.either[term] || !isPlural(noun) && len(known.namesOf(noun)) == 1:
		return either
	}
	return counts
}

func isPlural(w string) bool {
	w = strings.ToLower(w)
	return w == "people" || w == "staff" || strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss")
}

// ErrNothing says that what is asked names nothing that could be counted.
var ErrNothing = errors.New("no noun to give figures of")

// most is how many words of what is asked are read, small ones not counted.
const most = 8

// Parse reads what is asked for: a noun with what belongs to it, or a question.
// The noun is the first that synonyms.txt knows; else the last word before the
// first small word ("the length of a queue"), or the last one in the plural there
// ("people use the site"). A word
// for what is done with it may follow ("jobs to go") or be the noun itself ("job
// losses"). The error is ErrNothing.
func Parse(what string) (Thing, error) {
	asked := askedWords(what)
	noun := -1
	action := ""
	var t Thing
	noun = slices.IndexFunc(asked, func(w askedWord) bool { return len(known.namesOf(w.text)) > 1 || known.isWord(w.text) })
	for i, w := range asked {
		switch {
		case w.small:
			continue
		case noun < 0:
			noun = nounFrom(asked, i)
		}
		if i == noun || i > noun && action == "" && known.actionOf(w.text) != "" {
			continue
		}
		t.beside = append(t.beside, w.text)
	}
	if noun < 0 {
		return t, ErrNothing
	}
	for _, w := range asked[noun+1:] {
		if action == "" && !w.small {
			action = known.actionOf(w.text)
		}
	}
	head := asked[noun].text
	if done := known.actionOf(head); done != "" && noun > 0 && !asked[noun-1].small && !known.isWord(head) { // job losses
		action, head = done, asked[noun-1].text
		t.beside = slices.DeleteFunc(t.beside, func(w string) bool { return w == head })
	}
	t.read(head, action)
	t.price = slices.ContainsFunc(t.beside, func(w string) bool { return !isYear(w) }) && action == "" && holds(known.namesOf("price"), head)
	return t, nil
}

// askedWord is a word of what is asked.
type askedWord struct {
	text  string
	small bool // it says nothing about a thing
}

// scaffold are the words of asking beside the index's stop words.
var scaffold = terms(strings.Fields(`how many much what which number numbers amount total figure figures were was is are did does do will would
	must have has had there give gives show to be been try trying want wants plan plans planning
	get got employ employs need needs come came say said`))

func askedWords(what string) []askedWord {
	var list []askedWord
	telling := 0
	for _, t := range index.Analyze(what) {
		w := askedWord{text: t.Span.Of(what)}
		name := len(list) > 0 && w.text != strings.ToLower(w.text) // the Show in Echo Show
		w.small = (index.IsStopWord(t.Text) || scaffold[t.Text] && !name) && known.actionOf(w.text) == ""
		if !w.small {
			if telling++; telling > most {
				break
			}
		}
		list = append(list, w)
	}
	return list
}

// nounFrom is the number of the noun in the run of words that begins at i.
func nounFrom(asked []askedWord, i int) int {
	last, plural := i, -1
	for ; i < len(asked) && !asked[i].small; i++ {
		last = i
		if isPlural(asked[i].text) {
			plural = i
		}
	}
	if plural >= 0 {
		return plural
	}
	return last
}

// isWord reports whether the word says by itself what a noun and an action say.
func (v vocabulary) isWord(word string) bool {
	return slices.ContainsFunc(v.same, func(e equation) bool { return holds(e.words, word) })
}

// read adds the readings of a noun and an action, and all that synonyms.txt
// takes for the same.
func (t *Thing) read(noun, action string) {
	for _, r := range t.readings {
		if holds(r.names, noun) && r.action == action {
			return
		}
	}
	r := reading{names: known.namesOf(noun), action: action, kind: kindOf(noun)}
	t.readings = append(t.readings, r)
	for _, e := range known.same {
		switch {
		case action == e.action && holds(r.names, e.noun):
			for _, w := range e.words {
				t.read(w, "")
			}
		case action == "" && holds(e.words, noun):
			t.read(e.noun, e.action)
		}
	}
}

// query is what find looks for to get every article that may give a figure of
// the thing: one of the readings, and each word beside it.
func (t Thing) query(where string) string {
	var alone, done, actions []string // names that stand alone, names with an action, and the actions' words
	for _, r := range t.readings {
		if r.action == "" {
			alone = append(alone, r.names...)
		} else {
			done, actions = append(done, r.names...), append(actions, known.actions[r.action]...)
		}
	}
	var readings []string
	if len(alone) > 0 {
		readings = append(readings, anyOf(alone))
	}
	if len(done) > 0 {
		readings = append(readings, "("+anyOf(done)+" AND "+anyOf(actions)+")")
	}
	var parts []string
	if !t.price { // "the £109m centre" is a price without its word
		parts = append(parts, "("+strings.Join(readings, " OR ")+")")
	}
	for _, w := range append(slices.Clone(t.beside), askedTexts(where)...) {
		if !isYear(w) {
			parts = append(parts, quoted(w))
		}
	}
	return strings.Join(parts, " AND ")
}

// askedTexts are the words of s, as many as are read.
func askedTexts(s string) []string {
	var list []string
	for _, w := range askedWords(s) {
		list = append(list, w.text)
	}
	return list
}

// anyOf is a query for any of the words, those with one stem once.
func anyOf(list []string) string {
	var quotes []string
	met := map[string]bool{}
	for _, w := range list {
		if term := termOf(w); !met[term] {
			met[term] = true
			quotes = append(quotes, quoted(w))
		}
	}
	return "(" + strings.Join(quotes, " OR ") + ")"
}

func quoted(w string) string { return `"` + w + `"` }

// isYear reports whether the word is four digits: the date of the article may
// say it instead of the article.
func isYear(w string) bool {
	return len(w) == 4 && strings.Trim(w, "0123456789") == ""
}
