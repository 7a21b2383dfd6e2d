package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"cuttings/internal/archive"
)

const pageColumns = "number, url, version, etag, modified, seen, asked, failures, missing, gone, error, next"

// scanPage reads the pageColumns.
func scanPage(r row) (p archive.Page, known bool, err error) {
	err = r.Scan(&p.Number, &p.URL, &p.Version, &p.ETag, &p.LastModified, instant{&p.Seen}, instant{&p.Asked}, &p.Failures,
		instant{&p.Missing}, instant{&p.Gone}, &p.Error, instant{&p.Next})
	if errors.Is(err, sql.ErrNoRows) {
		return archive.Page{}, false, nil
	}
	return p, err == nil, err
}

// Page returns what is known of a cutting's page; see archive.Pages.
func (s *Store) Page(ctx context.Context, number int64) (p archive.Page, known bool, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		p, known, err = scanPage(tx.QueryRowContext(ctx, "SELECT "+pageColumns+" FROM pages WHERE number = $1", number))
		return err
	})
	return p, known, err
}

// PageAt returns the page at an address; see archive.Pages.
func (s *Store) PageAt(ctx context.Context, url string) (p archive.Page, known bool, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		p, known, err = scanPage(tx.QueryRowContext(ctx, "SELECT "+pageColumns+" FROM pages WHERE url = $1 ORDER BY number LIMIT 1", url))
		return err
	})
	return p, known, err
}

// KeepPages keeps what is known of pages; see archive.Pages.
func (s *Store) KeepPages(ctx context.Context, pages ...archive.Page) error {
	for _, p := range pages {
		if err := p.Validate(); err != nil {
			return err
		}
	}
	if len(pages) == 0 {
		return ctx.Err()
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		for _, p := range pages {
			if err := keepPage(ctx, tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func keepPage(ctx context.Context, tx *sql.Tx, p archive.Page) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO pages (`+pageColumns+`, lease)
		SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE $12 WHEN 0 THEN captured + $13 ELSE $12 END, 0
		FROM articles WHERE number = $1 AND removed IS NULL
		ON CONFLICT (number) DO UPDATE SET url = excluded.url, version = excluded.version, etag = excluded.etag,
		modified = excluded.modified, seen = excluded.seen, asked = excluded.asked, failures = excluded.failures,
		missing = excluded.missing, gone = excluded.gone, error = excluded.error, next = excluded.next, lease = 0`,
		p.Number, p.URL, p.Version, p.ETag, p.LastModified, seconds(p.Seen), seconds(p.Asked), p.Failures,
		seconds(p.Missing), seconds(p.Gone), p.Error, seconds(p.Next), int64(archive.FirstLook/time.Second))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE articles SET unseen = NULL WHERE number = $1", p.Number)
	return err
}

// What ClaimPage hands out: $1 is now, $2 a cutting's number.
const (
	duePageSQL     = "SELECT " + pageColumns + " FROM pages WHERE next <= $1 AND lease <= $1 ORDER BY next, number LIMIT 1"
	namedPageSQL   = "SELECT " + pageColumns + " FROM pages WHERE number = $2 AND lease <= $1"
	unknownPageSQL = `SELECT a.number, v.url FROM articles a JOIN versions v ON v.number = a.number AND v.version = a.version
		WHERE a.unseen IS NOT NULL`
	dueUnknownSQL   = unknownPageSQL + " AND a.unseen <= $1 ORDER BY a.unseen, a.number LIMIT 1"
	namedUnknownSQL = unknownPageSQL + " AND a.number = $1"
)

// ClaimPage hands out a page to ask for; see archive.Pages.
func (s *Store) ClaimPage(ctx context.Context, lease time.Duration, numbers ...int64) (p archive.Page, ok bool, err error) {
	now := s.now()
	err = s.read(ctx, func(tx *sql.Tx) error { // mostly there is none, and no writer has to wait for that
		_, ok, err = claimable(ctx, tx, now, numbers)
		return err
	})
	if err != nil || !ok {
		return archive.Page{}, false, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		if p, ok, err = claimable(ctx, tx, now, numbers); err != nil || !ok {
			return err
		}
		if p.Next.IsZero() { // nothing is known of it yet
			if err := keepPage(ctx, tx, p); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "UPDATE pages SET lease = $2 WHERE number = $1", p.Number, now.Add(lease).Unix())
		return err
	})
	return p, ok && err == nil, err
}

// claimable is the page that is to be handed out.
func claimable(ctx context.Context, tx *sql.Tx, now time.Time, numbers []int64) (p archive.Page, ok bool, err error) {
	unknown := func(query string, arg int64) (archive.Page, bool, error) {
		var p archive.Page
		err := rowOrNone(tx.QueryRowContext(ctx, query, arg).Scan(&p.Number, &p.URL))
		return p, p.Number != 0, err
	}
	for _, number := range numbers {
		if p, ok, err = scanPage(tx.QueryRowContext(ctx, namedPageSQL, now.Unix(), number)); err == nil && !ok {
			p, ok, err = unknown(namedUnknownSQL, number)
		}
		if err != nil || ok {
			return p, ok, err
		}
	}
	if len(numbers) > 0 {
		return archive.Page{}, false, nil
	}
	if p, ok, err = scanPage(tx.QueryRowContext(ctx, duePageSQL, now.Unix())); err != nil || ok {
		return p, ok, err
	}
	return unknown(dueUnknownSQL, now.Add(-archive.FirstLook).Unix())
}

// Gone returns which pages count as gone; see archive.Pages.
func (s *Store) Gone(ctx context.Context, numbers ...int64) (map[int64]time.Time, error) {
	gone := map[int64]time.Time{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		clear(gone)
		one, err := tx.PrepareContext(ctx, "SELECT gone FROM pages WHERE number = $1 AND gone <> 0")
		if err != nil {
			return err
		}
		defer one.Close()
		for _, number := range distinct(numbers) {
			var since time.Time
			if err := rowOrNone(one.QueryRowContext(ctx, number).Scan(instant{&since})); err != nil {
				return err
			}
			if !since.IsZero() {
				gone[number] = since
			}
		}
		return nil
	})
	return gone, err
}
