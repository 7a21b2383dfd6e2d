package bot

import (
	"errors"
	"net/http"
	"sync"
	"time"
)

// Discord bans an address for a while after 10,000 answers of 401, 403 and 429
// in ten minutes: https://docs.discord.com/developers/topics/rate-limits
// The guard stops at half of that.
const (
	maxInvalid = 5000
	minutes    = 10
)

var errTooManyRefused = errors.New("no request is sent for now, lest Discord bans this address: it has refused 5,000 in ten minutes; look in the log for what it refuses")

// guard counts refused requests. The zero value is ready; it is safe for
// concurrent use.
type guard struct {
	mu     sync.Mutex
	counts [minutes]int // by minute of the clock, modulo 10
	latest int64        // the latest minute counted
}

// allow reports whether a request may be sent.
func (g *guard) allow(now time.Time) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.turn(now)
	sum := 0
	for _, n := range g.counts {
		sum += n
	}
	if sum >= maxInvalid {
		return errTooManyRefused
	}
	return nil
}

// count notes an answer.
func (g *guard) count(now time.Time, e *apiError) {
	invalid := e.status == http.StatusUnauthorized || e.status == http.StatusForbidden || e.status == http.StatusTooManyRequests
	if !invalid || e.shared {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.turn(now)
	g.counts[g.latest%minutes]++
}

// turn forgets the minutes that are over. The lock is held.
func (g *guard) turn(now time.Time) {
	minute := now.Unix() / 60
	for m := max(g.latest+1, minute-minutes+1); m <= minute; m++ {
		g.counts[m%minutes] = 0
	}
	g.latest = max(g.latest, minute)
}
