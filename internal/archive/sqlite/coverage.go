package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"sync"
	"time"

	"cuttings/internal/archive"
)

// tally is what is counted for the coverage, as it stood at seq. Every answer
// states the coverage, so it is kept: what changed since is read, and what was
// counted once for a filter is not counted again before it changes.
type tally struct {
	sync.Mutex
	seq     int64
	held    archive.Tally
	counted map[archive.Filter]archive.Coverage // as it stands at seq
}

// counts is how many filters may be remembered.
const counts = 64

// Coverage counts what passes the filter; see archive.Store.
func (s *Store) Coverage(ctx context.Context, filter archive.Filter) (c archive.Coverage, err error) {
	var seq int64
	err = s.patiently(ctx, func() error { return s.asked.seq.QueryRowContext(ctx).Scan(&seq) })
	if err != nil {
		return c, err
	}
	if c, known := s.tally.at(seq, filter); known {
		return c, nil
	}
	err = s.read(ctx, func(tx *sql.Tx) error {
		if err := tx.StmtContext(ctx, s.asked.seq).QueryRowContext(ctx).Scan(&seq); err != nil {
			return err
		}
		s.tally.Lock()
		defer s.tally.Unlock()
		t := &s.tally
		if seq < t.seq { // another call has seen more
			t = &tally{}
		}
		if err := t.catchUp(ctx, tx, seq); err != nil {
			return err
		}
		c = t.count(filter)
		return nil
	})
	return c, err
}

// at is what passes the filter at seq, if that is what the tally knows.
func (t *tally) at(seq int64, f archive.Filter) (c archive.Coverage, known bool) {
	t.Lock()
	defer t.Unlock()
	if t.seq != seq {
		return c, false
	}
	return t.count(f), true
}

// catchUp reads what changed up to seq, which the transaction sees.
func (t *tally) catchUp(ctx context.Context, tx *sql.Tx, seq int64) error {
	if t.seq == seq {
		return nil
	}
	entries, gone, err := entriesAfter(ctx, tx, t.seq)
	if err != nil {
		return err
	}
	for _, e := range entries {
		t.held.Put(e)
	}
	for _, number := range gone {
		t.held.Remove(number)
	}
	t.seq, t.counted = seq, nil
	return nil
}

// count is what passes the filter; nobody else has its list.
func (t *tally) count(f archive.Filter) archive.Coverage {
	c, known := t.counted[f]
	if !known {
		c = t.held.Count(f)
		if t.counted == nil || len(t.counted) == counts {
			t.counted = map[archive.Filter]archive.Coverage{}
		}
		t.counted[f] = c
	}
	c.Outlets = slices.Clone(c.Outlets)
	return c
}

// entriesAfter are the articles that changed after seq and are held, and the
// numbers of those that are not.
func entriesAfter(ctx context.Context, tx *sql.Tx, seq int64) (entries []archive.Entry, gone []int64, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT number, collection, outlet, author, published, captured, removed IS NULL
		FROM articles WHERE seq > $1`, seq)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var e archive.Entry
		var published string
		var captured int64
		var held bool
		err := rows.Scan(&e.Number, &e.Collection, &e.Outlet, &e.Author, &published, &captured, &held)
		if err != nil {
			return nil, nil, err
		}
		if !held {
			gone = append(gone, e.Number)
			continue
		}
		if e.Published, err = archive.ParseDate(published); err != nil {
			return nil, nil, err
		}
		e.Captured = time.Unix(captured, 0)
		entries = append(entries, e)
	}
	return entries, gone, rows.Err()
}
