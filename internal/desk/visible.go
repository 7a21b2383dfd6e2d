package desk

import (
	"context"
	"fmt"

	"cuttings/internal/archive"
)

// visible narrows a filter to what may be shown. Every search of the coverage
// goes through it, or through shown.
func (d *Desk) visible(ctx context.Context, f archive.Filter) (archive.Filter, error) {
	var err error
	f.Hidden, err = d.store.Hidden(ctx, archive.Everywhere)
	return f, err
}

// shown is the archive as if what is hidden had been removed: for what searches
// without a filter.
func (d *Desk) shown(ctx context.Context) (shown, error) {
	hidden, err := d.store.Hidden(ctx, archive.Everywhere)
	return shown{d.store, hidden}, err
}

type shown struct {
	store  archive.Store
	hidden archive.Hidden
}

func (s shown) Cutting(ctx context.Context, number int64, version int) (archive.Version, error) {
	v, err := s.store.Cutting(ctx, number, version)
	if err == nil && s.hidden.Has(v) {
		return archive.Version{}, fmt.Errorf("cutting %d is hidden: %w", number, archive.ErrRemoved)
	}
	return v, err
}

func (s shown) Coverage(ctx context.Context, f archive.Filter) (archive.Coverage, error) {
	f.Hidden = s.hidden
	return s.store.Coverage(ctx, f)
}
