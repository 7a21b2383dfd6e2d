package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"time"

	"cuttings/internal/archive"
)

// Histories returns all that is known of cuttings; see archive.Histories.
func (s *Store) Histories(ctx context.Context, after int64, limit int) (list []archive.History, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = histories(ctx, tx, "number > $1 ORDER BY number LIMIT $2", after, max(limit, 0))
		return err
	})
	return list, err
}

// histories reads those that a condition names.
func histories(ctx context.Context, tx *sql.Tx, where string, args ...any) ([]archive.History, error) {
	list := []archive.History{}
	rows, err := tx.QueryContext(ctx, "SELECT id, number, version, removed, reason FROM articles WHERE "+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var h archive.History
		var at sql.NullInt64
		var reason string
		if err := rows.Scan(&h.ID, &h.Number, &h.Latest, &at, &reason); err != nil {
			return nil, err
		}
		if at.Valid {
			h.Removed = &archive.Removal{At: time.Unix(at.Int64, 0).UTC(), Reason: reason}
		}
		list = append(list, h)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for i := range list {
		if err := versionsOf(ctx, tx, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func versionsOf(ctx context.Context, tx *sql.Tx, h *archive.History) error {
	rows, err := tx.QueryContext(ctx, "SELECT "+versionColumns+` FROM articles a JOIN versions v ON v.number = a.number
		WHERE a.number = $1 ORDER BY v.version`, h.Number)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return err
		}
		h.Versions = append(h.Versions, v)
	}
	return rows.Err()
}

// Restore files cuttings as they were; see archive.Histories.
func (s *Store) Restore(ctx context.Context, list []archive.History, log []archive.Hiding) error {
	for _, h := range list {
		if err := h.Validate(); err != nil {
			return err
		}
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		f, err := startFiling(ctx, tx, s.now())
		if err != nil {
			return err
		}
		for _, h := range list {
			if err := f.restore(ctx, h); err != nil {
				return err
			}
		}
		if err := f.finish(ctx); err != nil {
			return err
		}
		return restoreLog(ctx, tx, log)
	})
}

func (f *filing) restore(ctx context.Context, h archive.History) error {
	there, err := histories(ctx, f.tx, "number = $1 OR id = $2", h.Number, h.ID)
	switch {
	case err != nil:
		return err
	case len(there) == 1 && reflect.DeepEqual(there[0], h):
		return nil
	case len(there) > 0:
		return fmt.Errorf("%w: cutting %d, %q, is to be restored, and cutting %d, %q, is there; restore into an empty data folder",
			archive.ErrOccupied, h.Number, h.ID, there[0].Number, there[0].ID)
	}
	f.number = max(f.number, h.Number)
	if h.Removed != nil {
		f.seq++
		_, err := f.tx.ExecContext(ctx, `INSERT INTO articles (number, id, version, seq, outlet, published, captured, removed, reason)
			VALUES ($1, $2, $3, $4, '', '', 0, $5, $6)`, h.Number, h.ID, h.Latest, f.seq, h.Removed.At.Unix(), h.Removed.Reason)
		if err != nil {
			return err
		}
		_, err = f.change.ExecContext(ctx, f.seq, h.Number, 0, f.now.Unix())
		return err
	}
	newest := h.Versions[len(h.Versions)-1]
	if reason, err := f.taken(ctx, newest.Article); err != nil || reason != "" {
		return errors.Join(err, fmt.Errorf("%w: cutting %d, %q: %s", archive.ErrOccupied, h.Number, h.ID, reason))
	}
	if err := f.store(ctx, newest); err != nil {
		return err
	}
	for _, v := range h.Versions[:len(h.Versions)-1] {
		if err := f.keep(ctx, v); err != nil {
			return err
		}
	}
	return nil
}

// restoreLog adds the lines behind those that are there already.
func restoreLog(ctx context.Context, tx *sql.Tx, log []archive.Hiding) error {
	there, err := hidings(ctx, tx)
	if err != nil {
		return err
	}
	for i, h := range log {
		if err := h.Validate(); err != nil {
			return fmt.Errorf("line %d of what is hidden: %w", i+1, err)
		}
		switch {
		case i < len(there) && there[i] == h:
			continue
		case i < len(there):
			return fmt.Errorf("%w: the log of what is hidden differs from line %d on; restore into an empty data folder", archive.ErrOccupied, i+1)
		}
		if err := appendHiding(ctx, tx, h); err != nil {
			return err
		}
	}
	return nil
}
