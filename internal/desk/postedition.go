package desk

import (
	"context"

	"cuttings/internal/archive"
	"cuttings/internal/digest"
	"cuttings/internal/find"
)

// revisitEdition composes the message of a digest or a watch again, of what it showed.
// It goes by the subscription as it was then, which may have been changed or removed.
func (d *Desk) revisitEdition(ctx context.Context, p Post) (Reply, error) {
	if p.Edition == "" {
		return WithdrawnReply{}, nil // it came from another archive, whose changes were counted otherwise
	}
	e, err := digest.ReadEdition(p)
	if err != nil {
		return nil, err
	}
	if p.Kind == archive.WatchPost {
		r, err := d.tellAgain(ctx, e)
		if err != nil || len(r.Hits) == 0 {
			return WithdrawnReply{}, err
		}
		return r, nil
	}
	r, _, err := d.DigestFor(ctx, e)
	if err != nil || r.Quiet() && r.OnThisDay == nil {
		return WithdrawnReply{}, err
	}
	return r, nil
}

// tellAgain says what a watch has told of, as far as it may still be shown, each
// article as it stood then.
func (d *Desk) tellAgain(ctx context.Context, e digest.Edition) (ToldReply, error) {
	w := e.Subscription
	ctx = By(ctx, Asker{Server: w.Server})
	r := ToldReply{Watch: w, More: e.Again.Beside.Others, UpTo: e.Again.To}
	query, err := find.Parse(w.Topic)
	if err != nil {
		return r, err
	}
	hidden, err := d.hidden(ctx)
	if err != nil {
		return r, err
	}
	stood, err := d.stood(ctx, e.Again.To, hidden, e.Again.Cuttings...)
	if err != nil {
		return r, err
	}
	for _, number := range e.Again.Cuttings {
		v, shows := stood[number]
		if !shows || !query.Match(v) {
			continue
		}
		hit, err := query.Show(v)
		if err != nil {
			return r, err
		}
		r.Hits = append(r.Hits, hit)
	}
	return r, d.introduceHits(ctx, r.Hits)
}
