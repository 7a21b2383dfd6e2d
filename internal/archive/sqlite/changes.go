package sqlite

import (
	"context"
	"database/sql"

	"cuttings/internal/archive"
)

// Changes returns where the articles that changed now stand; see archive.Store.
func (s *Store) Changes(ctx context.Context, after int64, limit int) (changes []archive.Change, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		changes, err = changesIn(ctx, tx, after, limit)
		return err
	})
	if err != nil {
		return nil, err
	}
	return changes, nil
}

func changesIn(ctx context.Context, tx *sql.Tx, after int64, limit int) ([]archive.Change, error) {
	changes := []archive.Change{}
	var held []int // the places in changes of articles that have a Current
	rows, err := tx.QueryContext(ctx, `SELECT seq, id, number, removed IS NULL FROM articles
		WHERE seq > $1 ORDER BY seq LIMIT $2`, after, max(limit, 0))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var c archive.Change
		var isHeld bool
		if err := rows.Scan(&c.Seq, &c.ID, &c.Number, &isHeld); err != nil {
			return nil, err
		}
		if isHeld {
			held = append(held, len(changes))
		}
		changes = append(changes, c)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return changes, fillIn(ctx, tx, changes, held)
}

// fillIn reads the newest version of each article that is held.
func fillIn(ctx context.Context, tx *sql.Tx, changes []archive.Change, held []int) error {
	current, err := tx.PrepareContext(ctx, "SELECT "+versionColumns+` FROM articles a
		JOIN versions v ON v.number = a.number AND v.version = a.version WHERE a.number = $1`)
	if err != nil {
		return err
	}
	for _, i := range held {
		v, err := scan(current.QueryRowContext(ctx, changes[i].Number))
		if err != nil {
			return err
		}
		changes[i].Current = &v
	}
	return nil
}
