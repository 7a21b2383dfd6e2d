package story_test

import (
	"bufio"
	"encoding/json"
	"math/rand/v2"
	"os"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
)

// told is a text with the story that people put it in: a line of the set, which
// is not part of the repository.
type told struct{ Doc, Split, Story, Text string }

func readTold(t *testing.T) []told {
	t.Helper()
	f, err := os.Open(librarytest.Evaluation(t, "stories/docs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []told
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var one told
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		list = append(list, one)
	}
	return list
}

// Texts added one after the other, in no order, are grouped as people group them.
func TestEvaluation(t *testing.T) {
	all := readTold(t)
	for _, split := range []string{"dev", "train"} {
		if split == "train" && testing.Short() {
			t.Skip("the larger part takes a while")
		}
		var texts []told
		for _, one := range all {
			if one.Split == split {
				texts = append(texts, one)
			}
		}
		rand.New(rand.NewPCG(1, 1)).Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		var articles []archive.Article
		for _, one := range texts {
			articles = append(articles, archive.Article{ID: one.Doc, Text: one.Text})
		}
		store, idx := librarytest.Open(t, articles...)
		catchUp(t, store, idx)
		story := make([]int64, len(texts))
		for k, members := range stories(t, store) {
			for _, number := range members {
				story[number-1] = int64(k)
			}
		}
		people := make([]string, len(texts))
		for i, one := range texts {
			people[i] = one.Story
		}
		ari, f := agreement(people, story)
		t.Logf("%s: %d texts, adjusted Rand index %.3f, B³ F %.3f", split, len(texts), ari, f)
		if ari < 0.80 {
			t.Errorf("%s: the adjusted Rand index is %.3f; it was above .80", split, ari)
		}
	}
}

// agreement is the adjusted Rand index of two groupings (Hubert and Arabie 1985)
// and the B³ F of the second against the first (Bagga and Baldwin 1998).
func agreement(gold []string, ours []int64) (ari, f float64) {
	type cell struct {
		gold string
		ours int64
	}
	both, a, b := map[cell]float64{}, map[string]float64{}, map[int64]float64{}
	for i := range gold {
		both[cell{gold[i], ours[i]}]++
		a[gold[i]]++
		b[ours[i]]++
	}
	pairs := func(n float64) float64 { return n * (n - 1) / 2 }
	var together, first, second, precision, recall float64
	for c, n := range both {
		together += pairs(n)
		precision += n * n / b[c.ours]
		recall += n * n / a[c.gold]
	}
	for _, n := range a {
		first += pairs(n)
	}
	for _, n := range b {
		second += pairs(n)
	}
	n := float64(len(gold))
	expected := first * second / pairs(n)
	precision, recall = precision/n, recall/n
	return (together - expected) / ((first+second)/2 - expected), 2 * precision * recall / (precision + recall)
}
