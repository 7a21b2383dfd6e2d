package desk

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/digest"
	"cuttings/internal/wallclock"
)

const (
	MaxDigests = 25                 // how many digests a server may have
	DigestPage = 5                  // how many a page of them has
	DigestLate = digest.DefaultLate // how long after its time one is posted still, unless it says
)

// Subscribed is a digest that was set up, and how it stands.
type Subscribed struct {
	archive.Subscription
	Next time.Time         // when the next one is due, were it active
	Last *archive.Delivery // what became of the latest; nil before the first
}

// SubscriptionReply is what a digest is now, or was when it was removed.
type SubscriptionReply struct {
	Digest  Subscribed
	Removed bool
	Absent  []string // those of the outlets named just now of which nothing is in the coverage
}

// SubscriptionsReply is the digests that the asker may see, in the order in which they
// were set up.
type SubscriptionsReply struct {
	Digests []Subscribed
	Part
}

func (SubscriptionReply) reply()  {}
func (SubscriptionsReply) reply() {}

// Digests lists the digests of the asker's server; for the Operator all.
func (d *Desk) Digests(ctx context.Context) (SubscriptionsReply, error) {
	who := AskerOf(ctx)
	list, err := d.subscriptions(ctx, who)
	if err != nil {
		return SubscriptionsReply{}, err
	}
	reply := SubscriptionsReply{Digests: []Subscribed{}}
	for _, s := range list {
		if !concerns(who, s) {
			continue
		}
		one, err := d.standing(ctx, s)
		if err != nil {
			return SubscriptionsReply{}, err
		}
		reply.Digests = append(reply.Digests, one)
	}
	reply.Total = len(reply.Digests)
	return reply, nil
}

// digestPage is a page of Digests.
func (d *Desk) digestPage(ctx context.Context, typed string) (SubscriptionsReply, error) {
	r, err := d.Digests(ctx)
	if err != nil {
		return SubscriptionsReply{}, err
	}
	var from, to int
	r.Part, from, to, err = part(r.Total, DigestPage, typed)
	r.Digests = r.Digests[from:to]
	return r, err
}

// subscriptions are those that may be the asker's business: the Operator's are all.
func (d *Desk) subscriptions(ctx context.Context, who Asker) ([]archive.Subscription, error) {
	if who.User == Operator {
		return d.store.Subscriptions(ctx)
	}
	return d.store.SubscriptionsOf(ctx, who.Server, who.User)
}

// concerns reports whether a subscription is a digest, and the asker's business.
func concerns(who Asker, s archive.Subscription) bool {
	switch {
	case s.Watch != "":
		return false
	case who.User == Operator:
		return true
	}
	return who.Server != "" && s.Server == who.Server
}

// standing is a digest with what was and what will be.
func (d *Desk) standing(ctx context.Context, s archive.Subscription) (Subscribed, error) {
	last, err := d.store.Deliveries(ctx, s.ID, 1)
	if err != nil {
		return Subscribed{}, err
	}
	one := Subscribed{Subscription: s}
	if len(last) > 0 {
		one.Last = &last[0]
	}
	next, err := digest.Next(s, d.now())
	one.Next = next.At
	return one, err
}

// now is the time; without a clock there is none.
func (d *Desk) now() time.Time {
	if d.Now == nil {
		return time.Time{}
	}
	return d.Now()
}

// errNoClock is of a desk whose Now was not set, which can't set up digests.
var errNoClock = errors.New("the desk has no clock: nothing can be set up for a time")

// AddDigest sets up a digest as a dry run: nothing is posted until StartDigest.
// What can't be understood is a Problem, and so is an asker who may not manage
// the server.
func (d *Desk) AddDigest(ctx context.Context, setup DigestSetup) (SubscriptionReply, error) {
	who := AskerOf(ctx)
	if err := mayManage(who); err != nil {
		return SubscriptionReply{}, err
	}
	if who.User == Operator {
		return SubscriptionReply{}, problem("digest.in-discord")
	}
	if d.Now == nil {
		return SubscriptionReply{}, errNoClock
	}
	if setup.Time == "" || setup.Zone == "" {
		return SubscriptionReply{}, problem("digest.needs-time")
	}
	here, err := d.Digests(ctx)
	if err != nil {
		return SubscriptionReply{}, err
	}
	if len(here.Digests) >= MaxDigests {
		return SubscriptionReply{}, problem("digest.too-many", "n", MaxDigests)
	}
	if setup.Channel == "" {
		setup.Channel = who.Channel
	}
	s := archive.Subscription{
		Server: who.Server, By: who.User, Locale: who.PublicLocale, Max: DigestStories, Layout: archive.Quotes, Quiet: archive.QuietSkip,
		Late: DigestLate, State: archive.DryRun, Since: d.now(),
	}
	s.Schedule.Days = wallclock.EveryDay
	if s, err = setup.apply(s); err != nil {
		return SubscriptionReply{}, err
	}
	absent, err := d.absent(ctx, setup, s)
	if err != nil {
		return SubscriptionReply{}, err
	}
	if s.After, err = d.store.Seq(ctx); err != nil {
		return SubscriptionReply{}, err
	}
	if s, err = d.store.AddSubscription(ctx, s); err != nil {
		return SubscriptionReply{}, err
	}
	one, err := d.standing(ctx, s)
	return SubscriptionReply{Digest: one, Absent: absent}, err
}

// absent are the outlets that were named for a digest of which nothing is in the
// coverage: the name may be a slip, or its articles still to come.
func (d *Desk) absent(ctx context.Context, named DigestSetup, s archive.Subscription) ([]string, error) {
	if strings.TrimSpace(named.Outlets) == "" {
		return nil, nil
	}
	var list []string
	for _, outlet := range s.Outlets {
		f, err := d.visible(ctx, archive.Filter{Outlet: outlet})
		if err != nil {
			return nil, err
		}
		held, err := d.store.Coverage(ctx, f)
		if err != nil {
			return nil, err
		}
		if held.Articles == 0 {
			list = append(list, outlet)
		}
	}
	return list, nil
}

// mayManage is the Problem of an asker who may set up nothing.
func mayManage(who Asker) error {
	switch {
	case who.User == Operator, who.Server != "" && who.Manages:
		return nil
	}
	return problem("digest.not-yours")
}

// EditDigest changes what was given of a digest; what wasn't stays. After a change
// of its time or its days the next one is at the next such time, and never a second
// on one date. It speaks the server's language as it is now.
func (d *Desk) EditDigest(ctx context.Context, number string, setup DigestSetup) (SubscriptionReply, error) {
	r, err := d.change(ctx, number, func(s archive.Subscription) (archive.Subscription, error) {
		changed, err := setup.apply(s)
		if locale := AskerOf(ctx).PublicLocale; locale != "" {
			changed.Locale = locale
		}
		if changed.Schedule != s.Schedule {
			changed.Since = d.now()
		}
		return changed, err
	})
	if err != nil {
		return SubscriptionReply{}, err
	}
	r.Absent, err = d.absent(ctx, setup, r.Digest.Subscription)
	return r, err
}

// StartDigest begins to post a digest that was a dry run or paused: from the next
// time on. What came meanwhile is in it.
func (d *Desk) StartDigest(ctx context.Context, number string) (SubscriptionReply, error) {
	return d.change(ctx, number, func(s archive.Subscription) (archive.Subscription, error) {
		if s.State != archive.Active {
			s.State, s.Why, s.Since = archive.Active, "", d.now()
		}
		return s, nil
	})
}

// PauseDigest posts none of a digest any more, until StartDigest.
func (d *Desk) PauseDigest(ctx context.Context, number string) (SubscriptionReply, error) {
	return d.change(ctx, number, func(s archive.Subscription) (archive.Subscription, error) {
		if s.State != archive.Paused {
			s.State, s.Why = archive.Paused, ""
		}
		return s, nil
	})
}

// RemoveDigest takes a digest away, with what is known of those that were posted.
func (d *Desk) RemoveDigest(ctx context.Context, number string) (SubscriptionReply, error) {
	s, err := d.subscription(ctx, number)
	if err != nil {
		return SubscriptionReply{}, err
	}
	one, err := d.standing(ctx, s)
	if err != nil {
		return SubscriptionReply{}, err
	}
	err = d.store.RemoveSubscription(ctx, s.ID)
	if errors.Is(err, archive.ErrNotFound) {
		err = noDigest(number)
	}
	return SubscriptionReply{Digest: one, Removed: err == nil}, err
}

// change changes a digest, also while somebody else does.
func (d *Desk) change(ctx context.Context, number string, how func(archive.Subscription) (archive.Subscription, error)) (SubscriptionReply, error) {
	if d.Now == nil {
		return SubscriptionReply{}, errNoClock
	}
	for {
		s, err := d.subscription(ctx, number)
		if err != nil {
			return SubscriptionReply{}, err
		}
		changed, err := how(s)
		if err != nil {
			return SubscriptionReply{}, err
		}
		now, done, err := d.store.ChangeSubscription(ctx, changed)
		if err != nil {
			return SubscriptionReply{}, err
		}
		if done {
			one, err := d.standing(ctx, now)
			return SubscriptionReply{Digest: one}, err
		}
	}
}

// subscription finds a digest that the asker may change, by its number as typed:
// whoever set it up may, who perhaps was only let give the command.
func (d *Desk) subscription(ctx context.Context, number string) (archive.Subscription, error) {
	who := AskerOf(ctx)
	id, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(number), "#"), 10, 64)
	if err != nil {
		return archive.Subscription{}, noDigest(number)
	}
	s, err := d.store.Subscription(ctx, id)
	if errors.Is(err, archive.ErrNotFound) || err == nil && !concerns(who, s) {
		return archive.Subscription{}, noDigest(number)
	}
	if err == nil && (who.User == "" || who.User != s.By) {
		err = mayManage(who)
	}
	return s, err
}

func noDigest(number string) error {
	return problem("digest.no-number", "typed", short(strings.TrimSpace(number), 20))
}
