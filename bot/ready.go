package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"cuttings/bot/gateway"
)

// line is how the bot stands with Discord. It is safe for concurrent use.
type line struct {
	met atomic.Bool // Discord has said who the bot is, and has its commands

	mu sync.Mutex
	up []bool // whether each shard is connected; none before Discord has said how many
}

var (
	errNotMet       = errors.New("not ready: Discord has not said yet who this bot is")
	errNotConnected = errors.New("not ready: not connected to Discord's gateway yet")
)

// Ready says what is missing before the bot answers: Discord, the gateway where it
// is used, and what Config.Ready names. nil means nothing. It may be called before
// Run and beside it.
func (b *Bot) Ready(ctx context.Context) error {
	if !b.line.met.Load() {
		return errNotMet
	}
	if b.cfg.Listener == nil {
		if err := b.line.connected(); err != nil {
			return err
		}
	}
	if b.cfg.Ready == nil {
		return nil
	}
	return b.cfg.Ready(ctx)
}

// plan is told how many shards there will be.
func (l *line) plan(shards int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.up = make([]bool, shards)
}

func (l *line) set(shard int, up bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.up[shard] = up
}

// connected says which shards aren't.
func (l *line) connected() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var down []string
	for shard, up := range l.up {
		if !up {
			down = append(down, strconv.Itoa(shard))
		}
	}
	switch n := len(l.up); {
	case n == 0 || n > 1 && len(down) == n:
		return errNotConnected
	case len(down) == 0:
		return nil
	case len(down) == 1:
		return fmt.Errorf("not ready: shard %s is not connected to Discord's gateway", down[0])
	default:
		return fmt.Errorf("not ready: of %d shards these are not connected to Discord's gateway: %s", n, strings.Join(down, ", "))
	}
}

// watch is told of each step of a shard's connection.
func (b *Bot) watch(shard int, step gateway.Step, took time.Duration) {
	switch step {
	case gateway.Connect, gateway.Disconnect:
		b.line.set(shard, false)
	case gateway.Ready, gateway.Resumed:
		b.line.set(shard, true)
	}
	b.cfg.Meter.Gateway(shard, string(step), took)
}
