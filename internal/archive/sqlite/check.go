package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	sqlite3 "modernc.org/sqlite"

	"cuttings/internal/archive"
)

const (
	chunk    = 100 // versions read in one transaction, so that a long check doesn't keep the log from being emptied
	reported = 10  // findings in the message; the rest is counted
)

// Check reads the whole archive; see archive.Store.
func (s *Store) Check(ctx context.Context) error {
	var found []string
	for _, look := range []func(context.Context) ([]string, error){s.structure, s.texts} {
		wrong, err := look(ctx)
		if err != nil && !errors.Is(err, archive.ErrDamaged) {
			return err
		}
		if e, ok := errors.AsType[*sqlite3.Error](err); ok {
			wrong = append(wrong, "the rest can't be read: "+e.Error())
		}
		found = append(found, wrong...)
	}
	if len(found) == 0 {
		return nil
	}
	more := ""
	if len(found) > reported {
		more = fmt.Sprintf("; and %d more", len(found)-reported)
	}
	return fmt.Errorf("archive %s: %w: %s%s. Keep a copy of the file and restore the last backup; "+
		"a cutting of which the text alone is wrong can be removed and added again", s.path, archive.ErrDamaged,
		strings.Join(found[:min(len(found), reported)], "; "), more)
}

// structure returns what SQLite finds wrong with the file, and articles that
// disagree with the rest of it.
func (s *Store) structure(ctx context.Context) (found []string, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		found = nil
		for _, query := range []string{
			"PRAGMA integrity_check",
			"SELECT 'a row of ' || \"table\" || ' belongs to no article' FROM pragma_foreign_key_check",
			`SELECT 'cutting ' || a.number || ' does not agree with its newest version'
				FROM articles a LEFT JOIN versions v ON v.number = a.number AND v.version = a.version
				WHERE a.removed IS NULL AND NOT coalesce(a.outlet = v.outlet AND a.published = v.published
				AND a.captured = v.captured AND a.author = v.author AND a.collection = v.collection AND coalesce(a.address, '') = v.address, FALSE)`,
			`SELECT 'cutting ' || number || ' is newer than the latest change'
				FROM articles WHERE number > (SELECT number FROM archive) OR seq > (SELECT seq FROM archive)`,
			`SELECT 'cutting ' || v.number || ', version ' || v.version || ' is not listed among what is read for speech'
				FROM versions v LEFT JOIN readings r ON r.number = v.number AND r.version = v.version WHERE r.number IS NULL`,
		} {
			lines, err := linesOf(ctx, tx, query)
			if err != nil {
				return err
			}
			found = append(found, lines...)
		}
		return nil
	})
	return found, err
}

// linesOf returns the lines of the strings that a query gives, without those by
// which SQLite says that all is well and which database it speaks of.
func linesOf(ctx context.Context, tx *sql.Tx, query string) (lines []string, err error) {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "ok" && !strings.HasPrefix(line, "***") {
				lines = append(lines, line)
			}
		}
	}
	return lines, rows.Err()
}

// texts returns the versions whose text no longer has its hash.
func (s *Store) texts(ctx context.Context) (found []string, err error) {
	at := place{}
	for more := true; more && err == nil; {
		err = s.read(ctx, func(tx *sql.Tx) error {
			wrong, next, err := textsAfter(ctx, tx, at)
			if err == nil {
				found, more, at = append(found, wrong...), next != at, next
			}
			return err
		})
	}
	return found, err
}

// place is a version of an article.
type place struct{ number, version int64 }

// textsAfter looks at the next chunk of versions, and returns the last it saw.
func textsAfter(ctx context.Context, tx *sql.Tx, at place) (wrong []string, last place, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT number, version, hash, text FROM versions
		WHERE (number, version) > ($1, $2) ORDER BY number, version LIMIT $3`, at.number, at.version, chunk)
	if err != nil {
		return nil, at, err
	}
	defer rows.Close()
	for rows.Next() {
		var hash, text string
		if err := rows.Scan(&at.number, &at.version, &hash, &text); err != nil {
			return nil, at, err
		}
		if archive.Hash(text) != hash {
			wrong = append(wrong, fmt.Sprintf("cutting %d, version %d: its text is not the one that was stored", at.number, at.version))
		}
	}
	return wrong, at, rows.Err()
}
