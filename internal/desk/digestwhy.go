package desk

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"cuttings/internal/archive"
)

// WhyReply says how far an article came on its way into a digest.
type WhyReply struct {
	Digest  archive.Subscription
	Version archive.Version // the article as it is now; only its URL where none was read, only its Number where it may not be shown
	Stage   Stage
	Slot    string // the date of the digest that the stage is about; "" for the next one
	Missed  bool   // a digest in between was missed, so it is about a later one
}

func (WhyReply) reply() {}

// Why says why an article, named by its cutting's number or its address, was or
// wasn't in a digest. A number that there isn't is a Problem; an address of which
// nothing is held is at StageUnread.
func (d *Desk) Why(ctx context.Context, s archive.Subscription, named string) (WhyReply, error) {
	r := WhyReply{Digest: s}
	v, err := d.named(ctx, named)
	if errors.Is(err, errUnread) {
		r.Stage, r.Version.URL = StageUnread, strings.TrimSpace(named)
		return r, nil
	}
	if err != nil {
		return r, err
	}
	hidden, err := d.hidden(By(ctx, Asker{Server: s.Server}))
	switch {
	case err != nil:
		return r, err
	case v.Version == 0 || !hidden.Apart(v):
	case strings.Contains(named, "://"):
		r.Stage, r.Version.URL = StageUnread, strings.TrimSpace(named)
		return r, nil
	default:
		return r, unshowable(v.Number, archive.ErrNotFound)
	}
	r.Version = v
	if err := d.stageOf(ctx, &r); err != nil {
		return WhyReply{}, err
	}
	if v.Version != 0 && hidden.Has(v) {
		r.Version = archive.Version{Number: v.Number}
	}
	return r, nil
}

// errUnread says that nothing is held of an address.
var errUnread = errors.New("not read")

// named is the article of a cutting's number or an address.
func (d *Desk) named(ctx context.Context, named string) (archive.Version, error) {
	if d.IDOf == nil || !strings.Contains(named, "://") {
		number, err := parseNumber(named)
		if err != nil {
			return archive.Version{}, err
		}
		v, err := d.store.Cutting(ctx, number, 0)
		if errors.Is(err, archive.ErrNotFound) {
			return v, unshowable(number, err)
		}
		if errors.Is(err, archive.ErrRemoved) {
			v.Number, err = number, nil
		}
		return v, err
	}
	id, err := d.IDOf(strings.TrimSpace(named))
	if err != nil {
		return archive.Version{}, problem("typed.address", "typed", short(named, 100)).of(err)
	}
	v, err := d.store.Current(ctx, id)
	if archive.Absent(err) {
		err = errUnread
	}
	return v, err
}

// stageOf finds the digest that shows the article, else the one that covers it, and
// how far it came there.
func (d *Desk) stageOf(ctx context.Context, r *WhyReply) error {
	s, number := r.Digest, r.Version.Number
	deliveries, err := d.store.Deliveries(ctx, s.ID, mostDeliveries)
	if err != nil {
		return err
	}
	slices.Reverse(deliveries)
	for _, one := range deliveries {
		if one.State == archive.Posted && slices.Contains(one.Cuttings, number) {
			r.Stage, r.Slot = StageIn, one.Slot
			return nil
		}
	}
	from := s.After
	for _, one := range deliveries {
		if one.State != archive.Posted && one.State != archive.QuietDay {
			r.Missed = r.Missed || one.State == archive.Missed
			continue
		}
		standing, err := d.store.Standing(ctx, one.To, number)
		if err != nil {
			return err
		}
		if standing[number] != 0 {
			r.Slot = one.Slot
			return d.stageIn(ctx, r, one.Due, one.From, one.To, one.Cuttings)
		}
		from, r.Missed = one.To, false
	}
	placed, err := d.store.Placed(ctx)
	if err != nil {
		return err
	}
	next, err := s.Schedule.Next(d.now())
	if err != nil {
		return err
	}
	return d.stageIn(ctx, r, next.At, from, max(from, placed.Seq), nil)
}

// stageIn is how far the article came in the digest that is due at a time and
// covers what changed above one number, up to another; shown are the cuttings in
// one that was posted.
func (d *Desk) stageIn(ctx context.Context, r *WhyReply, due time.Time, from, to int64, shown []int64) error {
	s := r.Digest
	ctx = By(ctx, Asker{Server: s.Server, Channel: s.Channel})
	w, err := d.digestWanted(ctx, &DigestRequest{Topic: s.Topic, Outlets: s.Outlets, Max: s.Max})
	if err != nil {
		return err
	}
	change := archive.Change{Number: r.Version.Number}
	if r.Version.Version != 0 {
		change.Current = &r.Version
	}
	stages, err := d.stages(ctx, from, to, []archive.Change{change}, w)
	if err != nil {
		return err
	}
	if r.Stage = stages[0].stage; r.Stage != StageCame {
		return nil
	}
	came, _, err := d.came(ctx, from, to, w)
	if err != nil {
		return err
	}
	stories, err := d.newStories(ctx, came, w, due)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(stories, func(one newStory) bool { return one.has(r.Version.Number) })
	switch {
	case at < 0:
		r.Stage = StageReprint
	case at >= s.Max:
		r.Stage = StageOver
	default:
		if r.Slot == "" {
			shown = []int64{stories[at].shows()}
		}
		r.Stage = StageOver // the message had no room for it
		if slices.ContainsFunc(stories[at].came, func(p archive.Placement) bool { return slices.Contains(shown, p.Number) }) {
			r.Stage = StageLed
		}
		if slices.Contains(shown, r.Version.Number) {
			r.Stage = StageIn
		}
	}
	return nil
}
