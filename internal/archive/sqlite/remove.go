package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"cuttings/internal/archive"
)

// Remove takes an article out; see archive.Store. The texts are overwritten in
// the file, and the log that still had them is emptied: now, or by a later
// removal, a full log or the last Close when somebody is reading from it just now.
func (s *Store) Remove(ctx context.Context, id, reason string) error {
	if err := archive.Storable(reason); err != nil {
		return fmt.Errorf("removing article %q: the reason %w", id, err)
	}
	err := s.changeAndEmpty(ctx, 0, func(tx *sql.Tx) error { return s.remove(ctx, tx, id, reason) })
	return named(err, "article %q", id)
}

func (s *Store) remove(ctx context.Context, tx *sql.Tx, id, reason string) error {
	var number int64
	var removed bool
	err := tx.QueryRowContext(ctx, "SELECT number, removed IS NOT NULL FROM articles WHERE id = $1", id).
		Scan(&number, &removed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return archive.ErrNotFound
	case err != nil:
		return err
	case removed:
		return archive.ErrRemoved
	}
	for _, table := range []string{"versions", "placements", "pages", "reports"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE number = $1", number); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, "UPDATE archive SET seq = seq + 1"); err != nil {
		return err
	}
	if err := s.markCutting(ctx, tx, archive.Everywhere, number); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE articles SET seq = (SELECT seq FROM archive), removed = $2, reason = $3,
		address = NULL, outlet = '', published = '', captured = 0, author = '', collection = '', unseen = NULL WHERE number = $1`, number, s.now().Unix(), reason)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO changes (seq, number, version, at) SELECT seq, number, 0, removed FROM articles WHERE number = $1", number)
	return err
}

// Removal returns why an article was removed; see archive.Store.
func (s *Store) Removal(ctx context.Context, id string) (reason string, removed bool, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		return rowOrNone(tx.QueryRowContext(ctx, "SELECT reason, removed IS NOT NULL FROM articles WHERE id = $1", id).
			Scan(&reason, &removed))
	})
	return reason, removed, err
}
