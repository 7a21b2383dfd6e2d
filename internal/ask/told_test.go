package ask

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTold(t *testing.T) {
	const shown = "The trust said on Monday that 366 jobs could be lost at its four hospitals in Oxfordshire."
	for _, c := range []struct {
		sentence string
		want     bool
	}{
		{shown, true},
		{"THE trust said on Monday that 366 jobs could be lost at its four hospitals in Oxfordshire", true},
		{"The trust said on Tuesday that 366 jobs could be lost at its four hospitals in Oxfordshire.", true},
		{"On Monday the trust said that 366 jobs could be lost at its four hospitals in the county.", true},
		{"Last week it emerged that 366 jobs could be lost as the trust tries to save £44m a year.", false},
		{"It said 600 jobs could be lost at its four hospitals by autumn, more than first feared.", false},
		{"Jobs could be lost.", false},
		{"The trust said on Monday.", false},
		{"", false},
	} {
		told := newTold()
		if told.holds(c.sentence) {
			t.Errorf("%q was told before anything was", c.sentence)
		}
		told.add(shown)
		if got := told.holds(c.sentence); got != c.want {
			t.Errorf("%q: %v, want %v", c.sentence, got, c.want)
		}
	}
}

// Whatever is shown is told, and a sentence that shares no word with it isn't.
func TestToldAlways(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		told := newTold()
		for _, s := range rapid.SliceOfN(rapid.StringMatching(`[a-m]{1,4}( [a-m]{1,4}){0,12}`), 1, 5).Draw(t, "shown") {
			told.add(s)
			if !told.holds(s) {
				t.Fatalf("%q was shown", s)
			}
		}
		if other := strings.Repeat("zz ", rapid.IntRange(1, 12).Draw(t, "n")); told.holds(other) {
			t.Fatalf("%q was never shown", other)
		}
	})
}
