package evaluate

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func close3(a, b float64) bool { return math.Abs(a-b) < 0.0005 }

// The intervals are those of the literature: Newcombe, "Two-sided confidence
// intervals for the single proportion", 1998, table I, method 3.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		hits, n int
		want    Estimate
	}{
		{81, 263, Estimate{0.3080, 0.2553, 0.3662}},
		{15, 148, Estimate{0.1014, 0.0624, 0.1605}},
		{0, 20, Estimate{0, 0, 0.1611}},
		{1, 29, Estimate{0.0345, 0.0061, 0.1718}},
		{20, 20, Estimate{1, 0.8389, 1}},
		{0, 0, Estimate{}},
	} {
		got := Wilson(c.hits, c.n)
		if !close3(got.Value, c.want.Value) || !close3(got.Low, c.want.Low) || !close3(got.High, c.want.High) {
			t.Errorf("%d of %d: %+v, want %+v", c.hits, c.n, got, c.want)
		}
	}
}

func TestAUC(t *testing.T) {
	for _, c := range []struct {
		up, down []float64
		want     float64
	}{
		{[]float64{.9, .8}, []float64{.1, .2}, 1},
		{[]float64{.1, .2}, []float64{.9, .8}, 0},
		{[]float64{.5, .5}, []float64{.5}, .5},
		{[]float64{.4, .6}, []float64{.5}, .5},
		{[]float64{.3, .6, .7}, []float64{.2, .6}, 4.5 / 6},
		{nil, []float64{.5}, 0},
	} {
		if got := AUC(c.up, c.down); !close3(got.Value, c.want) || got.Low > got.Value || got.High < got.Value {
			t.Errorf("%v against %v: %+v, want %v", c.up, c.down, got, c.want)
		}
	}
}

// By hand: shares above are 1, 1, ½ and 0, below ¾ and ½, so that the variances
// are 11/48 and 1/32.
func TestAUCInterval(t *testing.T) {
	got := AUC([]float64{.9, .8, .5, .1}, []float64{.4, .6})
	half := 1.96 * math.Sqrt(11.0/48/4+1.0/32/2)
	if !close3(got.Value, .625) || !close3(got.Low, .625-half) || !close3(got.High, min(1, .625+half)) {
		t.Errorf("%+v, want .625 ± %v", got, half)
	}
}

// The bootstrap repeats itself, holds the value, and narrows as √n.
func TestBootstrap(t *testing.T) {
	parts := func(n int) []ratio {
		var list []ratio
		for i := range n {
			list = append(list, ratio{float64(i % 2), 1})
		}
		return list
	}
	small, large := bootstrap(parts(100), 1), bootstrap(parts(400), 1)
	if small != bootstrap(parts(100), 1) {
		t.Error("the same seed gives another interval")
	}
	if small == bootstrap(parts(100), 2) {
		t.Error("another seed gives the same interval")
	}
	if small.Value != .5 || math.Abs(small.Low-.4) > .02 || math.Abs(small.High-.6) > .02 {
		t.Errorf("of 100: %+v, want .5 between .4 and .6", small)
	}
	if width := (large.High - large.Low) / (small.High - small.Low); math.Abs(width-.5) > .08 {
		t.Errorf("four times the questions give %.2f of the width, want half", width)
	}
	if got := bootstrap(nil, 1); got != (Estimate{}) {
		t.Errorf("of nothing: %+v", got)
	}
	if got := bootstrap([]ratio{{3, 4}, {0, 1}}, 1).Value; got != .6 {
		t.Errorf("3 of 4 and 0 of 1 facts are %v, want .6", got)
	}
}

func TestQuantile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-9, 9), 1, 50).Draw(t, "values")
		q := rapid.Float64Range(0, 1).Draw(t, "q")
		slices.Sort(values)
		got := Quantile(values, q)
		below := 0
		for _, v := range values {
			if v <= got {
				below++
			}
		}
		if !slices.Contains(values, got) || float64(below) < q*float64(len(values))-1e-9 {
			t.Fatalf("%v of %v is %v", q, values, got)
		}
	})
	if Quantile([]time.Duration(nil), .5) != 0 {
		t.Error("a quantile of nothing")
	}
}
