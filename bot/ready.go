package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"cuttings/bot/gateway"
)

// line is how the bot stands with Discord. It is safe for concurrent use.
type line struct {
	met    atomic.Bool // Discord has said who the bot is, and has its commands
	shards sync.Map    // whether each that has begun to connect is connected, by its number
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

// connected says which shard isn't.
func (l *line) connected() error {
	err := errNotConnected
	l.shards.Range(func(shard, up any) bool {
		if err = nil; !up.(bool) {
			err = fmt.Errorf("not ready: shard %d is not connected to Discord's gateway", shard)
		}
		return err == nil
	})
	return err
}

// watch is told of each step of a shard's connection.
func (b *Bot) watch(shard int, step gateway.Step, took time.Duration) {
	switch step {
	case gateway.Connect, gateway.Disconnect:
		b.line.shards.Store(shard, false)
	case gateway.Ready, gateway.Resumed:
		b.line.shards.Store(shard, true)
	}
	b.cfg.Meter.Gateway(shard, string(step), took)
}
