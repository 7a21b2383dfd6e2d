package desk

import (
	"context"

	"cuttings/internal/archive"
)

// hidden is what may not be shown to whoever asks: what is hidden in their server,
// and what is hidden everywhere.
func (d *Desk) hidden(ctx context.Context) (archive.Hidden, error) {
	return d.store.Hidden(ctx, AskerOf(ctx).Server) // no server is archive.Everywhere
}

// visible narrows a filter to what may be shown. Every search of the coverage
// goes through it.
func (d *Desk) visible(ctx context.Context, f archive.Filter) (archive.Filter, error) {
	var err error
	f.Hidden, err = d.hidden(ctx)
	return f, err
}
