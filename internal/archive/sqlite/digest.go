package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"cuttings/internal/archive"
)

// AddSubscription files a subscription; see archive.Digests.
func (s *Store) AddSubscription(ctx context.Context, sub archive.Subscription) (archive.Subscription, error) {
	row, err := subscriptionRow(sub)
	if err != nil {
		return archive.Subscription{}, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		sub, err = scanSubscription(tx.QueryRowContext(ctx, `INSERT INTO subscriptions (revision, active, after, setup)
			VALUES (1, $1, $2, $3) RETURNING id, revision, setup, ''`, row.active, row.after, row.setup))
		if err != nil {
			return err
		}
		return rewatch(ctx, tx)
	})
	return sub, err
}

// ChangeSubscription replaces a subscription; see archive.Digests.
func (s *Store) ChangeSubscription(ctx context.Context, sub archive.Subscription) (now archive.Subscription, done bool, err error) {
	row, err := subscriptionRow(sub)
	if err != nil {
		return archive.Subscription{}, false, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		now, err = scanSubscription(tx.QueryRowContext(ctx, `UPDATE subscriptions SET revision = revision + 1, active = $3, after = $4, setup = $5
			WHERE id = $1 AND revision = $2 RETURNING id, revision, setup, `+latest, sub.ID, sub.Revision, row.active, row.after, row.setup))
		if done = err == nil; done {
			return rewatch(ctx, tx)
		}
		return rowOrNone(err)
	})
	return now, done && err == nil, err
}

// subscriptionColumns of the table, as its columns say.
type subscriptionColumns struct {
	active bool
	after  int64
	setup  string
}

func subscriptionRow(sub archive.Subscription) (subscriptionColumns, error) {
	if err := sub.Validate(); err != nil {
		return subscriptionColumns{}, fmt.Errorf("the subscription can't be kept: %w", err)
	}
	sub.ID, sub.Revision, sub.Latest = 0, 0, ""
	sub.Since = sub.Since.UTC().Truncate(time.Second)
	setup, err := json.Marshal(sub)
	return subscriptionColumns{sub.State == archive.Active, sub.After, string(setup)}, err
}

const (
	latest        = "coalesce((SELECT max(slot) FROM deliveries WHERE subscription = subscriptions.id), '')"
	subscriptions = "SELECT id, revision, setup, " + latest + " FROM subscriptions"
)

func scanSubscription(r row) (sub archive.Subscription, err error) {
	var id, revision int64
	var setup, latest string
	if err := r.Scan(&id, &revision, &setup, &latest); err != nil {
		return sub, err
	}
	if err := json.Unmarshal([]byte(setup), &sub); err != nil {
		return sub, fmt.Errorf("subscription %d can't be read: %w", id, err)
	}
	sub.ID, sub.Revision, sub.Latest = id, revision, latest
	return sub, nil
}

// Subscription returns one; see archive.Digests.
func (s *Store) Subscription(ctx context.Context, id int64) (sub archive.Subscription, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		sub, err = scanSubscription(tx.QueryRowContext(ctx, subscriptions+" WHERE id = $1", id))
		if errors.Is(err, sql.ErrNoRows) {
			err = archive.ErrNotFound
		}
		return err
	})
	return sub, named(err, "subscription %d", id)
}

// Subscriptions returns all; see archive.Digests.
func (s *Store) Subscriptions(ctx context.Context) (list []archive.Subscription, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = scanAll(ctx, tx, scanSubscription, subscriptions+" ORDER BY id")
		return err
	})
	return list, err
}

// subscriptionsOfSQL is what SubscriptionsOf reads, by the indexes of the table.
const subscriptionsOfSQL = subscriptions + ` WHERE coalesce(setup ->> 'server', setup ->> 'Server') = $1
	OR coalesce(setup ->> 'by', setup ->> 'By') = $2 ORDER BY id`

// SubscriptionsOf returns those of a server and of a user; see archive.Digests.
func (s *Store) SubscriptionsOf(ctx context.Context, server, user string) (list []archive.Subscription, err error) {
	some := func(id string) any { // nobody's are not those without one
		if id == "" {
			return nil
		}
		return id
	}
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = scanAll(ctx, tx, scanSubscription, subscriptionsOfSQL, some(server), some(user))
		return err
	})
	return list, err
}

// RemoveSubscription takes one away; see archive.Digests.
func (s *Store) RemoveSubscription(ctx context.Context, id int64) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		var gone int64
		err := tx.QueryRowContext(ctx, "DELETE FROM subscriptions WHERE id = $1 RETURNING id", id).Scan(&gone)
		if errors.Is(err, sql.ErrNoRows) {
			return archive.ErrNotFound
		}
		if err != nil {
			return err
		}
		return rewatch(ctx, tx)
	})
	return named(err, "subscription %d", id)
}
