package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/wallclock"
)

// Figures keep their picture on every page, and lose it where nothing is left to draw.
func TestTurnFigures(t *testing.T) {
	s := newStage(t)
	store := s.shelf(6)
	first := s.open()
	e := s.server.Invoke(discordtest.Invocation{Command: "figures", Options: map[string]any{"what": "hours burned"}})
	m := s.answer(e)
	expect(t, m, "6 figures in 6 articles")
	expect(t, m, "Page 1 of 2")
	first.stop()
	s.open()
	m = s.answer(s.server.Click(e, button(m, "Next ▶")))
	expect(t, m, "Page 2 of 2")
	expect(t, m, "burned for 7 hours")
	if strings.Contains(m.Text(), "6 hours.") || strings.Count(string(m.Raw), `"filename":"figures.png"`) != 1 || button(m, "Next ▶") != "" {
		t.Errorf("turned to\n%s\n%s", m.Text(), m.Raw)
	}
	for number := range int64(6) {
		if _, err := store.Hide(t.Context(), archive.Hiding{Number: number + 1}); err != nil {
			t.Fatal(err)
		}
	}
	m = s.answer(s.server.Click(e, button(m, "◀ Previous")))
	if expect(t, m, "0 figures"); strings.Contains(string(m.Raw), "figures.png") {
		t.Errorf("a picture is left of what is hidden:\n%s", m.Raw)
	}
}

// A list of watches is turned in place, by a bot that was started anew, and only
// whoever asked sees it.
func TestTurnWatches(t *testing.T) {
	s := newStage(t)
	store := s.shelf(0)
	for i := range desk.WatchPage + 1 {
		w := archive.Subscription{
			By: discordtest.UserID, Channel: "@" + discordtest.UserID, Watch: archive.AtOnce, Topic: fmt.Sprint("mill", i), State: archive.Active, Since: time.Unix(1e9, 0),
			Schedule: wallclock.Schedule{Zone: "UTC", Days: wallclock.EveryDay}, Max: 5, Layout: archive.Quotes, Quiet: archive.QuietSkip, Late: desk.DigestLate,
		}
		if _, err := store.AddSubscription(t.Context(), w); err != nil {
			t.Fatal(err)
		}
	}
	first := s.open()
	e := s.server.Invoke(discordtest.Invocation{Command: "watch list"})
	m := s.answer(e)
	expect(t, m, "Page 1 of 2")
	first.stop()
	s.open()
	m = s.answer(s.server.Click(e, button(m, "Next ▶")))
	if expect(t, m, "mill10"); strings.Contains(m.Text(), "mill9") || !m.Ephemeral() {
		t.Errorf("turned to\n%s", m.Text())
	}
}

// Reports are turned in place, by a bot that was started anew, and none is skipped
// where some were closed meanwhile.
func TestTurnReports(t *testing.T) {
	s := newStage(t)
	store := s.shelf(1)
	for i := range 7 {
		r := archive.Report{Server: discordtest.GuildID, Number: 1, Version: 1, Ref: "1.1.0.28", Reason: archive.WrongText, Words: fmt.Sprint("fault ", i+1, "."), By: fmt.Sprint(100 + i)}
		if _, err := store.KeepReport(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	first := s.open()
	e := s.server.Invoke(discordtest.Invocation{Command: "reports list"})
	m := s.answer(e)
	expect(t, m, "7 open reports")
	expect(t, s.followUp(s.server.Click(e, button(m, "Done"))), "Report 7 is closed.")
	first.stop()
	s.open()
	m = s.answer(s.server.Click(e, button(m, "Next ▶")))
	expect(t, m, `Entries before\: 7, now\: 6`)
	for _, want := range []string{"fault 1", "fault 2"} {
		expect(t, m, want)
	}
	if !m.Ephemeral() || strings.Contains(m.Text(), "fault 3") || button(m, "Next ▶") != "" {
		t.Errorf("turned to\n%s", m.Text())
	}
	m = s.answer(s.server.Click(e, button(m, "◀ Previous")))
	expect(t, m, "fault 3")
	if strings.Contains(m.Text(), "fault 7") {
		t.Errorf("turned back to\n%s", m.Text())
	}
}
