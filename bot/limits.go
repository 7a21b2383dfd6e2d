package bot

import (
	"fmt"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits are how often one may act: so many times at once, and as many a minute. 0 is
// no limit. Each process counts by itself.
type Limits struct {
	User   int // one user, wherever
	Server int // all in one server together
}

// typingMore is how many times as often one may be suggested something, which is asked
// for with every few letters: it is counted by itself.
const typingMore = 10

// maxKeys is of how many users, and of how many servers, it is known how often they act.
const maxKeys = 20_000

func (l Limits) valid() error {
	for name, n := range map[string]int{"CUTTINGS_USER_LIMIT": l.User, "CUTTINGS_SERVER_LIMIT": l.Server} {
		if n < 0 || n > math.MaxInt32 {
			return fmt.Errorf("%s is %d: write how often a minute, or 0 for no limit", name, n)
		}
	}
	return nil
}

// rates are how often those act whom Limits are for. It is safe for concurrent use.
type rates struct{ users, servers, typingUsers, typingServers *buckets }

func newRates(l Limits) rates {
	return rates{
		users: newBuckets(l.User, maxKeys), servers: newBuckets(l.Server, maxKeys),
		typingUsers: newBuckets(typingMore*l.User, maxKeys), typingServers: newBuckets(typingMore*l.Server, maxKeys),
	}
}

// limitedError says that somebody has to wait: a user or, together, a server.
type limitedError struct {
	server bool
	until  time.Time
}

func (e *limitedError) Error() string {
	if e.server {
		return "their server asks too often"
	}
	return "they ask too often"
}

// take counts one more interaction of a user, in a server where it is in one. Its error
// is a *limitedError, and then it isn't counted.
func (r rates) take(in *interaction, typing bool, now time.Time) error {
	users, servers := r.users, r.servers
	if typing {
		users, servers = r.typingUsers, r.typingServers
	}
	user, until := users.take(in.user(), now)
	if !until.IsZero() {
		return &limitedError{until: until}
	}
	if in.GuildID == "" {
		return nil
	}
	if _, until := servers.take(in.GuildID, now); !until.IsZero() {
		if user != nil {
			user.CancelAt(now)
		}
		return &limitedError{server: true, until: until}
	}
	return nil
}

// buckets are how often each of some keys may act: a bucket of so many tokens each,
// which fills up in a minute. It is safe for concurrent use; nil has no limit.
type buckets struct {
	tokens int
	max    int // buckets

	mu sync.Mutex
	of map[string]*rate.Limiter
}

func newBuckets(tokens, max int) *buckets {
	if tokens == 0 {
		return nil
	}
	return &buckets{tokens: tokens, max: max, of: map[string]*rate.Limiter{}}
}

// take takes a token of a key's, which can be given back. Where there is none until
// says when there is one again.
func (b *buckets) take(key string, now time.Time) (taken *rate.Reservation, until time.Time) {
	if b == nil {
		return nil, time.Time{}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	l := b.of[key]
	if l == nil {
		if len(b.of) >= b.max {
			b.forget(now)
		}
		l = rate.NewLimiter(rate.Limit(float64(b.tokens)/time.Minute.Seconds()), b.tokens)
		b.of[key] = l
	}
	taken = l.ReserveN(now, 1)
	if wait := taken.DelayFrom(now); wait > 0 {
		taken.CancelAt(now)
		return nil, now.Add(wait)
	}
	return taken, time.Time{}
}

// forget drops the buckets that are full again; when none is, all: a flood may not
// grow the map. The lock is held.
func (b *buckets) forget(now time.Time) {
	for key, l := range b.of {
		if l.TokensAt(now) >= float64(b.tokens) {
			delete(b.of, key)
		}
	}
	if len(b.of) >= b.max {
		clear(b.of)
	}
}
