package story

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
)

func TestTmpPlace(t *testing.T) {
	f, err := os.Open("/work/shared/eval/stories/docs.jsonl")
	if err != nil {
		t.Skip(err)
	}
	type doc struct{ Doc, Split, Story, Text string }
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	sets := map[string][]doc{}
	for sc.Scan() {
		var d doc
		json.Unmarshal(sc.Bytes(), &d)
		sets[d.Split] = append(sets[d.Split], d)
	}
	sets["all"] = append(sets["train"], sets["dev"]...)
	for _, split := range []string{"train", "dev", "all"} {
		docs := sets[split]
		var arts []archive.Article
		for _, d := range docs {
			arts = append(arts, archive.Article{ID: d.Doc, Text: d.Text})
		}
		store, idx := librarytest.Open(t, arts...)
		at := time.Now()
		if err := CatchUp(context.Background(), store, idx, nil); err != nil {
			t.Fatal(err)
		}
		took := time.Since(at)
		all, _ := store.Stories(context.Background(), 0, 10000)
		pred := make([]int, len(docs))
		rep := 0
		for _, p := range all {
			pred[p.Number-1] = int(p.Story)
			if p.ReprintOf != 0 {
				rep++
			}
		}
		var labels []string
		for _, d := range docs {
			labels = append(labels, d.Story)
		}
		fmt.Println(split, len(docs), "ARI", tmpARI(labels, pred), took, "reprints", rep)
	}
}

func tmpARI(lab []string, pred []int) float64 {
	c2 := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	a, b, c := map[string]int{}, map[int]int{}, map[string]int{}
	for i := range lab {
		a[lab[i]]++
		b[pred[i]]++
		c[fmt.Sprint(lab[i], "|", pred[i])]++
	}
	var s, sa, sb float64
	for _, n := range c {
		s += c2(n)
	}
	for _, n := range a {
		sa += c2(n)
	}
	for _, n := range b {
		sb += c2(n)
	}
	e := sa * sb / c2(len(lab))
	return (s - e) / ((sa+sb)/2 - e)
}
