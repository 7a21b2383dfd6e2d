package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"cuttings/internal/archive"
)

const feedColumns = `f.number, f.address, f.title, f.collection, f.added, f.paused, f.paused_by_program, f.paused_why,
	f.etag, f.modified, f.hash, f.wait, f.asked, f.read, f.failures, f.failing, f.error, f.told, f.next`

// instant is a time as it is kept: in seconds since 1970, 0 where there is none.
type instant struct{ *time.Time }

func (i instant) Scan(value any) error {
	if seconds, _ := value.(int64); seconds != 0 {
		*i.Time = time.Unix(seconds, 0).UTC()
	}
	return nil
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// scanFeed reads the columns of a feed and those that come behind them.
func scanFeed(r row, behind ...any) (f archive.Feed, err error) {
	var pause archive.Pause
	var wait int64
	err = r.Scan(append([]any{
		&f.Number, &f.Address, &f.Title, &f.Collection,
		instant{&f.Added},
		instant{&pause.At},
		&pause.Program, &pause.Why,
		&f.ETag, &f.LastModified, &f.Hash, &wait,
		instant{&f.Asked},
		instant{&f.Read},
		&f.Failures,
		instant{&f.Failing},
		&f.Error,
		instant{&f.Told},
		instant{&f.Next},
	}, behind...)...)
	f.Wait = time.Duration(wait) * time.Second
	if !pause.At.IsZero() {
		f.Paused = &pause
	}
	if errors.Is(err, sql.ErrNoRows) {
		err = archive.ErrNotFound
	}
	return f, err
}

// Subscribe keeps a feed; see archive.Feeds.
func (s *Store) Subscribe(ctx context.Context, feed archive.Feed) (kept archive.Feed, added bool, err error) {
	if err := feed.Validate(); err != nil {
		return archive.Feed{}, false, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		kept, err = feedAt(ctx, tx, feed.Address)
		if added = errors.Is(err, archive.ErrNotFound); !added {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO feeds (address, host, title, collection, added, next) VALUES ($1, $2, $3, $4, $5, $6)",
			feed.Address, feed.Host(), feed.Title, feed.Collection, s.now().Unix(), seconds(feed.Next)); err != nil {
			return err
		}
		kept, err = feedAt(ctx, tx, feed.Address)
		return err
	})
	return kept, added && err == nil, err
}

func feedAt(ctx context.Context, tx *sql.Tx, address string) (archive.Feed, error) {
	return scanFeed(tx.QueryRowContext(ctx, "SELECT "+feedColumns+" FROM feeds f WHERE f.address = $1", address))
}

// Unsubscribe forgets a feed; see archive.Feeds.
func (s *Store) Unsubscribe(ctx context.Context, number int64) error {
	return s.changeFeed(ctx, number, "DELETE FROM feeds WHERE number = $1")
}

// PauseFeed pauses a feed, or ends that; see archive.Feeds.
func (s *Store) PauseFeed(ctx context.Context, number int64, pause *archive.Pause) error {
	if pause == nil {
		return s.changeFeed(ctx, number, `UPDATE feeds SET paused = 0, paused_by_program = 0, paused_why = '',
			next = CASE paused WHEN 0 THEN next ELSE min(next, $2) END, failures = 0, failing = 0, error = '', told = 0
			WHERE number = $1`, s.now().Unix())
	}
	if err := archive.Storable(pause.Why); err != nil {
		return err
	}
	return s.changeFeed(ctx, number, `UPDATE feeds SET paused_by_program = CASE paused WHEN 0 THEN $3 ELSE paused_by_program END,
		paused_why = CASE paused WHEN 0 THEN $4 ELSE paused_why END, paused = CASE paused WHEN 0 THEN $2 ELSE paused END,
		token = token + 1, lease = 0 WHERE number = $1`, s.now().Unix(), pause.Program, pause.Why)
}

// changeFeed changes one feed by its number, $1.
func (s *Store) changeFeed(ctx context.Context, number int64, statement string, args ...any) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, statement, append([]any{number}, args...)...)
		return one(done, err, archive.ErrNotFound)
	})
	return named(err, "feed %d", number)
}

// one is the error of a statement, or missing when it changed no row.
func one(done sql.Result, err, missing error) error {
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return missing
}

// Feeds returns all feeds; see archive.Feeds.
func (s *Store) Feeds(ctx context.Context) (list []archive.FeedCount, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = scanAll(ctx, tx, scanFeedCount, "SELECT "+feedColumns+`,
			(SELECT count(*) FROM feed_items i WHERE i.feed = f.number AND state = 'added'),
			(SELECT count(*) FROM feed_items i WHERE i.feed = f.number AND state = 'held'),
			(SELECT count(*) FROM feed_items i WHERE i.feed = f.number AND state = 'waiting'),
			(SELECT count(*) FROM feed_items i WHERE i.feed = f.number AND state = 'refused'),
			coalesce((SELECT reason FROM feed_items i WHERE i.feed = f.number AND reason <> '' ORDER BY seen DESC, key LIMIT 1), '')
			FROM feeds f ORDER BY f.number`)
		return err
	})
	return list, err
}

func scanFeedCount(r row) (c archive.FeedCount, err error) {
	c.Feed, err = scanFeed(r, &c.Articles, &c.Held, &c.Waiting, &c.Refused, &c.Reason)
	return c, err
}

// claimableSQL chooses among the feeds that are due the one whose turn it is: of
// a host that nobody is asking now, $1.
const claimableSQL = `SELECT f.number FROM feeds f WHERE f.paused = 0
	AND NOT EXISTS (SELECT * FROM feeds h WHERE h.host = f.host AND h.lease > $1)
	AND (f.next <= $1 OR EXISTS (SELECT * FROM feed_items i WHERE i.feed = f.number AND i.due <= $1))
	ORDER BY f.claimed, f.number LIMIT 1`

// ClaimFeed hands out a feed that is due; see archive.Feeds.
func (s *Store) ClaimFeed(ctx context.Context, lease time.Duration) (claim archive.FeedClaim, ok bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		now, number := s.now(), int64(0)
		err := rowOrNone(tx.QueryRowContext(ctx, claimableSQL, now.Unix()).Scan(&number))
		if ok = number != 0; ok {
			claim, err = claimFeed(ctx, tx, number, now, lease)
		}
		return err
	})
	return claim, ok && err == nil, err
}

// TakeFeed claims a feed however it is; see archive.Feeds.
func (s *Store) TakeFeed(ctx context.Context, number int64, lease time.Duration) (claim archive.FeedClaim, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		claim, err = claimFeed(ctx, tx, number, s.now(), lease)
		return err
	})
	return claim, named(err, "feed %d", number)
}

func claimFeed(ctx context.Context, tx *sql.Tx, number int64, now time.Time, lease time.Duration) (claim archive.FeedClaim, err error) {
	if _, err := tx.ExecContext(ctx, "UPDATE feeds SET token = token + 1, claimed = $2, lease = $3 WHERE number = $1",
		number, now.Unix(), now.Add(lease).Unix()); err != nil {
		return claim, err
	}
	claim.Feed, err = scanFeed(tx.QueryRowContext(ctx, "SELECT "+feedColumns+", f.token FROM feeds f WHERE f.number = $1", number), &claim.Token)
	return claim, err
}

// RenewFeed prolongs a claim; see archive.Feeds.
func (s *Store) RenewFeed(ctx context.Context, claim archive.FeedClaim, lease time.Duration) error {
	return s.lease(ctx, claim, s.now().Add(lease).Unix())
}

// ReleaseFeed gives a claim back; see archive.Feeds.
func (s *Store) ReleaseFeed(ctx context.Context, claim archive.FeedClaim) error {
	return s.lease(ctx, claim, 0)
}

// lease sets how long a claim lasts, while it is still the caller's: while nobody
// claimed the feed since, even when it has run out.
func (s *Store) lease(ctx context.Context, claim archive.FeedClaim, until int64) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "UPDATE feeds SET lease = $3 WHERE number = $1 AND token = $2",
			claim.Feed.Number, claim.Token, until)
		return one(done, err, archive.ErrLost)
	})
}
