// Package gateway keeps a bot's shards connected to Discord's gateway and hands over
// the events, each once and each shard's in order. The payloads and events are discordgo's;
// the loop is our own, because discordgo's does not survive what Discord sends
// on a bad day: docs/decisions/0003-gateway.md.
//
// The rules are those of https://docs.discord.com/developers/events/gateway,
// API version 10, JSON without compression.
package gateway

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Config is what a connection needs. Token and Start are required; the zero
// value of everything else is a sensible default.
type Config struct {
	Token         string           // without "Bot " before it
	Shard, Shards int              // which shard of how many; 0 of 0 means 0 of 1
	Intents       discordgo.Intent // INTERACTION_CREATE comes without any

	// Start asks Discord where to connect and how often: GET /gateway/bot. It is
	// called before each IDENTIFY, never before a RESUME. An error that is a
	// *FinalError ends the loop; any other is tried again after a pause.
	Start func(context.Context) (*discordgo.GatewayBotResponse, error)

	Dialer *websocket.Dialer // its HandshakeTimeout limits a dial; nil means 15 s and the proxy of the environment
	Gate   *Gate             // shared by the shards of one process; nil where there is only one
	Log    *slog.Logger      // nil means nowhere

	// Watch is told of each step of the connection, and for Beat how long Discord
	// took to acknowledge it. It must not block; nil is told nothing.
	Watch func(shard int, step Step, took time.Duration)

	Plan func(shards int) // told by RunAll of how many there will be, before they connect; nil is told nothing

	Rand  func() float64                             // in [0, 1); spreads heartbeats and pauses
	Sleep func(context.Context, time.Duration) error // returns early, with an error, when the context ends
}

// Step is what happens to a connection.
type Step string

const (
	Connect    Step = "connect"    // before a dial
	Identify   Step = "identify"   // IDENTIFY was sent
	Resume     Step = "resume"     // RESUME was sent
	Ready      Step = "ready"      // a new session is ready
	Resumed    Step = "resumed"    // the session goes on
	Beat       Step = "heartbeat"  // a heartbeat was acknowledged
	Disconnect Step = "disconnect" // the connection is over, or a dial failed
)

// How long things may take, and how often they are tried.
const (
	dialLimit  = 15 * time.Second
	helloLimit = 15 * time.Second // from the connection to HELLO
	readyLimit = 30 * time.Second // from IDENTIFY or RESUME to the next event, until READY or RESUMED
	writeLimit = 10 * time.Second

	// A connection that was ready for so long counts as a good one, after which
	// pauses start from nothing again.
	stable       = 5 * time.Minute
	firstPause   = time.Second
	longestPause = 5 * time.Minute

	maxDials   = 3       // dials of a resume address before the session is given up
	maxMessage = 4 << 20 // bytes; READY of 2,500 servers is some 150 KiB
)

// Run connects, and stays connected until ctx ends, when it returns nil, or
// until Discord says that trying again is useless, when it returns a
// *FinalError. It calls dispatch for every event (READY and RESUMED too), one
// at a time and in order; dispatch must not block, or heartbeats are missed.
// Events that were missed while the connection was down are handed over after
// it is resumed, and none of a session twice. When Run returns, nothing that it
// started is running any more.
func Run(ctx context.Context, cfg Config, dispatch func(*discordgo.Event)) error {
	if cfg.Token == "" || cfg.Start == nil {
		return errNeeds
	}
	l := &loop{cfg: cfg.withDefaults(), dispatch: dispatch}
	for {
		err := l.connect(ctx)
		if ctx.Err() != nil {
			return nil
		}
		var final *FinalError
		if errors.As(err, &final) {
			return err
		}
		pause := l.next(err)
		l.cfg.Log.Info("gateway connection ended", "reason", err, "resume", l.session.id != "", "pause", pause)
		if l.cfg.Sleep(ctx, pause) != nil {
			return nil
		}
	}
}

var errNeeds = errors.New("gateway: Config needs Token and Start")

// loop is what outlives a connection.
type loop struct {
	cfg      Config
	dispatch func(*discordgo.Event)

	session    session
	turn       *turn     // to identify; nil before the first
	ready      time.Time // when this connection became ready; zero before that
	identified time.Time // when IDENTIFY was sent last
	beaten     time.Time // when a heartbeat was sent last
	failures   int       // connections in a row that were not stable
	dials      int       // dials in a row that failed
}

// session is what RESUME needs. Without an id there is nothing to resume.
type session struct {
	id, url string
	seq     int64 // the last event handed over
}

// ended is why a connection is over when another one should follow.
type ended struct {
	reason string
	forget bool // the session can't be resumed
	rest   bool // Discord wants a pause of 1 to 5 s before the next connection
}

func (e *ended) Error() string { return e.reason }

// next draws the conclusions from the end of a connection and says how long to
// wait before the next one.
func (l *loop) next(err error) time.Duration {
	if !l.ready.IsZero() && time.Since(l.ready) >= stable {
		l.failures = 0
	}
	var pause time.Duration
	if l.failures > 0 {
		pause = min(longestPause, firstPause<<min(l.failures-1, 16))
		pause = pause/2 + l.portion(pause/2)
	}
	l.failures++

	var e *ended
	if errors.As(err, &e) {
		if e.forget {
			l.session = session{}
		}
		if e.rest {
			pause = max(pause, time.Second+l.portion(4*time.Second))
		}
	}
	return pause
}

// tell tells whoever watches of a step.
func (l *loop) tell(step Step, took time.Duration) { l.cfg.Watch(l.cfg.Shard, step, took) }

// portion is a random part of d.
func (l *loop) portion(d time.Duration) time.Duration {
	return time.Duration(l.cfg.Rand() * float64(d))
}

func (c Config) withDefaults() Config {
	if c.Shards == 0 {
		c.Shards = 1
	}
	if c.Dialer == nil {
		d := *websocket.DefaultDialer
		d.HandshakeTimeout = dialLimit
		c.Dialer = &d
	}
	if c.Gate == nil {
		c.Gate = new(Gate)
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Watch == nil {
		c.Watch = func(int, Step, time.Duration) {}
	}
	if c.Plan == nil {
		c.Plan = func(int) {}
	}
	if c.Rand == nil {
		c.Rand = rand.Float64
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	return c
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
