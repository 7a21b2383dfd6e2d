package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"cuttings/internal/archive"
)

// WatchedFile returns what is kept of a file; see archive.Watching.
func (s *Store) WatchedFile(ctx context.Context, path string) (f archive.WatchedFile, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		return rowOrNone(tx.QueryRowContext(ctx, "SELECT path, stamp, id, text, fault FROM watched WHERE path = $1", path).
			Scan(&f.Path, &f.Stamp, &f.ID, &f.Text, &f.Fault))
	})
	return f, err
}

// WatchedText returns the article that a file with that text became; see
// archive.Watching.
func (s *Store) WatchedText(ctx context.Context, hash string) (id string, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT coalesce(min(id), '') FROM watched WHERE text = $1 AND text <> ''", hash).Scan(&id)
	})
	return id, err
}

// KeepWatched keeps what became of a file; see archive.Watching.
func (s *Store) KeepWatched(ctx context.Context, f archive.WatchedFile) error {
	for _, value := range []string{f.Path, f.Stamp, f.ID, f.Text, f.Fault} {
		if err := archive.Storable(value); err != nil {
			return fmt.Errorf("watched file %q: it %w", f.Path, err)
		}
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO watched (path, stamp, id, text, fault) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp, id = excluded.id, text = excluded.text, fault = excluded.fault`,
			f.Path, f.Stamp, f.ID, f.Text, f.Fault)
		return err
	})
}
