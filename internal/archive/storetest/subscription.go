package storetest

import (
	"errors"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

// subscriptionTests: who gets digests, and when.
var subscriptionTests = map[string]func(*testing.T, Open){
	"subscriptions are kept and changed":          subscriptions,
	"of two who change one, one succeeds":         changedOnce,
	"what can't be subscribed to":                 unwanted,
	"an ID is not given twice":                    subscriptionIDs,
	"a removed subscription takes its deliveries": subscriptionRemoved,
}

func subscription() archive.Subscription {
	return archive.Subscription{
		Server: "1", Channel: "2", Topic: `"job cuts" OR redundancies`, Outlets: []string{"Oxford Mail", "Le Québécois"}, Max: 5,
		Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.Weekdays},
		Layout:   archive.Quotes, Role: "3", Quiet: archive.QuietLine, Thread: true, Late: 6 * time.Hour, By: "4", Locale: "de",
		State: archive.Active, Since: stored, After: 7,
	}
}

func setUp(t *testing.T, s archive.Store, sub archive.Subscription) archive.Subscription {
	t.Helper()
	sub, err := s.AddSubscription(t.Context(), sub)
	return must(t, "AddSubscription", sub, err)
}

func subscriptions(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	if list, err := s.Subscriptions(ctx); list == nil || len(list) != 0 || err != nil {
		t.Errorf("at first: %#v, %v", list, err)
	}
	want := subscription()
	want.Since = noon // in another zone, with a fraction
	first := setUp(t, s, want)
	want.ID, want.Revision, want.Since = 1, 1, stored
	equal(t, "as it was filed", want, first)
	plain := setUp(t, s, archive.Subscription{
		Channel: "2", Schedule: wallclock.Schedule{Zone: "UTC", Days: wallclock.Weekend}, Max: 1,
		Layout: archive.Headlines, Quiet: archive.QuietSkip, State: archive.DryRun,
	})
	begin(t, s, taken(1, "2026-03-29"))
	begin(t, s, archive.Delivery{Subscription: 1, Slot: "2026-03-28", State: archive.Missed})
	want.State, want.Why = archive.Paused, "the channel is gone"
	changed, done, err := s.ChangeSubscription(ctx, want)
	if must(t, "ChangeSubscription", done, err); !done {
		t.Fatal("it wasn't changed")
	}
	want.Revision, want.Latest = 2, "2026-03-29"
	equal(t, "as it was changed", want, changed)
	for _, handle := range []archive.Store{s, open.handle(t)} {
		one, err := handle.Subscription(ctx, 1)
		equal(t, "one", want, must(t, "Subscription", one, err))
		list, err := handle.Subscriptions(ctx)
		equal(t, "all", []archive.Subscription{want, plain}, must(t, "Subscriptions", list, err))
		for _, of := range []struct {
			server, user string
			want         []archive.Subscription
		}{
			{want.Server, "", []archive.Subscription{want}},
			{"", want.By, []archive.Subscription{want}},
			{want.Server, want.By, []archive.Subscription{want}},
			{want.Server + "0", want.By + "0", []archive.Subscription{}},
			{"", "", []archive.Subscription{}}, // not plain, which is in no server and nobody's
		} {
			list, err := handle.SubscriptionsOf(ctx, of.server, of.user)
			equal(t, "those of "+of.server+" "+of.user, of.want, must(t, "SubscriptionsOf", list, err))
		}
	}
	if _, err := s.Subscription(ctx, 3); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("one that isn't there: %v", err)
	}
	if seq(t, s) != 0 {
		t.Error("a subscription moved the sequence")
	}
	sound(t, s)
}

func changedOnce(t *testing.T, open Open) {
	sub := setUp(t, open.handle(t), subscription())
	var won [8]bool
	s := eight(t, open, func(i int, s archive.Store) (err error) {
		mine := sub
		mine.Max = 10 + i
		_, won[i], err = s.ChangeSubscription(t.Context(), mine)
		return err
	})
	i := only(t, won)
	now, err := s.Subscription(t.Context(), sub.ID)
	if must(t, "Subscription", now, err); now.Max != 10+i || now.Revision != 2 {
		t.Errorf("%d succeeded, and it is %+v", i, now)
	}
}

// only is the index of the only true one.
func only(t *testing.T, won [8]bool) int {
	t.Helper()
	at, n := -1, 0
	for i, w := range won {
		if w {
			at, n = i, n+1
		}
	}
	if n != 1 {
		t.Fatalf("%d of 8 succeeded", n)
	}
	return at
}

func unwanted(t *testing.T, open Open) {
	s := open.handle(t)
	sub := setUp(t, s, subscription())
	for name, spoil := range map[string]func(*archive.Subscription){
		"no channel":    func(s *archive.Subscription) { s.Channel = "" },
		"no zone":       func(s *archive.Subscription) { s.Schedule.Zone = "Local" },
		"no such time":  func(s *archive.Subscription) { s.Schedule.Clock = 24 * 60 },
		"no days":       func(s *archive.Subscription) { s.Schedule.Days = 0 },
		"an eighth day": func(s *archive.Subscription) { s.Schedule.Days = 1 << 7 },
		"no stories":    func(s *archive.Subscription) { s.Max = 0 },
		"early":         func(s *archive.Subscription) { s.Late = -1 },
		"no layout":     func(s *archive.Subscription) { s.Layout = "" },
		"no quiet":      func(s *archive.Subscription) { s.Quiet = "loud" },
		"no beginning":  func(s *archive.Subscription) { s.Since = time.Time{} },
		"no state":      func(s *archive.Subscription) { s.State = "" },
		"odd topic":     func(s *archive.Subscription) { s.Topic = "\xff" },
		"odd outlet":    func(s *archive.Subscription) { s.Outlets = []string{"a", "\x00"} },
	} {
		bad := subscription()
		spoil(&bad)
		if got, err := s.AddSubscription(t.Context(), bad); err == nil {
			t.Errorf("%s: filed as %+v", name, got)
		}
		bad.ID, bad.Revision = sub.ID, sub.Revision
		if got, _, err := s.ChangeSubscription(t.Context(), bad); err == nil {
			t.Errorf("%s: changed to %+v", name, got)
		}
	}
	list, err := s.Subscriptions(t.Context())
	equal(t, "what is kept", []archive.Subscription{sub}, must(t, "Subscriptions", list, err))
}

func subscriptionIDs(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	for want := range int64(3) {
		sub := setUp(t, s, subscription())
		if sub.ID != want+1 {
			t.Errorf("the ID is %d, want %d", sub.ID, want+1)
		}
		if err := s.RemoveSubscription(ctx, sub.ID); err != nil {
			t.Error(err)
		}
		if err := s.RemoveSubscription(ctx, sub.ID); !errors.Is(err, archive.ErrNotFound) {
			t.Errorf("removed again: %v", err)
		}
	}
}

func subscriptionRemoved(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	sub := setUp(t, s, subscription())
	d, _ := begin(t, s, taken(sub.ID, "2026-03-29"))
	if err := s.RemoveSubscription(ctx, sub.ID); err != nil {
		t.Fatal(err)
	}
	if _, done, err := s.Advance(ctx, d); done || err != nil {
		t.Errorf("Advance: %v, %v", done, err)
	}
	if _, done, err := s.ChangeSubscription(ctx, sub); done || err != nil {
		t.Errorf("ChangeSubscription: %v, %v", done, err)
	}
	if list, err := s.Deliveries(ctx, sub.ID, 9); len(list) != 0 || err != nil {
		t.Errorf("Deliveries: %+v, %v", list, err)
	}
	sound(t, s)
}
