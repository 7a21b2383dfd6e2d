package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// SeqAt is the number of the latest change at a time; see archive.Past.
func (s *Store) SeqAt(ctx context.Context, at time.Time) (seq int64, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT seq FROM changes WHERE at <= $1 ORDER BY seq DESC LIMIT 1", at.Unix()).Scan(&seq)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return seq, err
}

// Standing tells which versions were the newest after a change; see archive.Past.
func (s *Store) Standing(ctx context.Context, seq int64, numbers ...int64) (map[int64]int, error) {
	standing := map[int64]int{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		last, err := tx.PrepareContext(ctx, "SELECT version FROM changes WHERE number = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1")
		if err != nil {
			return err
		}
		for _, number := range numbers {
			var version int
			err := last.QueryRowContext(ctx, number, seq).Scan(&version)
			switch {
			case errors.Is(err, sql.ErrNoRows):
			case err != nil:
				return err
			case version > 0:
				standing[number] = version
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return standing, nil
}
