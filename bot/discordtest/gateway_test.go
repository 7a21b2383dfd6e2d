package discordtest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
)

func TestReady(t *testing.T) {
	s := start(t, Config{})
	w := connect(t, s)
	id := identification(intentGuilds)
	id["shard"] = []int{0, 1}
	w.send(opIdentify, id)
	d := w.event("READY")
	if d["resume_gateway_url"] != s.ResumeURL() || d["session_id"] == "" || d["user"].(object)["id"] != TestAppID {
		t.Errorf("READY %v", d)
	}
	if diff := cmp.Diff([]any{object{"id": GuildID, "unavailable": true}}, d["guilds"]); diff != "" {
		t.Error(diff)
	}
	if g := w.event("GUILD_CREATE"); g["id"] != GuildID || g["channels"].([]any)[0].(object)["id"] != ChannelID {
		t.Errorf("GUILD_CREATE %v", g)
	}
	wantViolations(t, s)
}

// resumption connects to the address that READY named and resumes.
func resumption(t *testing.T, s *Server, session any, seq int) *wire {
	t.Helper()
	w := dial(t, s.ResumeURL()+"/?v=10&encoding=json")
	if f := w.next(); f.Op != opHello {
		t.Fatalf("op %d, want HELLO", f.Op)
	}
	w.send(opResume, object{"token": TestToken, "session_id": session, "seq": seq})
	return w
}

func TestResumeReplaysWhatWasMissed(t *testing.T) {
	s := start(t, Config{})
	w, d := ready(t, s)
	s.Drop()
	if code := w.closed(); code != 0 {
		t.Errorf("Drop closed with code %d, want none", code)
	}
	ex := s.Invoke(Invocation{Command: "ask", Unchecked: true})
	again := resumption(t, s, d["session_id"], 1)
	missed := again.next()
	if missed.T == nil || *missed.T != "INTERACTION_CREATE" || *missed.S != 2 || !strings.Contains(string(missed.D), ex.ID) {
		t.Errorf("first frame after RESUME: %s %s", *missed.T, missed.D)
	}
	if f := again.next(); f.T == nil || *f.T != "RESUMED" || *f.S != 3 {
		t.Errorf("then op %d, want RESUMED", f.Op)
	}
	if err := s.WaitReady(patience(t), 2); err != nil {
		t.Error(err)
	}
	wantViolations(t, s)
}

func TestResumeAtTheWrongAddress(t *testing.T) {
	s := start(t, Config{})
	_, d := ready(t, s)
	s.Drop()
	w := connect(t, s)
	w.send(opResume, object{"token": TestToken, "session_id": d["session_id"], "seq": 1})
	w.event("RESUMED")
	wantViolations(t, s, "RESUME at an address that READY did not name")
}

// TestLostSessions: after each of these a RESUME is answered by op 9, false.
func TestLostSessions(t *testing.T) {
	for name, lose := range map[string]func(*Server, *wire){
		"closed with 1000":     func(_ *Server, w *wire) { w.close(1000) },
		"closed with 1001":     func(_ *Server, w *wire) { w.close(1001) },
		"expired":              func(s *Server, _ *wire) { s.Drop(); s.ExpireSessions() },
		"invalidated":          func(s *Server, _ *wire) { s.InvalidateSessions(false); s.Drop() },
		"timed out":            func(s *Server, _ *wire) { s.CloseGateway(CloseSessionTimedOut) },
		"scripted for resumes": func(s *Server, _ *wire) { s.Drop(); s.OnResume(ReplyInvalidSession(false)) },
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, Config{})
			w, d := ready(t, s)
			lose(s, w)
			_ = w.closed()
			if err := s.Wait(patience(t), func(c Counts) bool { return c.Open == 0 }); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if f := resumption(t, s, d["session_id"], 1).next(); f.Op != opInvalidSession || string(f.D) != "false" {
					t.Errorf("op %d %s, want op 9 false", f.Op, f.D)
				}
			}
			wantViolations(t, s)
		})
	}
}

// TestKeptSessions: after each of these the session can be resumed.
func TestKeptSessions(t *testing.T) {
	for name, leave := range map[string]func(*Server, *wire){
		"closed with 4000":    func(_ *Server, w *wire) { w.close(4000) },
		"server's 4000":       func(s *Server, _ *wire) { s.CloseGateway(CloseUnknownError) },
		"asked to reconnect":  func(s *Server, w *wire) { s.Reconnect(); w.wantOp(opReconnect); w.close(4000) },
		"op 9 with true":      func(s *Server, w *wire) { s.InvalidateSessions(true); w.wantOp(opInvalidSession); w.close(4000) },
		"the cable was drawn": func(s *Server, _ *wire) { s.Drop() },
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, Config{})
			w, d := ready(t, s)
			leave(s, w)
			_ = w.closed()
			resumption(t, s, d["session_id"], 1).event("RESUMED")
			wantViolations(t, s)
		})
	}
}

func (w *wire) close(code int) {
	w.t.Helper()
	if err := w.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *wire) wantOp(op int) {
	w.t.Helper()
	if f := w.next(); f.Op != op {
		w.t.Fatalf("op %d, want %d", f.Op, op)
	}
}

func TestScriptedReplies(t *testing.T) {
	s := start(t, Config{})
	s.OnIdentify(ReplyReconnect(), ReplyInvalidSession(false), ReplyInvalidSession(true), ReplyClose(4000), ReplyDrop(), ReplySilence(), ReplyUsual())
	identified := func() *wire {
		w := connect(t, s)
		w.send(opIdentify, identification(0))
		return w
	}
	identified().wantOp(opReconnect)
	for _, want := range []string{"false", "true"} {
		if f := identified().next(); f.Op != opInvalidSession || string(f.D) != want {
			t.Errorf("op %d %s, want op 9 %s", f.Op, f.D, want)
		}
	}
	if code := identified().closed(); code != 4000 {
		t.Errorf("close code %d, want 4000", code)
	}
	if code := identified().closed(); code != 0 {
		t.Errorf("close code %d, want a cut connection", code)
	}
	silent := identified()
	silent.send(opHeartbeat, nil)
	silent.wantOp(opHeartbeatACK)
	identified().event("READY")
	wantViolations(t, s)
}

func TestIdentifyAfterOp9OnTheSameConnection(t *testing.T) {
	s := start(t, Config{})
	w := resumption(t, s, "nobody's", 0)
	w.wantOp(opInvalidSession)
	w.send(opIdentify, identification(0))
	w.event("READY")
	wantViolations(t, s)
}

func TestFinalCloseCodes(t *testing.T) {
	for _, code := range []int{4004, 4010, 4011, 4012, 4013, 4014} {
		s := start(t, Config{})
		w, _ := ready(t, s)
		s.CloseGateway(code)
		if got := w.closed(); got != code {
			t.Errorf("close code %d, want %d", got, code)
		}
		wantViolations(t, s)
		connect(t, s)
		wantViolations(t, s, "which is final")
	}
}

func TestShardsGetTheirOwn(t *testing.T) {
	s := start(t, Config{})
	shards := []*wire{}
	for n := range 2 {
		w := connect(t, s)
		id := identification(0)
		id["shard"] = []int{n, 2}
		w.send(opIdentify, id)
		w.event("READY")
		shards = append(shards, w)
	}
	s.Invoke(Invocation{Command: "in-guild", Unchecked: true})
	s.Invoke(Invocation{Command: "in-dm", Unchecked: true, Context: InBotDM})
	var n json.Number = GuildID
	id, _ := n.Int64()
	holder := shards[(id>>22)%2]
	if d := holder.event("INTERACTION_CREATE"); d["data"].(object)["name"] != "in-guild" {
		t.Errorf("the guild's shard got %v", d["data"])
	}
	if d := shards[0].event("INTERACTION_CREATE"); d["data"].(object)["name"] != "in-dm" || d["guild_id"] != nil {
		t.Errorf("shard 0 got %v", d["data"])
	}
}
