package desk

import (
	"context"

	"cuttings/internal/archive"
	"cuttings/internal/digest"
	"cuttings/internal/wallclock"
)

// DigestFor gathers an edition of a digest, up to the last article that is placed
// among the stories; or one that was posted, with what of it may still be shown. skip
// says that it isn't posted: there is nothing new, and nobody wants to be told.
func (d *Desk) DigestFor(ctx context.Context, e digest.Edition) (r DigestReply, skip bool, err error) {
	s := e.Subscription
	zone, err := wallclock.Zone(s.Schedule.Zone)
	if err != nil {
		return DigestReply{}, false, err
	}
	placed, err := d.store.Placed(ctx)
	if err != nil {
		return DigestReply{}, false, err
	}
	if e.Since.IsZero() {
		e.Since = s.Since
	}
	ctx = By(ctx, Asker{Server: s.Server, Channel: s.Channel})
	request := DigestRequest{
		From: e.From, To: max(e.From, placed.Seq), Since: e.Since, At: e.Due.In(zone), Late: e.Late,
		Topic: s.Topic, Outlets: s.Outlets, Max: s.Max, Layout: s.Layout,
	}
	if e.Again != nil {
		r, err = d.digestAgain(ctx, request, *e.Again)
		return r, false, err
	}
	r, err = d.Digest(ctx, request)
	return r, r.Quiet() && s.Quiet == archive.QuietSkip, err
}
