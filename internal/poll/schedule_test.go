package poll

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// However long a document asks for, a feed is asked between once in a quarter of an
// hour and once a day; and however often it fails, never before its host allows it.
func TestSchedule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		told := time.Duration(rapid.Int64Range(0, int64(400*24*time.Hour)).Draw(t, "told"))
		jitter := rapid.Float64Range(0, .999999).Draw(t, "jitter")
		n := rapid.IntRange(1, 1_000_000).Draw(t, "n")
		address := rapid.String().Draw(t, "address")
		if got := rest(address, told); got < oftenest || got > rarest || got < min(told, rarest) {
			t.Errorf("rest is %v", got)
		}
		for name, got := range map[string]time.Duration{"backOff": backOff(n, jitter, told), "retry": retry(n, jitter, told)} {
			if got < oftenest || got > max(rarest, told) || got < told {
				t.Errorf("%s is %v, and the host asked for %v", name, got, told)
			}
		}
		if backOff(n, 0, 0) > backOff(n+1, 0, 0) || retry(n, 0, 0) > retry(n+1, 0, 0) {
			t.Error("it is tried more often the longer it fails")
		}
		if got := Spread(address, told); got < 0 || got > told || got != Spread(address, told) {
			t.Errorf("Spread is %v of %v", got, told)
		}
	})
	met := map[time.Duration]bool{}
	for i := range 100 {
		met[Spread(fmt.Sprintf("https://a.example/feed/%d", i), time.Hour).Truncate(time.Minute)] = true
	}
	if len(met) < 30 {
		t.Errorf("a hundred feeds are asked in %d minutes of an hour", len(met))
	}
}
