package digest_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/digest"
	"cuttings/internal/wallclock"
)

func equal[T any](t *testing.T, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// at moves the clock to a minute of the world's first day.
func (w *world) at(hour, minute int) {
	w.clock.set(time.Date(morning.Year(), morning.Month(), morning.Day(), hour, minute, 0, 0, time.UTC))
}

func TestPostedAtItsTime(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.daily(0))
	w.publish("a", "b")
	m := w.machine("a")
	w.at(7, 59)
	tick(t, m)
	equal(t, "a minute early", []string{}, w.posts(0))
	w.at(8, 0)
	tick(t, m)
	tick(t, m)
	w.publish("c")
	w.clock.move(24 * time.Hour)
	tick(t, m)
	equal(t, "posts", []string{"digest 1 for 2026-03-16\na\nb", "digest 1 for 2026-03-17\nc"}, w.posts(0))
	list, err := w.store.Deliveries(t.Context(), s.ID, 9)
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	messages := w.server.Messages(channel(0))
	equal(t, "what is kept of it", archive.Delivery{
		Subscription: s.ID, Slot: "2026-03-17", Due: w.clock.now(), State: archive.Posted, Term: 3, Holder: "a",
		Lease: w.clock.now().Add(2 * time.Minute), From: 2, To: 3, Channel: channel(0), Cuttings: []int64{3},
		Tried: w.clock.now(), Message: messages[1].ID, Ended: w.clock.now(),
	}, list[0])
	w.kept()
}

// Where the operator lets nobody in nothing is posted, not even what another process
// left; afterwards it is.
func TestNotAdmitted(t *testing.T) {
	w := newWorld(t)
	first := w.subscribe(w.daily(0))
	w.subscribe(w.daily(1))
	w.publish("a")
	m := w.machine("a", func(c *digest.Config) {
		c.Admits = func(s archive.Subscription) bool { return s.ID != first.ID }
	})
	w.at(8, 0)
	if _, mine, err := w.store.Begin(t.Context(), archive.Delivery{
		Subscription: first.ID, Slot: "2026-03-16", Due: w.clock.now(), State: archive.Claimed, Holder: "dead", Lease: w.clock.now(),
	}); !mine || err != nil {
		t.Fatal(mine, err)
	}
	w.clock.move(time.Minute)
	tick(t, m)
	equal(t, "not admitted", []string{}, w.posts(0))
	equal(t, "admitted", 1, len(w.posts(1)))
	tick(t, w.machine("b"))
	equal(t, "admitted again", 1, len(w.posts(0)))
	w.kept()
}

// Four processes, fifty channels, one morning: one digest in each.
func TestManyAtOnce(t *testing.T) {
	w := newWorld(t)
	for n := range channels {
		w.subscribe(w.daily(n))
	}
	machines := []*digest.Machine{w.machine("a"), w.machine("b"), w.machine("c"), w.machine("d")}
	w.at(8, 0)
	var all sync.WaitGroup
	for _, m := range machines {
		all.Go(func() { tick(t, m) })
	}
	all.Wait()
	for n := range channels {
		if posts := w.posts(n); len(posts) != 1 {
			t.Errorf("channel %d: %q", n, posts)
		}
	}
	if n := w.server.Counts().REST["POST /channels/{channel_id}/messages"]; n != channels {
		t.Errorf("%d messages were sent", n)
	}
	w.kept()
}

// What was set up after today's time begins tomorrow; what is moved to another
// time comes once a day.
func TestOnceADay(t *testing.T) {
	w := newWorld(t)
	w.at(8, 30)
	s := w.subscribe(w.daily(0))
	m := w.machine("a")
	tick(t, m)
	equal(t, "set up too late for today", "", w.states(s.ID))
	w.clock.move(24 * time.Hour)
	tick(t, m)
	s = w.subscription(s.ID)
	s.Schedule.Clock, s.Since = 20*60, w.clock.now() // in the evening from now on
	if _, done, err := w.store.ChangeSubscription(t.Context(), s); !done || err != nil {
		t.Fatal(done, err)
	}
	for range 24 {
		w.clock.move(time.Hour)
		tick(t, m)
	}
	equal(t, "posts", "2026-03-17 posted", w.states(s.ID))
	w.clock.move(12 * time.Hour)
	tick(t, m)
	equal(t, "posts", "2026-03-18 posted, 2026-03-17 posted", w.states(s.ID))
}

func TestDryRunAndPausedPostNothing(t *testing.T) {
	w := newWorld(t)
	for i, state := range []archive.SubscriptionState{archive.DryRun, archive.Paused} {
		s := w.daily(i)
		s.State = state
		w.subscribe(s)
	}
	m := w.machine("a")
	w.at(8, 0)
	tick(t, m)
	equal(t, "posts", []string{}, append(w.posts(0), w.posts(1)...))
}

func TestQuietDay(t *testing.T) {
	w := newWorld(t)
	s := w.daily(0)
	s.Topic = "hospitals"
	s = w.subscribe(s)
	m := w.machine("a")
	w.at(8, 0)
	tick(t, m)
	w.publish("a")
	w.clock.move(24 * time.Hour)
	tick(t, m)
	equal(t, "states", "2026-03-17 posted, 2026-03-16 quiet", w.states(s.ID))
	equal(t, "posts", []string{"digest 1 for 2026-03-17\na"}, w.posts(0))
}

// A digest has its thread, also when the process died before it was opened; and
// where the bot may not open one, it is posted all the same.
func TestThread(t *testing.T) {
	w := newWorld(t)
	s := w.daily(0)
	s.Thread = true
	s = w.subscribe(s)
	w.at(8, 0)
	m := w.machine("a", func(c *digest.Config) { c.Sender = deaf{c.Sender} })
	if err := m.Tick(t.Context()); err == nil {
		t.Error("no answer, and no error")
	}
	equal(t, "threads", []string{}, w.server.Threads(channel(0)))
	w.clock.move(20 * time.Minute)
	m = w.machine("b")
	tick(t, m)
	equal(t, "threads", []string{"Digest of 16 March 2026"}, w.server.Threads(channel(0)))
	w.clock.move(24 * time.Hour)
	w.server.OnREST(func(_, path string) bool { return strings.HasSuffix(path, "/threads") }, 1, discordtest.APIError(403, 50013, "Missing Permissions"))
	tick(t, m)
	equal(t, "states", "2026-03-17 posted, 2026-03-16 posted", w.states(s.ID))
	equal(t, "posts", 2, len(w.posts(0)))
	w.kept()
}

// The context of Run ends it, and what is under way is finished.
func TestRun(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.daily(0))
	composing, ctx := make(chan struct{}), t.Context()
	ctx, stop := context.WithCancel(ctx)
	m := w.machine("a", func(c *digest.Config) {
		inner := c.Composer
		c.Composer = composer(func(ctx context.Context, e digest.Edition) (digest.Contents, error) {
			close(composing)
			time.Sleep(20 * time.Millisecond) // until after stop
			return inner.Compose(ctx, e)
		})
	})
	w.at(8, 0)
	done := make(chan struct{})
	go func() { m.Run(ctx); close(done) }()
	<-composing
	stop()
	<-done
	equal(t, "state", "2026-03-16 posted", w.states(s.ID))
}

// A zone that isn't known any more stops its own digest and no other.
func TestOneCannotStopAnother(t *testing.T) {
	w := newWorld(t)
	w.subscribe(w.daily(0))
	good := w.subscribe(w.daily(1))
	m := w.machine("a", func(c *digest.Config) { c.Store = lostZone{c.Store} })
	w.at(8, 0)
	if err := m.Tick(t.Context()); err == nil || !strings.Contains(err.Error(), "digest 1: there is no time zone") {
		t.Errorf("%v", err)
	}
	equal(t, "state", "2026-03-16 posted", w.states(good.ID))
}

// lostZone is a store whose first subscription has a zone that isn't known.
type lostZone struct{ digest.Store }

func (s lostZone) Subscriptions(ctx context.Context) ([]archive.Subscription, error) {
	list, err := s.Store.Subscriptions(ctx)
	if err == nil {
		list[0].Schedule = wallclock.Schedule{Zone: "Atlantis/Poseidonis", Days: wallclock.EveryDay}
	}
	return list, err
}
