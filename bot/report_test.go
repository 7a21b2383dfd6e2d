package bot

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/card"
	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// wrong presses Wrong? on a message and fills in the modal.
func (s *stage) wrong(on discordtest.Shown, as string, values map[string]any) discordtest.Message {
	s.t.Helper()
	e := s.press(on, "Wrong?", as)
	ack, err := e.WaitAck(s.ctx)
	if err != nil || ack.Type != 9 {
		s.t.Fatalf("Wrong? is answered with %d, %v; log:\n%s", ack.Type, err, s.log)
	}
	sent := s.server.SubmitModal(e, values)
	if err := sent.Err(); err != nil {
		s.t.Fatal(err)
	}
	return s.answer(sent)
}

// A quote is reported from the private card and, by somebody else after a restart,
// from the posted one; those who manage the server find it, hide it and are done.
func TestWrong(t *testing.T) {
	const reporter, moderator = "1100000000000000055", "1100000000000000056"
	s := newStage(t)
	store := s.library()
	first := s.open()
	asked := s.server.Invoke(discordtest.Invocation{Command: "ask", Options: map[string]any{"question": strings.TrimPrefix(bedsQuestion, "question:")}})
	m := s.wrong(asked, "", map[string]any{card.ReasonInput: string(archive.WrongText), card.WordsInput: "It is **216**, <@&1> says @everyone."})
	expect(t, m, "Those who manage this server find it under /reports")
	if !m.Ephemeral() {
		t.Error("everybody is told of the report")
	}
	posted := s.followUp(s.server.Click(asked, s.answer(asked).Buttons()[0].CustomID))
	first.stop()

	s.open()
	expect(t, s.wrong(posted, reporter, map[string]any{card.ReasonInput: string(archive.WrongOther)}), "Thank you")
	expect(t, s.wrong(posted, reporter, map[string]any{card.ReasonInput: string(archive.WrongOther)}), "Thank you")
	list, err := store.OpenReports(t.Context(), discordtest.GuildID)
	if err != nil || len(list) != 2 || list[0].By != reporter || list[1].By != discordtest.UserID || list[1].Words != "It is **216**, <@&1> says @everyone." {
		t.Fatalf("kept: %+v, %v", list, err)
	}

	lists := s.server.Invoke(discordtest.Invocation{Command: "reports list", UserID: moderator})
	m = s.answer(lists)
	for _, want := range []string{"2 open reports", "The text differs from the page", `In their words\: It is \*\*216`, "217 beds", "Something else"} {
		expect(t, m, want)
	}
	if text := string(m.Sent); !m.Ephemeral() || strings.Contains(text, reporter) || strings.Contains(text, discordtest.UserID) {
		t.Errorf("who reported is shown, or to everybody: %s", text)
	}
	expect(t, s.followUp(s.press(lists, "Done", "")), "Report 2 is closed.")
	expect(t, s.followUp(s.server.Click(lists, card.CommandID("reports hide", "1"))), `No. 2\: hidden`)
	s.until(notShown, false)
	expect(t, s.answer(s.server.Invoke(discordtest.Invocation{Command: "reports list"})), "No reports are open.")
}

// In a direct message a report is for whoever runs the library.
func TestWrongElsewhere(t *testing.T) {
	s := newStage(t)
	store := s.library()
	s.open()
	asked := s.server.Invoke(discordtest.Invocation{Command: "ask", Context: discordtest.InBotDM, Options: map[string]any{"question": strings.TrimPrefix(bedsQuestion, "question:")}})
	expect(t, s.wrong(asked, "", map[string]any{card.ReasonInput: string(archive.WrongSource)}), "Whoever runs this library will look at it")
	if list, err := store.Reports(t.Context(), 0, 9); err != nil || len(list) != 1 || list[0].Server != "" {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 2}); err != nil {
		t.Fatal(err)
	}
	expect(t, s.wrong(asked, "", map[string]any{card.ReasonInput: string(archive.WrongOther)}), "is hidden and can't be shown")
}

// A button of a list that everybody could see gives nobody a right.
func TestReportButtonsAreForManagers(t *testing.T) {
	for name, c := range map[string]struct {
		id     string
		flags  discordgo.MessageFlags
		owners string
		want   bool
	}{
		"on a private message":  {card.CommandID("reports done", "1"), 64, "0", true},
		"beside one's own app":  {card.CommandID("reports done", "1"), 64, "01", true},
		"on a public message":   {card.CommandID("reports done", "1"), 0, "0", false},
		"of everybody's":        {card.CommandID("watch pause", "1"), 64, "0", false},
		"a quote's":             {"post:1.1.0.5", 64, "0", false},
		"turns them":            {card.TurnID(card.Turn{Search: desk.SearchReports(5), Page: 1}), 64, "0", true},
		"turns a public list":   {card.TurnID(card.Turn{Search: desk.SearchReports(5), Page: 1}), 0, "0", false},
		"turns everybody's":     {card.TurnID(card.Turn{Search: "latest?", Page: 1}), 64, "0", false},
		"made up for a command": {"do:hide:12", 64, "0", false},
		"the server's setup":    {card.CommandID("setup", desk.ToEverybody), 64, "0", true},
		"of one's own app too":  {card.CommandID("setup", desk.ToEverybody), 64, "01", false},
	} {
		in := &interaction{Type: 3, GuildID: "1", Owners: map[string]json.RawMessage{}}
		for _, by := range c.owners {
			in.Owners[string(by)] = nil
		}
		in.Data.CustomID, in.Message.Flags = c.id, c.flags
		s := &service{cfg: Config{Desk: desk.New(nil, nil)}}
		if got := s.asker(in).Manages; got != c.want {
			t.Errorf("%s: manages: %t", name, got)
		}
	}
}
