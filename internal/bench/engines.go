package bench

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"cuttings/index"
)

// ours is the program's own engine, as the program keeps and asks it.
type ours struct{ replica *index.Replica }

func newOurs(ctx context.Context, folder string, source index.Source) (engine, error) {
	replica, err := index.OpenReplica(ctx, folder, source, index.Options{})
	if err != nil {
		return nil, err
	}
	return &ours{replica}, nil
}

// Add follows the store, which holds the passages' articles.
func (o *ours) Add(ctx context.Context, _ []passage) error { return o.replica.CatchUp(ctx, nil) }

func (o *ours) Search(ctx context.Context, words []string) ([]place, error) {
	hits, err := o.replica.Search(ctx, index.Query{Text: strings.Join(words, " "), Limit: limit})
	places := make([]place, len(hits))
	for i, h := range hits {
		places[i] = place{h.Number, h.Span.Start}
	}
	return places, err
}

func (o *ours) Close() error { return o.replica.Close() }

// fts5 is SQLite's full-text index: words stemmed by Porter, the text itself
// not kept (contentless), ordered by its bm25.
type fts5 struct {
	db     *sql.DB
	find   *sql.Stmt
	places []place // by rowid, from 1
}

func newFTS5(folder string) (engine, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	file := url.URL{
		Scheme: "file", Opaque: (&url.URL{Path: filepath.Join(folder, "fts5.db")}).EscapedPath(),
		RawQuery: "_pragma=journal_mode(wal)&_pragma=synchronous(normal)",
	}
	db, err := sql.Open("sqlite", file.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxIdleConns(4 * runtime.NumCPU()) // opening a connection is no part of a question
	_, err = db.Exec(`CREATE VIRTUAL TABLE passages USING fts5(text, content='', tokenize='porter unicode61')`)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	find, err := db.Prepare(`SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT ?`)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &fts5{db: db, find: find}, nil
}

// Add writes all in one transaction and merges what came of it into one piece,
// as the other engines do.
func (f *fts5) Add(ctx context.Context, passages []passage) (err error) {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	insert, err := tx.PrepareContext(ctx, `INSERT INTO passages(rowid, text) VALUES (?, ?)`)
	if err != nil {
		return err
	}
	for i, p := range passages {
		if _, err := insert.ExecContext(ctx, i+1, p.text); err != nil {
			return err
		}
		f.places = append(f.places, p.place)
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, statement := range []string{`INSERT INTO passages(passages) VALUES ('optimize')`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if _, err := f.db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func (f *fts5) Search(ctx context.Context, words []string) (places []place, err error) {
	if len(words) == 0 {
		return nil, nil
	}
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + strings.ReplaceAll(w, `"`, `""`) + `"`
	}
	rows, err := f.find.QueryContext(ctx, strings.Join(quoted, " OR "), limit)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		places = append(places, f.places[id-1])
	}
	return places, rows.Err()
}

func (f *fts5) Close() error { return errors.Join(f.find.Close(), f.db.Close()) }
