package sqlite

import (
	"context"

	"cuttings/internal/archive"
)

// PutUnlessRemoved files articles that weren't removed; see archive.Refiling.
func (s *Store) PutUnlessRemoved(ctx context.Context, articles ...archive.Article) ([]archive.Receipt, error) {
	return s.put(ctx, articles, func(f *filing, a archive.Article) (archive.Receipt, error) {
		_, removed, err := f.newest(ctx, a.ID)
		if err != nil || !removed {
			return archive.Receipt{}, err
		}
		r := archive.Receipt{ID: a.ID, Status: archive.Removed}
		err = f.tx.QueryRowContext(ctx, "SELECT reason FROM articles WHERE id = $1", a.ID).Scan(&r.Reason)
		return r, err
	})
}

// PutOver files an article over a version; see archive.Refiling.
func (s *Store) PutOver(ctx context.Context, held archive.Version, a archive.Article) (archive.Receipt, error) {
	receipts, err := s.put(ctx, []archive.Article{a}, func(f *filing, a archive.Article) (archive.Receipt, error) {
		newest, removed, err := f.newest(ctx, held.ID)
		switch {
		case err != nil:
		case removed:
			err = archive.ErrRemoved
		case newest.Number == 0:
			err = archive.ErrNotFound
		case newest.Number != held.Number || newest.Version != held.Version:
			err = archive.ErrOvertaken
		}
		return archive.Receipt{}, err
	})
	if err != nil {
		return archive.Receipt{}, err
	}
	return receipts[0], nil
}
