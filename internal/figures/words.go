package figures

import (
	_ "embed"
	"strings"
)

//go:embed words.txt
var wordList string

// class is what words.txt says of a word, one bit a class.
type class uint32

// The classes of words.txt; its comments say what each means.
const (
	functionWord class = 1 << iota
	verbWord
	auxiliaryWord
	pluralWord
	singularWord
	measureWord
	labelWord
	datedWord
	monthWord
	streetWord
	reachWord
	worthWord
	nothingWord
	vagueWord
	onesuchWord
	ordinalWord
	lynounWord
	whenWord
	relativeWord
	periodWord
	weekdayWord
	deicticWord
	afterWord
	extremeWord
)

var classNames = map[string]class{
	"function":  functionWord,
	"verb":      verbWord,
	"auxiliary": auxiliaryWord,
	"plural":    pluralWord,
	"singular":  singularWord,
	"measure":   measureWord,
	"label":     labelWord,
	"dated":     datedWord,
	"month":     monthWord,
	"street":    streetWord,
	"reach":     reachWord,
	"worth":     worthWord,
	"nothing":   nothingWord,
	"vague":     vagueWord,
	"onesuch":   onesuchWord,
	"ordinal":   ordinalWord,
	"lynoun":    lynounWord,
	"when":      whenWord,
	"relative":  relativeWord,
	"period":    periodWord,
	"weekday":   weekdayWord,
	"deictic":   deicticWord,
	"extreme":   extremeWord,
	"after":     afterWord,
}

// classes is words.txt by word, and phrases its qualifiers by their last word,
// read once and never written again.
var classes, phrases = readWords(wordList)

func readWords(list string) (map[string]class, map[string][][]string) {
	classes := map[string]class{}
	phrases := map[string][][]string{}
	var opened string
	for line := range strings.Lines(list) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0:
		case strings.HasPrefix(fields[0], "["):
			opened = strings.Trim(fields[0], "[]")
		case opened == "qualifier":
			last := fields[len(fields)-1]
			phrases[last] = append(phrases[last], fields)
		case opened == "after":
			classes[strings.Join(fields, " ")] |= afterWord
		default:
			for _, w := range fields {
				classes[w] |= classNames[opened]
			}
		}
	}
	return classes, phrases
}

// is reports whether words.txt has the token in the class.
func (t token) is(c class) bool { return t.class&c != 0 }

// in reports whether the word at i is of the class.
func (r *reader) in(c class, i int) bool { return r.at(i).is(c) }

// isPlural reports whether a word of the sentence looks like a noun in the
// plural.
func isPlural(t token) bool {
	w := t.lower
	switch {
	case t.kind != word || t.is(functionWord|singularWord):
		return false
	case t.is(pluralWord):
		return true
	}
	return len(w) > 2 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") &&
		!strings.HasSuffix(w, "is") && !strings.HasSuffix(w, "'s")
}
