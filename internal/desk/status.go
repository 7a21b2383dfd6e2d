package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/digest"
)

// StatusReply is how the program stands.
type StatusReply struct{ archive.Standing }

func (StatusReply) reply() {}

const (
	// settingBot is before a running bot's name the key under which it says how it is,
	// as JSON.
	settingBot = "serving "

	botsKept   = 24 * time.Hour // how long one is remembered that didn't end as it should
	nextShown  = 3              // digests that are named
	missedDays = 7              // of which misses are counted
)

// Status says how the program stands, to the Operator and to those who own the
// application at Discord; to anybody else it is a Problem.
func (d *Desk) Status(ctx context.Context) (StatusReply, error) {
	if who := AskerOf(ctx); who.User != Operator && !who.Owns {
		return StatusReply{}, problem("status.for-owners")
	}
	s := archive.Standing{At: d.now().UTC(), Version: d.Version}
	if d.Disk != nil {
		s.Store, s.Index = d.Disk()
	}
	for _, look := range []func(context.Context, *archive.Standing) error{d.lookAtBots, d.lookAtFeeds, d.lookAtSubscriptions, d.lookAtRest} {
		if err := look(ctx, &s); err != nil {
			return StatusReply{}, err
		}
	}
	return StatusReply{s}, nil
}

func (d *Desk) lookAtBots(ctx context.Context, s *archive.Standing) (err error) {
	s.Bots, _, err = d.bots(ctx)
	return err
}

func (d *Desk) lookAtFeeds(ctx context.Context, s *archive.Standing) error {
	feeds, err := d.store.Feeds(ctx)
	for _, f := range feeds {
		s.Feeds.Waiting += f.Waiting
		switch {
		case f.Paused != nil:
			s.Feeds.Paused++
		case !f.Failing.IsZero():
			s.Feeds.Failing = append(s.Feeds.Failing, f.Number)
		default:
			s.Feeds.Active++
		}
	}
	return err
}

func (d *Desk) lookAtSubscriptions(ctx context.Context, s *archive.Standing) error {
	list, err := d.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	for _, one := range list {
		states := &s.Digests
		if one.Watch != "" {
			states = &s.Watches
		}
		switch one.State {
		case archive.Active:
			states.Active++
		case archive.Paused:
			states.Paused++
		default:
			states.Drafts++
		}
		if one.Watch != "" || one.State != archive.Active {
			continue
		}
		next, err := digest.Next(one, d.now())
		if err != nil {
			return err
		}
		s.Next = append(s.Next, archive.NextDigest{Digest: one.ID, At: next.At.UTC()})
	}
	slices.SortStableFunc(s.Next, func(a, b archive.NextDigest) int { return a.At.Compare(b.At) })
	s.Next = s.Next[:min(len(s.Next), nextShown)]
	return nil
}

func (d *Desk) lookAtRest(ctx context.Context, s *archive.Standing) (err error) {
	if s.Coverage, err = d.store.Coverage(ctx, archive.Filter{}); err != nil {
		return err
	}
	open, err := d.store.OpenDeliveries(ctx)
	if err != nil {
		return err
	}
	s.Open = len(open)
	misses, err := d.Gaps(ctx)
	today, _, _ := d.today().Days()
	for _, m := range misses {
		if last, _, ok := m.Last.Days(); ok && last > today-missedDays {
			s.Missed++
		}
	}
	return err
}

// bots are those that said that they run, within a day, by Since, and the keys of what
// else is kept of bots.
func (d *Desk) bots(ctx context.Context) (list []archive.Bot, gone []string, err error) {
	kept, err := d.store.Settings(ctx, settingBot)
	for key, said := range kept {
		var b archive.Bot
		if json.Unmarshal([]byte(said), &b) == nil && d.now().Sub(b.Seen) <= botsKept {
			list = append(list, b)
		} else {
			gone = append(gone, key)
		}
	}
	slices.SortFunc(list, func(a, b archive.Bot) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Name, b.Name))
	})
	return list, gone, err
}

// ReportBot keeps how a running bot is, for Status, and forgets those that Status tells
// of no more; it is to be called every few seconds.
func (d *Desk) ReportBot(ctx context.Context, b archive.Bot) error {
	b.Seen = d.now().UTC().Truncate(time.Second)
	said, err := json.Marshal(b)
	if err != nil {
		return err
	}
	if err := d.store.SetSetting(ctx, settingBot+b.Name, string(said)); err != nil {
		return err
	}
	_, gone, err := d.bots(ctx)
	for _, key := range gone {
		err = errors.Join(err, d.store.SetSetting(ctx, key, ""))
	}
	return err
}

// ForgetBot takes one away that has ended.
func (d *Desk) ForgetBot(ctx context.Context, name string) error {
	return d.store.SetSetting(ctx, settingBot+name, "")
}
