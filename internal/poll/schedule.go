package poll

import (
	"hash/fnv"
	"time"
)

// How often a feed is asked, whatever it says.
const (
	oftenest = 15 * time.Minute
	usual    = time.Hour // when it says nothing
	rarest   = 24 * time.Hour
)

// Spread is a part of a span of time that is always the same for an address, so
// that feeds which came together aren't all asked together.
func Spread(address string, over time.Duration) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(address)) // never fails
	return time.Duration(int64(over) / 1000 * int64(h.Sum32()%1000))
}

// rest is how long a feed that was read is left alone: as long as its host or its
// document asks for, and up to an eighth longer.
func rest(address string, told time.Duration) time.Duration {
	wait := usual
	if told > 0 {
		wait = min(max(told, oftenest), rarest)
	}
	return min(wait+Spread(address, wait/8), rarest)
}

// backOff is how long a feed that failed so often in a row is left alone: from half
// an hour on twice as long each time, less up to half of it as jitter (from 0 up to
// 1) has it, once a day however long it fails; but not before the host allows it.
func backOff(failures int, jitter float64, asked time.Duration) time.Duration {
	wait := min(2*oftenest<<min(failures-1, 10), rarest)
	wait -= time.Duration(jitter * float64(wait/2))
	return max(wait, asked)
}

// tries is how often a page is asked for before its item is given up.
const tries = 5

// retry is how long a page is left alone that was asked for so often and isn't read
// yet: a quarter of an hour, and four times as long each time, up to a day; but not
// before the host allows it.
func retry(attempts int, jitter float64, asked time.Duration) time.Duration {
	wait := min(oftenest<<(2*min(attempts-1, 10)), rarest)
	wait += time.Duration(jitter * float64(wait/4))
	return max(min(wait, rarest), asked)
}
