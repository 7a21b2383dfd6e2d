package bot

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
)

// Discord's bad moments are waited out, and the answer comes all the same.
func TestFaults(t *testing.T) {
	const callback, edit = "POST /callback", "PATCH /messages/@original"
	tests := []struct {
		name  string
		on    string
		times int
		fault discordtest.Fault
	}{
		{"429 on the callback", callback, 1, discordtest.RateLimited(50*time.Millisecond, "user")},
		{"Cloudflare on the callback", callback, 1, discordtest.Cloudflare(50 * time.Millisecond)},
		{"500 on the callback", callback, 2, discordtest.ServerError(500)},
		{"502 on the callback", callback, 1, discordtest.ServerError(502)},
		{"the callback is dropped", callback, 1, discordtest.DropBefore()},
		{"429 on the edit", edit, 2, discordtest.RateLimited(50*time.Millisecond, "shared")},
		{"Cloudflare on the edit", edit, 1, discordtest.Cloudflare(50 * time.Millisecond)},
		{"500 on the edit", edit, 2, discordtest.ServerError(500)},
		{"503 on the edit", edit, 1, discordtest.ServerError(503)},
		{"the edit is dropped", edit, 1, discordtest.DropBefore()},
		{"the edit's answer is dropped", edit, 1, discordtest.DropAfter()},
		{"the edit's answer is cut short", edit, 1, discordtest.TruncatedJSON()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			bot := s.open()
			s.server.OnREST(at(test.on), test.times, test.fault)
			e := s.ask()
			m := s.answer(e)
			expect(t, m, quoted)
			bot.stop()
			if log := s.log.String(); strings.Contains(log, "level=ERROR") {
				t.Errorf("the log has errors:\n%s", log)
			}
		})
	}
}

// The answer to a callback that got through may be lost; the next try is then
// refused, which is as good. Discord counts that as a second callback.
func TestCallbackAnswerLost(t *testing.T) {
	s := newStage(t)
	s.faulty = true
	s.open()
	s.server.OnREST(at("POST /callback"), 1, discordtest.DropAfter())
	expect(t, s.answer(s.ask()), quoted)
}

// A card that Discord refuses is replaced by words.
func TestCardRefused(t *testing.T) {
	s := newStage(t)
	s.open()
	s.server.OnREST(at("PATCH /messages/@original"), 1, discordtest.APIError(400, 50035, "Invalid Form Body"))
	expect(t, s.answer(s.ask()), "Something went wrong")
}

// When Discord does not take an answer at all, the log says so and the bot lives.
func TestNotAnswered(t *testing.T) {
	for name, on := range map[string]string{"callback": "POST /callback", "edit": "PATCH /messages/@original"} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			bot := s.open()
			s.server.OnREST(at(on), 1, discordtest.APIError(404, 10062, "Unknown interaction"))
			lost := s.ask()
			if name == "edit" {
				if _, err := lost.WaitAck(s.ctx); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.server.Wait(s.ctx, func(c discordtest.Counts) bool { return c.Status[http.StatusNotFound] > 0 }); err != nil {
				t.Fatal(err)
			}
			expect(t, s.answer(s.ask()), quoted)
			bot.stop()
			if !strings.Contains(s.log.String(), "level=ERROR") || !strings.Contains(s.log.String(), "10062") {
				t.Errorf("log:\n%s", s.log)
			}
		})
	}
}

// Questions asked while the connection is down are answered when it is back.
func TestConnectionLost(t *testing.T) {
	for name, lose := range map[string]func(*discordtest.Server){
		"dropped": (*discordtest.Server).Drop,
		"op 7":    (*discordtest.Server).Reconnect,
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.open()
			lose(s.server)
			e := s.ask()
			expect(t, s.answer(e), quoted)
			if c := s.server.Counts(); c.Identifies != 1 || c.REST["GET /gateway/bot"] != 1 {
				t.Errorf("%d identifies, asked %d times where to connect", c.Identifies, c.REST["GET /gateway/bot"])
			}
		})
	}
}
