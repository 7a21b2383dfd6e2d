package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"cuttings/internal/archive"
)

// RecordFeed keeps how a feed is now and what it brought; see archive.Feeds.
func (s *Store) RecordFeed(ctx context.Context, claim archive.FeedClaim, feed archive.Feed, brought ...archive.Brought) ([]archive.Receipt, error) {
	if err := feed.Validate(); err != nil {
		return nil, err
	}
	for _, b := range brought {
		if b.Page == nil {
			continue
		}
		if err := b.Page.Validate(); err != nil {
			return nil, err
		}
	}
	receipts := make([]archive.Receipt, len(brought))
	now := s.now()
	err := s.change(ctx, func(tx *sql.Tx) error {
		if err := keepFeed(ctx, tx, claim, feed); err != nil {
			return err
		}
		f, err := startFiling(ctx, tx, now)
		if err != nil {
			return err
		}
		for i, b := range brought {
			if b.Article != nil {
				if receipts[i], err = f.bring(ctx, claim.Feed.Number, &b); err != nil {
					return err
				}
			}
			if err := keepItem(ctx, tx, claim.Feed.Number, b.Item, seconds(feed.Asked)); err != nil {
				return err
			}
		}
		if err := f.finish(ctx); err != nil {
			return err
		}
		return forgetItems(ctx, tx, claim.Feed.Number, seconds(feed.Asked))
	})
	if err != nil {
		return nil, err
	}
	return receipts, nil
}

func keepFeed(ctx context.Context, tx *sql.Tx, claim archive.FeedClaim, f archive.Feed) error {
	if other, err := feedAt(ctx, tx, f.Address); err == nil && other.Number != claim.Feed.Number {
		return fmt.Errorf("%w: feed %d has the address", archive.ErrOccupied, other.Number)
	} else if err != nil && !errors.Is(err, archive.ErrNotFound) {
		return err
	}
	done, err := tx.ExecContext(ctx, `UPDATE feeds SET address = $3, host = $4, title = $5, etag = $6, modified = $7, hash = $8,
		asked = $9, read = $10, failures = $11, failing = $12, error = $13, told = $14, next = $15, wait = $16 WHERE number = $1 AND token = $2`,
		claim.Feed.Number, claim.Token, f.Address, f.Host(), f.Title, f.ETag, f.LastModified, f.Hash,
		seconds(f.Asked), seconds(f.Read), f.Failures, seconds(f.Failing), f.Error, seconds(f.Told), seconds(f.Next), int64(f.Wait/time.Second))
	return one(done, err, archive.ErrLost)
}

// bring files the article of an item, unless it is there already by somebody
// else's doing, and says on the item what became of it.
func (f *filing) bring(ctx context.Context, feed int64, b *archive.Brought) (archive.Receipt, error) {
	var mine bool
	err := f.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT * FROM feed_items WHERE feed = $1 AND key = $2 AND state <> 'held' AND article = $3)`,
		feed, b.Item.Key, b.Article.ID).Scan(&mine)
	if err != nil {
		return archive.Receipt{}, err
	}
	there, removed, err := f.newest(ctx, b.Article.ID)
	if err != nil {
		return archive.Receipt{}, err
	}
	other, err := f.taken(ctx, *b.Article)
	if err != nil {
		return archive.Receipt{}, err
	}
	b.Item.Article, b.Item.Reason = b.Article.ID, ""
	if other != "" || removed || there.Number != 0 && !mine {
		b.Item.State = archive.ItemHeld
		return archive.Receipt{ID: b.Article.ID, Number: there.Number, Version: there.Version, Status: archive.Unchanged}, nil
	}
	receipt, err := f.file(ctx, *b.Article)
	if b.Item.State = archive.ItemAdded; receipt.Status == archive.Refused {
		b.Item.State, b.Item.Article, b.Item.Reason = archive.ItemRefused, "", receipt.Reason
	}
	if err != nil || b.Page == nil || receipt.Status != archive.Added && receipt.Status != archive.Changed {
		return receipt, err
	}
	page := *b.Page
	page.Number, page.Version = receipt.Number, receipt.Version
	return receipt, keepPage(ctx, f.tx, page)
}

// known is what a feed knows of an article, as it is kept. A field is never
// renamed.
type known struct {
	ID        string `json:"id,omitempty"`
	URL       string `json:"url,omitempty"`
	Address   string `json:"address,omitempty"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"`
	Language  string `json:"language,omitempty"`
}

func keepItem(ctx context.Context, tx *sql.Tx, feed int64, i archive.FeedItem, seen int64) error {
	waiting := i.State == archive.ItemWaiting
	due := sql.NullInt64{Int64: i.Due.Unix(), Valid: waiting}
	page := ""
	if k := i.Known; waiting {
		b, err := json.Marshal(known{k.ID, k.URL, k.Address, k.Title, k.Outlet, k.Author, k.Published.String(), k.Language})
		if err != nil {
			return err
		}
		page = string(b)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO feed_items (feed, key, hash, state, known, article, backlog, attempts, due, reason, seen)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (feed, key) DO UPDATE SET hash = excluded.hash, state = excluded.state, known = excluded.known, article = excluded.article,
		attempts = excluded.attempts, due = excluded.due, reason = excluded.reason, seen = excluded.seen`,
		feed, i.Key, i.Hash, i.State, page, i.Article, i.Backlog, i.Attempts, due, i.Reason, seen)
	return err
}

// givenUp is why an item waits no more.
const givenUp = "too many items of the feed wait for their pages, and this one was among the oldest: add the page by its address"

// forgetItems keeps the memory of a feed's items bounded.
func forgetItems(ctx context.Context, tx *sql.Tx, feed, asked int64) error {
	_, err := tx.ExecContext(ctx, `UPDATE feed_items SET state = CASE article WHEN '' THEN 'refused' ELSE 'added' END, known = '', due = NULL, reason = $4
		WHERE feed = $1 AND key IN (SELECT key FROM feed_items WHERE feed = $1 AND due IS NOT NULL AND seen < $2 ORDER BY seen DESC, key LIMIT -1 OFFSET $3)`,
		feed, asked, archive.MaxFeedItems, givenUp)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM feed_items WHERE feed = $1 AND due IS NULL AND seen < $2 AND key NOT IN
		(SELECT key FROM feed_items WHERE feed = $1 AND due IS NULL AND seen < $2 ORDER BY seen DESC, key LIMIT $3)`,
		feed, asked, archive.MaxFeedItems)
	return err
}

const itemColumns = "key, hash, state, known, article, backlog, attempts, due, reason"

// FeedItems returns what is remembered of items; see archive.Feeds.
func (s *Store) FeedItems(ctx context.Context, number int64, keys ...string) (list []archive.FeedItem, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list = []archive.FeedItem{}
		item, err := tx.PrepareContext(ctx, "SELECT "+itemColumns+" FROM feed_items WHERE feed = $1 AND key = $2")
		for _, key := range distinct(keys) {
			if err == nil {
				list, err = items(ctx, item, list, number, key)
			}
		}
		return err
	})
	return list, err
}

// WaitingItems returns items that wait; see archive.Feeds.
func (s *Store) WaitingItems(ctx context.Context, number int64, until time.Time, limit int) (list []archive.FeedItem, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		due, err := tx.PrepareContext(ctx, "SELECT "+itemColumns+` FROM feed_items
			WHERE feed = $1 AND due <= $2 ORDER BY due, key LIMIT $3`)
		if err == nil {
			list, err = items(ctx, due, []archive.FeedItem{}, number, until.Unix(), max(limit, 0))
		}
		return err
	})
	return list, err
}

// items appends the rows of a query to the list.
func items(ctx context.Context, query *sql.Stmt, list []archive.FeedItem, args ...any) ([]archive.FeedItem, error) {
	rows, err := query.QueryContext(ctx, args...)
	if err != nil {
		return list, err
	}
	defer rows.Close()
	for rows.Next() {
		i, err := scanItem(rows)
		if err != nil {
			return list, err
		}
		list = append(list, i)
	}
	return list, rows.Err()
}

func scanItem(rows *sql.Rows) (i archive.FeedItem, err error) {
	var page string
	err = rows.Scan(&i.Key, &i.Hash, &i.State, &page, &i.Article, &i.Backlog, &i.Attempts, instant{&i.Due}, &i.Reason)
	if err != nil || page == "" {
		return i, err
	}
	var k known
	if err := json.Unmarshal([]byte(page), &k); err != nil {
		return i, err
	}
	i.Known = archive.Article{ID: k.ID, URL: k.URL, Address: k.Address, Title: k.Title, Outlet: k.Outlet, Author: k.Author, Language: k.Language}
	i.Known.Published, err = archive.ParseDate(k.Published)
	return i, err
}

// Backlog returns the cuttings that came with first readings; see archive.Feeds.
func (s *Store) Backlog(ctx context.Context, numbers ...int64) (list []int64, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list = []int64{}
		backlog, err := tx.PrepareContext(ctx, `SELECT EXISTS (SELECT * FROM articles a JOIN feed_items i ON i.article = a.id
			WHERE a.number = $1 AND i.backlog AND i.state <> 'held')`)
		if err != nil {
			return err
		}
		for _, number := range distinct(numbers) {
			var is bool
			if err := backlog.QueryRowContext(ctx, number).Scan(&is); err != nil {
				return err
			}
			if is {
				list = append(list, number)
			}
		}
		return nil
	})
	return list, err
}
