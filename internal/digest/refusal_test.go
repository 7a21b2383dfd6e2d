package digest_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/digest"
)

// A message that Discord doesn't take is our fault, and pauses nothing.
func TestBadMessage(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.daily(0))
	w.at(8, 0)
	for day, payload := range []string{`{"flags":32768,"components":[]}`, `{"flags":32768,"components":[{"type":10,"content":""}]}`, `[]`} {
		m := w.machine("a", func(cfg *digest.Config) {
			cfg.Composer = composer(func(_ context.Context, e digest.Edition) (digest.Contents, error) {
				return digest.Contents{Payload: []byte(payload), To: int64(day)}, nil
			})
		})
		if err := m.Tick(t.Context()); err == nil || !strings.Contains(err.Error(), string(digest.BadMessage)) {
			t.Errorf("%s: %v", payload, err)
		}
		w.clock.move(24 * time.Hour)
	}
	w.publish("a")
	tick(t, w.machine("b"))
	equal(t, "states", "2026-03-19 posted, 2026-03-18 refused, 2026-03-17 refused, 2026-03-16 refused", w.states(s.ID))
	equal(t, "posts", []string{"digest 1 for 2026-03-19\na"}, w.posts(0))
}

// Discord's no pauses the digest with the reason, whoever set it up is told once,
// and after it is resumed nothing is missing.
func TestDiscordSaysNo(t *testing.T) {
	for _, c := range []struct {
		name         string
		status, code int
		reason       digest.Reason
	}{
		{"channel deleted", 404, 10003, digest.ChannelGone},
		{"server left", 403, 50001, digest.NoAccess},
		{"no permission", 403, 50013, digest.NoPermission},
		{"direct messages closed", 403, 50007, digest.DMClosed},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			s := w.subscribe(w.daily(0))
			w.publish("a")
			var open atomic.Bool
			w.server.OnREST(func(method, path string) bool {
				return !open.Load() && posting(method, path) && strings.Contains(path, channel(0))
			}, -1, discordtest.APIError(c.status, c.code, c.name))
			w.at(8, 0)
			m, other := w.machine("a"), w.machine("b")
			for range 5 {
				tick(t, m)
				tick(t, other)
				w.clock.move(time.Minute)
			}
			s = w.subscription(s.ID)
			if s.State != archive.Paused || s.Why != string(c.reason) || w.states(s.ID) != "2026-03-16 refused" {
				t.Errorf("%s, %q; %s", s.State, s.Why, w.states(s.ID))
			}
			told := w.server.Messages(discordtest.DMID)
			if len(told) != 1 || !strings.Contains(strings.ReplaceAll(told[0].Text(), `\`, ""), "is paused: "+string(c.reason)) {
				t.Errorf("told %d times: %q", len(told), w.texts(discordtest.DMID))
			}
			if n := w.server.Counts().REST["POST /channels/{channel_id}/messages"]; n != 2 {
				t.Errorf("%d messages were tried, want the digest and the word to its owner", n)
			}
			open.Store(true)
			w.clock.move(3 * time.Hour)
			w.publish("b")
			s.State, s.Why, s.Since = archive.Active, "", w.clock.now()
			if _, done, err := w.store.ChangeSubscription(t.Context(), s); !done || err != nil {
				t.Fatal(done, err)
			}
			w.clock.move(24 * time.Hour)
			tick(t, m)
			equal(t, "after it was resumed", []string{"digest 1 for 2026-03-17, 3h5m0s late\na\nb"}, w.posts(0))
			w.kept()
		})
	}
}

// Whoever can't be told is not told again.
func TestOwnerCannotBeTold(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.daily(0))
	w.server.OnREST(posting, -1, discordtest.APIError(403, 50007, "Cannot send messages to this user"))
	w.at(8, 0)
	m := w.machine("a")
	tick(t, m)
	tick(t, m)
	if s = w.subscription(s.ID); s.State != archive.Paused {
		t.Errorf("%+v", s)
	}
	if n := w.server.Counts().REST["POST /users/@me/channels"]; n != 1 {
		t.Errorf("its owner was to be told %d times", n)
	}
}
