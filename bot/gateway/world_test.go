package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a Discord that the test plays by hand, in a synctest bubble: its
// connections are pipes in memory, so days pass in milliseconds and every
// moment is exact.
type world struct {
	t      *testing.T
	peers  chan *peer
	pipes  chan net.Conn
	closed chan struct{}

	refuse func(host string) bool // dials that fail
	limit  discordgo.SessionInformation

	mu     sync.Mutex
	shards int                // that Start advises; 0 means 1
	asked  int                // times that Start was called
	events []*discordgo.Event // as dispatched

	cancel context.CancelFunc
	result chan error
}

const interval = 40 * time.Second

// inWorld runs a test in a bubble; run starts the loop under test.
func inWorld(t *testing.T, test func(w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{
			t: t, peers: make(chan *peer), pipes: make(chan net.Conn), closed: make(chan struct{}),
			limit: discordgo.SessionInformation{Total: 1000, Remaining: 1000, ResetAfter: 86400000, MaxConcurrency: 1},
		}
		server := &http.Server{Handler: http.HandlerFunc(w.serve)}
		served := make(chan error)
		go func() { served <- server.Serve(w) }()
		defer func() {
			w.stop()
			close(w.closed)
			_ = server.Close()
			<-served
		}()
		test(w)
	})
}

func (w *world) config() Config {
	return Config{
		Token: "token",
		Rand:  func() float64 { return 0.5 },
		Start: func(context.Context) (*discordgo.GatewayBotResponse, error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.asked++
			return &discordgo.GatewayBotResponse{URL: "ws://gateway.test", Shards: max(w.shards, 1), SessionStartLimit: w.limit}, nil
		},
		Dialer: &websocket.Dialer{HandshakeTimeout: dialLimit, NetDialContext: w.dial},
	}
}

func (w *world) run(cfg Config) { w.start(Run, cfg) }

// start is run for Run or RunAll.
func (w *world) start(run func(context.Context, Config, func(*discordgo.Event)) error, cfg Config) {
	ctx, cancel := context.WithCancel(context.Background())
	w.cancel, w.result = cancel, make(chan error, 1)
	go func() {
		w.result <- run(ctx, cfg, func(e *discordgo.Event) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.events = append(w.events, e)
		})
	}()
}

// stop ends the loop and checks that it took that for what it was.
func (w *world) stop() {
	if w.cancel == nil {
		return
	}
	w.cancel()
	if err := <-w.result; err != nil {
		w.t.Errorf("Run after its context ended: %v", err)
	}
	w.cancel = nil
}

// over waits until Run returns by itself.
func (w *world) over() error {
	err := <-w.result
	w.cancel()
	w.cancel = nil
	return err
}

func (w *world) dispatched() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var names []string
	for _, e := range w.events {
		names = append(names, e.Type)
	}
	return names
}

func (w *world) dial(ctx context.Context, _, address string) (net.Conn, error) {
	if w.refuse != nil && w.refuse(address) {
		return nil, errors.New("refused")
	}
	here, there := net.Pipe()
	select {
	case w.pipes <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept, Close and Addr make the world a net.Listener.
func (w *world) Accept() (net.Conn, error) {
	select {
	case c := <-w.pipes:
		return c, nil
	case <-w.closed:
		return nil, net.ErrClosed
	}
}
func (w *world) Close() error   { return nil }
func (w *world) Addr() net.Addr { return &net.TCPAddr{} }

// peer is Discord's end of one connection.
type peer struct {
	t        *testing.T
	ws       *websocket.Conn
	host     string
	query    string
	received chan payload // closed when the client is gone
	goodbye  int          // the close code, once received is closed
	seq      int
}

func (w *world) serve(rw http.ResponseWriter, r *http.Request) {
	ws, err := (&websocket.Upgrader{}).Upgrade(rw, r, nil)
	if err != nil {
		w.t.Errorf("upgrade: %v", err)
		return
	}
	p := &peer{t: w.t, ws: ws, host: r.Host, query: r.URL.RawQuery, received: make(chan payload, 100)}
	defer ws.Close()
	defer close(p.received)
	select {
	case w.peers <- p:
	case <-w.closed:
		return
	}
	for {
		var m payload
		if err := ws.ReadJSON(&m); err != nil {
			var c *websocket.CloseError
			if errors.As(err, &c) {
				p.goodbye = c.Code
			}
			return
		}
		p.received <- m
	}
}

// accept waits for the next connection and says HELLO.
func (w *world) accept() *peer {
	p := <-w.peers
	p.send(map[string]any{"op": opHello, "d": map[string]any{"heartbeat_interval": interval.Milliseconds()}})
	return p
}

func (p *peer) send(v any) {
	p.t.Helper()
	if err := p.ws.WriteJSON(v); err != nil {
		p.t.Errorf("sending to the client: %v", err)
	}
}

func (p *peer) op(op int, d any) { p.t.Helper(); p.send(map[string]any{"op": op, "d": d}) }

// event sends the next event.
func (p *peer) event(name string, d any) {
	p.t.Helper()
	p.seq++
	p.send(map[string]any{"op": opDispatch, "t": name, "s": p.seq, "d": d})
}

// ready sends READY with that session.
func (p *peer) ready(session string) {
	p.t.Helper()
	p.event("READY", map[string]any{"session_id": session, "resume_gateway_url": "ws://resume.test"})
	synctest.Wait()
}

// expect returns the next payload, which must have that opcode.
func (p *peer) expect(op int) string {
	p.t.Helper()
	m, ok := <-p.received
	if !ok || m.Op != op {
		p.t.Fatalf("got op %d (open: %t), want op %d", m.Op, ok, op)
	}
	d, err := json.Marshal(m.Data)
	if err != nil {
		p.t.Fatal(err)
	}
	return string(d)
}

// hangUp waits until the client is gone and returns its close code. Heartbeats
// before that are not acknowledged.
func (p *peer) hangUp() int {
	for range p.received {
	}
	return p.goodbye
}

// identified is a connection that is ready, with the session "first".
func (w *world) identified() *peer {
	w.t.Helper()
	p := w.accept()
	p.expect(opIdentify)
	p.ready("first")
	return p
}
