package digest_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/digest"
)

// composer is one made of a function.
type composer func(context.Context, digest.Edition) (digest.Contents, error)

func (f composer) Compose(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	return f(ctx, e)
}

// What can't be composed is tried again in the next minute.
func TestComposedLater(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.daily(0))
	bad := []composer{
		func(context.Context, digest.Edition) (digest.Contents, error) {
			return digest.Contents{}, errors.New("no index yet")
		},
		func(context.Context, digest.Edition) (digest.Contents, error) { panic("a bug") },
		func(context.Context, digest.Edition) (digest.Contents, error) { return digest.Contents{}, nil },
		func(context.Context, digest.Edition) (digest.Contents, error) {
			return digest.Contents{Payload: []byte("{}"), To: -1}, nil
		},
	}
	w.at(8, 0)
	for _, c := range bad {
		m := w.machine("a", func(cfg *digest.Config) { cfg.Composer = c })
		if err := m.Tick(t.Context()); err == nil || !strings.Contains(err.Error(), "digest 1 for 2026-03-16 can't be composed") {
			t.Errorf("%v", err)
		}
		equal(t, "states", "2026-03-16 claimed", w.states(s.ID))
		w.clock.move(time.Minute)
	}
	tick(t, w.machine("b"))
	equal(t, "states", "2026-03-16 posted", w.states(s.ID))
}

// A failure of Discord's, or of the way to it, is got over: at once, or in one of
// the next minutes.
func TestFailures(t *testing.T) {
	for name, c := range map[string]struct {
		fault discordtest.Fault
		times int
	}{
		"one 500":       {discordtest.ServerError(500), 1},
		"a 429":         {discordtest.RateLimited(50*time.Millisecond, "user"), 2},
		"answer lost":   {discordtest.DropAfter(), 1},
		"answer cut":    {discordtest.TruncatedJSON(), 1},
		"request lost":  {discordtest.DropBefore(), 1},
		"token refused": {discordtest.APIError(401, 0, "401: Unauthorized"), 3},
		"an unknown no": {discordtest.APIError(403, 40333, "internal network error"), 3},
		"a proxy's 403": {discordtest.Cloudflare(50 * time.Millisecond), 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			s := w.subscribe(w.daily(0))
			w.publish("a")
			w.server.OnREST(posting, c.times, c.fault)
			w.at(8, 0)
			m := w.machine("a")
			for i := range 5 {
				_ = m.Tick(t.Context()) // it may fail until the fault is over
				w.publish(string(rune('b' + i)))
				w.clock.move(7 * time.Minute) // beyond the nonce's window
			}
			equal(t, "states", "2026-03-16 posted", w.states(s.ID))
			posts := w.posts(0)
			if len(posts) != 1 {
				t.Fatalf("posted %d times: %q", len(posts), posts)
			}
			// Whatever wasn't in it is in the next one, and nothing twice.
			w.clock.move(24 * time.Hour)
			tick(t, m)
			var seen []string
			for _, p := range w.posts(0) {
				seen = append(seen, strings.Split(p, "\n")[1:]...)
			}
			equal(t, "articles", []string{"a", "b", "c", "d", "e", "f"}, seen)
		})
	}
}

// Where messages can't be read, the nonce decides within its window; beyond it
// nothing is sent blindly, and what would have been in it is in the next one.
func TestWithoutHistory(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault discordtest.Fault
		pause time.Duration
		state archive.DeliveryState
		want  []string
	}{
		{"answer lost, nonce fresh", discordtest.DropAfter(), time.Minute, archive.Posted, []string{"digest 1 for 2026-03-16\na"}},
		{"answer lost, nonce stale", discordtest.DropAfter(), 20 * time.Minute, archive.Uncertain, []string{"digest 1 for 2026-03-16\na"}},
		{"request lost", discordtest.DropBefore(), 20 * time.Minute, archive.Posted, []string{"digest 1 for 2026-03-16, 20m0s late\na"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			s := w.subscribe(w.daily(noReader))
			w.publish("a")
			var over atomic.Bool
			w.server.OnREST(func(method, path string) bool { return !over.Load() && posting(method, path) }, -1, c.fault)
			w.at(8, 0)
			m := w.machine("a")
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			if err := m.Tick(ctx); err == nil {
				t.Error("no answer, and no error")
			}
			over.Store(true)
			w.clock.move(c.pause)
			tick(t, m)
			equal(t, "state", "2026-03-16 "+string(c.state), w.states(s.ID))
			equal(t, "posts", c.want, w.posts(noReader))
		})
	}
}

// deaf is a sender that never hears an answer.
type deaf struct{ digest.Sender }

func (d deaf) Send(ctx context.Context, channel string, payload []byte, nonce string) (string, error) {
	_, err := d.Sender.Send(ctx, channel, payload, nonce)
	return "", errors.Join(errors.New("no answer"), err)
}
