package discordtest

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// conn is one WebSocket connection. Frames are queued without bound, so that
// nothing that holds the server's lock ever waits for a client to read.
type conn struct {
	ws       *websocket.Conn
	out      chan struct{} // has room for one: something is queued
	gone     chan struct{}
	cutting  sync.Once
	onResume bool // came in by the resume address

	mu    sync.Mutex
	queue []func() error

	// Guarded by the server's lock.
	session *session
	started bool // IDENTIFY or RESUME was received
	closing bool
	version string
	window  time.Time // start of the 60 s in which frames are counted
	frames  int
	beat    time.Time // of the last heartbeat
	unacked int       // heartbeats since ACKs were muted
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

func newConn(ws *websocket.Conn) *conn {
	return &conn{ws: ws, out: make(chan struct{}, 1), gone: make(chan struct{})}
}

// push queues a write.
func (c *conn) push(write func() error) {
	c.mu.Lock()
	c.queue = append(c.queue, write)
	c.mu.Unlock()
	select {
	case c.out <- struct{}{}:
	default:
	}
}

// send queues one frame.
func (c *conn) send(f frame) {
	b := mustJSON(f)
	c.push(func() error { return c.ws.WriteMessage(websocket.TextMessage, b) })
}

// op queues a frame that is no dispatch.
func (c *conn) op(op int, d any) { c.send(frame{Op: op, D: mustJSON(d)}) }

// close queues a close frame and gives the client a second to answer it.
func (c *conn) close(code int, reason string) {
	if c.closing {
		return
	}
	c.closing = true
	c.push(func() error {
		limit := time.Now().Add(time.Second)
		_ = c.ws.SetReadDeadline(limit)
		return c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), limit)
	})
}

// cut ends the connection at once, without a close frame.
func (c *conn) cut() {
	c.cutting.Do(func() {
		close(c.gone)
		_ = c.ws.NetConn().Close()
	})
}

// write sends what is queued until the connection is gone.
func (c *conn) write() {
	for {
		select {
		case <-c.gone:
			return
		case <-c.out:
		}
		c.mu.Lock()
		queue := c.queue
		c.queue = nil
		c.mu.Unlock()
		for _, write := range queue {
			_ = c.ws.SetWriteDeadline(time.Now().Add(10 * time.Second))
			if write() != nil {
				c.cut()
				return
			}
		}
	}
}

// read returns the next frame. A client that sends no JSON gets ok == false with
// a nil error.
func (c *conn) read() (f frame, size int, ok bool, err error) {
	_, b, err := c.ws.ReadMessage()
	if err != nil {
		return f, 0, false, err
	}
	return f, len(b), json.Unmarshal(b, &f) == nil, nil
}
