package figures

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// mostLooks is how often a token may be looked at, on the average; the worst of the
// pieces below needs 83.
const mostLooks = 200

// Whatever a text repeats, it takes work in proportion to its length.
func TestWorkIsLinear(t *testing.T) {
	pieces := []string{
		"1-", "the ", "5 of the ", "one hundred and ", "in in ", "10 to ", "0 1 ", "between 1 and ", "a half ", ", 7", "2009 to ", "1 and ", "7", "half a ",
		"£", "$US", "m ", "per ", "by the end of ", "May ", "out of ", "an estimated ", "up to ", "jobs ", "new and ", "’s ", "+", "(4) ", "twenty-", "½",
	}
	linear := func(t interface{ Fatalf(string, ...any) }, s string) {
		r, w := newReader(s), newReader(s)
		r.figures()
		w.times()
		if n := r.looks + w.looks; n > mostLooks*(len(r.tokens)+1) {
			t.Fatalf("%.40q…: %d tokens were looked at %d times", s, len(r.tokens), n)
		}
	}
	for _, piece := range pieces {
		linear(t, strings.Repeat(piece, 3_000))
	}
	rapid.Check(t, func(t *rapid.T) {
		repeated := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 4).Draw(t, "pieces"), "")
		linear(t, repeated+strings.Repeat(repeated, 500))
	})
}
