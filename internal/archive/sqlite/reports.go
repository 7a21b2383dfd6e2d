package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"cuttings/internal/archive"
)

const reportColumns = "id, server, number, version, ref, reason, words, by, at, closed"

// KeepReport keeps a report; see archive.Reports.
func (s *Store) KeepReport(ctx context.Context, r archive.Report) (kept archive.Report, err error) {
	if err := r.Validate(); err != nil {
		return archive.Report{}, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		if err := stillHeld(ctx, tx, r.Number); err != nil {
			return err
		}
		kept, err = scanReport(tx.QueryRowContext(ctx, `UPDATE reports SET words = iif($5 = '', words, $5)
			WHERE closed = 0 AND server = $1 AND ref = $2 AND reason = $3 AND by = $4 RETURNING `+reportColumns,
			r.Server, r.Ref, string(r.Reason), r.By, r.Words))
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := roomForReport(ctx, tx, r); err != nil {
			return err
		}
		kept, err = scanReport(tx.QueryRowContext(ctx, `INSERT INTO reports (server, number, version, ref, reason, words, by, at, closed)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) RETURNING `+reportColumns,
			r.Server, r.Number, r.Version, r.Ref, string(r.Reason), r.Words, r.By, s.now().Unix()))
		return err
	})
	return kept, named(err, "cutting %d", r.Number)
}

// stillHeld is the error of an article that isn't.
func stillHeld(ctx context.Context, tx *sql.Tx, number int64) error {
	var removed bool
	err := tx.QueryRowContext(ctx, "SELECT removed IS NOT NULL FROM articles WHERE number = $1", number).Scan(&removed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return archive.ErrNotFound
	case err == nil && removed:
		return archive.ErrRemoved
	}
	return err
}

// roomForReport is the error of a report that would be one too many.
func roomForReport(ctx context.Context, tx *sql.Tx, r archive.Report) error {
	var by, in, all int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE by = $1), count(*) FILTER (WHERE server = $2), count(*)
		FROM reports WHERE closed = 0`, r.By, r.Server).Scan(&by, &in, &all)
	switch {
	case err != nil:
		return err
	case by >= archive.MaxReportsBy:
		return archive.ErrReportsBy
	case in >= archive.MaxReportsIn || all >= archive.MaxReports:
		return archive.ErrReportsFull
	}
	return nil
}

func scanReport(r row) (report archive.Report, err error) {
	err = r.Scan(&report.ID, &report.Server, &report.Number, &report.Version, &report.Ref, &report.Reason, &report.Words, &report.By,
		instant{&report.At}, instant{&report.Closed})
	return report, err
}

// OpenReports returns a server's open reports; see archive.Reports.
func (s *Store) OpenReports(ctx context.Context, server string) (list []archive.Report, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = scanAll(ctx, tx, scanReport, "SELECT "+reportColumns+" FROM reports WHERE closed = 0 AND server = $1 ORDER BY id DESC", server)
		return err
	})
	return list, err
}

// Reports returns all reports; see archive.Reports.
func (s *Store) Reports(ctx context.Context, after int64, limit int) (list []archive.Report, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = scanAll(ctx, tx, scanReport, "SELECT "+reportColumns+" FROM reports WHERE id > $1 ORDER BY id LIMIT $2", after, max(limit, 0))
		return err
	})
	return list, err
}

// Report returns one report; see archive.Reports.
func (s *Store) Report(ctx context.Context, id int64) (r archive.Report, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		r, err = reportOf(ctx, tx, id)
		return err
	})
	return r, named(err, "report %d", id)
}

func reportOf(ctx context.Context, tx *sql.Tx, id int64) (archive.Report, error) {
	r, err := scanReport(tx.QueryRowContext(ctx, "SELECT "+reportColumns+" FROM reports WHERE id = $1", id))
	if errors.Is(err, sql.ErrNoRows) {
		err = archive.ErrNotFound
	}
	return r, err
}

// CloseReport closes a report; see archive.Reports.
func (s *Store) CloseReport(ctx context.Context, id int64) (r archive.Report, changed bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "UPDATE reports SET closed = $2 WHERE id = $1 AND closed = 0", id, s.now().Unix())
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		if changed = n > 0; err != nil {
			return err
		}
		r, err = reportOf(ctx, tx, id)
		return err
	})
	return r, changed && err == nil, named(err, "report %d", id)
}
