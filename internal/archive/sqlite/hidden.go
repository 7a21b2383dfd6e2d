package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"cuttings/internal/archive"
)

// Hide writes a line into the log of what is hidden; see archive.Store.
func (s *Store) Hide(ctx context.Context, h archive.Hiding) (changed bool, err error) {
	if err := h.Validate(); err != nil {
		return false, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		changed, err = s.hide(ctx, tx, h)
		return err
	})
	return changed && err == nil, named(err, "cutting %d", h.Number)
}

func (s *Store) hide(ctx context.Context, tx *sql.Tx, h archive.Hiding) (changed bool, err error) {
	if h.Number != 0 {
		var known bool
		err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT * FROM articles WHERE number = $1)", h.Number).Scan(&known)
		if err != nil {
			return false, err
		}
		if !known {
			return false, archive.ErrNotFound
		}
	}
	key := archive.OutletKey(h.Outlet)
	shown := true // what no line speaks of
	err = rowOrNone(tx.QueryRowContext(ctx, `SELECT shown FROM hidings WHERE scope = $1 AND number = $2 AND key = $3
		ORDER BY line DESC LIMIT 1`, h.Scope, h.Number, key).Scan(&shown))
	if err != nil || shown == h.Shown {
		return false, err
	}
	h.At = s.now()
	if err = appendHiding(ctx, tx, h); err != nil {
		return false, err
	}
	if h.Number != 0 {
		return true, s.markCutting(ctx, tx, h.Scope, h.Number)
	}
	return true, s.markOutlet(ctx, tx, h.Scope, key)
}

func appendHiding(ctx context.Context, tx *sql.Tx, h archive.Hiding) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO hidings (scope, number, key, outlet, shown, reason, by, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, h.Scope, h.Number, archive.OutletKey(h.Outlet), h.Outlet, h.Shown, h.Reason, h.By, h.At.Unix())
	return err
}

// Hidden is what may not be shown in a scope; see archive.Store.
func (s *Store) Hidden(ctx context.Context, scope string) (h archive.Hidden, err error) {
	err = s.patiently(ctx, func() error {
		rows, err := s.asked.hidden.QueryContext(ctx, scope)
		if err == nil {
			h, err = readHidden(rows)
		}
		return err
	})
	return h, err
}

const hiddenSQL = `SELECT number, key FROM hidings WHERE line IN
	(SELECT max(line) FROM hidings WHERE scope IN ('', $1) GROUP BY scope, number, key) AND NOT shown`

func hiddenIn(ctx context.Context, tx *sql.Tx, scope string) (archive.Hidden, error) {
	rows, err := tx.QueryContext(ctx, hiddenSQL, scope)
	if err != nil {
		return archive.Hidden{}, err
	}
	return readHidden(rows)
}

func readHidden(rows *sql.Rows) (archive.Hidden, error) {
	defer rows.Close()
	var cuttings []int64
	var outlets []string
	for rows.Next() {
		var number int64
		var key string
		if err := rows.Scan(&number, &key); err != nil {
			return archive.Hidden{}, err
		}
		if number != 0 {
			cuttings = append(cuttings, number)
		} else {
			outlets = append(outlets, key)
		}
	}
	return archive.Hide(cuttings, outlets), rows.Err()
}

// Hidings is the log of what is hidden; see archive.Store.
func (s *Store) Hidings(ctx context.Context) (log []archive.Hiding, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		log, err = hidings(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the log of what is hidden: %w", err)
	}
	return log, nil
}

func hidings(ctx context.Context, tx *sql.Tx) (log []archive.Hiding, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT scope, number, outlet, shown, reason, by, at FROM hidings ORDER BY line")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var h archive.Hiding
		var at int64
		if err := rows.Scan(&h.Scope, &h.Number, &h.Outlet, &h.Shown, &h.Reason, &h.By, &at); err != nil {
			return nil, err
		}
		h.At = time.Unix(at, 0).UTC()
		log = append(log, h)
	}
	return log, rows.Err()
}
