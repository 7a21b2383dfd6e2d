package discordtest

import (
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// TestBadClients: each is closed with the code that Discord gives, and written down.
func TestBadClients(t *testing.T) {
	with := func(key string, v any) object {
		id := identification(0)
		id[key] = v
		return id
	}
	for _, c := range []struct {
		name string
		do   func(*wire)
		code int
		want string
	}{
		{"identifies twice", func(w *wire) { w.send(opIdentify, identification(0)); w.send(opIdentify, identification(0)) }, 4005, "IDENTIFY sent twice"},
		{"wrong token", func(w *wire) { w.send(opIdentify, with("token", "x")) }, 4004, "wrong token"},
		{"privileged intent", func(w *wire) { w.send(opIdentify, identification(intentContent)) }, 4014, "hold a privileged one"},
		{"unknown intent", func(w *wire) { w.send(opIdentify, identification(1<<30)) }, 4013, "hold an unknown bit"},
		{"no intents", func(w *wire) { w.send(opIdentify, with("intents", nil)) }, 4002, "IDENTIFY needs"},
		{"no properties", func(w *wire) { w.send(opIdentify, with("properties", nil)) }, 4002, "IDENTIFY needs"},
		{"shard out of range", func(w *wire) { w.send(opIdentify, with("shard", []int{2, 2})) }, 4010, "shard 2 of 2"},
		{"shard is text", func(w *wire) { w.send(opIdentify, with("shard", "0/1")) }, 4002, "IDENTIFY needs"},
		{"unknown opcode", func(w *wire) { w.send(99, nil) }, 4001, "unknown opcode 99"},
		{"no JSON", func(w *wire) { w.raw("hello") }, 4002, "no JSON object"},
		{"too much", func(w *wire) { w.raw(`{"op":1,"d":null,"x":"` + strings.Repeat("x", maxFrame) + `"}`) }, 4002, "at most 4096"},
		{"presence first", func(w *wire) { w.send(opPresence, object{}) }, 4003, "op 3 before IDENTIFY"},
		{"heartbeat of text", func(w *wire) { w.send(opHeartbeat, "soon") }, 4002, "d of a heartbeat"},
		{"resume of nothing", func(w *wire) { w.send(opResume, object{"token": TestToken}) }, 4002, "RESUME needs"},
		{"resume, wrong token", func(w *wire) { w.send(opResume, object{"token": "x", "session_id": "y", "seq": 0}) }, 4004, "wrong token"},
		{"resume after identify", func(w *wire) {
			w.send(opIdentify, identification(0))
			w.send(opResume, object{"token": TestToken, "session_id": "y", "seq": 0})
		}, 4005, "RESUME on a connection"},
		{"too many frames", func(w *wire) {
			for range 121 {
				w.send(opHeartbeat, nil)
			}
		}, 4008, "more than 120 payloads"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, Config{})
			w := connect(t, s)
			c.do(w)
			if code := w.closed(); code != c.code {
				t.Errorf("close code %d, want %d", code, c.code)
			}
			wantViolations(t, s, c.want)
		})
	}
}

func (w *wire) raw(text string) {
	w.t.Helper()
	if err := w.ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		w.t.Fatal(err)
	}
}

func TestSequenceFromTheFuture(t *testing.T) {
	s := start(t, Config{})
	w, d := ready(t, s)
	w.send(opHeartbeat, 99)
	w.wantOp(opHeartbeatACK)
	s.Drop()
	if code := resumption(t, s, d["session_id"], 99).closed(); code != CloseInvalidSeq {
		t.Errorf("close code %d, want 4007", code)
	}
	wantViolations(t, s, "heartbeat with s=99", "RESUME with seq 99")
}

func TestGatewayAddress(t *testing.T) {
	s := start(t, Config{})
	w := dial(t, s.GatewayURL()+"/?v=8&encoding=etf&compress=zlib-stream")
	if code := w.closed(); code != CloseInvalidAPIVersion {
		t.Errorf("close code %d, want 4012", code)
	}
	wantViolations(t, s, `encoding="etf"`, "zlib-stream", `v="8"`)
}

func TestDeadlinesOfTheGateway(t *testing.T) {
	s := start(t, Config{IdentifyDeadline: 20 * time.Millisecond, HeartbeatInterval: 20 * time.Millisecond})
	if code := connect(t, s).closed(); code != CloseSessionTimedOut {
		t.Errorf("no IDENTIFY: close code %d, want 4009", code)
	}
	wantViolations(t, s, "no IDENTIFY or RESUME within")
	w, _ := ready(t, s)
	if code := w.closed(); code != CloseSessionTimedOut {
		t.Errorf("no heartbeat: close code %d, want 4009", code)
	}
	wantViolations(t, s, "no IDENTIFY", "a heartbeat is overdue")
}

func TestIdentifiesAreCounted(t *testing.T) {
	s := start(t, Config{IdentifyWindow: time.Hour, MaxConcurrency: 2})
	shard := func(n int) *wire {
		w := connect(t, s)
		id := identification(0)
		id["shard"] = []int{n, 4}
		w.send(opIdentify, id)
		return w
	}
	shard(0).event("READY")
	shard(1).event("READY")
	shard(2).wantOp(opInvalidSession)
	wantViolations(t, s, "one is allowed in 1h0m0s")
	if c := s.Counts(); c.Identifies != 3 || c.Ready != 2 || c.Connections != 3 {
		t.Errorf("counts %+v", c)
	}
}

func TestTooManyGuilds(t *testing.T) {
	s := start(t, Config{MaxGuilds: 1, Guilds: []Guild{{ID: GuildID}, {ID: "1100000000000000009"}}})
	w := connect(t, s)
	w.send(opIdentify, identification(0))
	if code := w.closed(); code != CloseShardingRequired {
		t.Errorf("close code %d, want 4011", code)
	}
	wantViolations(t, s, "2 guilds on one shard")
}

func TestMutedACKs(t *testing.T) {
	s := start(t, Config{})
	w, _ := ready(t, s)
	s.MuteACKs(true)
	w.send(opHeartbeat, 1)
	if err := s.Wait(patience(t), func(c Counts) bool { return c.Heartbeats == 1 }); err != nil {
		t.Fatal(err)
	}
	s.RequestHeartbeat()
	w.wantOp(opHeartbeat)
	w.close(1000)
	if err := s.Wait(patience(t), func(c Counts) bool { return c.Open == 0 }); err != nil {
		t.Fatal(err)
	}
	wantViolations(t, s, "closed with 1000 or 1001")
}

func TestHeartbeatsIntoSilence(t *testing.T) {
	s := start(t, Config{HeartbeatInterval: time.Minute})
	w, _ := ready(t, s)
	s.MuteACKs(true)
	w.send(opHeartbeat, 1)
	if err := s.Wait(patience(t), func(c Counts) bool { return c.Heartbeats == 1 }); err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	for c := range s.conns {
		c.beat = c.beat.Add(-time.Minute)
	}
	s.mu.Unlock()
	w.send(opHeartbeat, 1)
	if err := s.Wait(patience(t), func(c Counts) bool { return c.Heartbeats == 2 }); err != nil {
		t.Fatal(err)
	}
	wantViolations(t, s, "a further heartbeat")
}
