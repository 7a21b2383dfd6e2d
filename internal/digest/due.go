package digest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

// finish is how long deliveries under way may go on when the machine is stopped.
const finish = 10 * time.Second

// often is how often Run looks for what is due: what a watch tells at once is sent
// within a minute, with what came meanwhile.
const often = 30 * time.Second

// Run looks for what is due at the beginning and in the middle of each minute until
// ctx ends; what is under way then is finished, for ten seconds at most. What takes
// long keeps it from nothing else. What goes wrong is logged and tried again the next
// time.
func (m *Machine) Run(ctx context.Context) {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(finish, cancel) })()
	var ticks sync.WaitGroup
	defer ticks.Wait()
	for ctx.Err() == nil {
		ticks.Go(func() {
			if err := m.Tick(work); err != nil && ctx.Err() == nil {
				m.Log.Error("digests: trying again", "error", err)
			}
		})
		now := time.Now()
		timer := time.NewTimer(now.Truncate(often).Add(often).Sub(now))
		select {
		case <-ctx.Done():
			timer.Stop()
		case <-timer.C:
		}
	}
}

// Tick does what is to be done now: what others left when they died, then what
// has become due. Any number of processes may do it at once, and one may begin the
// next before the last has ended: what that still works on is left to it. It returns
// when all that it took is done, as far as it can be now.
func (m *Machine) Tick(ctx context.Context) error {
	open, err := m.Store.OpenDeliveries(ctx)
	if err != nil {
		return err
	}
	subscriptions, err := m.Store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	waiting, err := m.Store.Waiting(ctx)
	if err != nil {
		return err
	}
	telling := map[int64]bool{}
	for _, id := range waiting {
		telling[id] = true
	}
	now := m.Now()
	var work []func() error
	take := func(id int64, do func() error) {
		if _, taken := m.taken.LoadOrStore(id, nil); !taken {
			work = append(work, func() error {
				defer m.taken.Delete(id)
				return do()
			})
		}
	}
	left := map[int64]archive.Delivery{}
	for _, d := range open {
		left[d.Subscription] = d
	}
	for _, s := range subscriptions {
		d, unsettled := left[s.ID]
		switch {
		case m.Admits != nil && !m.Admits(s): // also of what others left
		case unsettled && !d.Lease.After(now):
			take(s.ID, func() error { return m.takeOver(ctx, s, d) })
		case s.Watch == archive.AtOnce && !telling[s.ID]:
		case !unsettled && s.State == archive.Active: // while one is unsettled the next has to wait
			take(s.ID, func() error { return m.begin(ctx, s) })
		}
	}
	return m.together(work)
}

// together does pieces of work, some at once, and returns what went wrong.
func (m *Machine) together(work []func() error) error {
	errs := make([]error, len(work))
	var all sync.WaitGroup
	for i, do := range work {
		m.slots <- struct{}{}
		all.Go(func() {
			errs[i] = do()
			<-m.slots
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// begin starts what of a subscription has become due. Of several days only the
// last can still be posted; the others were missed.
func (m *Machine) begin(ctx context.Context, s archive.Subscription) error {
	now := m.Now() // later than the tick's, where many are due
	due, err := pending(s, now)
	if err != nil {
		return fmt.Errorf("digest %d: %w", s.ID, err)
	}
	for i, o := range due {
		d := archive.Delivery{
			Subscription: s.ID, Slot: o.slot, Due: o.at,
			State: archive.Claimed, Holder: m.Holder, Lease: now.Add(lease),
		}
		if i < len(due)-1 || tooLate(s, d, now) {
			d.State, d.Why, d.Ended = archive.Missed, lateness(s, d, now), now
		}
		d, mine, err := m.Store.Begin(ctx, d)
		if err != nil {
			return err
		}
		switch {
		case !mine:
		case d.State == archive.Claimed:
			return m.deliver(ctx, s, d)
		default:
			m.Count(s, d.State)
			m.Log.Warn("a digest was missed", "digest", d.Subscription, "for", d.Slot, "why", d.Why)
		}
	}
	return nil
}

// occurrence is a time at which a subscription is due, and the slot that it fills.
type occurrence struct {
	slot string
	at   time.Time
}

// pending are the occurrences of a subscription that are due by now and have no
// delivery yet, oldest first. A watch that tells at once is due whenever it is
// asked.
func pending(s archive.Subscription, now time.Time) (due []occurrence, err error) {
	if s.Watch == archive.AtOnce {
		return []occurrence{{now.UTC().Format(time.RFC3339), now}}, nil
	}
	after := s.Since
	if s.Latest != "" {
		latest, err := wallclock.ParseDate(s.Latest)
		if err != nil {
			return nil, err
		}
		// Two days before the next date is before it begins in every zone.
		if begins, ok := wallclock.At(latest-1, 0, time.UTC); ok && begins.After(after) {
			after = begins
		}
	}
	for {
		o, err := s.Schedule.Next(after)
		if err != nil || o.At.After(now) {
			return due, err
		}
		if o.Date.String() > s.Latest {
			due = append(due, occurrence{o.Date.String(), o.At})
		}
		after = o.At
	}
}

// tooLate reports whether it is no use any more.
func tooLate(s archive.Subscription, d archive.Delivery, now time.Time) bool {
	return now.Sub(d.Due) > s.Late
}

func lateness(s archive.Subscription, d archive.Delivery, now time.Time) string {
	return fmt.Sprintf("%s after its time; it is posted up to %s late", now.Sub(d.Due).Round(time.Minute), s.Late)
}

// Next is the occurrence for which a subscription's next digest is, as it stands
// at an instant, whether it is active or not.
func Next(s archive.Subscription, now time.Time) (wallclock.Occurrence, error) {
	if now.Before(s.Since) {
		now = s.Since
	}
	for {
		o, err := s.Schedule.Next(now)
		if err != nil || o.Date.String() > s.Latest {
			return o, err
		}
		now = o.At
	}
}
