package desk

import (
	"context"

	"cuttings/internal/archive"
)

// visible narrows a filter to what may be shown. Every search of the coverage
// goes through it.
func (d *Desk) visible(ctx context.Context, f archive.Filter) (archive.Filter, error) {
	var err error
	f.Hidden, err = d.store.Hidden(ctx, archive.Everywhere)
	return f, err
}
