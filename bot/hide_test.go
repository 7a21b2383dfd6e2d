package bot

import (
	"encoding/json"
	"strings"
	"testing"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
)

// invoke gives a command with its options as name:value.
func (s *stage) invoke(in discordtest.Invocation, options ...string) discordtest.Message {
	s.t.Helper()
	in.Options = map[string]any{}
	for _, o := range options {
		name, value, _ := strings.Cut(o, ":")
		in.Options[name] = value
	}
	return s.answer(s.server.Invoke(in))
}

// /hide is for those who manage the server, in it alone; whoever asks there is
// answered without what it hid, whichever way they ask, and others as before.
func TestHide(t *testing.T) {
	const beds = "question:How many beds does the new cancer centre have?"
	s := newStage(t)
	s.library()
	s.open()
	ask := discordtest.Invocation{Command: "ask"}
	asked := s.invoke(ask, beds)
	expect(t, asked, "217 beds")
	post := asked.Buttons()[0].CustomID

	hid := s.invoke(discordtest.Invocation{Command: "hide"}, "cutting:2", "reason:a complaint")
	expect(t, hid, `No. 2\: hidden`)
	expect(t, hid, "Reason, for the log")
	if !hid.Ephemeral() {
		t.Error("that it is hidden is told to everybody")
	}
	if m := s.invoke(ask, beds); strings.Contains(m.Text(), "217") {
		t.Errorf("hidden, and shown:\n%s", m.Text())
	}
	expect(t, s.followUp(s.server.Click(asked, post)), "is hidden and can't be shown")
	about := s.server.Post(discordtest.ChannelID, "1100000000000000009", "A centre with 217 beds is to open.")
	if m := s.answer(s.server.Menu(discordtest.Invocation{Command: desk.MenuQuotes}, about)); strings.Contains(m.Text(), "No. 2") {
		t.Errorf("hidden, and shown about a message:\n%s", m.Text())
	}
	typing := discordtest.Invocation{Command: "cite", Focused: "number", Options: map[string]any{"number": "2"}}
	if n := len(s.suggested(typing)); n != 0 {
		t.Errorf("%d suggestions of what is hidden", n)
	}
	typing.Context = discordtest.InBotDM
	if n := len(s.suggested(typing)); n != 1 {
		t.Errorf("%d suggestions elsewhere, want 1", n)
	}
	elsewhere := ask
	elsewhere.Context = discordtest.InBotDM
	expect(t, s.invoke(elsewhere, beds), "217 beds")

	expect(t, s.invoke(discordtest.Invocation{Command: "hide"}, "cutting:2", "reason:settled", "undo:yes"), `No. 2\: shown again`)
	expect(t, s.invoke(ask, beds), "217 beds")
}

func (s *stage) suggested(in discordtest.Invocation) []json.RawMessage {
	s.t.Helper()
	ack, err := s.server.Autocomplete(in).WaitAck(s.ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	var data struct{ Choices []json.RawMessage }
	if err := json.Unmarshal(ack.Data, &data); err != nil {
		s.t.Fatal(err)
	}
	return data.Choices
}

// /hide, /reports, /digest and /setup are for managers, the last in direct messages
// too.
func TestHideIsForManagers(t *testing.T) {
	s := newStage(t)
	s.open()
	for _, raw := range s.server.Commands("") {
		var c struct {
			Name        string  `json:"name"`
			Permissions *string `json:"default_member_permissions"`
			Contexts    []int   `json:"contexts"`
			Types       []int   `json:"integration_types"`
		}
		if err := json.Unmarshal(raw, &c); err != nil {
			t.Fatal(err)
		}
		forManagers := c.Name == "hide" || c.Name == "digest" || c.Name == "reports" || c.Name == "setup"
		inServers := forManagers && c.Name != "setup"
		permitted := c.Permissions == nil
		if forManagers {
			permitted = c.Permissions != nil && *c.Permissions == "32"
		}
		servers := len(c.Contexts) == 1 && c.Contexts[0] == 0 && len(c.Types) == 1 && c.Types[0] == 0
		everywhere := len(c.Contexts) == 3 && len(c.Types) == 2
		if !permitted || servers != inServers || everywhere == inServers {
			t.Errorf("registered: %s", raw)
		}
	}
}
