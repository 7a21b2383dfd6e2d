package digest_test

import (
	"context"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/digest"
)

// A digest that a moderator pauses, removes or moves while it is composed isn't
// posted where it was to be.
func TestChangedWhileComposed(t *testing.T) {
	for name, c := range map[string]struct {
		change func(w *world, s archive.Subscription) error
		state  string
		posts  [2]int
	}{
		"paused": {func(w *world, s archive.Subscription) error {
			s.State = archive.Paused
			_, _, err := w.store.ChangeSubscription(t.Context(), s)
			return err
		}, "2026-03-16 missed", [2]int{}},
		"removed": {func(w *world, s archive.Subscription) error {
			return w.store.RemoveSubscription(t.Context(), s.ID)
		}, "", [2]int{}},
		"moved": {func(w *world, s archive.Subscription) error {
			s.Channel = channel(1)
			_, _, err := w.store.ChangeSubscription(t.Context(), s)
			return err
		}, "2026-03-16 posted", [2]int{0, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.subscribe(w.daily(0))
			m := w.machine("a", func(cfg *digest.Config) {
				inner := cfg.Composer
				cfg.Composer = composer(func(ctx context.Context, e digest.Edition) (digest.Contents, error) {
					if err := c.change(w, s); err != nil {
						t.Error(err)
					}
					return inner.Compose(ctx, e)
				})
			})
			w.at(8, 0)
			tick(t, m)
			equal(t, "state", c.state, w.states(s.ID))
			equal(t, "posts", c.posts, [2]int{len(w.posts(0)), len(w.posts(1))})
		})
	}
}

// What was sent to a channel is looked for there, also when the subscription has
// moved to another since.
func TestMovedWhileSent(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.daily(0))
	m := w.machine("a", func(c *digest.Config) { c.Sender = deaf{c.Sender} })
	w.at(8, 0)
	if err := m.Tick(t.Context()); err == nil {
		t.Error("no answer, and no error")
	}
	s.Channel = channel(1)
	if _, done, err := w.store.ChangeSubscription(t.Context(), s); !done || err != nil {
		t.Fatal(done, err)
	}
	w.clock.move(20 * time.Minute)
	tick(t, w.machine("b"))
	equal(t, "state", "2026-03-16 posted", w.states(s.ID))
	equal(t, "posts", [2]int{1, 0}, [2]int{len(w.posts(0)), len(w.posts(1))})
}
