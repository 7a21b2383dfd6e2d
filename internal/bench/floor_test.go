package bench

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cuttings/index"
)

// MaxScore leaves out what can't matter and nothing else: the passages found
// have the best scores there are, counted without it.
func TestFloorFindsTheBest(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("ash birch cedar dogwood elm fir gorse hazel")), 1, 12)
	rapid.Check(t, func(t *rapid.T) {
		var passages []passage
		for i, text := range rapid.SliceOfN(words, 1, 120).Draw(t, "passages") {
			passages = append(passages, passage{place{int64(i), 0}, strings.Join(text, " ")})
		}
		f := &floor{}
		if err := f.Add(context.Background(), passages); err != nil {
			t.Fatal(err)
		}
		question := rapid.SliceOfNDistinct(rapid.SampledFrom(strings.Fields("ash birch cedar dogwood elm zelkova")), 1, 6, rapid.ID).Draw(t, "question")
		scores := make([]float32, len(passages))
		for _, w := range question {
			l := f.terms[index.Analyze(w)[0].Text]
			for i := 0; l != nil && i < len(l.doc); i++ {
				scores[l.doc[i]] += l.adds[i]
			}
		}
		found, err := f.Search(context.Background(), question)
		if err != nil {
			t.Fatal(err)
		}
		want := slices.DeleteFunc(slices.Clone(scores), func(s float32) bool { return s == 0 })
		slices.Sort(want)
		slices.Reverse(want)
		want = want[:min(limit, len(want))]
		if len(found) != len(want) {
			t.Fatalf("%d passages are found, there are %d", len(found), len(want))
		}
		for i, p := range found {
			if d := scores[p.number] - want[i]; d > 1e-5 || d < -1e-5 { // the order of adding differs
				t.Fatalf("in place %d: %v instead of %v", i, scores[p.number], want[i])
			}
		}
	})
}

func TestPercentile(t *testing.T) {
	var hundred []time.Duration
	for i := range 100 {
		hundred = append(hundred, time.Duration(i+1)*time.Millisecond)
	}
	for _, c := range []struct {
		times []time.Duration
		p     int
		want  float64
	}{
		{nil, 50, 0}, {hundred[:1], 50, 1}, {hundred[:1], 99, 1}, {hundred[:2], 50, 1}, {hundred, 50, 50}, {hundred, 99, 99}, {hundred[:10], 99, 10},
	} {
		if got := percentile(c.times, c.p); got != c.want {
			t.Errorf("the %d-th percentile of %d is %v, want %v", c.p, len(c.times), got, c.want)
		}
	}
}

func TestAgreement(t *testing.T) {
	a := []place{{1, 0}, {2, 0}, {}, {3, 4}}
	if got := agreement(a, []place{{1, 0}, {2, 7}, {}, {3, 4}}); got != 0.75 {
		t.Errorf("agreement %v, want 0.75", got)
	}
	if got := agreement(nil, nil); got != 0 {
		t.Errorf("agreement on nothing %v", got)
	}
}
