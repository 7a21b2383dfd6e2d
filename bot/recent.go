package bot

import (
	"sync"
	"time"
)

// recent remembers keys for a while: of those that came last, half of max for certain,
// and never more than max. It is safe for concurrent use.
type recent struct {
	life time.Duration
	max  int

	mu       sync.Mutex
	now, old map[string]time.Time // until when; what fills up becomes the old ones, and the old ones go
}

func newRecent(life time.Duration, max int) *recent {
	return &recent{life: life, max: max, now: map[string]time.Time{}, old: map[string]time.Time{}}
}

// add remembers the key, and reports whether it was not remembered before.
func (r *recent) add(key string, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.Before(r.now[key]) || now.Before(r.old[key]) {
		return false
	}
	if len(r.now) >= r.max/2 {
		r.now, r.old = map[string]time.Time{}, r.now
	}
	r.now[key] = now.Add(r.life)
	return true
}
