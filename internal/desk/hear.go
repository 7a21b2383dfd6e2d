package desk

import (
	"context"

	"cuttings/internal/archive"
	"cuttings/internal/quote"
)

// introduce gives quotes all that is known of them beside their words: what is
// said in them, and how widely their stories are told.
func (d *Desk) introduce(ctx context.Context, quotes ...*quote.Quote) error {
	for _, q := range quotes {
		if err := d.hear(ctx, q); err != nil {
			return err
		}
	}
	return d.spread(ctx, quotes...)
}

// hear gives a quote what is said in it, and marks it where its page is gone.
func (d *Desk) hear(ctx context.Context, q *quote.Quote) error {
	all, err := d.store.Speech(ctx, q.Version.Number, q.Version.Version)
	if err != nil {
		return err
	}
	q.Hear(all)
	return d.mark(ctx, q)
}

// mark says of a quote since when its article's page is gone, if it is.
func (d *Desk) mark(ctx context.Context, q *quote.Quote) error {
	gone, err := d.store.Gone(ctx, q.Version.Number)
	q.Gone = gone[q.Version.Number]
	return err
}

// spread tells of each quote how widely its story is told.
func (d *Desk) spread(ctx context.Context, quotes ...*quote.Quote) error {
	shown, err := d.visible(ctx, archive.Filter{})
	if err != nil {
		return err
	}
	for _, q := range quotes {
		at, err := d.store.Placements(ctx, q.Version.Number)
		if err != nil {
			return err
		}
		if len(at) == 0 {
			continue
		}
		tellers, err := d.tellers(ctx, at[0], shown)
		if err != nil {
			return err
		}
		q.Told = archive.Tell(at[0].Story, tellers)
	}
	return nil
}
