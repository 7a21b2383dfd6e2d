package archive

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cuttings/internal/wallclock"
)

// Subscription is a digest or a watch that somebody set up: where it is posted,
// when, and what goes in. Server, Channel, Role and By are Discord's IDs. As JSON it
// is what stores keep, beside the first three: a field is never renamed.
type Subscription struct {
	ID       int64  `json:"-"` // from 1 on; none is given twice
	Revision int64  `json:"-"` // grows with every change
	Latest   string `json:"-"` // the slot of its latest delivery; "" before the first

	Server   string             `json:"server"`  // "" for direct messages
	Channel  string             `json:"channel"` // or @ and the ID of a user, for direct messages with them
	Schedule wallclock.Schedule `json:"schedule"`
	Watch    How                `json:"watch"`   // a watch tells of every article that comes and matches its Topic; "" for a digest
	Topic    string             `json:"topic"`   // in /find's syntax; "" is everything
	Outlets  []string           `json:"outlets"` // none: all
	Max      int                `json:"max"`     // stories at most, from 1 on
	Layout   Layout             `json:"layout"`
	Role     string             `json:"role"` // the only one that is pinged; "" pings nobody
	Quiet    Quiet              `json:"quiet"`
	Thread   bool               `json:"thread"`           // each digest opens a thread
	Late     time.Duration      `json:"late"`             // up to which a digest is posted after its time; as JSON in nanoseconds
	Locale   string             `json:"locale,omitempty"` // Discord's, of those who read it: of the server, or of a user in direct messages; "" is English
	By       string             `json:"by"`               // who set it up, and is told when it is paused

	State SubscriptionState `json:"state"`
	Why   string            `json:"why"`   // of Paused: why the program paused it, in words for whoever set it up; "" where a person did
	Since time.Time         `json:"since"` // only what comes after it is due: when it was set up, resumed, or given another time; UTC, to the second
	After int64             `json:"after"` // its first digest covers the changes above this number
}

// How is when a watch tells of what came.
type How string

const (
	AtOnce  How = "at once"      // when something did
	AtTimes How = "at its times" // those of its Schedule, when something did since
)

// Layout is how a digest shows its stories.
type Layout string

const (
	Quotes    Layout = "quotes"    // each with its best line
	Headlines Layout = "headlines" // each in one line
)

// Quiet is what is done on a day on which there is nothing to post.
type Quiet string

const (
	QuietSkip Quiet = "skip"
	QuietLine Quiet = "line" // one line says so
)

// SubscriptionState says whether digests are posted.
type SubscriptionState string

const (
	DryRun SubscriptionState = "dry run" // not yet: nobody has confirmed it
	Active SubscriptionState = "active"
	Paused SubscriptionState = "paused"
)

// Validate says why no store takes the subscription, or nil.
func (s Subscription) Validate() error {
	fields := []field{{"server", s.Server}, {"channel", s.Channel}, {"topic", s.Topic}, {"role", s.Role}, {"author", s.By}, {"reason", s.Why}}
	for _, outlet := range s.Outlets {
		fields = append(fields, field{"outlet", outlet})
	}
	for _, f := range fields {
		if err := Storable(f.value); err != nil {
			return fmt.Errorf("its %s %w", f.name, err)
		}
	}
	_, err := wallclock.Zone(s.Schedule.Zone)
	switch {
	case err != nil:
		return err
	case s.Channel == "":
		return errors.New("it has no channel to be posted in")
	case s.Schedule.Clock < 0 || s.Schedule.Clock >= 24*60:
		return errors.New("its time is none of a day: from 00:00 to 23:59")
	case s.Schedule.Days == 0 || s.Schedule.Days&^wallclock.EveryDay != 0:
		return errors.New("it has no days of the week to be posted on")
	case s.Max < 1:
		return errors.New("it shows no story: allow one at least")
	case s.Watch != "" && s.Watch != AtOnce && s.Watch != AtTimes:
		return fmt.Errorf("it watches neither %s nor %s", AtOnce, AtTimes)
	case s.Watch != "" && s.Topic == "":
		return errors.New("it has no words to watch for")
	case s.Late < 0:
		return errors.New("its lateness is negative")
	case s.Layout != Quotes && s.Layout != Headlines:
		return fmt.Errorf("its layout is neither %s nor %s", Quotes, Headlines)
	case s.Quiet != QuietSkip && s.Quiet != QuietLine:
		return fmt.Errorf("its quiet days are neither %s nor %s", QuietSkip, QuietLine)
	case s.State == Active && s.Since.IsZero():
		return errors.New("it is active and doesn't say since when")
	case s.State != DryRun && s.State != Active && s.State != Paused:
		return fmt.Errorf("its state is none of %s, %s and %s", DryRun, Active, Paused)
	}
	return nil
}

// Delivery is one digest on its way, or what became of it: there is one at most
// for each subscription and slot. Times are UTC, to the millisecond.
type Delivery struct {
	Subscription int64
	Slot         string    // the local date that it is for, as 2026-03-29; a later slot is the larger string
	Due          time.Time // when that date's time was
	State        DeliveryState
	Term         int64 // grows with every step, so that of two who take one step only one succeeds

	Holder string    // the process that works on it
	Lease  time.Time // until when it alone may

	From, To int64     // it covers what changed above From, up to To
	Channel  string    // where it was, or may have been, sent
	Payload  []byte    // the message as it may have been sent; none once that is settled
	Cuttings []int64   // what is in it: those that lead its stories, or that a watch tells of
	Beside   Beside    // what else is
	Tried    time.Time // when it was first sent; zero before
	Message  string    // Discord's ID of it
	Why      string    // of Missed, Withheld and Uncertain
	Ended    time.Time // when its state became final
}

// Why what was under way is Missed, other than that it was too late.
const (
	Restored = "the archive was restored"           // from a backup that was made meanwhile
	Stopped  = "it was paused before it was posted" // by somebody
)

// Beside is what stands in a message beside its Cuttings, by the numbers of cuttings.
type Beside struct {
	Revised   [][2]int64 `json:"revised,omitempty"`     // an earlier report and one that came, for a figure of both
	Edited    []int64    `json:"edited,omitempty"`      // for a line that is no longer as it was
	OnThisDay int64      `json:"on_this_day,omitempty"` // 0 for none
	Others    int        `json:"others,omitempty"`      // how many stories, or articles of a watch, are only counted
}

// DeliveryState is how far a delivery has come.
type DeliveryState string

const (
	Claimed DeliveryState = "claimed" // somebody works on it, and nothing was sent
	Sending DeliveryState = "sending" // it may have been sent
	// The others are final.
	Posted    DeliveryState = "posted"
	QuietDay  DeliveryState = "quiet"   // there was nothing to post
	Missed    DeliveryState = "missed"  // it was too late; what it would have covered is in the next one
	Withheld  DeliveryState = "refused" // Discord didn't take it; likewise
	Uncertain DeliveryState = "unsure"  // it can't be told whether it was posted; likewise
)

// Open reports whether the state isn't final.
func (s DeliveryState) Open() bool { return s == Claimed || s == Sending }

// Digests is the part of a Store that keeps digests: who gets them, and what
// became of each.
type Digests interface {
	// AddSubscription files a new subscription and returns it with the ID,
	// Revision and Latest that it has now. It fails for one that Validate refuses.
	AddSubscription(ctx context.Context, s Subscription) (Subscription, error)

	// Subscription returns one; ErrNotFound when there is none with that ID.
	Subscription(ctx context.Context, id int64) (Subscription, error)

	// Subscriptions returns all, in order of ID.
	Subscriptions(ctx context.Context) ([]Subscription, error)

	// SubscriptionsOf returns those of a server and those that a user set up
	// anywhere, in order of ID; "" is no server and no user. What it costs doesn't
	// grow with those of others.
	SubscriptionsOf(ctx context.Context, server, user string) ([]Subscription, error)

	// ChangeSubscription puts s in the place of the subscription with its ID, and
	// returns it as it is now. When the Revision isn't that of s any more,
	// somebody else was faster: then it has no effect and returns false, as for
	// one that was removed.
	ChangeSubscription(ctx context.Context, s Subscription) (Subscription, bool, error)

	// RemoveSubscription takes it away with its deliveries. ErrNotFound when
	// there is none with that ID.
	RemoveSubscription(ctx context.Context, id int64) error

	// Begin files a delivery, with Term 1, and returns it. From is where the
	// deliveries that were Posted, or QuietDay, end, else the subscription's
	// After. It returns false, without an effect, when there is one for that
	// subscription and slot; when d is open and another delivery of the
	// subscription is, too; and when the subscription isn't there or isn't
	// Active. Of any number of callers one at most gets true. What is settled, was due
	// 400 days before d and says nothing any more of where the next one begins is
	// forgotten.
	Begin(ctx context.Context, d Delivery) (Delivery, bool, error)

	// Advance puts d in the place of the delivery with its subscription and slot,
	// and returns it with the next Term. It returns false, without an effect,
	// when that one's Term isn't d's any more, when its state is final, and when
	// it isn't there. Subscription, Slot, Due and From stay as they are.
	Advance(ctx context.Context, d Delivery) (Delivery, bool, error)

	// AdvanceAndKeep is Advance and KeepPost in one step. Where Advance has no effect
	// the post is kept all the same, unless it told a user (its Channel is @ and their
	// ID) of a subscription that isn't there any more: whoever is forgotten stays so.
	AdvanceAndKeep(ctx context.Context, d Delivery, p Post) (Delivery, bool, error)

	// OpenDeliveries returns those whose state isn't final, by Due.
	OpenDeliveries(ctx context.Context) ([]Delivery, error)

	// Deliveries returns at most limit deliveries of a subscription, the latest
	// slot first.
	Deliveries(ctx context.Context, subscription int64, limit int) ([]Delivery, error)
}
