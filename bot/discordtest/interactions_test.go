package discordtest

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// asked registers "ask" with an autocompleted option and "digest add", and
// invokes "ask".
func asked(t *testing.T, s *Server) *Exchange {
	t.Helper()
	status, got := call(t, s, "PUT", "/applications/"+TestAppID+"/commands", []any{
		command("ask", with(with(option(3, "question"), "required", true), "autocomplete", true), option(4, "limit")),
		command("digest", with(option(1, "add"), "options", []any{option(7, "channel")})),
		object{"type": 3, "name": "File this"},
	})
	if status != http.StatusOK {
		t.Fatalf("register: %d %v", status, got)
	}
	return invoked(t, s, Invocation{Command: "ask", Options: object{"question": "Who?"}})
}

func invoked(t *testing.T, s *Server, in Invocation) *Exchange {
	t.Helper()
	ex := s.Invoke(in)
	if ex.Err() != nil {
		t.Fatal(ex.Err())
	}
	return ex
}

// refused checks a status and Discord's error code.
func refused(t *testing.T, what string, status int, got object, wantStatus, wantCode int) {
	t.Helper()
	if code, _ := got["code"].(float64); status != wantStatus || int(code) != wantCode {
		t.Errorf("%s: %d %v, want %d and code %d", what, status, got, wantStatus, wantCode)
	}
}

func TestDeadlines(t *testing.T) {
	c := newClock()
	s := checked(t, Config{Now: c.now})
	late, intime := asked(t, s), asked(t, s)
	c.move(3 * time.Second)
	if status, got := callback(t, s, intime, object{"type": 5}); status != http.StatusNoContent {
		t.Errorf("after 3 s: %d %v", status, got)
	}
	if intime.AckLatency() != 3*time.Second {
		t.Errorf("latency %v", intime.AckLatency())
	}
	c.move(time.Millisecond)
	status, got := callback(t, s, late, object{"type": 5})
	refused(t, "after more than 3 s", status, got, 404, 10062)
	c.move(15*time.Minute - 3*time.Second - time.Millisecond)
	if status, got := call(t, s, "PATCH", hook(intime, "/messages/@original"), object{"content": "x"}); status != http.StatusOK {
		t.Errorf("after 15 min: %d %v", status, got)
	}
	c.move(time.Millisecond)
	for _, method := range []string{"GET", "PATCH", "DELETE"} {
		status, got := call(t, s, method, hook(intime, "/messages/@original"), object{"content": "x"})
		refused(t, method+" after more than 15 min", status, got, 401, 50027)
	}
	status, got = call(t, s, "POST", hook(intime, ""), object{"content": "x"})
	refused(t, "follow-up after more than 15 min", status, got, 401, 50027)
	wantViolations(t, s, "the deadline is 3s", "its token lives 15m0s", "its token lives", "its token lives", "its token lives")
}

// TestDeferral: ephemeral is fixed by the deferral; the first follow-up fills it
// in, whatever its flags; the second is a message of its own.
func TestDeferral(t *testing.T) {
	for _, flags := range []int{0, flagEphemeral} {
		s := checked(t, Config{})
		ex := asked(t, s)
		callback(t, s, ex, object{"type": 5, "data": object{"flags": flags}})
		_, loading := call(t, s, "GET", hook(ex, "/messages/@original"), nil)
		if int(loading["flags"].(float64)) != flags|flagLoading {
			t.Errorf("loading message has flags %v", loading["flags"])
		}
		call(t, s, "POST", hook(ex, ""), object{"content": "first", "flags": flagEphemeral ^ flags})
		m, err := ex.WaitMessage(patience(t))
		if err != nil || m.Text() != "first" || m.Flags != flags || ex.Ephemeral() != (flags != 0) || len(ex.Followups()) != 0 {
			t.Errorf("%+v %v", m, err)
		}
		call(t, s, "POST", hook(ex, ""), object{"content": "second", "flags": flagEphemeral})
		f, err := ex.WaitFollowups(patience(t), 1)
		if err != nil || len(f) != 1 || f[0].Text() != "second" || !f[0].Ephemeral() {
			t.Errorf("%+v %v", f, err)
		}
		call(t, s, "PATCH", hook(ex, "/messages/@original"), object{"content": "third", "flags": flagEphemeral ^ flags})
		if m, err := ex.WaitEdit(patience(t), 2); err != nil || m.Text() != "third" || m.Flags != flags {
			t.Errorf("%+v %v", m, err)
		}
		wantViolations(t, s)
	}
}

func TestComponentsV2StayOn(t *testing.T) {
	s := checked(t, Config{})
	ex := asked(t, s)
	callback(t, s, ex, object{"type": 5})
	original := hook(ex, "/messages/@original")
	if status, got := call(t, s, "PATCH", original, card(say("one"))); status != http.StatusOK {
		t.Fatalf("%d %v", status, got)
	}
	if status, got := call(t, s, "PATCH", original, rows(say("two"))); status != http.StatusOK {
		t.Errorf("an edit need not repeat the flag: %d %v", status, got)
	}
	status, got := call(t, s, "PATCH", original, object{"content": "x"})
	refused(t, "content beside V2", status, got, 400, 50035)
	if status, got := call(t, s, "PATCH", original, object{"flags": 0}); status != 200 || int(got["flags"].(float64)) != flagV2 {
		t.Errorf("the flag came off: %d %v", status, got)
	}
	wantViolations(t, s, "can't be used with IS_COMPONENTS_V2", "can't be taken off")

	plain := asked(t, s)
	callback(t, s, plain, object{"type": 4, "data": object{"content": "x"}})
	status, got = call(t, s, "PATCH", hook(plain, "/messages/@original"), card(say("one")))
	refused(t, "the content is still there", status, got, 400, 50035)
	if status, got := call(t, s, "PATCH", hook(plain, "/messages/@original"), with(card(say("one")), "content", nil)); status != 200 {
		t.Errorf("with content null: %d %v", status, got)
	}
}

func TestOriginalAndFollowups(t *testing.T) {
	s := checked(t, Config{})
	ex := asked(t, s)
	status, got := call(t, s, "POST", "/interactions/"+ex.ID+"/"+ex.Token+"/callback?with_response=true", object{"type": 4, "data": object{"content": "x"}})
	resource, _ := got["resource"].(object)
	m, _ := resource["message"].(object)
	if status != http.StatusOK || m["content"] != "x" || int(m["type"].(float64)) != 20 || m["interaction_metadata"].(object)["id"] != ex.ID {
		t.Fatalf("%d %v", status, got)
	}
	ack, err := ex.WaitAck(patience(t))
	if err != nil || ack.Type != 4 || !strings.Contains(string(ack.Data), `"content":"x"`) {
		t.Errorf("%+v %v", ack, err)
	}
	_, f := call(t, s, "POST", hook(ex, ""), object{"content": "more", "embeds": []any{object{"description": "d", "fields": []any{object{"name": "n", "value": "v"}}}}})
	one := hook(ex, "/messages/"+f["id"].(string))
	if status, got := call(t, s, "PATCH", one, object{"content": "edited"}); status != 200 || got["content"] != "edited" || got["edited_timestamp"] == nil || len(got["embeds"].([]any)) != 1 {
		t.Errorf("%d %v", status, got)
	}
	if status, _ := call(t, s, "DELETE", one, nil); status != http.StatusNoContent || len(ex.Followups()) != 0 {
		t.Errorf("%d, follow-ups %v", status, ex.Followups())
	}
	if status, _ := call(t, s, "DELETE", hook(ex, "/messages/@original"), nil); status != http.StatusNoContent || !ex.Deleted() {
		t.Errorf("%d, deleted %v", status, ex.Deleted())
	}
	if err := ex.WaitDeleted(patience(t)); err != nil {
		t.Error(err)
	}
	status, got = call(t, s, "GET", hook(ex, "/messages/@original"), nil)
	refused(t, "what was deleted", status, got, 404, 10008)
	wantViolations(t, s)
}

// A command is there in its contexts alone, and for the ways in which it is installed.
func TestWhereCommandsAre(t *testing.T) {
	s := start(t, Config{})
	call(t, s, "PUT", "/applications/"+TestAppID+"/commands", []any{
		command("usual"),
		with(command("servers"), "contexts", []int{0}),
		with(with(command("everywhere"), "contexts", []int{0, 1, 2}), "integration_types", []int{0, 1}),
		with(command("own"), "integration_types", []int{1}),
		with(object{"type": 3, "name": "File"}, "contexts", []int{0}),
	})
	call(t, s, "PUT", "/applications/"+TestAppID+"/guilds/"+GuildID+"/commands", []any{command("here")})
	message := s.Post(ChannelID, UserID, "x")
	places := []Invocation{{}, {Context: InBotDM}, {UserInstall: true}, {Context: InPrivate}}
	for name, want := range map[string]string{
		"usual": "yes yes no no", "servers": "yes no no no", "everywhere": "yes yes yes yes", "own": "no no yes yes", "here": "yes no no no", "File": "yes no no no",
	} {
		var got []string
		for _, in := range places {
			in.Command = name
			do := s.Invoke
			if name == "File" {
				do = func(in Invocation) *Exchange { return s.Menu(in, message) }
			}
			there := "yes"
			if do(in).Err() != nil {
				there = "no"
			}
			got = append(got, there)
			in.Unchecked = true
			if err := do(in).Err(); err != nil {
				t.Errorf("/%s, unchecked: %v", name, err)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("/%s in a server, a direct message, installed for a user, in a private channel: %v, want %s", name, got, want)
		}
	}
}

func TestFollowupsOfUserInstall(t *testing.T) {
	s := start(t, Config{RateLimit: unlimited})
	call(t, s, "PUT", "/applications/"+TestAppID+"/commands", []any{with(command("ask"), "integration_types", []int{1})})
	ex := invoked(t, s, Invocation{Command: "ask", Context: InPrivate, ChannelID: "1100000000000000077"})
	if p := string(ex.Payload()); !strings.Contains(p, `"authorizing_integration_owners":{"1":"`+UserID+`"}`) || !strings.Contains(p, `"context":2`) || strings.Contains(p, `"member"`) {
		t.Errorf("payload %s", p)
	}
	callback(t, s, ex, object{"type": 4, "data": object{"content": "x"}})
	for i := range 6 {
		status, got := call(t, s, "POST", hook(ex, ""), object{"content": "x"})
		if i < 5 && status != http.StatusOK {
			t.Errorf("%d. follow-up: %d %v", i+1, status, got)
		}
		if i == 5 {
			refused(t, "the sixth", status, got, 400, 40094)
		}
	}
	wantViolations(t, s, "more than 5 follow-ups")
}
