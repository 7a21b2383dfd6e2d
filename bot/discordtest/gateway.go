package discordtest

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// Intents that this server knows of by name (docs: Gateway, List of Intents).
const (
	intentGuilds     = 1 << 0
	intentMembers    = 1 << 1
	intentPresences  = 1 << 8
	intentContent    = 1 << 15
	intentPrivileged = intentMembers | intentPresences | intentContent
	intentAll        = 1<<26 - 1&^(1<<17|1<<18|1<<19|1<<22|1<<23)
)

// maxFrame is the largest payload a client may send (docs: Gateway, Sending Events).
const maxFrame = 4096

// serveGateway runs one WebSocket connection to its end.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := newConn(ws)
	c.onResume = r.Host == s.resume.Addr().String()
	c.version = r.URL.Query().Get("v")
	if !s.admit(c, r) {
		c.cut()
		return
	}
	s.running.Go(c.write)
	defer s.leave(c)
	s.readAll(c)
}

// admit says HELLO. It reports false when the server is closing.
func (s *Server) admit(c *conn, r *http.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	if s.final != 0 {
		s.violate("docs: Gateway Close Event Codes", "gateway: a new connection after close code %d, which is final", s.final)
	}
	s.conns[c] = struct{}{}
	s.counts.Connections++
	s.counts.Open++
	s.notify()
	q := r.URL.Query()
	_ = c.ws.SetReadDeadline(time.Now().Add(s.cfg.IdentifyDeadline))
	if q.Get("encoding") != "json" {
		s.violate("docs: Gateway, Connecting", "gateway: encoding=%q in the address, want json", q.Get("encoding"))
	}
	if q.Has("compress") {
		s.violate("this server compresses nothing", "gateway: transport compression %q asked for", q.Get("compress"))
	}
	if c.version != "9" && c.version != "10" {
		s.refuse(c, CloseInvalidAPIVersion, "Invalid API version", "docs: Gateway, Connecting", "gateway: v=%q in the address, want 9 or 10", c.version)
		return true
	}
	c.op(opHello, map[string]any{"heartbeat_interval": s.cfg.HeartbeatInterval.Milliseconds(), "_trace": []string{`["discordtest",{"micros":0}]`}})
	return true
}

// refuse writes a violation down and closes the connection.
func (s *Server) refuse(c *conn, code int, reason, source, format string, args ...any) {
	s.violate(source, format, args...)
	s.end(c, code, reason)
}

// end closes a connection with a code, and ends its session when the code says so
// (docs: Gateway Close Event Codes).
func (s *Server) end(c *conn, code int, reason string) {
	if closesForGood(code) {
		s.final = code
	}
	if closesSession(code) {
		s.forget(c.session)
	}
	c.close(code, reason)
}

// leave takes the connection off the books and waits for its writer to end.
func (s *Server) leave(c *conn) {
	c.cut()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
	s.counts.Open--
	if c.session != nil && c.session.conn == c {
		c.session.conn = nil
	}
	s.notify()
}

// readAll handles frames until the connection ends, and judges how it ended.
func (s *Server) readAll(c *conn) {
	for {
		f, size, ok, err := c.read()
		s.mu.Lock()
		if err != nil {
			s.ended(c, err)
			s.mu.Unlock()
			return
		}
		switch {
		case c.closing:
		case size > maxFrame:
			s.refuse(c, CloseDecodeError, "Error while decoding payload.", "docs: Gateway, Sending Events", "gateway: a payload of %d bytes, at most %d are allowed", size, maxFrame)
		case !ok:
			s.refuse(c, CloseDecodeError, "Error while decoding payload.", "docs: Gateway, Sending Events", "gateway: a payload that is no JSON object with an op")
		default:
			s.receive(c, f)
		}
		s.mu.Unlock()
	}
}

// ended judges how a connection ended: a deadline of ours that passed is the
// client's fault, and a close with 1000 or 1001 ends its session (docs: Gateway,
// Disconnecting). The lock is held.
func (s *Server) ended(c *conn, err error) {
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() && !c.closing {
		if !c.started {
			s.violate("docs: Gateway, Identifying", "gateway: no IDENTIFY or RESUME within %v of HELLO", s.cfg.IdentifyDeadline)
		} else {
			s.violate("docs: Gateway, Sending Heartbeats", "gateway: a heartbeat is overdue, the interval is %v", s.cfg.HeartbeatInterval)
		}
		limit := time.Now().Add(time.Second)
		_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(CloseSessionTimedOut, "Session timed out"), limit)
		return
	}
	if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) && !c.closing {
		if c.unacked > 0 {
			s.violate("docs: Gateway, Sending Heartbeats", "gateway: a connection whose heartbeats were not acknowledged closed with 1000 or 1001, which ends the session")
		}
		s.forget(c.session)
	}
}

// receive handles one frame. The lock is held.
func (s *Server) receive(c *conn, f frame) {
	if s.flooded(c) {
		return
	}
	switch f.Op {
	case opHeartbeat:
		s.heartbeat(c, f)
	case opIdentify:
		s.identify(c, f)
	case opResume:
		s.resumes(c, f)
	case opPresence, opVoiceState, opRequestMembers, opRequestSounds, opRequestChannels:
		if c.session == nil {
			s.refuse(c, CloseNotAuthenticated, "Not authenticated.", "docs: Gateway Close Event Codes", "gateway: op %d before IDENTIFY", f.Op)
		}
	default:
		s.refuse(c, CloseUnknownOpcode, "Unknown opcode.", "docs: Gateway Close Event Codes", "gateway: unknown opcode %d", f.Op)
	}
}

// flooded reports that the client sent more than 120 frames in 60 s (docs:
// Gateway, Rate Limiting).
func (s *Server) flooded(c *conn) bool {
	now := time.Now()
	if now.Sub(c.window) >= time.Minute {
		c.window, c.frames = now, 0
	}
	c.frames++
	if c.frames <= 120 {
		return false
	}
	s.refuse(c, CloseRateLimited, "You are being rate limited.", "docs: Gateway, Rate Limiting", "gateway: more than 120 payloads within 60 s")
	return true
}

// heartbeat answers op 1 unless ACKs are muted, and gives the client half as
// long again as the interval until the next.
func (s *Server) heartbeat(c *conn, f frame) {
	var seq *int64
	if json.Unmarshal(f.D, &seq) != nil {
		s.refuse(c, CloseDecodeError, "Error while decoding payload.", "docs: Gateway, Sending Heartbeats", "gateway: d of a heartbeat is %s, want the last sequence number or null", f.D)
		return
	}
	if c.session != nil && seq != nil && *seq > c.session.seq {
		s.violate("docs: Gateway, Sending Heartbeats", "gateway: heartbeat with s=%d, the last one sent is %d", *seq, c.session.seq)
	}
	if c.session != nil && seq != nil {
		c.session.arrived(*seq)
	}
	s.counts.Heartbeats++
	if c.unacked > 0 && time.Since(c.beat) > s.cfg.HeartbeatInterval/2 {
		s.violate("docs: Gateway, Sending Heartbeats", "gateway: a further heartbeat although the last was not acknowledged")
	}
	c.beat = time.Now()
	if c.started {
		s.expectHeartbeat(c)
	}
	if s.muted {
		c.unacked++
	} else {
		c.unacked = 0
		c.op(opHeartbeatACK, nil)
	}
	s.notify()
}

func (s *Server) expectHeartbeat(c *conn) {
	_ = c.ws.SetReadDeadline(time.Now().Add(s.cfg.HeartbeatInterval * 3 / 2))
}
