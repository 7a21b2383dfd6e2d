package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cuttings/bot/card"
	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/librarytest"
	"cuttings/internal/watch"
)

// From the command to the message: a watch is tried, begun by its button, tells by
// direct message what came, and is ended by a button of that message.
func TestWatch(t *testing.T) {
	s := newStage(t)
	store, replica := librarytest.Seeds(t)
	real := desk.New(store, replica)
	real.Now = time.Now
	s.desk.does(real.Do)
	s.desk.commands = real.Commands()
	s.open()
	e := s.server.Invoke(discordtest.Invocation{Command: "watch add", Options: map[string]any{"words": "nurses NOT agency"}})
	if err := e.Err(); err != nil {
		t.Fatal(err)
	}
	m := s.answer(e)
	for _, want := range []string{"nurses AND NOT agency", "Would have matched 0 in the last 30 days, of 2 articles in all.", "by direct message", "Press the button"} {
		expect(t, m, want)
	}
	m = s.followUp(s.press(e, "Begin this watch", ""))
	expect(t, m, "Watch 1\\: nurses AND NOT agency")
	expect(t, m, "It tells of what comes from now on.")
	if !m.Ephemeral() {
		t.Error("everybody is told of it")
	}
	expect(t, s.answer(s.server.Invoke(discordtest.Invocation{Command: "watch list"})), "Active. Tells at once, by direct message")

	for i := range 8 {
		if _, err := store.Put(t.Context(), archive.Article{
			ID: fmt.Sprint(i), Title: fmt.Sprint("Ward ", i), Text: fmt.Sprint("Nurses of ward ", i, " <@&1> *spoke* @everyone."), URL: fmt.Sprint("https://example.org/", i),
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := watch.New(store, replica).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	sender, err := NewSender(s.cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer sender.Close()
	machine, err := digest.New(t.Context(), digest.Config{
		Store: store, Composer: Composer{Desk: real}, Sender: sender, Now: time.Now, Holder: "a",
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := machine.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	told := s.server.Messages(discordtest.DMID)
	if len(told) != 1 {
		t.Fatalf("%d messages", len(told))
	}
	for _, want := range []string{"Watch 1\\: nurses AND NOT agency", "8 new articles", "Nurses of ward 7 ", "Nurses of ward 3 ", "and 3 more\\: /find words\\:nurses AND NOT agency sort\\:newest"} {
		expect(t, told[0], want)
	}
	if text := string(told[0].Sent); !strings.Contains(text, `"allowed_mentions":{"parse":[]}`) || strings.Contains(text, `"label":"Post"`) {
		t.Errorf("sent %s", text)
	}
	expect(t, s.followUp(s.press(told[0], "Pause", "")), "Paused. What comes meanwhile is told when it is resumed.")
	expect(t, s.answer(s.server.Invoke(discordtest.Invocation{Command: "watch list"})), "Paused")
	expect(t, s.followUp(s.press(told[0], "Remove", "")), "Removed. It tells of nothing more.")
	expect(t, s.followUp(s.press(told[0], "Pause", "")), "You have no watch 1.")
	s.press(told[0], "Delete", "") // by whoever was told
	for len(s.server.Messages(discordtest.DMID)) > 0 {
		s.pause("what was told is there still")
	}
	expect(t, s.answer(s.server.Invoke(discordtest.Invocation{Command: "watch list"})), "No watches.")
}

// What was looked for can be watched for, by a button.
func TestWatchFromFind(t *testing.T) {
	s := newStage(t)
	store, replica := librarytest.Seeds(t)
	real := desk.New(store, replica)
	real.Now = time.Now
	s.desk.does(real.Do)
	s.desk.commands = real.Commands()
	s.open()
	for words, want := range map[string]bool{"nurses NEAR/5 jobs": true, "zeppelin": true, strings.Repeat("zeppelins ", 3) + strings.Repeat("airship", 20): false} {
		e := s.server.Invoke(discordtest.Invocation{Command: "find", Options: map[string]any{"words": words}})
		buttons := s.answer(e).Buttons()
		last := ""
		if n := len(buttons); n > 0 {
			last = buttons[n-1].Label
		}
		if got := last == "Tell me of new ones"; got != want {
			t.Errorf("/find %.40s: the last button is %q", words, last)
		}
		if want {
			expect(t, s.followUp(s.press(e, "Tell me of new ones", "")), "Press the button within an hour to begin it.")
		}
	}
	e := s.server.Invoke(discordtest.Invocation{Command: "find", Options: map[string]any{"words": "nurses", "since": "2009"}})
	for _, b := range s.answer(e).Buttons() {
		if b.Label == "Tell me of new ones" {
			t.Error("a watch would tell of more than was looked for")
		}
	}
}

// A stranger who presses the button of somebody's watch in a channel changes
// nothing.
func TestWatchOfSomebodyElse(t *testing.T) {
	s := newStage(t)
	store, replica := librarytest.Seeds(t)
	real := desk.New(store, replica)
	real.Now = time.Now
	s.desk.does(real.Do)
	s.desk.commands = real.Commands()
	s.open()
	add := discordtest.Invocation{Command: "watch add", Permissions: "32", Options: map[string]any{
		"words": "nurses", "where": "this channel", "how": "weekly", "day": "Friday", "time": "18:30", "timezone": "Europe/London",
	}}
	e := s.server.Invoke(add)
	expect(t, s.answer(e), "Tells at 18\\:30 Europe/London, Friday, in the channel where it was set up")
	s.followUp(s.press(e, "Begin this watch", ""))
	stranger := s.server.Invoke(discordtest.Invocation{Command: "watch pause", UserID: "80351110224678913", Options: map[string]any{"number": "1"}})
	expect(t, s.answer(stranger), "You have no watch 1.")
	add.Permissions = ""
	expect(t, s.answer(s.server.Invoke(add)), "Only those who manage the server")
}

// failing tells nothing.
type failing struct{ *desk.Desk }

func (failing) Tell(context.Context, archive.Subscription, int64) (desk.ToldReply, error) {
	return desk.ToldReply{}, errors.New("no disk")
}

type silent struct{ *desk.Desk }

func (silent) Tell(context.Context, archive.Subscription, int64) (desk.ToldReply, error) {
	return desk.ToldReply{UpTo: 3}, nil
}

func TestComposeAWatch(t *testing.T) {
	w := archive.Subscription{ID: 1, Watch: archive.AtOnce}
	if _, err := (Composer{Desk: failing{}}).Compose(t.Context(), digest.Edition{Subscription: w}); err == nil {
		t.Error("a failure is not told")
	}
	// The matcher may be behind the change from which a watch tells.
	c, err := Composer{Desk: silent{}}.Compose(t.Context(), digest.Edition{Subscription: w, From: 5})
	if err != nil || !c.Quiet || c.To != 5 {
		t.Errorf("%+v, %v", c, err)
	}
}

// Buttons carry out the commands that they may, and no others.
func TestCommandButtons(t *testing.T) {
	for id, want := range map[string]bool{
		card.CommandID("watch resume", "12"): true, card.CommandID("watch remove", ""): true,
		card.CommandID("watch add", "jobs: “a” OR b"): true, "do:hide:12": false, "do:": false, "post:1": false, card.CommandID("watch pause", strings.Repeat("9", 100)): false,
	} {
		if command, args, ok := card.ParseCommandID(id); ok != want || ok && (!strings.HasPrefix(command, "watch ") || len(args) != 1) {
			t.Errorf("%q: %q, %v, %t", id, command, args, ok)
		}
	}
}
