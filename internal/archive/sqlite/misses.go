package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"cuttings/internal/archive"
)

// filterKey names what a filter narrows by, the same for equal filters.
func filterKey(f archive.Filter) (string, error) {
	b, err := json.Marshal([]string{f.Outlet, f.Byline, f.Collection, f.Since.String(), f.Until.String()})
	return string(b), err
}

// filterOf is the filter that a key names.
func filterOf(key string) (f archive.Filter, err error) {
	var since, until string
	if err := json.Unmarshal([]byte(key), &[]any{&f.Outlet, &f.Byline, &f.Collection, &since, &until}); err != nil {
		return f, err
	}
	var err2 error
	f.Since, err = archive.ParseDate(since)
	f.Until, err2 = archive.ParseDate(until)
	return f, errors.Join(err, err2)
}

// KeepMisses keeps questions that found nothing; see archive.Misses.
func (s *Store) KeepMisses(ctx context.Context, today archive.Date, misses ...archive.Miss) error {
	for _, m := range misses {
		for _, value := range []string{m.Question, m.Filter.Outlet, m.Filter.Byline, m.Filter.Collection} {
			if err := archive.Storable(value); err != nil {
				return fmt.Errorf("question %q: it %w", m.Question, err)
			}
		}
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		for _, m := range misses {
			key, err := filterKey(m.Filter)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO misses (question, filter, times, first, last) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (question, filter) DO UPDATE SET times = times + excluded.times,
					first = min(first, excluded.first), last = max(last, excluded.last)`,
				m.Question, key, m.Times, m.First.String(), m.Last.String()); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM misses WHERE last < $1", archive.MissesKept(today).String()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM misses WHERE (question, filter) IN (SELECT question, filter FROM misses
			ORDER BY last DESC, times DESC, question, filter LIMIT -1 OFFSET $1)`, archive.MaxMisses)
		return err
	})
}

// Misses lists the questions that found nothing; see archive.Misses.
func (s *Store) Misses(ctx context.Context, today archive.Date) (list []archive.Miss, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = scanAll(ctx, tx, scanMiss, `SELECT question, filter, times, first, last FROM misses WHERE last >= $1
			ORDER BY times DESC, last DESC, question, filter`, archive.MissesKept(today).String())
		return err
	})
	return list, err
}

func scanMiss(r row) (m archive.Miss, err error) {
	var key, first, last string
	if err := r.Scan(&m.Question, &key, &m.Times, &first, &last); err != nil {
		return m, err
	}
	var err1, err2, err3 error
	m.Filter, err1 = filterOf(key)
	m.First, err2 = archive.ParseDate(first)
	m.Last, err3 = archive.ParseDate(last)
	return m, errors.Join(err1, err2, err3)
}

// ForgetMisses forgets the questions that found nothing; see archive.Misses.
func (s *Store) ForgetMisses(ctx context.Context) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM misses")
		return err
	})
}
