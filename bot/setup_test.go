package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// labels are those of a message's buttons.
func labels(m discordtest.Message) (all []string) {
	for _, b := range m.Buttons() {
		all = append(all, b.Label)
	}
	return all
}

// The panel names what is missing in this channel, shows a quote, leads on to
// digests, and lets everybody see answers or not, also after a restart.
func TestSetup(t *testing.T) {
	s := newStage(t)
	s.library()
	running := s.open()
	setup := discordtest.Invocation{Command: "setup", AppPermissions: fmt.Sprint(discordgo.PermissionViewChannel | discordgo.PermissionSendMessages)}
	panel := s.invoke(setup)
	for _, want := range []string{
		"View Channel\\: yes", "Send Messages\\: yes", "Send Messages in Threads\\: missing", "Embed Links\\: missing", "Attach Files\\: missing",
		"Answers are private", "</digest add:", "JOBS could be lost",
	} {
		expect(t, panel, want)
	}
	if !panel.Ephemeral() {
		t.Error("everybody sees the panel")
	}
	setup.AppPermissions = "8"
	if m := s.invoke(setup); strings.Contains(m.Text(), "missing") {
		t.Errorf("something is missing for an administrator:\n%s", m.Text())
	}
	panel = s.answer(s.press(panel, "Make answers public", ""))
	expect(t, panel, "Answers are public")
	expect(t, panel, "Embed Links\\: missing")
	running.stop()
	s.open()
	ask := discordtest.Invocation{Command: "ask"}
	if m := s.invoke(ask, bedsQuestion); m.Ephemeral() {
		t.Error("an answer is private after a restart")
	}
	expect(t, s.answer(s.press(panel, "Make answers private", "")), "Answers are private")
	if m := s.invoke(ask, bedsQuestion); !m.Ephemeral() {
		t.Error("an answer is public still")
	}
}

// Outside of a server there is nothing to set up, and the panel says what there is.
func TestSetupElsewhere(t *testing.T) {
	s := newStage(t)
	s.library()
	s.open()
	direct := s.invoke(discordtest.Invocation{Command: "setup", Context: discordtest.InBotDM})
	expect(t, direct, "There is nothing to set up here")
	expect(t, direct, "</watch add:")
	own := s.invoke(discordtest.Invocation{Command: "setup", UserInstall: true})
	expect(t, own, "are set up in a server that has this bot")
	if strings.Contains(own.Text(), "watch") || slices.Contains(labels(own), "Make answers public") {
		t.Errorf("to whom has the bot as an app of their own:\n%s", own.Text())
	}
	expect(t, s.invoke(discordtest.Invocation{Command: "setup", UserInstall: true}, "answers:public"), "Who sees answers is set for a server")
}

// publicly is a stage with the real library in a server where everybody sees answers.
func publicly(t *testing.T) (*stage, archive.Store) {
	s := newStage(t)
	store := s.library()
	s.open()
	expect(t, s.invoke(discordtest.Invocation{Command: "setup"}, "answers:public"), "Answers are public")
	return s, store
}

// Everybody sees an answer at once, with who asked and without a button that posts
// it; nobody is pinged. It follows what is hidden, and who asked can delete it.
func TestPublicAnswer(t *testing.T) {
	s, store := publicly(t)
	e := s.server.Invoke(discordtest.Invocation{Command: "ask", Options: map[string]any{"question": strings.TrimPrefix(bedsQuestion, "question:")}})
	if ack, err := e.WaitAck(s.ctx); err != nil || ack.Type != 5 || string(ack.Data) != `{"flags":0}` {
		t.Errorf("acknowledged with %d %s, %v", ack.Type, ack.Data, err)
	}
	m := s.answer(e)
	expect(t, m, "217 beds")
	expect(t, m, "Asked by <@"+discordtest.UserID+">")
	if m.Ephemeral() || slices.Contains(labels(m), "Post") || !slices.Contains(labels(m), "Delete") {
		t.Errorf("flags %d, buttons %v", m.Flags, labels(m))
	}
	s.kept(store, "answered", func(list []archive.Post) bool {
		return len(list) == 1 && list[0].Message == m.ID && len(list[0].Quotes) > 0
	})
	s.invoke(discordtest.Invocation{Command: "hide"}, "cutting:2", "reason:a complaint")
	expect(t, s.until(notShown, false), "Asked by <@"+discordtest.UserID+">")
	remove := s.server.Messages(discordtest.ChannelID)[0].Buttons()
	s.server.Click(m, remove[len(remove)-1].CustomID)
	s.kept(store, "deleted", func(list []archive.Post) bool { return len(list) == 0 })
}

// What found nothing and isn't kept by its ids doesn't name who asked, for forget-me
// couldn't take the name out; whoever asked can delete it all the same.
func TestPublicMiss(t *testing.T) {
	s, store := publicly(t)
	e := s.server.Invoke(discordtest.Invocation{Command: "find", Options: map[string]any{"words": "zebra"}})
	m := s.answer(e)
	expect(t, m, "Not in the coverage does not mean untrue")
	if m.Ephemeral() || strings.Contains(m.Text(), discordtest.UserID) {
		t.Errorf("private: %t\n%s", m.Ephemeral(), m.Text())
	}
	s.kept(store, "a miss", func(list []archive.Post) bool { return len(list) == 0 })
	s.press(e, "Delete", "")
	if err := e.WaitDeleted(s.ctx); err != nil {
		t.Error(err)
	}
}

// The chart of an answer that everybody saw goes with the figures that it showed.
func TestPublicChart(t *testing.T) {
	s, _ := publicly(t)
	m := s.invoke(discordtest.Invocation{Command: "figures"}, "what:jobs")
	files := func(m discordtest.Message) string {
		var raw struct{ Attachments json.RawMessage }
		if err := json.Unmarshal(m.Raw, &raw); err != nil {
			t.Fatal(err)
		}
		return string(raw.Attachments)
	}
	if m.Ephemeral() || files(m) == "[]" {
		t.Fatalf("private: %t, files %s", m.Ephemeral(), files(m))
	}
	s.invoke(discordtest.Invocation{Command: "hide"}, "outlet:Oxford Mail", "reason:a complaint")
	if m = s.until(notShown, false); files(m) != "[]" {
		t.Errorf("the chart is still there: %s", files(m))
	}
}

// Who runs the bot is told the link by which a server gets it, whichever way
// interactions come.
func TestInvite(t *testing.T) {
	const link = "https://discord.com/oauth2/authorize?client_id=" + discordtest.TestAppID + "&scope=bot+applications.commands&permissions=274877959168"
	for _, byHTTP := range []bool{false, true} {
		s := newStage(t)
		s.byHTTP = byHTTP
		s.open()
		if !strings.Contains(s.log.String(), link) {
			t.Errorf("by HTTP %t: the log has no %s", byHTTP, link)
		}
		var said []string
		for _, f := range Check(s.ctx, s.cfg) {
			said = append(said, f.Text)
		}
		if !strings.Contains(strings.Join(said, "\n"), link) {
			t.Errorf("by HTTP %t: check says %q", byHTTP, said)
		}
	}
}

// What isn't a quote, what is asked about somebody's message, and what is asked
// where the server has no say stays private.
func TestPrivateStill(t *testing.T) {
	s, _ := publicly(t)
	about := s.server.Post(discordtest.ChannelID, "1100000000000000009", "A centre with 217 beds is to open.")
	for name, m := range map[string]discordtest.Message{
		"a citation":                s.invoke(discordtest.Invocation{Command: "cite"}, "number:2"),
		"the panel":                 s.invoke(discordtest.Invocation{Command: "setup"}),
		"about a message":           s.answer(s.server.Menu(discordtest.Invocation{Command: desk.MenuQuotes}, about)),
		"in a direct message":       s.invoke(discordtest.Invocation{Command: "ask", Context: discordtest.InBotDM}, bedsQuestion),
		"with an app of one's own":  s.invoke(discordtest.Invocation{Command: "ask", UserInstall: true}, bedsQuestion),
		"in a server without a say": s.invoke(discordtest.Invocation{Command: "ask", GuildID: "1100000000000000077", ChannelID: discordtest.ChannelID}, bedsQuestion),
	} {
		if !m.Ephemeral() {
			t.Errorf("%s: everybody sees\n%s", name, m.Text())
		}
	}
}

// Why a question can't be answered is told to whoever asked alone.
func TestPublicDeclines(t *testing.T) {
	s, _ := publicly(t)
	e := s.server.Invoke(discordtest.Invocation{Command: "ask", Options: map[string]any{"question": "beds", "since": "the flood"}})
	m := s.followUp(e)
	expect(t, m, "the flood")
	if !m.Ephemeral() || !e.Deleted() || len(s.server.Messages(discordtest.ChannelID)) != 0 {
		t.Error("everybody sees that there is no answer")
	}
}

// undecided is a desk that can't say who sees answers, or not in time.
type undecided struct {
	Desk
	err error // nil: it takes for ever
}

func (u undecided) Public(ctx context.Context, _ string) (bool, error) {
	if u.err == nil {
		<-ctx.Done()
		return true, ctx.Err()
	}
	return true, u.err
}

// While it can't be read who sees answers they are private, and acknowledged.
func TestPublicUnknown(t *testing.T) {
	for name, err := range map[string]error{"an error": errors.New("the disk is gone"), "no answer": nil} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.cfg.Desk = undecided{s.desk, err}
			s.open()
			e := s.ask()
			m := s.answer(e)
			expect(t, m, quoted)
			if !m.Ephemeral() || e.AckLatency() > publicLimit+2*time.Second {
				t.Errorf("private: %t, acknowledged after %v", m.Ephemeral(), e.AckLatency())
			}
		})
	}
}
