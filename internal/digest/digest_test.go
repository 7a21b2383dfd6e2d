package digest_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
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

// deaf is a sender that never hears an answer.
type deaf struct{ digest.Sender }

func (d deaf) Send(ctx context.Context, channel string, payload []byte, nonce string) (string, error) {
	_, err := d.Sender.Send(ctx, channel, payload, nonce)
	return "", errors.Join(errors.New("no answer"), err)
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
