package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"cuttings/internal/archive"
)

// day is today, counted in days since 1970.
func (s *Store) day() int64 { return s.now().Unix() / (24 * 60 * 60) }

// KeepSearch keeps a search; see archive.Searches.
func (s *Store) KeepSearch(ctx context.Context, key, search string) error {
	for _, value := range []string{key, search} {
		if err := archive.Storable(value); err != nil {
			return fmt.Errorf("a search %w", err)
		}
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO searches (key, search, used) VALUES ($1, $2, $3)
			ON CONFLICT (key) DO UPDATE SET search = excluded.search, used = excluded.used`, key, search, s.day()); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM searches WHERE used < $1", s.day()-archive.SearchDays); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM searches WHERE key IN (SELECT key FROM searches ORDER BY used DESC, key LIMIT -1 OFFSET $1)",
			s.searches)
		return err
	})
}

// Search returns a search that is kept; see archive.Searches.
func (s *Store) Search(ctx context.Context, key string) (search string, err error) {
	today := s.day()
	var used int64
	err = s.read(ctx, func(tx *sql.Tx) error {
		search = ""
		return rowOrNone(tx.QueryRowContext(ctx, "SELECT search, used FROM searches WHERE key = $1 AND used >= $2",
			key, today-archive.SearchDays).Scan(&search, &used))
	})
	if err != nil || search == "" || used == today {
		return search, err
	}
	return search, s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE searches SET used = $2 WHERE key = $1", key, today)
		return err
	})
}
