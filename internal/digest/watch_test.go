package digest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/digest"
)

// watch is one that tells at once, by direct message.
func (w *world) watch() archive.Subscription {
	s := w.daily(0)
	s.Watch, s.Topic, s.Channel = archive.AtOnce, "words", "@"+discordtest.UserID
	return s
}

// match publishes an article and keeps that a watch is to tell of it.
func (w *world) match(s archive.Subscription, id string) {
	w.t.Helper()
	w.publish(id)
	v, err := w.store.Current(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	before, err := w.store.Matched(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	if done, err := w.store.KeepMatches(w.t.Context(), before, v.Number, archive.Match{Watch: s.ID, Number: v.Number, Seq: v.Number}); !done || err != nil {
		w.t.Fatal(done, err)
	}
}

// What matched is told in the next minute, together, once; with nothing to tell
// nothing is kept.
func TestTellsAtOnce(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.watch())
	m, other := w.machine("a"), w.machine("b")
	tick(t, m)
	w.match(s, "a")
	w.match(s, "b")
	tick(t, m)
	tick(t, other)
	w.clock.move(time.Minute)
	tick(t, m)
	w.match(s, "c")
	w.clock.move(time.Minute)
	tick(t, other)
	tick(t, m)
	equal(t, "messages", []string{
		"digest 1 for 2026-03-16T07:45:00Z\na\nb", "digest 1 for 2026-03-16T07:47:00Z\nc",
	}, w.texts(discordtest.DMID))
	equal(t, "states", "2026-03-16T07:47:00Z posted, 2026-03-16T07:45:00Z posted", w.states(s.ID))
	w.kept()
}

// One that tells at its times does so, and not when something comes.
func TestTellsAtItsTimes(t *testing.T) {
	w := newWorld(t)
	daily := w.watch()
	daily.Watch = archive.AtTimes
	s := w.subscribe(daily)
	m := w.machine("a")
	w.match(s, "a")
	tick(t, m)
	w.at(8, 0)
	tick(t, m)
	w.match(s, "b")
	w.at(8, 30)
	tick(t, m)
	equal(t, "messages", []string{"digest 1 for 2026-03-16\na"}, w.texts(discordtest.DMID))
	w.kept()
}

// Whoever closed their direct messages is told of nothing more, and what comes in
// the meantime is told when the watch is resumed.
func TestDirectMessagesClosed(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.watch())
	m := w.machine("a")
	w.server.OnREST(posting, 2, discordtest.APIError(403, 50007, "Cannot send messages to this user")) // the watch's, and the notice
	w.match(s, "a")
	tick(t, m)
	now := w.subscription(s.ID)
	if now.State != archive.Paused || now.Why != string(digest.DMClosed) {
		t.Errorf("it is %s: %s", now.State, now.Why)
	}
	w.clock.move(time.Hour)
	w.match(s, "b")
	tick(t, m)
	equal(t, "messages while it is paused", []string{}, w.texts(discordtest.DMID))
	now.State, now.Why = archive.Active, ""
	if _, done, err := w.store.ChangeSubscription(t.Context(), now); !done || err != nil {
		t.Fatal(done, err)
	}
	tick(t, m)
	equal(t, "messages when it is resumed", []string{"digest 1 for 2026-03-16T08:45:00Z\na\nb"}, w.texts(discordtest.DMID))
}

// A watch that tells at once doesn't try for ever what Discord won't take, and
// doesn't tell twice what it may have told.
func TestTellsNothingForEver(t *testing.T) {
	for name, c := range map[string]struct {
		fault  discordtest.Fault
		state  archive.DeliveryState
		reason digest.Reason
		posts  int
	}{
		"bad message":           {discordtest.APIError(400, 50035, "Invalid Form Body"), archive.Withheld, digest.BadMessage, 0},
		"no answer, unreadable": {discordtest.DropAfter(), archive.Uncertain, digest.Untold, 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.watch()
			s.Channel = channel(noReader)
			s = w.subscribe(s)
			w.match(s, "a")
			var over atomic.Bool
			w.server.OnREST(func(method, path string) bool { return !over.Load() && posting(method, path) }, -1, c.fault)
			m := w.machine("a")
			_ = m.Tick(t.Context())
			over.Store(true)
			for range 5 {
				w.clock.move(20 * time.Minute)
				_ = m.Tick(t.Context())
			}
			if now := w.subscription(s.ID); now.State != archive.Paused || now.Why != string(c.reason) {
				t.Errorf("it is %s: %s", now.State, now.Why)
			}
			equal(t, "states", "2026-03-16T07:45:00Z "+string(c.state), w.states(s.ID))
			equal(t, "posts", c.posts, len(w.posts(noReader)))
		})
	}
}

// A process that dies at any step of telling, before or after Discord took the
// message, neither loses it nor tells it twice.
func TestDiesWhileItTells(t *testing.T) {
	for at := range 6 {
		t.Run(fmt.Sprint("step ", at), func(t *testing.T) {
			w := newWorld(t)
			s := w.subscribe(w.watch())
			w.match(s, "a")
			dying, die := context.WithCancel(t.Context())
			calls := 0
			step := func() {
				if calls++; calls == at+1 {
					die()
				}
			}
			m := w.machine("a", func(c *digest.Config) {
				c.Store, c.Sender = mortal{c.Store, dying, step}, mortalSender{c.Sender, dying, step}
			})
			_ = m.Tick(dying)
			w.match(s, "b")
			other := w.machine("b")
			for range 10 {
				w.clock.move(time.Minute)
				tick(t, other)
			}
			told := ""
			for _, text := range w.texts(discordtest.DMID) {
				_, list, _ := strings.Cut(text, "\n")
				told += list + "\n"
			}
			if told != "a\nb\n" {
				t.Errorf("told %q; states: %s", told, w.states(s.ID))
			}
		})
	}
}

var errDead = errors.New("the process is dead")

// mortal is the store of a process that dies: its steps count, and afterwards
// nothing has an effect.
type mortal struct {
	digest.Store
	life context.Context
	step func()
}

func (m mortal) Begin(ctx context.Context, d archive.Delivery) (archive.Delivery, bool, error) {
	if m.life.Err() != nil {
		return d, false, errDead
	}
	d, done, err := m.Store.Begin(context.WithoutCancel(ctx), d)
	m.step()
	return d, done, err
}

func (m mortal) Advance(ctx context.Context, d archive.Delivery) (archive.Delivery, bool, error) {
	if m.life.Err() != nil {
		return d, false, errDead
	}
	m.step()
	if m.life.Err() != nil {
		return d, false, errDead
	}
	d, done, err := m.Store.Advance(context.WithoutCancel(ctx), d)
	m.step()
	return d, done, err
}

type mortalSender struct {
	digest.Sender
	life context.Context
	step func()
}

func (m mortalSender) Send(ctx context.Context, channel string, payload []byte, nonce string) (string, error) {
	if m.life.Err() != nil {
		return "", errDead
	}
	id, err := m.Sender.Send(context.WithoutCancel(ctx), channel, payload, nonce)
	m.step()
	if m.life.Err() != nil {
		return "", errDead
	}
	return id, err
}
