package gateway

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// window is how long max_concurrency counts for: so many identifies, one for
// each key, in 5 s.
const window = 5 * time.Second

// Gate keeps shards of one process from identifying too fast for Discord's
// max_concurrency. The zero value is ready; it is safe for concurrent use.
type Gate struct {
	mu    sync.Mutex
	ahead int                    // shards that are to identify, or have and are not ready yet
	slots map[int]chan time.Time // by key; each holds when the next identify may be, or is empty while a shard has it
}

func (g *Gate) slot(key int) chan time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.slots == nil {
		g.slots = map[int]chan time.Time{}
	}
	if g.slots[key] == nil {
		g.slots[key] = make(chan time.Time, 1)
		g.slots[key] <- time.Time{}
	}
	return g.slots[key]
}

// reserve counts a shard that is to identify, and returns how many are before it, of
// which Discord may not know yet; release takes it back.
func (g *Gate) reserve() (ahead int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ahead++
	return g.ahead - 1
}

func (g *Gate) release() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ahead--
}

// turn is a shard's leave to identify, until it is ready or gone.
type turn struct {
	gate *Gate          // nil when it is over
	slot chan time.Time // nil when the next may identify
	next time.Time      // when it may
}

// enter waits for the turn of the key: the shard's number modulo
// max_concurrency. It must have been reserved. The turn must be left.
func (g *Gate) enter(ctx context.Context, key int, sleep func(context.Context, time.Duration) error) (*turn, error) {
	t := &turn{gate: g, slot: g.slot(key)}
	select {
	case <-ctx.Done():
		g.release()
		return nil, ctx.Err()
	case t.next = <-t.slot:
	}
	if wait := time.Until(t.next); wait > 0 {
		if err := sleep(ctx, wait); err != nil {
			t.leave()
			return nil, err
		}
	}
	return t, nil
}

// used lets the next shard wait for its window when an IDENTIFY is being sent.
func (t *turn) used() {
	if t != nil {
		t.next = time.Now().Add(window)
		t.pass()
	}
}

// leave ends the turn, if it has not ended.
func (t *turn) leave() {
	if t != nil && t.gate != nil {
		t.pass()
		t.gate.release()
		t.gate = nil
	}
}

func (t *turn) pass() {
	if t.slot != nil {
		t.slot <- t.next
		t.slot = nil
	}
}

// start waits until this shard may identify and says where to connect.
func (l *loop) start(ctx context.Context) (string, *turn, error) {
	for {
		bot, err := l.cfg.Start(ctx)
		if err != nil {
			return "", nil, fmt.Errorf("asking Discord where to connect: %w", err)
		}
		limit := bot.SessionStartLimit
		ahead := l.cfg.Gate.reserve()
		limit.Remaining -= ahead
		wait := l.allowance(limit)
		if ahead > 0 && bot.SessionStartLimit.Remaining > 0 {
			wait = min(wait, window) // Discord may know of them already
		}
		if wait <= 0 {
			turn, err := l.cfg.Gate.enter(ctx, l.cfg.Shard%max(limit.MaxConcurrency, 1), l.cfg.Sleep)
			return bot.URL, turn, err
		}
		l.cfg.Gate.release()
		l.cfg.Log.Warn("Discord lets a bot start only so many sessions a day; waiting before the next",
			"left", limit.Remaining, "of", limit.Total, "wait", wait)
		if err := l.cfg.Sleep(ctx, wait); err != nil {
			return "", nil, err
		}
	}
}

// allowance is how long to wait before another IDENTIFY, so that the day's are
// never used up: nothing while half of them are left, then the rest is spread
// evenly over the time until Discord counts anew, and over the shards.
func (l *loop) allowance(limit discordgo.SessionInformation) time.Duration {
	reset := time.Duration(limit.ResetAfter) * time.Millisecond
	switch {
	case limit.Total <= 0 || limit.Remaining > limit.Total/2:
		return 0
	case limit.Remaining <= 0:
		return max(reset, window)
	case l.identified.IsZero():
		return 0
	}
	return time.Until(l.identified.Add(reset / time.Duration(limit.Remaining) * time.Duration(l.cfg.Shards)))
}
