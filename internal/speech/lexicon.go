package speech

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

var (
	//go:embed cues.txt
	cueList string
	//go:embed words.txt
	wordList string
	//go:embed names.txt
	nameList string
)

// class is what the data files say of a word, one bit a class.
type class uint64

// The classes of words.txt; its comments say what each means.
const (
	he class = 1 << iota
	she
	they
	it
	who
	object
	determiner
	dependent
	auxiliary
	adverb
	day
	preposition
	conjunction
	of
	particle
	title
	honorific
	generation
	male
	female
	suffix
	organisation
	noun
	statement
	// The classes of cues.txt, and the forms of a verb.
	say
	tell
	call
	weak
	always
	past
	third
	plain
	present
	participle

	pronoun  = he | she | they | it | who
	cue      = say | tell | call | weak
	function = pronoun | object | determiner | auxiliary | adverb | preposition | conjunction // never part of a name
)

var classNames = map[string]class{
	"[he]": he, "[she]": she, "[they]": they, "[it]": it, "[who]": who, "[object]": object,
	"[determiner]": determiner, "[dependent]": dependent, "[auxiliary]": auxiliary, "[adverb]": adverb, "[day]": day,
	"[preposition]": preposition, "[conjunction]": conjunction, "[of]": of, "[particle]": particle,
	"[title]": title, "[honorific]": honorific | title, "[generation]": generation, "[male]": male, "[female]": female, "[suffix]": suffix, "[organisation]": organisation, "[noun]": noun, "[statement]": statement,
	"[say]": say, "[tell]": tell, "[call]": call, "[weak]": weak, "[always]": say | always,
}

var forms = []class{past, third, plain, present, participle}

// lexicon is the data files, read once and never written again.
var lexicon = readLexicon()

func readLexicon() map[string]class {
	words := map[string]class{}
	var current class
	for line := range strings.Lines(cueList + wordList + nameList) {
		line = strings.TrimSpace(line)
		if c, ok := classNames[line]; ok {
			current = c
			continue
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		n := 0
		for word := range strings.FieldsSeq(line) {
			words[word] |= current
			if current&cue != 0 {
				words[word] |= forms[n]
			}
			n++
		}
	}
	return words
}

// longestWord is how many bytes a word of the lexicon has at most; a longer one
// isn't looked up.
const longestWord = 24

// classOf looks a word up, whatever its case.
func classOf(word string) class {
	if len(word) > longestWord {
		return 0
	}
	var buf [longestWord]byte
	lower := buf[:len(word)]
	for i := range len(word) {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		} else if c >= utf8.RuneSelf && !strings.Contains(word, "’") {
			return 0
		}
		lower[i] = c
	}
	return lexicon[string(lower)]
}
