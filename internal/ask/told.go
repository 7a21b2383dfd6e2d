package ask

import (
	"strings"

	"cuttings/index"
)

// told is what the quotes so far have told, so that nothing is told twice.
type told struct {
	sentences map[string]bool // word for word
	runs      map[string]bool // of runLength words, as the index knows them
}

// A sentence says what was told before when so much of its runs of words were: a
// reprint changes a word or an end, and a new sentence about the same thing
// shares a phrase. Below a few runs only the same words are the same.
const (
	runLength  = 5
	fewestRuns = 4
	sameAgain  = 0.5
)

func newTold() told { return told{map[string]bool{}, map[string]bool{}} }

// add notes a sentence that is shown.
func (t *told) add(sentence string) {
	t.sentences[sentence] = true
	for _, run := range runs(sentence) {
		t.runs[run] = true
	}
}

// holds reports whether the sentence was told: word for word, or nearly.
func (t *told) holds(sentence string) bool {
	if len(t.sentences) == 0 || t.sentences[sentence] {
		return t.sentences[sentence]
	}
	all, again := runs(sentence), 0
	for _, run := range all {
		if t.runs[run] {
			again++
		}
	}
	return len(all) >= fewestRuns && float64(again) >= sameAgain*float64(len(all))
}

// runs are the runs of runLength terms of a sentence.
func runs(sentence string) []string {
	var list, words []string
	for _, t := range index.Analyze(sentence) {
		words = append(words, t.Text)
		if n := len(words); n >= runLength {
			list = append(list, strings.Join(words[n-runLength:], " "))
		}
	}
	return list
}
