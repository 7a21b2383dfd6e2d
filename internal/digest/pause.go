package digest

import (
	"context"
	"errors"

	"cuttings/internal/archive"
)

// pause stops a subscription because Discord said no, and tells whoever set it
// up: once, for of those who would pause it one succeeds. One that posts in
// another channel by now goes on.
func (m *Machine) pause(ctx context.Context, id int64, channel string, reason Reason) error {
	for {
		s, err := m.Store.Subscription(ctx, id)
		if errors.Is(err, archive.ErrNotFound) {
			return nil
		}
		if err != nil || s.State != archive.Active || s.Channel != channel {
			return err
		}
		s.State, s.Why = archive.Paused, string(reason)
		s, done, err := m.Store.ChangeSubscription(ctx, s)
		if err != nil {
			return err
		}
		if !done {
			continue
		}
		m.Log.Warn("a digest is paused", "digest", s.ID, "why", s.Why)
		if s.By != "" {
			if err := m.Sender.Tell(ctx, s); err != nil {
				m.Log.Warn("whoever set the digest up couldn't be told", "digest", s.ID, "error", err)
			}
		}
		return nil
	}
}

// hold pauses a watch that would tell of the same again within a minute, and again;
// a digest's next day is soon enough.
func (m *Machine) hold(ctx context.Context, s archive.Subscription, d archive.Delivery, reason Reason) error {
	if s.Watch != archive.AtOnce {
		return nil
	}
	return m.pause(ctx, s.ID, d.Channel, reason)
}
