package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"cuttings/internal/archive"
)

const deliveryColumns = "subscription, slot, due, state, term, holder, lease, above, upto, channel, payload, cuttings, tried, message, why, ended, beside"

// Begin files a delivery; see archive.Digests.
func (s *Store) Begin(ctx context.Context, d archive.Delivery) (now archive.Delivery, done bool, err error) {
	row, err := deliveryRow(d)
	if err != nil {
		return archive.Delivery{}, false, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		// The key and the index of those that are open decide who is first.
		now, err = scanDelivery(tx.QueryRowContext(ctx, `INSERT INTO deliveries (`+deliveryColumns+`)
			SELECT id, $2, $3, $4, 1, $5, $6,
				coalesce((SELECT max(upto) FROM deliveries WHERE subscription = $1 AND state IN ('posted', 'quiet')), after),
				$7, $8, $9, $10, $11, $12, $13, $14, $15
			FROM subscriptions WHERE id = $1 AND active
			ON CONFLICT DO NOTHING RETURNING `+deliveryColumns, append([]any{d.Subscription, d.Slot, millis(d.Due)}, row...)...))
		if done = err == nil; done {
			return forgetDeliveries(ctx, tx, d)
		}
		return rowOrNone(err)
	})
	return now, done && err == nil, err
}

// forgetDeliveries forgets what is long over. A slot begins with its date, so that
// those before one are found by the key.
func forgetDeliveries(ctx context.Context, tx *sql.Tx, d archive.Delivery) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM deliveries WHERE subscription = $1 AND slot < $2 AND state NOT IN ('claimed', 'sending')
		AND upto < (SELECT max(upto) FROM deliveries WHERE subscription = $1 AND state IN ('posted', 'quiet'))`,
		d.Subscription, d.Due.AddDate(0, 0, -archive.DeliveryDays).Format(time.DateOnly))
	return err
}

// Advance takes a delivery one step on; see archive.Digests.
func (s *Store) Advance(ctx context.Context, d archive.Delivery) (now archive.Delivery, done bool, err error) {
	row, err := deliveryRow(d)
	if err != nil {
		return archive.Delivery{}, false, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		now, done, err = advance(ctx, tx, d, row)
		return err
	})
	return now, done && err == nil, err
}

func advance(ctx context.Context, tx *sql.Tx, d archive.Delivery, row []any) (archive.Delivery, bool, error) {
	now, err := scanDelivery(tx.QueryRowContext(ctx, `UPDATE deliveries SET (term, state, holder, lease, upto, channel, payload, cuttings, tried, message, why, ended, beside)
		= (term + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		WHERE subscription = $1 AND slot = $2 AND term = $3 AND state IN ('claimed', 'sending') RETURNING `+deliveryColumns,
		append([]any{d.Subscription, d.Slot, d.Term}, row...)...))
	return now, err == nil, rowOrNone(err)
}

// AdvanceAndKeep takes a delivery one step on and keeps its post; see archive.Digests.
func (s *Store) AdvanceAndKeep(ctx context.Context, d archive.Delivery, p archive.Post) (now archive.Delivery, done bool, err error) {
	row, err := deliveryRow(d)
	if err = errors.Join(err, p.Validate()); err != nil {
		return archive.Delivery{}, false, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		if now, done, err = advance(ctx, tx, d, row); err != nil {
			return err
		}
		if !done && strings.HasPrefix(p.Channel, "@") {
			var there bool
			err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT * FROM subscriptions WHERE id = $1)", d.Subscription).Scan(&there)
			if err != nil || !there {
				return err
			}
		}
		return s.keepPost(ctx, tx, p)
	})
	return now, done && err == nil, err
}

// deliveryRow is what a step changes: from state to beside, without term and above.
func deliveryRow(d archive.Delivery) ([]any, error) {
	for _, s := range []string{d.Slot, d.Holder, d.Channel, d.Message, d.Why} {
		if err := archive.Storable(s); err != nil {
			return nil, fmt.Errorf("a delivery's text %w", err)
		}
	}
	cuttings, err := json.Marshal(d.Cuttings)
	if err != nil {
		return nil, err
	}
	beside, err := json.Marshal(d.Beside)
	payload := d.Payload
	if payload == nil {
		payload = []byte{}
	}
	return []any{string(d.State), d.Holder, millis(d.Lease), d.To, d.Channel, payload, string(cuttings), millis(d.Tried), d.Message, d.Why, millis(d.Ended), string(beside)}, err
}

func scanDelivery(r row) (d archive.Delivery, err error) {
	var due, lease, tried, ended int64
	var cuttings, beside string
	err = r.Scan(&d.Subscription, &d.Slot, &due, &d.State, &d.Term, &d.Holder, &lease, &d.From, &d.To, &d.Channel, &d.Payload, &cuttings, &tried, &d.Message, &d.Why, &ended, &beside)
	if err != nil {
		return archive.Delivery{}, err
	}
	d.Due, d.Lease, d.Tried, d.Ended = moment(due), moment(lease), moment(tried), moment(ended)
	if len(d.Payload) == 0 {
		d.Payload = nil
	}
	if err := errors.Join(json.Unmarshal([]byte(cuttings), &d.Cuttings), json.Unmarshal([]byte(beside), &d.Beside)); err != nil {
		return archive.Delivery{}, fmt.Errorf("the delivery of subscription %d for %s can't be read: %w", d.Subscription, d.Slot, err)
	}
	return d, nil
}

// millis are milliseconds since 1970; 0 stands for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// OpenDeliveries returns those that aren't settled; see archive.Digests.
func (s *Store) OpenDeliveries(ctx context.Context) ([]archive.Delivery, error) {
	return s.deliveries(ctx, "state IN ('claimed', 'sending') ORDER BY due, subscription")
}

// Deliveries returns those of a subscription; see archive.Digests.
func (s *Store) Deliveries(ctx context.Context, subscription int64, limit int) ([]archive.Delivery, error) {
	return s.deliveries(ctx, "subscription = $1 ORDER BY slot DESC LIMIT $2", subscription, max(limit, 0))
}

func (s *Store) deliveries(ctx context.Context, where string, args ...any) (list []archive.Delivery, err error) {
	err = s.read(ctx, func(tx *sql.Tx) error {
		list, err = scanAll(ctx, tx, scanDelivery, "SELECT "+deliveryColumns+" FROM deliveries WHERE "+where, args...)
		return err
	})
	return list, err
}
