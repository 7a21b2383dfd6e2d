package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"cuttings/internal/archive"
)

// Placed returns how far articles are placed; see archive.Stories.
func (s *Store) Placed(ctx context.Context) (at archive.Placed, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		at, err = placed(ctx, tx)
		return err
	})
	return at, err
}

func placed(ctx context.Context, tx *sql.Tx) (at archive.Placed, err error) {
	err = tx.QueryRowContext(ctx, "SELECT rules, seq, stories FROM placed").Scan(&at.Rules, &at.Seq, &at.Stories)
	return at, err
}

// Place keeps placements; see archive.Stories.
func (s *Store) Place(ctx context.Context, before, after archive.Placed, placements ...archive.Placement) (done bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		at, err := placed(ctx, tx)
		if done = err == nil && at == before; !done {
			return err
		}
		if after.Rules != before.Rules {
			if _, err := tx.ExecContext(ctx, "DELETE FROM placements"); err != nil {
				return err
			}
		}
		for _, p := range placements {
			if _, err := tx.ExecContext(ctx, `INSERT INTO placements (number, story, reprint_of)
				SELECT $1, $2, $3 FROM articles WHERE number = $1 AND removed IS NULL
				ON CONFLICT (number) DO UPDATE SET story = excluded.story, reprint_of = excluded.reprint_of`,
				p.Number, p.Story, p.ReprintOf); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "UPDATE placed SET rules = $1, seq = $2, stories = $3", after.Rules, after.Seq, after.Stories)
		return err
	})
	return done && err == nil, err
}

// Placements returns where articles are placed; see archive.Stories.
func (s *Store) Placements(ctx context.Context, numbers ...int64) ([]archive.Placement, error) {
	list := []archive.Placement{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		list = list[:0]
		one, err := tx.PrepareContext(ctx, "SELECT number, story, reprint_of FROM placements WHERE number = $1")
		if err != nil {
			return err
		}
		for _, number := range distinct(numbers) {
			if list, err = placements(ctx, one, list, number); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

// Story returns the articles of a story; see archive.Stories.
func (s *Store) Story(ctx context.Context, story int64) ([]archive.Placement, error) {
	return s.placements(ctx, "SELECT number, story, reprint_of FROM placements WHERE story = $1 ORDER BY number", story)
}

// Stories returns the articles of many stories; see archive.Stories.
func (s *Store) Stories(ctx context.Context, after int64, limit int) ([]archive.Placement, error) {
	return s.placements(ctx, `SELECT number, story, reprint_of FROM placements WHERE story IN
		(SELECT DISTINCT story FROM placements WHERE story > $1 ORDER BY story LIMIT $2) ORDER BY story, number`, after, max(limit, 0))
}

func (s *Store) placements(ctx context.Context, query string, args ...any) ([]archive.Placement, error) {
	list := []archive.Placement{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		all, err := tx.PrepareContext(ctx, query)
		if err == nil {
			list, err = placements(ctx, all, list[:0], args...)
		}
		return err
	})
	return list, err
}

// placements appends the rows of a query to the list.
func placements(ctx context.Context, query *sql.Stmt, list []archive.Placement, args ...any) ([]archive.Placement, error) {
	rows, err := query.QueryContext(ctx, args...)
	if err != nil {
		return list, err
	}
	defer rows.Close()
	for rows.Next() {
		var p archive.Placement
		if err := rows.Scan(&p.Number, &p.Story, &p.ReprintOf); err != nil {
			return list, err
		}
		list = append(list, p)
	}
	return list, rows.Err()
}

// distinct is the list in order, each of it once.
func distinct[T cmp.Ordered](of []T) []T {
	list := slices.Clone(of)
	slices.Sort(list)
	return slices.Compact(list)
}
