package desk

import (
	"context"

	"cuttings/internal/quote"
)

// hear gives a quote what is said in it.
func (d *Desk) hear(ctx context.Context, q *quote.Quote) error {
	all, err := d.store.Speech(ctx, q.Version.Number, q.Version.Version)
	q.Hear(all)
	return err
}

// hearAll is hear for each on the list.
func (d *Desk) hearAll(ctx context.Context, quotes []quote.Quote) error {
	for i := range quotes {
		if err := d.hear(ctx, &quotes[i]); err != nil {
			return err
		}
	}
	return nil
}
