package sqlite

import (
	"context"
	"database/sql"
	"time"
)

const seqAtSQL = "SELECT seq FROM changes WHERE at <= $1 ORDER BY at DESC, seq DESC LIMIT 1"

// SeqAt is the number of the latest change at a time; see archive.Past.
func (s *Store) SeqAt(ctx context.Context, at time.Time) (seq int64, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		seq = 0
		return rowOrNone(tx.QueryRowContext(ctx, seqAtSQL, at.Unix()).Scan(&seq))
	})
	return seq, err
}

// Standing tells which versions were the newest after a change; see archive.Past.
func (s *Store) Standing(ctx context.Context, seq int64, numbers ...int64) (map[int64]int, error) {
	standing := map[int64]int{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		clear(standing)
		last, err := tx.PrepareContext(ctx, "SELECT version FROM changes WHERE number = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1")
		if err != nil {
			return err
		}
		for _, number := range distinct(numbers) {
			var version int
			if err := rowOrNone(last.QueryRowContext(ctx, number, seq).Scan(&version)); err != nil {
				return err
			}
			if version > 0 {
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
