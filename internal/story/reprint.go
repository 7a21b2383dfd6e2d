package story

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"cuttings/internal/text"
)

// A reprint has at least copied of its runs of run words from one other
// article. Five words are enough that two writers don't hit upon them by chance
// (Broder, On the resemblance and containment of documents, 1997); a rewritten
// first paragraph leaves more than copied of an article standing.
const (
	run    = 5
	copied = 0.6
)

// longest is how many words of a text are compared.
const longest = 5000

// shingles are the runs of words of a text, folded and hashed, each once.
func shingles(s string) map[uint64]bool {
	words := strings.FieldsFunc(text.Fold(opening(s, longest)).Text, func(r rune) bool {
		return strings.ContainsRune(" .,;:!?\"'()[]-", r)
	})
	set := make(map[uint64]bool, len(words))
	for i := 0; i+run <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+run] {
			h.Write([]byte(w))
			h.Write([]byte{' '})
		}
		set[h.Sum64()] = true
	}
	return set
}

// share is how much of a's text stands in b too, from 0 to 1.
func share(a, b Article) float64 {
	if len(a.shingles) == 0 {
		return 0
	}
	n := 0
	for h := range a.shingles {
		if b.shingles[h] {
			n++
		}
	}
	return float64(n) / float64(len(a.shingles))
}

// Reprints tells for each article of one story the Number of the one whose text
// it repeats, 0 for a report of its own. The one that was first, by date and
// then by cutting number, is the original; a longer article that takes in a
// shorter one whole is a report of its own.
func Reprints(articles []Article) []int64 {
	order := make([]int, len(articles))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return earlier(articles[a], articles[b]) })
	of := make([]int64, len(articles))
	for k, i := range order {
		best := copied
		for _, j := range order[:k] {
			if s := share(articles[i], articles[j]); of[j] == 0 && (s > best || s == best && of[i] == 0) {
				best, of[i] = s, articles[j].Number
			}
		}
	}
	return of
}

// earlier orders articles by their dates, those without one last, and then by
// their cutting numbers.
func earlier(a, b Article) int {
	switch {
	case a.dated && b.dated:
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.Number, b.Number))
	case a.dated != b.dated:
		return map[bool]int{true: -1, false: 1}[a.dated]
	}
	return cmp.Compare(a.Number, b.Number)
}
