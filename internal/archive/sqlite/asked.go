package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// asked are the statements that every answer asks. SQLite takes longer to parse
// them than to answer them, so they are parsed once for each connection.
type asked struct{ cutting, seq, hidden, setting *sql.Stmt }

func prepareAsked(ctx context.Context, db *sql.DB) (a asked, err error) {
	for query, stmt := range map[string]**sql.Stmt{
		findSQL + "a.number = $1": &a.cutting,
		"SELECT seq FROM archive": &a.seq,
		hiddenSQL:                 &a.hidden,

		"SELECT value FROM settings WHERE key = $1": &a.setting,
	} {
		if err == nil {
			*stmt, err = db.PrepareContext(ctx, query)
		}
	}
	return a, err
}

func (a asked) close() error {
	return errors.Join(a.cutting.Close(), a.seq.Close(), a.hidden.Close(), a.setting.Close())
}
