package bot

import (
	"fmt"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// A digest is set up as a dry run; the button on its card, also pressed after a
// restart, confirms it, and its card says so in place of the button. Preview posts
// nothing.
func TestDigestIsConfirmed(t *testing.T) {
	s := newStage(t)
	store, index, _ := librarytest.Week(t, 2)
	library := desk.New(store, index)
	library.Now = func() time.Time { return librarytest.Days[1] }
	s.desk.does(library.Do)
	first := s.open()
	added := s.server.Invoke(discordtest.Invocation{Command: "digest add", Permissions: "32", Options: map[string]any{
		"channel": discordtest.ChannelID, "time": "08:00", "timezone": "Europe/London",
	}})
	m := s.answer(added)
	expect(t, m, "dry run")
	next := time.Date(2026, time.November, 26, 8, 0, 0, 0, time.UTC).Unix()
	expect(t, m, fmt.Sprintf("<t:%d:F>", next))
	expect(t, m, "<#"+discordtest.ChannelID+">")
	buttons := m.Buttons()
	if len(buttons) != 1 || buttons[0].Label != "Confirm" || !m.Ephemeral() {
		t.Fatalf("buttons %+v", buttons)
	}
	state := func() archive.SubscriptionState {
		list, err := store.Subscriptions(t.Context())
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0].State
	}
	if state() != archive.DryRun {
		t.Errorf("before it is confirmed it is %s", state())
	}
	first.stop()

	s.open()
	m = s.followUp(s.server.Click(added, buttons[0].CustomID))
	expect(t, m, "Digest 1 is active")
	if len(m.Buttons()) != 0 || !m.Ephemeral() || state() != archive.Active {
		t.Errorf("it is %s; buttons %+v", state(), m.Buttons())
	}
	m = s.invoke(discordtest.Invocation{Command: "digest preview", Permissions: "32"})
	expect(t, m, "Nothing new")
	m = s.invoke(discordtest.Invocation{Command: "digest why", Permissions: "32"}, "cutting:9")
	expect(t, m, "it was in the coverage before")
	if !m.Ephemeral() || len(s.server.Messages(discordtest.ChannelID)) != 0 {
		t.Error("something was posted")
	}
	m = s.invoke(discordtest.Invocation{Command: "digest list", Permissions: "32"})
	expect(t, m, "Digest 1 · active")
}
