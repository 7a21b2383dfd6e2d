package index_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"cuttings/index"
	"cuttings/index/indextest"
	"cuttings/internal/text"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPassages(t *testing.T) {
	sentence := func(words int) string { return "Word" + strings.Repeat(" word", words-1) + "." }
	for name, c := range map[string]struct {
		words []int // of each sentence
		want  []int // sentences of each passage
	}{
		"nothing":         {nil, nil},
		"one":             {[]int{3}, []int{1}},
		"just fits":       {[]int{20, 40, 1}, []int{2, 1}},
		"one too many":    {[]int{20, 41, 19}, []int{1, 2}},
		"a long sentence": {[]int{10, 200, 10, 10}, []int{1, 1, 2}},
	} {
		var sentences []string
		for _, n := range c.words {
			sentences = append(sentences, sentence(n))
		}
		s := strings.Join(sentences, "\n\n")
		var got []int
		for _, p := range index.Passages(s) {
			got = append(got, strings.Count(p.Of(s), "."))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// Every sentence is in one passage, every passage is whole sentences within the
// budget, and none could have taken in the next one.
func TestPassagesProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		s := indextest.Article(rand.New(rand.NewPCG(seed, 0)), 1, 1, rapid.IntRange(0, 30).Draw(t, "sentences")).Text
		left := text.Sentences(s)
		for _, p := range index.Passages(s) {
			first := left[0]
			n, words := 0, 0
			for n < len(left) && left[n].End <= p.End {
				words += text.Words(left[n].Of(s))
				n++
			}
			if p.Start != first.Start || n == 0 || p.End != left[n-1].End {
				t.Fatalf("%v is not whole sentences of %v", p, left)
			}
			if words > index.PassageWords && n > 1 {
				t.Fatalf("%d words in %d sentences", words, n)
			}
			if n < len(left) && words+text.Words(left[n].Of(s)) <= index.PassageWords {
				t.Fatalf("%v has room for %v", p, left[n])
			}
			left = left[n:]
		}
		if len(left) > 0 {
			t.Fatalf("%v lie in no passage", left)
		}
	})
}
