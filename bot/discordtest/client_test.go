package discordtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start runs a server for one test.
func start(t *testing.T, cfg Config) *Server {
	t.Helper()
	if cfg.IdentifyWindow == 0 {
		cfg.IdentifyWindow = -1
	}
	s := New(cfg)
	t.Cleanup(client.CloseIdleConnections)
	t.Cleanup(s.Close)
	return s
}

// checked runs a server that holds requests and its own answers against
// Discord's document when the environment names it. The test fails when one of
// the server's answers disagrees.
func checked(t *testing.T, cfg Config) *Server {
	t.Helper()
	if os.Getenv("CUTTINGS_OPENAPI") != "" {
		cfg.Spec = spec(t)
	}
	s := start(t, cfg)
	t.Cleanup(func() {
		for _, v := range s.Violations() {
			if strings.Contains(v, "the server's own answer") {
				t.Error(v)
			}
		}
	})
	return s
}

// clock is a clock that stands still until it is moved.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// wantViolations checks that there is one violation for each part, in order, and
// no other.
func wantViolations(t *testing.T, s *Server, parts ...string) {
	t.Helper()
	got := s.Violations()
	if len(got) != len(parts) {
		t.Fatalf("%d violations, want %d: %q", len(got), len(parts), got)
	}
	for i, part := range parts {
		if !strings.Contains(got[i], part) {
			t.Errorf("violation %q, want %q in it", got[i], part)
		}
	}
}

// patience bounds every wait of a test.
func patience(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// wire is a raw gateway client.
type wire struct {
	t  *testing.T
	ws *websocket.Conn
}

func dial(t *testing.T, address string) *wire {
	t.Helper()
	ws, resp, err := websocket.DefaultDialer.DialContext(patience(t), address, nil)
	if err != nil {
		t.Fatalf("dial %s: %v", address, err)
	}
	_ = resp.Body.Close()
	t.Cleanup(func() { _ = ws.Close() })
	_ = ws.SetReadDeadline(time.Now().Add(20 * time.Second))
	return &wire{t, ws}
}

// connect dials and reads HELLO.
func connect(t *testing.T, s *Server) *wire {
	t.Helper()
	w := dial(t, s.GatewayURL()+"/?v=10&encoding=json")
	if f := w.next(); f.Op != opHello {
		t.Fatalf("first frame has op %d, want HELLO", f.Op)
	}
	return w
}

func (w *wire) send(op int, d any) {
	w.t.Helper()
	if err := w.ws.WriteJSON(map[string]any{"op": op, "d": d}); err != nil {
		w.t.Fatalf("send op %d: %v", op, err)
	}
}

func (w *wire) next() frame {
	w.t.Helper()
	var f frame
	if err := w.ws.ReadJSON(&f); err != nil {
		w.t.Fatalf("read a frame: %v", err)
	}
	return f
}

// event reads on to a dispatch and decodes its d.
func (w *wire) event(name string) (d map[string]any) {
	w.t.Helper()
	for {
		f := w.next()
		if f.Op != opDispatch || f.T == nil || *f.T != name {
			continue
		}
		if err := json.Unmarshal(f.D, &d); err != nil {
			w.t.Fatal(err)
		}
		return d
	}
}

// closed reads on to the end of the connection and returns its close code, or 0
// when there was none.
func (w *wire) closed() int {
	w.t.Helper()
	for {
		_, _, err := w.ws.ReadMessage()
		var ce *websocket.CloseError
		if errors.As(err, &ce) && ce.Code != websocket.CloseAbnormalClosure {
			return ce.Code
		}
		if err != nil {
			return 0
		}
	}
}

func identification(intents int) map[string]any {
	return map[string]any{
		"token": TestToken, "intents": intents,
		"properties": map[string]any{"os": "linux", "browser": "raw", "device": "raw"},
	}
}

// ready connects and identifies.
func ready(t *testing.T, s *Server) (*wire, map[string]any) {
	t.Helper()
	w := connect(t, s)
	w.send(opIdentify, identification(0))
	return w, w.event("READY")
}

// call sends one REST request as a well-behaved bot and decodes the answer.
func call(t *testing.T, s *Server, method, path string, body any) (int, map[string]any) {
	t.Helper()
	status, b, err := try(t, s, method, path, body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	var got map[string]any
	if len(b) > 0 && b[0] == '{' {
		if err := json.Unmarshal(b, &got); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, b)
		}
	}
	return status, got
}

func try(t *testing.T, s *Server, method, path string, body any) (int, []byte, error) {
	t.Helper()
	var in io.Reader
	if body != nil {
		in = bytes.NewReader(mustJSON(body))
	}
	return do(newRequest(t, method, s.URL()+"/api/v10"+path, in))
}

// newRequest has the headers of a well-behaved bot.
func newRequest(t *testing.T, method, address string, body io.Reader) *http.Request {
	t.Helper()
	q, err := http.NewRequestWithContext(patience(t), method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bot "+TestToken)
	q.Header.Set("User-Agent", "DiscordBot (https://example.org, 1.0)")
	q.Header.Set("Content-Type", "application/json")
	return q
}

// callback answers an interaction.
func callback(t *testing.T, s *Server, ex *Exchange, body object) (int, object) {
	t.Helper()
	return call(t, s, "POST", "/interactions/"+ex.ID+"/"+ex.Token+"/callback", body)
}

// hook is the webhook route of an interaction's answers.
func hook(ex *Exchange, rest string) string { return "/webhooks/" + TestAppID + "/" + ex.Token + rest }

var client = &http.Client{Transport: &http.Transport{}}

func do(q *http.Request) (int, []byte, error) {
	resp, err := client.Do(q)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return resp.StatusCode, b, err
}

type object = map[string]any
