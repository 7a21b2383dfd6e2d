package evaluate

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// Estimate is a figure with its 95 % interval. All three are 0 where there was
// nothing to measure.
type Estimate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// MarshalJSON writes four places of each number: more would be noise.
func (e Estimate) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"value":%s,"low":%s,"high":%s}`, places(e.Value), places(e.Low), places(e.High)), nil
}

func places(x float64) string { return strconv.FormatFloat(math.Round(x*1e4)/1e4, 'f', -1, 64) }

// z is the quantile of the normal distribution for 95 % intervals.
const z = 1.959963984540054

// Wilson is the share hits/n with the score interval of Wilson (1927), which
// holds for small n and for shares near 0 and 1 (Brown, Cai and DasGupta,
// "Interval Estimation for a Binomial Proportion", 2001).
func Wilson(hits, n int) Estimate {
	if n == 0 {
		return Estimate{}
	}
	p, m := float64(hits)/float64(n), float64(n)
	centre := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return Estimate{Value: p, Low: max(0, min(p, centre-half)), High: min(1, max(p, centre+half))}
}

// resamples is how many times the bootstrap draws.
const resamples = 2000

// ratio is the part that one question has in a share: found of wanted.
type ratio struct{ found, wanted float64 }

// bootstrap is the sum of what was found over the sum of what was wanted, with
// the percentile interval over questions drawn again with replacement (Efron,
// 1979). The same parts and seed give the same interval.
func bootstrap(parts []ratio, seed uint64) Estimate {
	share := func(pick func(i int) ratio) float64 {
		var sum ratio
		for i := range parts {
			p := pick(i)
			sum.found += p.found
			sum.wanted += p.wanted
		}
		if sum.wanted == 0 {
			return 0
		}
		return sum.found / sum.wanted
	}
	if len(parts) == 0 {
		return Estimate{}
	}
	random := rand.New(rand.NewPCG(seed, uint64(len(parts))))
	drawn := make([]float64, resamples)
	for i := range drawn {
		drawn[i] = share(func(int) ratio { return parts[random.IntN(len(parts))] })
	}
	slices.Sort(drawn)
	return Estimate{
		Value: share(func(i int) ratio { return parts[i] }),
		Low:   Quantile(drawn, 0.025), High: Quantile(drawn, 0.975),
	}
}

// AUC is the area under the ROC curve of a confidence: how often one of those
// that should be answered is surer than one of those that shouldn't, a tie
// counting half. The interval is that of DeLong, DeLong and Clarke-Pearson
// (1988).
func AUC(answerable, unanswerable []float64) Estimate {
	m, n := len(answerable), len(unanswerable)
	if m == 0 || n == 0 {
		return Estimate{}
	}
	above, below := make([]float64, m), make([]float64, n) // each one's share of the area
	area := 0.0
	for i, a := range answerable {
		for j, u := range unanswerable {
			wins := float64(cmp.Compare(a, u)+1) / 2
			above[i] += wins / float64(n)
			below[j] += wins / float64(m)
		}
		area += above[i] / float64(m)
	}
	half := z * math.Sqrt(variance(above)/float64(m)+variance(below)/float64(n))
	return Estimate{Value: area, Low: max(0, area-half), High: min(1, area+half)}
}

// variance is the unbiased one, 0 for fewer than two numbers.
func variance(x []float64) float64 {
	if len(x) < 2 {
		return 0
	}
	mean, sum := 0.0, 0.0
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sum += (v - mean) * (v - mean)
	}
	return sum / float64(len(x)-1)
}

// Quantile is the smallest of sorted values that at least the share q of them
// doesn't exceed (the nearest rank), or the zero value of none.
func Quantile[T float64 | time.Duration](sorted []T, q float64) T {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, min(len(sorted)-1, int(math.Ceil(q*float64(len(sorted))))-1))]
}
