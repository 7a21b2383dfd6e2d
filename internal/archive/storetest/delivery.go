package storetest

import (
	"fmt"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// deliveryTests: what became of each digest.
var deliveryTests = map[string]func(*testing.T, Open){
	"a delivery goes from step to step":        delivery,
	"eight claimants, one winner":              oneClaims,
	"eight take over, one succeeds":            oneAdvances,
	"one delivery of a subscription at a time": oneOpen,
	"each covers what came after the last":     covered,
	"what is long over is forgotten":           longOver,
	"none is begun for one that isn't active":  inactive,
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
