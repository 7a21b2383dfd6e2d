package bot

import (
	"sync"
	"time"
)

// recent remembers interactions by their ids for a while: of those that came last, half
// of max for certain, and never more than max. It is safe for concurrent use.
type recent struct {
	life time.Duration
	max  int

	mu       sync.Mutex
	now, old map[string]*first // what fills up becomes the old ones, and the old ones go
}

// first is the first answer to an interaction.
type first struct {
	until  time.Time     // it is remembered
	answer callback      // once it is known
	known  chan struct{} // closed then
}

// is makes it known. It is called once at most.
func (f *first) is(c callback) {
	f.answer = c
	close(f.known)
}

func newRecent(life time.Duration, max int) *recent {
	return &recent{life: life, max: max, now: map[string]*first{}, old: map[string]*first{}}
}

// add remembers the interaction, and reports whether it was not remembered before.
func (r *recent) add(id string, now time.Time) (f *first, isNew bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, known := range []map[string]*first{r.now, r.old} {
		if f := known[id]; f != nil && now.Before(f.until) {
			return f, false
		}
	}
	if len(r.now) >= r.max/2 {
		r.now, r.old = map[string]*first{}, r.now
	}
	f = &first{until: now.Add(r.life), known: make(chan struct{})}
	r.now[id] = f
	return f, true
}
