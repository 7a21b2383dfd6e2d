package bot

import (
	"context"
	"slices"
	"strings"
	"testing"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
	"cuttings/internal/language"
)

func TestPost(t *testing.T) {
	s := newStage(t)
	first := s.open()
	asked := s.ask()
	id := s.answer(asked).Buttons()[0].CustomID
	first.stop()

	s.open() // buttons outlive the bot that made them
	e := s.server.Click(asked, id)
	if ack, err := e.WaitAck(s.ctx); err != nil || ack.Type != 6 {
		t.Errorf("acknowledged with %d, %v", ack.Type, err)
	}
	m := s.followUp(e)
	expect(t, m, quoted)
	expect(t, m, "Posted by <@"+discordtest.UserID+">")
	if m.Ephemeral() || button(m, "Post") != "" || button(m, "Wrong?") == "" || button(m, "Delete") == "" || !strings.Contains(string(m.Sent), `"allowed_mentions":{"parse":[]}`) {
		t.Errorf("posted %s", m.Sent)
	}

	m = s.answer(e) // what becomes of the card
	expect(t, m, quoted)
	if !m.Ephemeral() || !slices.ContainsFunc(m.Buttons(), func(b discordtest.Button) bool { return b.CustomID == id && b.Label == "Posted" && b.Disabled }) || button(m, "Wrong?") == "" {
		t.Errorf("the card became %s", m.Sent)
	}

	other := s.ask()
	m = s.followUp(s.server.Click(other, s.answer(other).Buttons()[0].CustomID))
	expect(t, m, "posted here just now")
	if !m.Ephemeral() {
		t.Error("that it was posted is told to everybody")
	}
	if all := s.server.Messages(discordtest.ChannelID); len(all) != 1 {
		t.Errorf("%d messages in the channel, want 1", len(all))
	}
}

// What was posted stays posted, and claimed, where the card can't say so.
func TestPostWithoutItsCard(t *testing.T) {
	s := newStage(t)
	bot := s.open()
	asked := s.ask()
	id := s.answer(asked).Buttons()[0].CustomID
	s.server.OnREST(at("PATCH /messages/@original"), 1, discordtest.APIError(404, 10008, "Unknown Message"))
	expect(t, s.followUp(s.server.Click(asked, id)), quoted)
	expect(t, s.followUp(s.server.Click(asked, id)), "posted here just now")
	bot.stop()
	if all, log := s.server.Messages(discordtest.ChannelID), s.log.String(); len(all) != 1 || !strings.Contains(log, "the button doesn't say so") || strings.Contains(log, "level=ERROR") {
		t.Errorf("%d messages in the channel, want 1; log:\n%s", len(all), log)
	}
}

// Two who press at the same moment make one message.
func TestPostAtOnce(t *testing.T) {
	s := newStage(t)
	s.open()
	for _, e := range s.postAtOnce(10) {
		s.followUp(e)
	}
	if all := s.server.Messages(discordtest.ChannelID); len(all) != 1 {
		t.Errorf("%d messages in the channel, want 1", len(all))
	}
}

// postAtOnce presses Post on so many cards with one quote at the same moment.
func (s *stage) postAtOnce(n int) (clicks []*discordtest.Exchange) {
	s.t.Helper()
	var cards []discordtest.Message
	for range n {
		cards = append(cards, s.answer(s.ask()))
	}
	for _, m := range cards {
		clicks = append(clicks, s.server.Click(m, m.Buttons()[0].CustomID))
	}
	return clicks
}

func TestPostFailures(t *testing.T) {
	dead := 0
	tests := []struct {
		name    string
		cutting func() (desk.CuttingReply, error)
		fault   *discordtest.Fault
		says    string
	}{
		{name: "removed", cutting: func() (desk.CuttingReply, error) {
			return desk.CuttingReply{}, &desk.Problem{User: language.Phrase("cutting.removed", "number", int64(7))}
		}, says: "Cutting 7 was removed from the coverage"},
		{name: "panic", cutting: func() (desk.CuttingReply, error) { panic(1 / dead) }, says: "Something went wrong"},
		{name: "no answer", fault: ptr(discordtest.DropAfter()), says: "did not say whether"},
		{name: "server error", fault: ptr(discordtest.ServerError(502)), says: "did not say whether"},
		{name: "refused", fault: ptr(discordtest.APIError(403, 50001, "Missing Access")), says: "Something went wrong"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newStage(t)
			s.open()
			asked := s.ask()
			id := s.answer(asked).Buttons()[0].CustomID
			working := s.desk.cuts(nil)
			s.desk.cuts(func(ctx context.Context, ref desk.QuoteRef) (desk.CuttingReply, error) {
				if test.cutting != nil {
					return test.cutting()
				}
				return working(ctx, ref)
			})
			if test.fault != nil {
				s.server.OnREST(at("POST /webhooks/"), 1, *test.fault)
			}
			e := s.server.Click(asked, id)
			m := s.whispered(e)
			expect(t, m, test.says)

			s.desk.cuts(working)
			before := len(s.server.Messages(discordtest.ChannelID))
			expect(t, s.followUp(s.server.Click(asked, id)), quoted) // after a failure one may try again
			if all := s.server.Messages(discordtest.ChannelID); len(all) != before+1 {
				t.Errorf("%d messages in the channel, want %d", len(all), before+1)
			}
		})
	}
}

// whispered waits for the private follow-up; a post that only seemed to fail may
// stand beside it.
func (s *stage) whispered(e *discordtest.Exchange) discordtest.Message {
	s.t.Helper()
	for n := 1; ; n++ {
		all, err := e.WaitFollowups(s.ctx, n)
		if err != nil {
			s.t.Fatalf("%v; log:\n%s", err, s.log)
		}
		for _, m := range all {
			if m.Ephemeral() {
				return m
			}
		}
	}
}

func ptr[T any](v T) *T { return &v }
