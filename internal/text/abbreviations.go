package text

import (
	_ "embed"
	"strings"
)

//go:embed abbreviations.txt
var abbreviationList string

// class is what abbreviations.txt says of a word, one bit a class.
type class uint8

// The classes of abbreviations.txt; its comments say what each means.
const (
	never class = 1 << iota
	may
	number
	months
	starters
	saying
)

// classes is abbreviations.txt, read once and never written again.
var classes = readClasses(abbreviationList)

func readClasses(list string) map[string]class {
	byName := map[string]class{
		"[never]": never, "[may]": may, "[number]": number,
		"[months]": months, "[starters]": starters, "[saying]": saying,
	}
	words := map[string]class{}
	var current class
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			if c, ok := byName[word]; ok {
				current = c
			} else {
				words[word] |= current
			}
		}
	}
	return words
}
