package sqlite

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"cuttings/internal/archive"
)

// tally is the coverage as it was last counted. Every answer states it, and it
// changes only with the sequence, so it is counted once for each.
type tally struct {
	sync.Mutex
	seq   int64
	parts []archive.Part // never written to
}

// Coverage counts what passes the filter; see archive.Store.
func (s *Store) Coverage(ctx context.Context, filter archive.Filter) (archive.Coverage, error) {
	var parts []archive.Part
	err := s.read(ctx, func(tx *sql.Tx) error {
		var seq int64
		err := tx.QueryRowContext(ctx, "SELECT seq FROM archive").Scan(&seq)
		if err != nil {
			return err
		}
		parts, err = s.tally.at(seq, func() ([]archive.Part, error) { return count(ctx, tx) })
		return err
	})
	if err != nil {
		return archive.Coverage{}, err
	}
	return filter.Sum(parts), nil
}

// at returns the parts as they stood at seq, and counts them only when they are
// not the ones it has.
func (t *tally) at(seq int64, count func() ([]archive.Part, error)) ([]archive.Part, error) {
	t.Lock()
	defer t.Unlock()
	if t.seq == seq {
		return t.parts, nil
	}
	parts, err := count()
	if err == nil && seq > t.seq {
		t.seq, t.parts = seq, parts
	}
	return parts, err
}

func count(ctx context.Context, tx *sql.Tx) ([]archive.Part, error) {
	rows, err := tx.QueryContext(ctx, `SELECT outlet, published, count(*), max(captured) FROM articles
		WHERE removed IS NULL GROUP BY outlet, published`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var parts []archive.Part
	for rows.Next() {
		var p archive.Part
		var published string
		var captured int64
		if err := rows.Scan(&p.Outlet, &published, &p.Articles, &captured); err != nil {
			return nil, err
		}
		if p.Published, err = archive.ParseDate(published); err != nil {
			return nil, err
		}
		p.Updated = time.Unix(captured, 0).UTC()
		parts = append(parts, p)
	}
	return parts, rows.Err()
}
