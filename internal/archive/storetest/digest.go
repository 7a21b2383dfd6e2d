package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

// digestTests: who gets digests, and what became of each.
var digestTests = map[string]func(*testing.T, Open){
	"subscriptions are kept and changed":          subscriptions,
	"of two who change one, one succeeds":         changedOnce,
	"what can't be subscribed to":                 unwanted,
	"an ID is not given twice":                    subscriptionIDs,
	"a delivery goes from step to step":           delivery,
	"eight claimants, one winner":                 oneClaims,
	"eight take over, one succeeds":               oneAdvances,
	"one delivery of a subscription at a time":    oneOpen,
	"each covers what came after the last":        covered,
	"what is long over is forgotten":              longOver,
	"none is begun for one that isn't active":     inactive,
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

func begin(t *testing.T, s archive.Store, d archive.Delivery) (archive.Delivery, bool) {
	t.Helper()
	d, done, err := s.Begin(t.Context(), d)
	return must(t, "Begin", d, err), done
}

func advance(t *testing.T, s archive.Store, d archive.Delivery) archive.Delivery {
	t.Helper()
	now, done, err := s.Advance(t.Context(), d)
	if must(t, "Advance", done, err); !done {
		t.Fatalf("somebody else advanced %+v", d)
	}
	return now
}

// taken is a delivery that somebody starts to work on.
func taken(id int64, slot string) archive.Delivery {
	return archive.Delivery{
		Subscription: id, Slot: slot, State: archive.Claimed, Holder: "a",
		Due: stored, Lease: stored.Add(time.Minute + time.Millisecond),
	}
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

func delivery(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	sub := setUp(t, s, subscription())
	want := taken(sub.ID, "2026-03-29")
	d, done := begin(t, s, want)
	want.Term, want.From = 1, 7
	equal(t, "begun", want, d)
	if !done {
		t.Error("it wasn't begun")
	}
	steps := []func(*archive.Delivery){
		func(d *archive.Delivery) {
			d.State, d.Channel, d.Payload, d.Tried = archive.Sending, "5", []byte("{\x00"), stored.Add(1234*time.Millisecond)
			d.To, d.Cuttings = 12, []int64{3, 1}
			d.Beside = archive.Beside{Revised: [][2]int64{{5, 3}}, Edited: []int64{7}, OnThisDay: 9, Others: 2}
		},
		func(d *archive.Delivery) { d.Holder, d.Lease = "b", stored.Add(time.Hour) },
		func(d *archive.Delivery) { d.State, d.Payload, d.Tried = archive.Claimed, nil, time.Time{} },
		func(d *archive.Delivery) {
			d.State, d.Message, d.Why, d.Ended = archive.Posted, "99", "a reason", stored.Add(2*time.Hour)
		},
	}
	for _, step := range steps {
		list, err := open.handle(t).OpenDeliveries(ctx)
		equal(t, "what is open", []archive.Delivery{want}, must(t, "OpenDeliveries", list, err))
		before := d
		step(&want)
		step(&d)
		d.Due, d.From = noon, 99 // which stay
		d = advance(t, s, d)
		want.Term++
		equal(t, "advanced", want, d)
		if again, done, err := s.Advance(ctx, before); done || err != nil {
			t.Errorf("the same step again: %+v, %v, %v", again, done, err)
		}
	}
	if again, done, err := s.Advance(ctx, d); done || err != nil {
		t.Errorf("beyond the final state: %+v, %v, %v", again, done, err)
	}
	list, err := s.OpenDeliveries(ctx)
	equal(t, "what is open", []archive.Delivery{}, must(t, "OpenDeliveries", list, err))
	list, err = open.handle(t).Deliveries(ctx, sub.ID, 5)
	equal(t, "all", []archive.Delivery{want}, must(t, "Deliveries", list, err))
	sound(t, s)
}

func oneClaims(t *testing.T, open Open) {
	const channels = 200
	s := open.handle(t)
	for range channels {
		setUp(t, s, subscription())
	}
	var won [8][channels]bool
	eight(t, open, func(i int, s archive.Store) error {
		for c := range channels {
			mine := taken(int64(c+1), "2026-03-29")
			mine.Holder = fmt.Sprint(i)
			var err error
			if _, won[i][c], err = s.Begin(t.Context(), mine); err != nil {
				return err
			}
		}
		return nil
	})
	list, err := s.OpenDeliveries(t.Context())
	if must(t, "OpenDeliveries", list, err); len(list) != channels {
		t.Fatalf("%d deliveries, want %d", len(list), channels)
	}
	for c := range channels {
		var these [8]bool
		for i := range won {
			these[i] = won[i][c]
		}
		if i := only(t, these); list[c].Holder != fmt.Sprint(i) {
			t.Errorf("%d won channel %d, and %s holds it", i, c, list[c].Holder)
		}
	}
}

func oneAdvances(t *testing.T, open Open) {
	s := open.handle(t)
	d, _ := begin(t, s, taken(setUp(t, s, subscription()).ID, "2026-03-29"))
	var won [8]bool
	eight(t, open, func(i int, s archive.Store) (err error) {
		mine := d
		mine.Holder = fmt.Sprint(i)
		_, won[i], err = s.Advance(t.Context(), mine)
		return err
	})
	i := only(t, won)
	list, err := s.OpenDeliveries(t.Context())
	if must(t, "OpenDeliveries", list, err); len(list) != 1 || list[0].Holder != fmt.Sprint(i) || list[0].Term != 2 {
		t.Errorf("%d took it over: %+v", i, list)
	}
}

func oneOpen(t *testing.T, open Open) {
	s := open.handle(t)
	a, b := setUp(t, s, subscription()), setUp(t, s, subscription())
	first, _ := begin(t, s, taken(a.ID, "2026-03-29"))
	if d, done := begin(t, s, taken(a.ID, "2026-03-30")); done {
		t.Errorf("a second was begun: %+v", d)
	}
	if _, done := begin(t, s, taken(b.ID, "2026-03-30")); !done {
		t.Error("another subscription's was not begun")
	}
	if _, done := begin(t, s, archive.Delivery{Subscription: a.ID, Slot: "2026-03-28", State: archive.Missed}); !done {
		t.Error("one that isn't open was not filed")
	}
	first.State = archive.Posted
	advance(t, s, first)
	if d, done := begin(t, s, taken(a.ID, "2026-03-29")); done {
		t.Errorf("the same slot again: %+v", d)
	}
	if _, done := begin(t, s, taken(a.ID, "2026-03-30")); !done {
		t.Error("after the first the second was not begun")
	}
	list, err := s.Deliveries(t.Context(), a.ID, 2)
	if must(t, "Deliveries", list, err); len(list) != 2 || list[0].Slot != "2026-03-30" || list[1].Slot != "2026-03-29" {
		t.Errorf("the latest two are %+v", list)
	}
	if list, err := s.Deliveries(t.Context(), a.ID, -1); len(list) != 0 || err != nil {
		t.Errorf("none were asked for: %+v, %v", list, err)
	}
}

func covered(t *testing.T, open Open) {
	s := open.handle(t)
	sub := setUp(t, s, subscription())
	for i, c := range []struct {
		state archive.DeliveryState
		to    int64
		from  int64
	}{
		{archive.Posted, 10, 7},
		{archive.Missed, 20, 10},
		{archive.Withheld, 30, 10},
		{archive.QuietDay, 40, 10},
		{archive.Uncertain, 50, 40},
		{archive.Posted, 60, 40},
		{archive.Posted, 60, 60},
	} {
		d, done := begin(t, s, taken(sub.ID, fmt.Sprintf("2026-03-%02d", i+1)))
		if !done || d.From != c.from {
			t.Errorf("%d: begun %v, from %d, want %d", i, done, d.From, c.from)
		}
		d.State, d.To = c.state, c.to
		advance(t, s, d)
	}
}

func longOver(t *testing.T, open Open) {
	s := open.handle(t)
	sub := setUp(t, s, subscription())
	first := stored.AddDate(0, 0, -500)
	for _, c := range []struct {
		day   int
		state archive.DeliveryState
		to    int64
		want  []int // the days whose deliveries are kept
	}{
		{0, archive.Missed, 0, []int{0}},
		{1, archive.Posted, 10, []int{1, 0}},
		{2, archive.QuietDay, 20, []int{2, 1, 0}},
		{3, archive.Withheld, 30, []int{3, 2, 1, 0}},
		{400, archive.Missed, 0, []int{400, 3, 2, 1, 0}},
		{402, archive.Missed, 0, []int{402, 400, 3, 2}}, // the second says where the next begins
		{500, archive.Posted, 40, []int{500, 402, 400, 3, 2}},
		{501, archive.Missed, 0, []int{501, 500, 402, 400}},
	} {
		due := first.AddDate(0, 0, c.day)
		d := taken(sub.ID, due.Format(time.DateOnly))
		d.Due = due
		d, done := begin(t, s, d)
		if !done {
			t.Fatalf("day %d isn't begun", c.day)
		}
		list, err := s.Deliveries(t.Context(), sub.ID, 99)
		var days []int
		for _, one := range must(t, "Deliveries", list, err) {
			days = append(days, int(one.Due.Sub(first)/(24*time.Hour)))
		}
		equal(t, fmt.Sprint("on day ", c.day), c.want, days)
		d.State, d.To = c.state, c.to
		advance(t, s, d)
	}
	d, _ := begin(t, s, taken(sub.ID, "2027-01-01"))
	equal(t, "where the next begins", 40, d.From)
}

func inactive(t *testing.T, open Open) {
	s := open.handle(t)
	for _, state := range []archive.SubscriptionState{archive.DryRun, archive.Paused} {
		sub := subscription()
		sub.State = state
		sub = setUp(t, s, sub)
		if d, done := begin(t, s, taken(sub.ID, "2026-03-29")); done {
			t.Errorf("%s: begun: %+v", state, d)
		}
		sub.State = archive.Active
		if _, done, err := s.ChangeSubscription(t.Context(), sub); !done || err != nil {
			t.Fatal(done, err)
		}
		if _, done := begin(t, s, taken(sub.ID, "2026-03-29")); !done {
			t.Errorf("%s, then active: not begun", state)
		}
	}
	if d, done := begin(t, s, taken(99, "2026-03-29")); done {
		t.Errorf("of nobody: %+v", d)
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
