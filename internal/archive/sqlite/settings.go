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
	err = s.patiently(ctx, func() error { return rowOrNone(s.asked.setting.QueryRowContext(ctx, key).Scan(&value)) })
	return value, err
}

// Settings returns what is kept under the keys with a prefix; see archive.Store.
func (s *Store) Settings(ctx context.Context, prefix string) (kept map[string]string, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		kept = map[string]string{}
		rows, err := tx.QueryContext(ctx, "SELECT key, value FROM settings WHERE substr(key, 1, length($1)) = $1", prefix)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var key, value string
			if err := rows.Scan(&key, &value); err != nil {
				return err
			}
			kept[key] = value
		}
		return rows.Err()
	})
	return kept, err
}

// SetSetting keeps a value under the key; see archive.Store.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	if err := errors.Join(archive.Storable(key), archive.Storable(value)); err != nil {
		return fmt.Errorf("setting %q: it %w", key, err)
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		if value == "" {
			_, err := tx.ExecContext(ctx, "DELETE FROM settings WHERE key = $1", key)
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO settings (key, value) VALUES ($1, $2)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
		return err
	})
}
