package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"cuttings/internal/archive"
)

// KeepPost keeps a new post; see archive.Posts.
func (s *Store) KeepPost(ctx context.Context, p archive.Post) error {
	if err := p.Validate(); err != nil {
		return err
	}
	return s.change(ctx, func(tx *sql.Tx) error { return s.keepPost(ctx, tx, p) })
}

func (s *Store) keepPost(ctx context.Context, tx *sql.Tx, p archive.Post) error {
	if p.At.IsZero() {
		p.At = s.now()
	}
	if err := forgetPost(ctx, tx, p.Channel, p.Message); err != nil {
		return err
	}
	done, err := tx.ExecContext(ctx, `INSERT INTO posts (server, channel, message, by, at, far, kind, edition, locale)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		p.Server, p.Channel, p.Message, p.By, p.At.Unix(), p.Far, string(p.Kind), p.Edition, p.Locale)
	if err != nil {
		return err
	}
	id, err := done.LastInsertId()
	if err != nil {
		return err
	}
	hidden, err := hiddenIn(ctx, tx, p.Server)
	for i, q := range p.Quotes {
		if err != nil {
			return err
		}
		if _, err = tx.ExecContext(ctx, "INSERT INTO post_quotes (post, place, number, version, ref) VALUES ($1, $2, $3, $4, $5)",
			id, i, q.Number, q.Version, q.Ref); err != nil {
			return err
		}
		var shows bool
		if shows, err = mayShow(ctx, tx, hidden, q); err == nil && !shows {
			err = s.mark(ctx, tx, id)
		}
	}
	return err
}

// mayShow reports whether a quote of a post may be shown.
func mayShow(ctx context.Context, tx *sql.Tx, hidden archive.Hidden, q archive.PostedQuote) (bool, error) {
	held, hides := false, false
	err := outlets(ctx, tx, "a.number = $1 AND $2 IN (0, v.version)", func(number int64, then, now string) {
		of := func(outlet string) archive.Version {
			return archive.Version{Article: archive.Article{Outlet: outlet}, Number: number}
		}
		hides = hides || hidden.Has(of(then)) || hidden.Has(of(now))
		held = true
	}, q.Number, q.Version)
	return held && !hides, err
}

// outlets calls f with the number of each article that is held and where the
// condition is true, the outlet of the version, and that of the newest.
func outlets(ctx context.Context, tx *sql.Tx, where string, f func(number int64, then, now string), args ...any) error {
	rows, err := tx.QueryContext(ctx, `SELECT a.number, v.outlet, a.outlet FROM articles a
		JOIN versions v ON v.number = a.number WHERE a.removed IS NULL AND `+where, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		var then, now string
		if err := rows.Scan(&number, &then, &now); err != nil {
			return err
		}
		f(number, then, now)
	}
	return rows.Err()
}

// mark makes a post due.
func (s *Store) mark(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, "UPDATE posts SET due = $2, marks = marks + 1, tries = 0 WHERE id = $1 AND NOT far", id, s.now().Unix())
	return err
}

// markCutting makes the posts due that show a cutting in a scope.
func (s *Store) markCutting(ctx context.Context, tx *sql.Tx, scope string, number int64) error {
	_, err := tx.ExecContext(ctx, `UPDATE posts SET due = $3, marks = marks + 1, tries = 0
		WHERE NOT far AND ($1 = '' OR server = $1) AND id IN (SELECT post FROM post_quotes WHERE number = $2)`,
		scope, number, s.now().Unix())
	return err
}

// markOutlet makes the posts due that show something of an outlet in a scope. How
// names of outlets compare only archive.OutletKey knows.
func (s *Store) markOutlet(ctx context.Context, tx *sql.Tx, scope, key string) error {
	numbers := map[int64]bool{}
	err := outlets(ctx, tx, "a.number IN (SELECT number FROM post_quotes)", func(number int64, then, now string) {
		numbers[number] = numbers[number] || archive.OutletKey(then) == key || archive.OutletKey(now) == key
	})
	for number, of := range numbers {
		if err == nil && of {
			err = s.markCutting(ctx, tx, scope, number)
		}
	}
	return err
}

// ForgetPost forgets a post; see archive.Posts.
func (s *Store) ForgetPost(ctx context.Context, channel, message string) error {
	return s.change(ctx, func(tx *sql.Tx) error { return forgetPost(ctx, tx, channel, message) })
}

func forgetPost(ctx context.Context, tx *sql.Tx, channel, message string) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM posts WHERE channel = $1 AND message = $2", channel, message)
	return err
}

// Posts returns what was posted; see archive.Posts.
func (s *Store) Posts(ctx context.Context, after int64, limit int) ([]archive.Post, error) {
	return s.posts(ctx, "id > $1 ORDER BY id LIMIT $2", after, max(limit, 0))
}

// DuePosts returns what is to be edited; see archive.Posts.
func (s *Store) DuePosts(ctx context.Context, limit int) ([]archive.Post, error) {
	return s.posts(ctx, "due <= $1 ORDER BY due, id LIMIT $2", s.now().Unix(), max(limit, 0))
}

func (s *Store) posts(ctx context.Context, where string, args ...any) (list []archive.Post, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = postsIn(ctx, tx, where, args...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading what was posted: %w", err)
	}
	return list, nil
}

func postsIn(ctx context.Context, tx *sql.Tx, where string, args ...any) ([]archive.Post, error) {
	list, err := scanAll(ctx, tx, scanPost, postsSQL+where, args...)
	for i := range list {
		if err == nil {
			list[i].Quotes, err = scanAll(ctx, tx, scanPostedQuote, "SELECT number, version, ref FROM post_quotes WHERE post = $1 ORDER BY place", list[i].ID)
		}
	}
	return list, err
}

const postsSQL = "SELECT id, server, channel, message, by, at, far, kind, edition, locale, due IS NOT NULL, marks, tries, fault FROM posts WHERE "

func scanPost(r row) (p archive.Post, err error) {
	err = r.Scan(&p.ID, &p.Server, &p.Channel, &p.Message, &p.By, instant{&p.At}, &p.Far, &p.Kind, &p.Edition, &p.Locale, &p.Due, &p.Marks, &p.Tries, &p.Fault)
	return p, err
}

func scanPostedQuote(r row) (q archive.PostedQuote, err error) {
	err = r.Scan(&q.Number, &q.Version, &q.Ref)
	return q, err
}

// PostEdited notes that a post stands as it should; see archive.Posts.
func (s *Store) PostEdited(ctx context.Context, id, marks int64) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE posts SET due = NULL, tries = 0, fault = '' WHERE id = $1 AND marks = $2", id, marks)
		return err
	})
}

// PostFailed notes why a post can't be edited; see archive.Posts.
func (s *Store) PostFailed(ctx context.Context, id, marks int64, fault string, pause time.Duration) error {
	if err := archive.Storable(fault); err != nil {
		return fmt.Errorf("a post's fault %w", err)
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		var due any
		if pause > 0 {
			due = s.now().Add(pause).Unix()
		}
		_, err := tx.ExecContext(ctx, "UPDATE posts SET due = $3, tries = tries + 1, fault = $4 WHERE id = $1 AND marks = $2", id, marks, due, fault)
		return err
	})
}
