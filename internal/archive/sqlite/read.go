package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"cuttings/internal/archive"
)

const versionColumns = `a.id, a.number, v.version,
	v.url, v.address, v.title, v.outlet, v.author, v.published, v.language, v.hash, v.captured, v.text, v.collection`

// findSQL finds a version, 0 for the newest, of the article that the condition
// which is to follow names by $1.
const findSQL = "SELECT " + versionColumns + ` FROM articles a JOIN versions v ON v.number = a.number
	WHERE a.removed IS NULL AND v.version = CASE WHEN $2 = 0 THEN a.version ELSE $2 END AND `

// row is what sql.Row and sql.Rows have in common.
type row interface{ Scan(...any) error }

// rowOrNone is err without the one that says that there is no row.
func rowOrNone(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// scanAll reads all rows of a query: an empty list where there are none.
func scanAll[T any](ctx context.Context, tx *sql.Tx, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	list := []T{}
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, rows.Err()
}

// scan reads the versionColumns.
func scan(r row) (v archive.Version, err error) {
	var published string
	var captured int64
	err = r.Scan(&v.ID, &v.Number, &v.Version, &v.URL, &v.Address, &v.Title, &v.Outlet, &v.Author,
		&published, &v.Language, &v.Hash, &captured, &v.Text, &v.Collection)
	if err != nil {
		return archive.Version{}, err
	}
	v.Captured = time.Unix(captured, 0).UTC()
	v.Published, err = archive.ParseDate(published)
	return v, err
}

// Current returns the newest version of an article; see archive.Store.
func (s *Store) Current(ctx context.Context, id string) (v archive.Version, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		v, err = find(ctx, tx, "a.id = $1", id, 0)
		return err
	})
	if err != nil {
		return archive.Version{}, named(err, "article %q", id)
	}
	return v, nil
}

// Cutting returns a version of an article; see archive.Store.
func (s *Store) Cutting(ctx context.Context, number int64, version int) (v archive.Version, err error) {
	err = s.patiently(ctx, func() error {
		v, err = scan(s.asked.cutting.QueryRowContext(ctx, number, version))
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = s.read(ctx, func(tx *sql.Tx) error {
			v, err = find(ctx, tx, "a.number = $1", number, version)
			return err
		})
	}
	if err != nil {
		return archive.Version{}, named(err, "cutting %d", number)
	}
	return v, nil
}

// find reads a version of the article that the condition on $1 names. A version
// that was given and isn't there went with a removal.
func find(ctx context.Context, tx *sql.Tx, where string, key any, version int) (archive.Version, error) {
	v, err := scan(tx.QueryRowContext(ctx, findSQL+where, key, version))
	if !errors.Is(err, sql.ErrNoRows) {
		return v, err
	}
	var gone bool
	err = tx.QueryRowContext(ctx, `SELECT a.removed IS NOT NULL OR $2 BETWEEN 1 AND a.version
		FROM articles a WHERE `+where, key, version).Scan(&gone)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return v, archive.ErrNotFound
	case err != nil:
		return v, err
	case gone:
		return v, archive.ErrRemoved
	}
	return v, archive.ErrNotFound
}

// named says what of the archive an ErrNotFound or ErrRemoved speaks of.
func named(err error, format string, args ...any) error {
	if archive.Absent(err) {
		return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), err)
	}
	return err
}

// Seq returns the number of the latest change; see archive.Store.
func (s *Store) Seq(ctx context.Context) (seq int64, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT seq FROM archive").Scan(&seq)
	})
	return seq, err
}

// ID returns the archive's own name; see archive.Store.
func (s *Store) ID(ctx context.Context) (id string, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT id FROM archive").Scan(&id)
	})
	return id, err
}
