package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"cuttings/internal/archive"
)

// Claim claims a key; see archive.Claims. What is over is thrown away with it.
func (s *Store) Claim(ctx context.Context, key string, life time.Duration) (c archive.Claim, ok bool, err error) {
	if err := archive.Storable(key); err != nil {
		return c, false, fmt.Errorf("a claim's key %w", err)
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		now := s.now()
		if _, err := tx.ExecContext(ctx, "DELETE FROM claims WHERE until <= $1", millis(now)); err != nil {
			return err
		}
		c = archive.Claim{Key: key, Until: moment(millis(now.Add(life)))}
		done, err := tx.ExecContext(ctx, "INSERT INTO claims (key, until) VALUES ($1, $2) ON CONFLICT DO NOTHING", key, millis(c.Until))
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		ok = n == 1
		return err
	})
	if err != nil || !ok {
		return archive.Claim{}, false, err
	}
	return c, true, nil
}

// Release gives a claim up; see archive.Claims.
func (s *Store) Release(ctx context.Context, c archive.Claim) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM claims WHERE key = $1 AND until = $2", c.Key, millis(c.Until))
		return err
	})
}
