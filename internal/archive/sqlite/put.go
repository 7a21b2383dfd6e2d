package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"cuttings/internal/archive"
)

// Put files the articles in one transaction; see archive.Store.
func (s *Store) Put(ctx context.Context, articles ...archive.Article) ([]archive.Receipt, error) {
	return s.put(ctx, articles, func(*filing, archive.Article) (archive.Receipt, error) { return archive.Receipt{}, nil })
}

// put files those of the articles for which unless has no receipt.
func (s *Store) put(ctx context.Context, articles []archive.Article, unless func(*filing, archive.Article) (archive.Receipt, error)) ([]archive.Receipt, error) {
	receipts := make([]archive.Receipt, len(articles))
	if len(articles) == 0 {
		return receipts, ctx.Err()
	}
	now := s.now()
	err := s.change(ctx, func(tx *sql.Tx) error {
		f, err := startFiling(ctx, tx, now)
		if err != nil {
			return err
		}
		for i, a := range articles {
			if receipts[i], err = unless(f, a); err == nil && receipts[i].Status == "" {
				receipts[i], err = f.file(ctx, a)
			}
			if err != nil {
				return err
			}
		}
		return f.finish(ctx)
	})
	if err != nil {
		return nil, err
	}
	return receipts, nil
}

const (
	heldSQL = `SELECT a.number, a.version, a.removed IS NOT NULL,
		coalesce(v.url, ''), coalesce(v.address, ''), coalesce(v.title, ''), coalesce(v.outlet, ''),
		coalesce(v.author, ''), coalesce(v.published, ''), coalesce(v.language, ''), coalesce(v.hash, ''),
		coalesce(v.collection, '')
		FROM articles a LEFT JOIN versions v ON v.number = a.number AND v.version = a.version WHERE a.id = $1`
	ownerSQL = `SELECT a.number, v.title FROM articles a
		JOIN versions v ON v.number = a.number AND v.version = a.version WHERE a.address = $1 AND a.id <> $2`
	articleSQL = `INSERT INTO articles (number, id, address, version, seq, outlet, published, captured, author, collection, reason, unseen)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', CASE WHEN $11 <> '' AND NOT EXISTS (SELECT * FROM pages WHERE number = $1) THEN $8 END)
		ON CONFLICT (number) DO UPDATE SET address = excluded.address, version = excluded.version, seq = excluded.seq,
		outlet = excluded.outlet, published = excluded.published, captured = excluded.captured,
		author = excluded.author, collection = excluded.collection, unseen = excluded.unseen, removed = NULL, reason = ''`
	versionSQL = `INSERT INTO versions
		(number, version, url, address, title, outlet, author, published, language, hash, captured, text, collection)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`
	unreadSQL = "INSERT INTO readings (number, version, rules) VALUES ($1, $2, 0)"
	changeSQL = "INSERT INTO changes (seq, number, version, at) VALUES ($1, $2, $3, $4)"
)

// filing is one Put under way, inside its transaction.
type filing struct {
	tx                                            *sql.Tx
	held, owner, article, version, unread, change *sql.Stmt
	seq, number                                   int64 // the latest given
	now                                           time.Time
}

func startFiling(ctx context.Context, tx *sql.Tx, now time.Time) (*filing, error) {
	f := &filing{tx: tx, now: now}
	err := tx.QueryRowContext(ctx, "SELECT seq, number FROM archive").Scan(&f.seq, &f.number)
	for query, stmt := range map[string]**sql.Stmt{
		heldSQL: &f.held, ownerSQL: &f.owner, articleSQL: &f.article, versionSQL: &f.version, unreadSQL: &f.unread, changeSQL: &f.change,
	} {
		if err == nil {
			*stmt, err = tx.PrepareContext(ctx, query)
		}
	}
	return f, err
}

func (f *filing) finish(ctx context.Context) error {
	_, err := f.tx.ExecContext(ctx, "UPDATE archive SET seq = $1, number = $2 WHERE seq <> $1", f.seq, f.number)
	return err
}

func (f *filing) file(ctx context.Context, a archive.Article) (archive.Receipt, error) {
	if err := a.Validate(); err != nil {
		return refused(a, err.Error()), nil
	}
	if reason, err := f.taken(ctx, a); err != nil || reason != "" {
		return refused(a, reason), err
	}
	h, removed, err := f.newest(ctx, a.ID)
	if err != nil {
		return archive.Receipt{}, err
	}
	hash := archive.Hash(a.Text)
	receipt := archive.Receipt{ID: a.ID, Number: h.Number, Version: h.Version, Status: archive.Added}
	if h.Number != 0 && !removed {
		receipt.Status = archive.Changed
		if h.Hash == hash {
			h.Text = a.Text
		}
		if h.Article == a {
			receipt.Status = archive.Unchanged
			return receipt, nil
		}
	}
	if h.Number == 0 {
		f.number++
		receipt.Number = f.number
	}
	receipt.Version++
	return receipt, f.store(ctx, archive.Version{
		Article: a, Number: receipt.Number, Version: receipt.Version, Hash: hash, Captured: f.now,
	})
}

func refused(a archive.Article, reason string) archive.Receipt {
	return archive.Receipt{ID: a.ID, Status: archive.Refused, Reason: reason}
}

// taken says which other article holds the address of a, if one does.
func (f *filing) taken(ctx context.Context, a archive.Article) (reason string, err error) {
	if a.Address == "" {
		return "", nil
	}
	var number int64
	var title string
	err = f.owner.QueryRowContext(ctx, a.Address, a.ID).Scan(&number, &title)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return fmt.Sprintf("cutting %d, %q, has its address: give it the same ID to make it a new version, or remove that cutting first",
		number, title), err
}

// newest is what is known of the article with that ID but its text: the zero
// Version when it never was held, its numbers alone when it was removed.
func (f *filing) newest(ctx context.Context, id string) (v archive.Version, removed bool, err error) {
	v.ID = id
	var published string
	err = f.held.QueryRowContext(ctx, id).Scan(&v.Number, &v.Version, &removed,
		&v.URL, &v.Address, &v.Title, &v.Outlet, &v.Author, &published, &v.Language, &v.Hash, &v.Collection)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	if err == nil {
		v.Published, err = archive.ParseDate(published)
	}
	return v, removed, err
}

// store writes a new version as the article's newest.
func (f *filing) store(ctx context.Context, v archive.Version) error {
	f.seq++
	address := sql.NullString{String: v.Address, Valid: v.Address != ""}
	_, err := f.article.ExecContext(ctx, v.Number, v.ID, address, v.Version, f.seq,
		v.Outlet, v.Published.String(), v.Captured.Unix(), v.Author, v.Collection, v.URL)
	if err != nil {
		return err
	}
	if _, err := f.change.ExecContext(ctx, f.seq, v.Number, v.Version, f.now.Unix()); err != nil {
		return err
	}
	return f.keep(ctx, v)
}

// keep writes a version of an article that is there.
func (f *filing) keep(ctx context.Context, v archive.Version) error {
	_, err := f.version.ExecContext(ctx, v.Number, v.Version, v.URL, v.Address, v.Title, v.Outlet, v.Author,
		v.Published.String(), v.Language, v.Hash, v.Captured.Unix(), v.Text, v.Collection)
	if err != nil {
		return err
	}
	_, err = f.unread.ExecContext(ctx, v.Number, v.Version)
	return err
}
