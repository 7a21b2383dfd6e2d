package discordtest

import (
	"net/http"
	"testing"
)

// quiet is allowed_mentions that ping nobody.
var quiet = object{"parse": []any{}}

func TestSimpleCase(t *testing.T) {
	s := start(t, Config{RequireAllowedMentions: true})
	ctx := patience(t)
	status, _ := call(t, s, "PUT", "/applications/"+TestAppID+"/commands", []any{
		object{"name": "ask", "description": "Ask", "type": 1, "options": []any{
			object{"type": 3, "name": "question", "description": "What", "required": true},
		}},
	})
	if status != http.StatusOK || len(s.Commands("")) != 1 {
		t.Fatalf("bulk overwrite: status %d, %d commands", status, len(s.Commands("")))
	}
	w, _ := ready(t, s)
	if err := s.WaitReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	w.send(opHeartbeat, nil)
	if f := w.next(); f.Op != opHeartbeatACK {
		t.Fatalf("op %d, want a heartbeat ACK", f.Op)
	}

	ex := s.Invoke(Invocation{Command: "ask", Options: object{"question": "Who?"}})
	d := w.event("INTERACTION_CREATE")
	id, token := d["id"].(string), d["token"].(string)
	if status, _ := call(t, s, "POST", "/interactions/"+id+"/"+token+"/callback", object{"type": 5, "data": object{"flags": 64}}); status != http.StatusNoContent {
		t.Fatalf("callback: status %d", status)
	}
	hook := "/webhooks/" + TestAppID + "/" + token
	if status, got := call(t, s, "PATCH", hook+"/messages/@original", object{"content": "Nobody.", "allowed_mentions": quiet}); status != http.StatusOK || got["content"] != "Nobody." {
		t.Fatalf("edit: status %d, %v", status, got)
	}
	m, err := ex.WaitMessage(ctx)
	if err != nil || m.Text() != "Nobody." || !m.Ephemeral() || !ex.Ephemeral() {
		t.Fatalf("message %+v, error %v", m, err)
	}
	if status, _ := call(t, s, "POST", hook, object{"content": "More.", "allowed_mentions": quiet}); status != http.StatusOK {
		t.Fatalf("follow-up: status %d", status)
	}
	if f := ex.Followups(); len(f) != 1 || f[0].Text() != "More." {
		t.Fatalf("follow-ups %v", f)
	}
	if v := s.Violations(); len(v) > 0 {
		t.Errorf("violations: %q", v)
	}
}
