package sqlite

import (
	"context"
	"database/sql"

	"cuttings/internal/archive"
)

const prunePostersSQL = "UPDATE posts SET by = '' WHERE by <> '' AND at < $1"

// prunings forget what was kept long enough: each takes the first moment, in seconds
// since 1970, from which things are kept. Deliveries go with those that follow them, see
// forgetDeliveries.
var prunings = []struct {
	days  int
	query string
}{
	{archive.MissDays, "DELETE FROM misses WHERE last < date($1, 'unixepoch')"},
	{archive.SearchDays, "DELETE FROM searches WHERE used < $1 / 86400"},
	{archive.PosterDays, prunePostersSQL},
	{archive.ReportDays, "DELETE FROM reports WHERE closed = 0 AND at < $1"},
	{archive.ClosedReportDays, "DELETE FROM reports WHERE closed <> 0 AND closed < $1"},
}

// Prune forgets what was kept long enough; see archive.People. It empties the log, so
// that what was deleted while somebody read is nowhere any more.
func (s *Store) Prune(ctx context.Context) error {
	return s.changeAndEmpty(ctx, 0, func(tx *sql.Tx) error {
		for _, p := range prunings {
			if _, err := tx.ExecContext(ctx, p.query, s.now().AddDate(0, 0, -p.days).Unix()); err != nil {
				return err
			}
		}
		return s.pruneDrafts(ctx, tx)
	})
}

// pruneDrafts removes the subscriptions that nobody has confirmed.
func (s *Store) pruneDrafts(ctx context.Context, tx *sql.Tx) error {
	all, err := scanAll(ctx, tx, scanSubscription, subscriptions+" WHERE NOT active ORDER BY id")
	if err != nil {
		return err
	}
	pruned := false
	for _, sub := range all {
		if sub.State != archive.DryRun || !sub.Since.Before(s.now().AddDate(0, 0, -archive.DraftDays)) {
			continue
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM subscriptions WHERE id = $1", sub.ID); err != nil {
			return err
		}
		pruned = true
	}
	if !pruned {
		return nil
	}
	return rewatch(ctx, tx)
}
