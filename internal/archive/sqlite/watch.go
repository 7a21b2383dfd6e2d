package sqlite

import (
	"context"
	"database/sql"

	"cuttings/internal/archive"
)

// Matched returns how far articles are matched; see archive.Watches.
func (s *Store) Matched(ctx context.Context) (at archive.Matched, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		at, err = matched(ctx, tx)
		return err
	})
	return at, err
}

func matched(ctx context.Context, tx *sql.Tx) (at archive.Matched, err error) {
	err = tx.QueryRowContext(ctx, "SELECT seq, revision FROM matched").Scan(&at.Seq, &at.Revision)
	return at, err
}

// rewatch says that what is watched has changed.
func rewatch(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "UPDATE matched SET revision = revision + 1")
	return err
}

// KeepMatches keeps matches; see archive.Watches.
func (s *Store) KeepMatches(ctx context.Context, before archive.Matched, after int64, matches ...archive.Match) (done bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		at, err := matched(ctx, tx)
		if done = err == nil && at == before; !done {
			return err
		}
		for _, m := range matches {
			if _, err := tx.ExecContext(ctx, `INSERT INTO matches (watch, number, seq) SELECT $1, $2, $3 FROM subscriptions WHERE id = $1
				ON CONFLICT DO NOTHING`, m.Watch, m.Number, m.Seq); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "UPDATE matched SET seq = $1", after)
		return err
	})
	return done && err == nil, err
}

// Matches returns the matches of a watch; see archive.Watches.
func (s *Store) Matches(ctx context.Context, watch, after int64, limit int) (found archive.Matches, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		at, err := matched(ctx, tx)
		if err != nil {
			return err
		}
		found.UpTo = at.Seq
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM matches WHERE watch = $1 AND seq > $2", watch, after).Scan(&found.Total); err != nil {
			return err
		}
		found.Latest, err = scanAll(ctx, tx, scanMatch, `SELECT watch, number, seq FROM
			(SELECT * FROM matches WHERE watch = $1 AND seq > $2 ORDER BY seq DESC, number DESC LIMIT $3) ORDER BY seq, number`, watch, after, max(limit, 0))
		return err
	})
	return found, err
}

func scanMatch(r row) (m archive.Match, err error) {
	err = r.Scan(&m.Watch, &m.Number, &m.Seq)
	return m, err
}

// Waiting returns the watches with something to tell; see archive.Watches.
func (s *Store) Waiting(ctx context.Context) (list []int64, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = scanAll(ctx, tx, func(r row) (id int64, err error) {
			err = r.Scan(&id)
			return id, err
		}, `SELECT id FROM subscriptions WHERE active AND (SELECT max(seq) FROM matches WHERE watch = id) >
			coalesce((SELECT max(upto) FROM deliveries WHERE subscription = id AND state IN ('posted', 'quiet')), after) ORDER BY id`)
		return err
	})
	return list, err
}
