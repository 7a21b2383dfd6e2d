package recheck

import "time"

// days are how long after its capture an article is looked at again: news is
// corrected soon or not at all.
var days = []int{1, 3, 7, 30, 90}

// step is the n-th of them, from 0 on, and the last ever after.
func step(n int) time.Duration {
	return time.Duration(days[min(n, len(days)-1)]) * 24 * time.Hour
}

// next is when to look again at what has been so since then.
func next(since, now time.Time) time.Time {
	for n := range days {
		if t := since.Add(step(n)); t.After(now) {
			return t
		}
	}
	return now.Add(step(len(days)))
}
