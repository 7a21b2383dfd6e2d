package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPayload(t *testing.T) {
	s := start(t, Config{})
	asked(t, s)
	w, _ := ready(t, s)
	s.Invoke(Invocation{Command: "digest add", Options: object{"channel": ChannelID}, Locale: "de", AttachmentSizeLimit: 1 << 20})
	d := w.event("INTERACTION_CREATE")
	for key, want := range map[string]any{
		"type": 2.0, "guild_id": GuildID, "channel_id": ChannelID, "locale": "de", "guild_locale": "en-US", "context": 0.0, "version": 1.0,
		"attachment_size_limit": 1048576.0, "application_id": TestAppID, "entitlements": []any{}, "app_permissions": "2147601408",
		"authorizing_integration_owners": object{"0": GuildID},
	} {
		if diff := cmp.Diff(want, d[key]); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
	m := d["member"].(object)
	if m["user"].(object)["id"] != UserID || m["permissions"] != "2147601408" || d["user"] != nil {
		t.Errorf("member %v", m)
	}
	data := d["data"].(object)
	wantOptions := []any{object{"name": "add", "type": 1.0, "options": []any{object{"name": "channel", "type": 7.0, "value": ChannelID}}}}
	if diff := cmp.Diff(wantOptions, data["options"]); diff != "" {
		t.Error(diff)
	}
	if c := data["resolved"].(object)["channels"].(object)[ChannelID].(object); c["name"] != "general" {
		t.Errorf("resolved %v", data["resolved"])
	}
}

// TestResolved: each option that is an id comes with its object.
func TestResolved(t *testing.T) {
	s := start(t, Config{})
	kinds := map[string]int{"who": 6, "where": 7, "role": 8, "any": 9}
	options, values := []any{}, object{}
	for name, kind := range kinds {
		options = append(options, option(kind, name))
		values[name] = fmt.Sprint("110000000000000010", kind)
	}
	call(t, s, "PUT", "/applications/"+TestAppID+"/guilds/"+GuildID+"/commands", []any{command("see", options...)})
	ex := invoked(t, s, Invocation{Command: "see", Options: values})
	data := at(decode(ex.Payload()), "data")
	if at(data, "guild_id") != GuildID {
		t.Errorf("a guild's command in %s", ex.Payload())
	}
	for name, places := range map[string][]string{"who": {"users", "members"}, "where": {"channels"}, "role": {"roles"}, "any": {"users", "members"}} {
		for _, place := range places {
			if at(data, "resolved", place, text(values[name])) == nil {
				t.Errorf("%s is not in resolved.%s: %s", name, place, ex.Payload())
			}
		}
	}
}

func TestDirectMessage(t *testing.T) {
	s := start(t, Config{})
	asked(t, s)
	ex := invoked(t, s, Invocation{Command: "ask", Options: object{"question": "x"}, Context: InBotDM})
	var p struct {
		GuildID string `json:"guild_id"`
		Channel struct{ Type int }
		User    struct{ ID string }
		Context int
	}
	if err := json.Unmarshal(ex.Payload(), &p); err != nil || p.GuildID != "" || p.Channel.Type != 1 || p.User.ID != UserID || p.Context != 1 {
		t.Errorf("%+v %v in %s", p, err, ex.Payload())
	}
	callback(t, s, ex, object{"type": 4, "data": object{"content": "x"}})
	if ms := s.Messages(DMID); len(ms) != 1 {
		t.Errorf("messages %v", ms)
	}
}

// TestWhatNobodyCanDo: what Discord's own client would not send.
func TestWhatNobodyCanDo(t *testing.T) {
	s := start(t, Config{})
	shown := asked(t, s)
	off := with(press("off"), "disabled", true)
	menu := object{"type": 3, "custom_id": "menu", "options": []any{object{"label": "A", "value": "a"}}}
	callback(t, s, shown, object{"type": 4, "data": with(rows(row(press("on"), off), row(menu)), "flags", flagEphemeral)})
	gone := asked(t, s)
	callback(t, s, gone, object{"type": 4, "data": rows(row(press("on")))})
	call(t, s, "DELETE", hook(gone, "/messages/@original"), nil)
	in := func(command string, options object) Invocation { return Invocation{Command: command, Options: options} }
	for want, ex := range map[string]*Exchange{
		`no command "nothing"`:           s.Invoke(in("nothing", nil)),
		"Command is empty":               s.Invoke(in(" ", nil)),
		`option "question" is required`:  s.Invoke(in("ask", nil)),
		`has no option "colour"`:         s.Invoke(in("ask", object{"question": "x", "colour": "red"})),
		`has no subcommand "drop"`:       s.Invoke(in("digest drop", nil)),
		`option "limit" is not autocomp`: s.Autocomplete(Invocation{Command: "ask", Focused: "limit", Options: object{"limit": 1}}),
		"that is autocompleted":          s.Autocomplete(in("ask", nil)),
		`no component "x"`:               s.Click(shown, "x"),
		`component "off" is disabled`:    s.Click(shown, "off"),
		"doesn't see it":                 s.ClickAs(shown, "on", "1100000000000000055"),
		`"b" is no option of "menu"`:     s.Select(shown, "menu", "b"),
		"no message":                     s.Click(gone, "on"),
		"opened no modal":                s.SubmitModal(shown, nil),
		"no message 1":                   s.Menu(in("File this", nil), Message{ID: "1"}),
	} {
		if ex.Err() == nil || !strings.Contains(ex.Err().Error(), want) {
			t.Errorf("error %v, want %q", ex.Err(), want)
		}
		if _, err := ex.WaitAck(t.Context()); !errors.Is(err, ex.Err()) {
			t.Errorf("WaitAck returned %v, want %v", err, ex.Err())
		}
	}
	if n := s.Counts().Dispatches; n != 2 {
		t.Errorf("%d dispatches, want 2", n)
	}
	if ex := s.Select(shown, "menu", "a"); ex.Err() != nil || !strings.Contains(string(ex.Payload()), `"values":["a"]`) {
		t.Errorf("%s %v", ex.Payload(), ex.Err())
	}
}

func TestClick(t *testing.T) {
	s := checked(t, Config{})
	ex := asked(t, s)
	callback(t, s, ex, object{"type": 4, "data": card(say("one"), row(press("next")))})
	m, err := ex.WaitMessage(patience(t))
	if err != nil || len(m.Buttons()) != 1 || m.Buttons()[0].CustomID != "next" || !m.V2() {
		t.Fatalf("%+v %v", m, err)
	}

	update := s.Click(m, "next")
	if !strings.Contains(string(update.Payload()), `"content":"one"`) {
		t.Errorf("the message is not in %s", update.Payload())
	}
	callback(t, s, update, object{"type": 7, "data": rows(say("two"), row(press("next")))})
	if m, err := update.WaitMessage(patience(t)); err != nil || m.Text() != "two" || m.ID != ex.shown() {
		t.Errorf("%+v %v", m, err)
	}

	deferred := s.Click(ex, "next")
	callback(t, s, deferred, object{"type": 6})
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if m, err := deferred.WaitMessage(ctx); err == nil {
		t.Errorf("nothing was edited yet: %+v", m)
	}
	call(t, s, "PATCH", hook(deferred, "/messages/@original"), rows(say("three")))
	if m, err := deferred.WaitMessage(patience(t)); err != nil || m.Text() != "three" {
		t.Errorf("%+v %v", m, err)
	}
	other := s.ClickAs(ex, "next", "1100000000000000055")
	if other.Err() == nil {
		t.Error("the button is gone, and yet it was clicked")
	}
	if ms := s.Messages(ChannelID); len(ms) != 1 {
		t.Errorf("%d messages, want 1", len(ms))
	}
	wantViolations(t, s)
}

func TestMenu(t *testing.T) {
	s := checked(t, Config{})
	asked(t, s)
	target := s.Post(ChannelID, "1100000000000000055", "Look at https://example.org/a")
	ex := s.Menu(Invocation{Command: "File this"}, target)
	var p struct {
		Data struct {
			TargetID string `json:"target_id"`
			Resolved struct {
				Messages map[string]struct{ Content string }
			}
		}
	}
	if err := json.Unmarshal(ex.Payload(), &p); err != nil || p.Data.Resolved.Messages[p.Data.TargetID].Content != target.Content {
		t.Errorf("%+v %v", p, err)
	}
	status, got := call(t, s, "POST", "/interactions/"+ex.ID+"/"+ex.Token+"/callback?with_response=1", object{"type": 4, "data": object{"content": "Filed.", "flags": flagEphemeral}})
	if status != http.StatusOK {
		t.Errorf("%d %v", status, got)
	}
	if m, err := ex.WaitMessage(patience(t)); err != nil || !m.Ephemeral() || !strings.Contains(string(m.Raw), `"type":23`) {
		t.Errorf("%s %v", m.Raw, err)
	}
	wantViolations(t, s)
}

func TestModal(t *testing.T) {
	s := checked(t, Config{})
	ex := asked(t, s)
	callback(t, s, ex, object{"type": 9, "data": object{"custom_id": "edit", "title": "Edit", "components": []any{
		object{"type": 18, "label": "Name", "component": object{"type": 4, "custom_id": "name", "style": 1}},
		row(object{"type": 4, "custom_id": "note", "style": 2, "label": "Note", "required": false}),
	}}})
	if missing := s.SubmitModal(ex, nil); missing.Err() == nil {
		t.Error("a required input was left empty")
	}
	sent := s.SubmitModal(ex, map[string]any{"name": "Ada"})
	for _, want := range []string{`"type":5`, `"custom_id":"edit"`, `"value":"Ada"`} {
		if !strings.Contains(string(sent.Payload()), want) {
			t.Errorf("no %s in %s", want, sent.Payload())
		}
	}
	callback(t, s, sent, object{"type": 4, "data": object{"content": "Thank you."}})
	if m, err := sent.WaitMessage(patience(t)); err != nil || m.Text() != "Thank you." {
		t.Errorf("%+v %v", m, err)
	}
	wantViolations(t, s)
}

func TestUnchecked(t *testing.T) {
	s := start(t, Config{})
	ex := s.Invoke(Invocation{Command: "old thing", Options: object{"a": "x", "b": 1, "c": true, "d": 1.5}, Unchecked: true})
	if ex.Err() != nil || !strings.Contains(string(ex.Payload()), `{"name":"b","type":4,"value":1}`) {
		t.Errorf("%s %v", ex.Payload(), ex.Err())
	}
}

func TestMessageText(t *testing.T) {
	s := checked(t, Config{})
	call(t, s, "POST", "/channels/"+ChannelID+"/messages", card(
		say("Head"),
		object{"type": 9, "components": []any{say("Quote")}, "accessory": visit("https://example.org")},
		object{"type": 17, "components": []any{say("Foot"), row(press("a"))}},
	))
	m := s.Messages(ChannelID)[0]
	if m.Text() != "Head\n\nQuote\n\nFoot" {
		t.Errorf("text %q", m.Text())
	}
	want := []Button{{Label: "Visit", URL: "https://example.org", Style: 5}, {Label: "Press", CustomID: "a", Style: 1}}
	if diff := cmp.Diff(want, m.Buttons()); diff != "" {
		t.Error(diff)
	}
	if len(m.Components) != 3 || !strings.Contains(string(m.Components[2]), `"accent_color":null`) {
		t.Errorf("components %s", m.Components)
	}
	wantViolations(t, s)
}
