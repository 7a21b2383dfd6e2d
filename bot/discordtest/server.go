package discordtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// ErrClosed is what a waiting call returns once the server is closed.
var ErrClosed = errors.New("discordtest: the server is closed")

// Server is the stand-in. All its methods may be called at any time from any
// goroutine. Close it at the end of the test.
type Server struct {
	cfg     Config
	http    *http.Server
	main    net.Listener // REST and the first gateway address
	resume  net.Listener // the address that READY names as resume_gateway_url
	done    chan struct{}
	client  *http.Client    // to the endpoints
	life    context.Context // of what the client sends; ends with Close
	cease   context.CancelFunc
	closing sync.Once
	running sync.WaitGroup
	changed chan struct{} // holds one when something has changed since wake looked

	mu      sync.Mutex // guards everything below
	closed  bool
	waiters map[*waiter]struct{}
	lastID  uint64

	violations []string
	counts     Counts

	conns     map[*conn]struct{}
	sessions  map[string]*session
	onIdent   []GatewayReply
	onResume  []GatewayReply
	muted     bool
	forgetful bool              // nonces are not remembered
	flags     int               // of the application
	identTime map[int]time.Time // by shard id % max_concurrency
	final     int               // the close code after which nobody should come again

	faults   []*scripted
	windows  map[string]*window
	global   window
	blocks   map[string]block
	commands map[string][]map[string]any // by guild, "" for the global ones
	creates  map[string][]time.Time      // of commands, by guild
	messages map[string]*message
	order    []*message
	nonces   map[string]nonce
	byToken  map[string]*Exchange
	byID     map[string]*Exchange

	endpoints []string // where interactions are sent by HTTP; none: by the gateway
}

// New starts a server on 127.0.0.1 on a free port. It panics when it cannot
// listen: a test has nothing to do then.
func New(cfg Config) *Server {
	cfg.setDefaults()
	s := &Server{
		cfg: cfg, done: make(chan struct{}), changed: make(chan struct{}, 1), waiters: map[*waiter]struct{}{},
		conns: map[*conn]struct{}{}, sessions: map[string]*session{},
		identTime: map[int]time.Time{}, windows: map[string]*window{},
		blocks: map[string]block{}, commands: map[string][]map[string]any{}, creates: map[string][]time.Time{},
		messages: map[string]*message{}, nonces: map[string]nonce{},
		byToken: map[string]*Exchange{}, byID: map[string]*Exchange{},
		counts: Counts{Keys: map[int]int{}, REST: map[string]int{}, Status: map[int]int{}},
	}
	s.life, s.cease = context.WithCancel(context.Background())
	s.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	s.main, s.resume = listen(), listen()
	s.http = &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	for _, l := range []net.Listener{s.main, s.resume} {
		s.running.Go(func() { _ = s.http.Serve(l) })
	}
	s.running.Go(s.wake)
	return s
}

func listen() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(fmt.Sprintf("discordtest: listen on loopback: %v", err))
	}
	return l
}

// URL is the address of the REST API's host, without a path: "http://127.0.0.1:PORT".
// The API answers under /api/v9 and /api/v10.
func (s *Server) URL() string { return "http://" + s.main.Addr().String() }

// GatewayURL is the WebSocket address that GET /gateway names.
func (s *Server) GatewayURL() string { return "ws://" + s.main.Addr().String() }

// ResumeURL is the WebSocket address that READY names as resume_gateway_url.
func (s *Server) ResumeURL() string { return "ws://" + s.resume.Addr().String() }

// Close cuts every connection, ends every wait with ErrClosed and returns once
// no goroutine of the server runs. It may be called more than once.
func (s *Server) Close() {
	s.closing.Do(func() {
		close(s.done)
		s.cease()
		s.mu.Lock()
		s.closed = true
		for c := range s.conns {
			c.cut()
		}
		s.mu.Unlock()
		_ = s.http.Close()
	})
	s.running.Wait()
	s.client.CloseIdleConnections()
}

// WaitReady waits until n READYs and RESUMEDs have been sent since New.
func (s *Server) WaitReady(ctx context.Context, n int) error {
	return s.wait(ctx, func() bool { return s.counts.Ready+s.counts.Resumed >= n })
}

// Wait waits until ok holds for the counts. ok must not call the server.
func (s *Server) Wait(ctx context.Context, ok func(Counts) bool) error {
	return s.wait(ctx, func() bool { return ok(s.counts) })
}

// waiter is somebody in wait.
type waiter struct {
	ok   func() bool
	woke chan struct{} // closed once ok was true
}

// wait waits until ok, which is called with the lock held whenever something has
// changed, is true.
func (s *Server) wait(ctx context.Context, ok func() bool) error {
	s.mu.Lock()
	if ok() {
		s.mu.Unlock()
		return nil
	}
	w := &waiter{ok, make(chan struct{})}
	s.waiters[w] = struct{}{}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.waiters, w)
		s.mu.Unlock()
	}()
	select {
	case <-w.woke:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("discordtest: waited in vain: %w", context.Cause(ctx))
	case <-s.done:
		return ErrClosed
	}
}

// notify says that something has changed, which those in wait may wait for. The
// lock may be held.
func (s *Server) notify() {
	select {
	case s.changed <- struct{}{}:
	default: // it is said already
	}
}

// wake wakes those in wait whose condition holds, and nobody else: hundreds may
// wait. It ends with the server.
func (s *Server) wake() {
	for {
		select {
		case <-s.changed:
		case <-s.done:
			return
		}
		s.mu.Lock()
		for w := range s.waiters {
			if w.ok() {
				delete(s.waiters, w)
				close(w.woke)
			}
		}
		s.mu.Unlock()
	}
}

// violate writes down what a client did wrong and where that is written. The
// lock is held.
func (s *Server) violate(source, format string, args ...any) {
	s.violations = append(s.violations, fmt.Sprintf(format, args...)+" ("+source+")")
	s.notify()
}

// Violations lists, in order, everything that a client did against the
// document, the rules or a deadline, each with its source in brackets.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}
