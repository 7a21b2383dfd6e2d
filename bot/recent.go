package bot

import (
	"sync"
	"time"
)

// recent remembers keys for a while, at most max of them. It is safe for
// concurrent use.
type recent struct {
	life time.Duration
	max  int

	mu    sync.Mutex
	until map[string]time.Time
}

func newRecent(life time.Duration, max int) *recent {
	return &recent{life: life, max: max, until: map[string]time.Time{}}
}

// add remembers the key, and reports whether it was not remembered before.
func (r *recent) add(key string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.Before(r.until[key]) {
		return false
	}
	if len(r.until) >= r.max {
		r.forgetOld(now)
	}
	r.until[key] = now.Add(r.life)
	return true
}

// forgetOld drops what is over; when nothing is, everything: a flood may not
// grow the map. The lock is held.
func (r *recent) forgetOld(now time.Time) {
	for key, until := range r.until {
		if !now.Before(until) {
			delete(r.until, key)
		}
	}
	if len(r.until) >= r.max {
		clear(r.until)
	}
}
