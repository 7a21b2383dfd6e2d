package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"cuttings/internal/archive"
)

// Setting returns what is kept under the key; see archive.Store.
func (s *Store) Setting(ctx context.Context, key string) (value string, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		return rowOrNone(tx.QueryRowContext(ctx, "SELECT value FROM settings WHERE key = $1", key).Scan(&value))
	})
	return value, err
}

// SetSetting keeps a value under the key; see archive.Store.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	if err := errors.Join(archive.Storable(key), archive.Storable(value)); err != nil {
		return fmt.Errorf("setting %q: it %w", key, err)
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO settings (key, value) VALUES ($1, $2)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
		return err
	})
}
