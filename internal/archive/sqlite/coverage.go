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
	kept    []archive.CollectionCount           // likewise; nil before it is counted
}

// counts is how many filters may be remembered.
const counts = 64

// Coverage counts what passes the filter; see archive.Store.
func (s *Store) Coverage(ctx context.Context, filter archive.Filter) (c archive.Coverage, err error) {
	err = s.tallied(ctx, func(t *tally) { c = t.count(filter) })
	return c, err
}

// Dates counts what passes the filter by dates; see archive.Store.
func (s *Store) Dates(ctx context.Context, filter archive.Filter) (list []archive.DateCount, err error) {
	err = s.tallied(ctx, func(t *tally) { list = t.held.Dates(filter) })
	return list, err
}

// Collections counts the articles of each; see archive.Store.
func (s *Store) Collections(ctx context.Context) (list []archive.CollectionCount, err error) {
	err = s.tallied(ctx, func(t *tally) {
		if t.kept == nil {
			t.kept = t.held.Collections()
		}
		list = slices.Clone(t.kept)
	})
	return list, err
}

// Newest lists what passes the filter, newest first; see archive.Store.
func (s *Store) Newest(ctx context.Context, filter archive.Filter, limit int) (list []archive.Entry, err error) {
	err = s.tallied(ctx, func(t *tally) { list = t.held.Newest(filter, limit) })
	return list, err
}

// Entries lists those of the articles that pass the filter; see archive.Store.
func (s *Store) Entries(ctx context.Context, filter archive.Filter, numbers ...int64) (list []archive.Entry, err error) {
	err = s.tallied(ctx, func(t *tally) { list = t.held.Entries(filter, numbers...) })
	return list, err
}

// tallied lets use see the tally as the archive now stands. It may not keep it.
func (s *Store) tallied(ctx context.Context, use func(*tally)) error {
	var seq int64
	err := s.patiently(ctx, func() error { return s.asked.seq.QueryRowContext(ctx).Scan(&seq) })
	if err != nil || s.tally.at(seq, use) {
		return err
	}
	return s.read(ctx, func(tx *sql.Tx) error {
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
		use(t)
		return nil
	})
}

// at lets use see the tally if it stands at seq, and reports whether it does.
func (t *tally) at(seq int64, use func(*tally)) bool {
	t.Lock()
	defer t.Unlock()
	if t.seq != seq {
		return false
	}
	use(t)
	return true
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
	t.seq, t.counted, t.kept = seq, nil, nil
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
