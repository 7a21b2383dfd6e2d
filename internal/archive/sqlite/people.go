package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"cuttings/internal/archive"
)

// What is kept with a user's ID is found by the indexes of its tables.
const (
	personalSubscriptionsSQL = subscriptions + ` WHERE coalesce(setup ->> 'by', setup ->> 'By') = $1
	OR coalesce(setup ->> 'channel', setup ->> 'Channel') = '@' || $1 ORDER BY id`
	postedBy = "by <> '' AND by = $1"
	toldTo   = "channel = '@' || $1"
)

// Personal returns what is kept with a user's ID; see archive.People.
func (s *Store) Personal(ctx context.Context, user string) (p archive.Personal, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		p, err = personal(ctx, tx, user)
		return err
	})
	if err != nil {
		return archive.Personal{}, fmt.Errorf("reading what is kept with a user's ID: %w", err)
	}
	return p, nil
}

func personal(ctx context.Context, tx *sql.Tx, user string) (p archive.Personal, err error) {
	all, err := scanAll(ctx, tx, scanSubscription, personalSubscriptionsSQL, user)
	if err != nil {
		return p, err
	}
	p.Matched = map[int64][]int64{}
	for _, sub := range all {
		switch {
		case sub.Watch != "":
			p.Watches = append(p.Watches, sub)
		default:
			p.Digests = append(p.Digests, sub)
		}
		if !sub.Own() {
			continue
		}
		matched, err := scanAll(ctx, tx, scanMatch, "SELECT watch, number, seq FROM matches WHERE watch = $1 ORDER BY seq, number", sub.ID)
		if err != nil {
			return p, err
		}
		for _, m := range matched {
			p.Matched[sub.ID] = append(p.Matched[sub.ID], m.Number)
		}
		sent, err := scanAll(ctx, tx, scanDelivery, "SELECT "+deliveryColumns+" FROM deliveries WHERE subscription = $1 ORDER BY slot", sub.ID)
		if err != nil {
			return p, err
		}
		p.Sent = append(p.Sent, sent...)
	}
	if p.Posts, err = postsIn(ctx, tx, postedBy+" ORDER BY id", user); err != nil {
		return p, err
	}
	if p.Told, err = postsIn(ctx, tx, toldTo+" ORDER BY id", user); err != nil {
		return p, err
	}
	if p.Reports, err = scanAll(ctx, tx, scanReport, "SELECT "+reportColumns+" FROM reports WHERE by = $1 ORDER BY id", user); err != nil {
		return p, err
	}
	log, err := hidings(ctx, tx)
	p.Hidings = slices.DeleteFunc(log, func(h archive.Hiding) bool { return h.By != user })
	return p, err
}

// Forget takes a user's ID out of everything; see archive.People. What was deleted is
// overwritten in the file, and the log that still had it is emptied; see Remove.
func (s *Store) Forget(ctx context.Context, user string) (p archive.Personal, err error) {
	if user == "" {
		return p, fmt.Errorf("nobody is to be forgotten: name a user's ID")
	}
	err = s.changeAndEmpty(ctx, 0, func(tx *sql.Tx) error {
		if p, err = personal(ctx, tx, user); err != nil {
			return err
		}
		if err := forgetSubscriptions(ctx, tx, user, slices.Concat(p.Watches, p.Digests)); err != nil {
			return err
		}
		for _, post := range p.Posts {
			if err := s.mark(ctx, tx, post.ID); err != nil {
				return err
			}
		}
		for _, forget := range []string{
			"DELETE FROM posts WHERE " + toldTo,
			"UPDATE posts SET by = '' WHERE " + postedBy,
			"UPDATE reports SET by = '', words = '' WHERE by = $1",
			"UPDATE hidings SET by = '' WHERE by = $1",
		} {
			if _, err := tx.ExecContext(ctx, forget, user); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return archive.Personal{}, fmt.Errorf("forgetting a user: %w", err)
	}
	return p, nil
}

// forgetSubscriptions removes the user's own, and takes their ID out of the others.
func forgetSubscriptions(ctx context.Context, tx *sql.Tx, user string, list []archive.Subscription) error {
	for _, sub := range list {
		query, args := "DELETE FROM subscriptions WHERE id = $1", []any{sub.ID}
		if !sub.Own() {
			sub.By = ""
			row, err := subscriptionRow(sub)
			if err != nil {
				return err
			}
			query, args = "UPDATE subscriptions SET revision = revision + 1, setup = $2 WHERE id = $1", append(args, row.setup)
		}
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		return nil
	}
	return rewatch(ctx, tx)
}
