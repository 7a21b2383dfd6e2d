package series

import (
	_ "embed"
	"maps"
	"slices"
	"strings"

	"cuttings/index"
)

//go:embed synonyms.txt
var synonymList string

// vocabulary is synonyms.txt. Words are kept as they are written there, and
// compared as terms of the index.
type vocabulary struct {
	nouns   [][]string      // those of the three sections
	sums    map[string]bool // as terms: figures of it have a unit
	either  map[string]bool // as terms: they may
	idioms  map[string]bool
	actions map[string][]string
	same    []equation
}

// equation says that the words mean the noun with the action.
type equation struct {
	words  []string
	noun   string
	action string
}

// known is read once and never written again.
var known = readVocabulary(synonymList)

func readVocabulary(list string) vocabulary {
	v := vocabulary{actions: map[string][]string{}, sums: map[string]bool{}, either: map[string]bool{}, idioms: map[string]bool{}}
	var opened string
	for line := range strings.Lines(list) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0:
		case strings.HasPrefix(fields[0], "["):
			opened = fields[0]
		case opened == "[noun]", opened == "[money]", opened == "[either]":
			v.nouns = append(v.nouns, fields)
			of := map[string]map[string]bool{"[money]": v.sums, "[either]": v.either}[opened]
			for _, w := range fields {
				if of != nil {
					of[termOf(w)] = true
				}
			}
		case opened == "[idiom]":
			v.idioms[strings.Join(fields, " ")] = true
		case opened == "[action]":
			v.actions[strings.TrimSuffix(fields[0], ":")] = fields[1:]
		case opened == "[same]":
			equals := slices.Index(fields, "=")
			v.same = append(v.same, equation{fields[:equals], fields[equals+1], fields[equals+3]})
		}
	}
	return v
}

// actionNames are the names of the actions, in order.
var actionNames = slices.Sorted(maps.Keys(known.actions))

// namesOf are the names of what the word names, itself first.
func (v vocabulary) namesOf(word string) []string {
	for _, group := range v.nouns {
		if holds(group, word) {
			return append([]string{word}, group...)
		}
	}
	return []string{word}
}

// actionOf is the name of the action that the word says, or "".
func (v vocabulary) actionOf(word string) string {
	for _, name := range actionNames {
		if holds(v.actions[name], word) {
			return name
		}
	}
	return ""
}

// holds reports whether one of the words is this one, as the index compares them.
func holds(words []string, word string) bool {
	term := termOf(word)
	return slices.ContainsFunc(words, func(w string) bool { return termOf(w) == term })
}

// termOf is the word as the index knows it, or "".
func termOf(word string) string {
	terms := index.Analyze(word)
	if len(terms) == 0 {
		return ""
	}
	return terms[0].Text
}

// terms is the set of the words' terms.
func terms(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[termOf(w)] = true
	}
	return set
}
