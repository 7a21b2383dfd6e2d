package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"cuttings/internal/archive"
	"cuttings/internal/speech"
	"cuttings/internal/text"
)

// Unread returns versions whose speech is to be found; see archive.Store.
func (s *Store) Unread(ctx context.Context, rules, limit int) (versions []archive.Version, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		versions = nil
		rows, err := tx.QueryContext(ctx, "SELECT "+versionColumns+` FROM readings r
			JOIN versions v ON v.number = r.number AND v.version = r.version
			JOIN articles a ON a.number = r.number
			WHERE r.rules < $1 LIMIT $2`, rules, max(limit, 0))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			v, err := scan(rows)
			if err != nil {
				return err
			}
			versions = append(versions, v)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return versions, nil
}

// KeepSpeech keeps what was found said; see archive.Store.
func (s *Store) KeepSpeech(ctx context.Context, readings ...archive.Reading) error {
	for _, r := range readings {
		if err := r.Validate(); err != nil {
			return err
		}
	}
	if len(readings) == 0 {
		return ctx.Err()
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		for _, r := range readings {
			if err := keep(ctx, tx, r); err != nil {
				return err
			}
		}
		return nil
	})
}

// keep keeps one reading, unless it says nothing new.
func keep(ctx context.Context, tx *sql.Tx, r archive.Reading) error {
	number, version := r.Version.Number, r.Version.Version
	marked, err := tx.ExecContext(ctx, "UPDATE readings SET rules = $1 WHERE number = $2 AND version = $3 AND rules < $1",
		r.Rules, number, version)
	if err != nil {
		return err
	}
	if n, err := marked.RowsAffected(); n == 0 || err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM speech WHERE number = $1 AND version = $2", number, version); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO speech (number, version, place, kind, called, role, named, spans)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`)
	if err != nil {
		return err
	}
	for place, one := range r.Speech {
		who, _ := archive.NewSpeaker(r.Version, one)
		where, err := json.Marshal(spansOf(one))
		if err != nil {
			return err
		}
		_, err = insert.ExecContext(ctx, number, version, place, one.Kind, who.Called, who.Role, who.Named, string(where))
		if err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, "UPDATE archive SET heard = heard + 1")
	return err
}

// spans is where a speech stands, as it is kept.
type spans struct {
	Quote   []span `json:"quote"`
	Cue     span   `json:"cue"`
	Speaker *span  `json:"speaker,omitempty"`
	Name    span   `json:"name"`
	Role    span   `json:"role"`
}

// span is a start and an end.
type span [2]int

func spanOf(p text.Span) span  { return span{p.Start, p.End} }
func (p span) span() text.Span { return text.Span{Start: p[0], End: p[1]} }

func spansOf(s speech.Speech) spans {
	where := spans{Cue: spanOf(s.Cue)}
	for _, q := range s.Quote {
		where.Quote = append(where.Quote, spanOf(q))
	}
	if p := s.Speaker; p != nil {
		who := spanOf(p.Span)
		where.Speaker, where.Name, where.Role = &who, spanOf(p.NameSpan), spanOf(p.RoleSpan)
	}
	return where
}

// Speech returns what is kept of a version; see archive.Store.
func (s *Store) Speech(ctx context.Context, number int64, version int) (list []speech.Speech, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list = nil
		rows, err := tx.QueryContext(ctx, `SELECT kind, called, role, named, spans FROM speech
			WHERE number = $1 AND version = $2 ORDER BY place`, number, version)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			one, err := scanSpeech(rows)
			if err != nil {
				return err
			}
			list = append(list, one)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

func scanSpeech(r row) (one speech.Speech, err error) {
	var called, role, where string
	var named bool
	if err := r.Scan(&one.Kind, &called, &role, &named, &where); err != nil {
		return one, err
	}
	var at spans
	if err := json.Unmarshal([]byte(where), &at); err != nil {
		return one, errors.Join(archive.ErrDamaged, err)
	}
	for _, q := range at.Quote {
		one.Quote = append(one.Quote, q.span())
	}
	one.Cue = at.Cue.span()
	if at.Speaker != nil {
		one.Speaker = &speech.Speaker{Span: at.Speaker.span(), Role: role, NameSpan: at.Name.span(), RoleSpan: at.Role.span()}
		if named {
			one.Speaker.Name = called
		}
	}
	return one, nil
}

// newest joins the articles a whose newest version it is to speech s, and what a
// filter goes by, see sieve.
const newest = "JOIN articles a ON a.number = s.number AND a.version = s.version AND a.removed IS NULL"

// sieve knows which articles pass a filter.
type sieve struct {
	filter archive.Filter
	passed map[int64]bool
	dates  map[int64]archive.Date
}

func newSieve(f archive.Filter) sieve {
	return sieve{filter: f, passed: map[int64]bool{}, dates: map[int64]archive.Date{}}
}

// sieved are the columns of articles a that a sieve goes by.
const sieved = "a.number, a.outlet, a.author, a.collection, a.published"

// passing is one article as it is read from them.
type passing struct {
	number                                int64
	outlet, author, collection, published string
}

func (p *passing) columns() []any {
	return []any{&p.number, &p.outlet, &p.author, &p.collection, &p.published}
}

// passes reports whether the article passes, and its date.
func (s sieve) passes(p passing) (bool, archive.Date, error) {
	if passed, met := s.passed[p.number]; met {
		return passed, s.dates[p.number], nil
	}
	date, err := archive.ParseDate(p.published)
	if err != nil {
		return false, date, err
	}
	s.dates[p.number] = date
	s.passed[p.number] = s.filter.Match(archive.Version{Number: p.number, Article: archive.Article{
		Outlet: p.outlet, Author: p.author, Collection: p.collection, Published: date,
	}})
	return s.passed[p.number], date, nil
}

// Speakers returns everybody who speaks; see archive.Store.
func (s *Store) Speakers(ctx context.Context, filter archive.Filter) (list []archive.Speaker, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list = nil
		rows, err := tx.QueryContext(ctx, "SELECT s.called, s.named, s.role, "+sieved+" FROM speech s "+newest+`
			WHERE s.called <> '' ORDER BY s.called, s.named, s.role, s.number`)
		if err != nil {
			return err
		}
		defer rows.Close()
		through := newSieve(filter)
		for rows.Next() {
			one := archive.Speaker{Speeches: 1}
			var in passing
			if err := rows.Scan(append([]any{&one.Called, &one.Named, &one.Role}, in.columns()...)...); err != nil {
				return err
			}
			passes, date, err := through.passes(in)
			if err != nil {
				return err
			}
			if one.From, one.To = date, date; passes {
				list = archive.AddSpeaker(list, one)
			}
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// Spoken returns where somebody speaks; see archive.Store.
func (s *Store) Spoken(ctx context.Context, filter archive.Filter, called ...string) (list []archive.Spoken, err error) {
	names, err := json.Marshal(called)
	if err != nil {
		return nil, err
	}
	err = s.read(ctx, func(tx *sql.Tx) error {
		list = nil
		rows, err := tx.QueryContext(ctx, "SELECT DISTINCT a.version, "+sieved+`
			FROM json_each($1) j JOIN speech s ON s.called = j.value AND s.called <> '' `+newest+" ORDER BY a.number", string(names))
		if err != nil {
			return err
		}
		defer rows.Close()
		through := newSieve(filter)
		for rows.Next() {
			var version int
			var in passing
			if err := rows.Scan(append([]any{&version}, in.columns()...)...); err != nil {
				return err
			}
			passes, date, err := through.passes(in)
			if err != nil {
				return err
			}
			if passes {
				list = append(list, archive.Spoken{Number: in.number, Version: version, Published: date})
			}
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// Heard grows with every change of who speaks; see archive.Store. Both numbers
// only ever grow, and one of them does with each such change.
func (s *Store) Heard(ctx context.Context) (heard int64, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT seq + heard FROM archive").Scan(&heard)
	})
	return heard, err
}
