package digest

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/language"
)

// takeOver goes on with a delivery that nobody works on any more. What may have
// been sent is looked for in its channel first: it is sent again only when it
// certainly isn't there, or while Discord's nonce guards it.
func (m *Machine) takeOver(ctx context.Context, s archive.Subscription, d archive.Delivery) error {
	d.Holder, d.Lease = m.Holder, m.Now().Add(lease)
	d, mine, err := m.Store.Advance(ctx, d)
	if err != nil || !mine {
		return err
	}
	if d.State == archive.Sending {
		message, found, err := m.find(ctx, d)
		switch {
		case found:
			return m.posted(ctx, s, d, message)
		case errors.Is(err, ErrUnsure) && m.Now().Sub(d.Tried) < nonceWindow:
			return m.send(ctx, s, d)
		case errors.Is(err, ErrUnsure):
			return errors.Join(m.settle(ctx, s, d, archive.Uncertain, err.Error()), m.hold(ctx, s, d, Untold))
		case err != nil:
			return m.failed(ctx, s, d, err)
		}
		// Nothing was posted: it is composed anew, so that it says how late it is
		// and shows nothing that was hidden meanwhile.
		d.State, d.Channel, d.Payload, d.Cuttings, d.Beside, d.To, d.Tried = archive.Claimed, "", nil, nil, archive.Beside{}, 0, time.Time{}
		if d, mine, err = m.Store.Advance(ctx, d); err != nil || !mine {
			return err
		}
	}
	if now := m.Now(); tooLate(s, d, now) {
		return m.settle(ctx, s, d, archive.Missed, lateness(s, d, now))
	}
	return m.deliver(ctx, s, d)
}

func (m *Machine) find(ctx context.Context, d archive.Delivery) (string, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, lease/4) // it may be sent within the same lease
	defer cancel()
	return m.Sender.Find(ctx, d.Channel, m.nonce(d), d.Tried)
}

// deliver composes and sends a delivery that this process has claimed.
func (m *Machine) deliver(ctx context.Context, s archive.Subscription, d archive.Delivery) error {
	contents, err := m.compose(ctx, s, d)
	if err != nil {
		return errors.Join(fmt.Errorf("%s can't be composed: %w", name(d), err), m.release(ctx, d))
	}
	s, err = m.Store.Subscription(ctx, s.ID) // as it is now
	switch {
	case errors.Is(err, archive.ErrNotFound): // and its deliveries went with it
		return nil
	case err != nil:
		return err
	case s.State != archive.Active:
		return m.settle(ctx, s, d, archive.Missed, archive.Stopped)
	}
	d.To, d.Cuttings, d.Beside = contents.To, contents.Cuttings, contents.Beside
	if contents.Quiet {
		return m.settle(ctx, s, d, archive.QuietDay, "")
	}
	now := m.Now()
	d.State, d.Channel, d.Payload, d.Tried, d.Lease = archive.Sending, s.Channel, contents.Payload, now, now.Add(lease)
	d, mine, err := m.Store.Advance(ctx, d)
	if err != nil || !mine {
		return err
	}
	return m.send(ctx, s, d)
}

// compose asks for the contents and looks whether they can be.
func (m *Machine) compose(ctx context.Context, s archive.Subscription, d archive.Delivery) (c Contents, err error) {
	ctx, cancel := context.WithTimeout(ctx, lease/2)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	e, err := m.edition(ctx, s, d, m.Now())
	if err != nil {
		return Contents{}, err
	}
	c, err = m.Composer.Compose(ctx, e)
	switch {
	case err != nil:
	case c.To < d.From:
		err = fmt.Errorf("it covers up to %d, which is before %d, where it begins", c.To, d.From)
	case len(c.Payload) == 0 && !c.Quiet:
		err = errors.New("it is empty")
	}
	return c, err
}

// edition is what is, or was, to be composed at a moment.
func (m *Machine) edition(ctx context.Context, s archive.Subscription, d archive.Delivery, at time.Time) (Edition, error) {
	since, err := m.since(ctx, s)
	e := Edition{Subscription: s, Slot: d.Slot, Due: d.Due, From: d.From, Since: since}
	if late := at.Sub(d.Due); late > punctual {
		e.Late = late
	}
	return e, err
}

// since is when the last digest of a subscription was posted.
func (m *Machine) since(ctx context.Context, s archive.Subscription) (time.Time, error) {
	const some = 100 // days: whether it was longer ago matters to nobody
	list, err := m.Store.Deliveries(ctx, s.ID, some)
	for _, d := range list {
		if d.State == archive.Posted {
			return d.Ended, err
		}
	}
	return time.Time{}, err
}

// send sends a delivery whose payload is kept, and records what came of it.
func (m *Machine) send(ctx context.Context, s archive.Subscription, d archive.Delivery) error {
	sending, cancel := context.WithTimeout(ctx, lease/2)
	defer cancel()
	message, err := m.Sender.Send(sending, d.Channel, d.Payload, m.nonce(d))
	if err != nil {
		return m.failed(ctx, s, d, err)
	}
	return m.posted(ctx, s, d, message)
}

// posted records that a message is there, opens its thread first, and keeps what is
// in it: whoever takes over from a process that died in between does all of it.
func (m *Machine) posted(ctx context.Context, s archive.Subscription, d archive.Delivery, message string) error {
	if s.Thread && s.Watch == "" {
		opening, cancel := context.WithTimeout(ctx, lease/4)
		defer cancel()
		if err := m.Sender.Thread(opening, d.Channel, message, threadName(s, d)); err != nil {
			m.Log.Warn("a digest is posted without its thread", "digest", d.Subscription, "for", d.Slot, "error", err)
		}
	}
	d.Message = message
	p, err := m.post(ctx, s, d)
	switch {
	case err != nil:
	case len(p.Quotes) == 0:
		return m.settle(ctx, s, d, archive.Posted, "")
	default:
		err = m.record(ctx, s, settled(d, archive.Posted, "", m.Now()), func(ctx context.Context, d archive.Delivery) (archive.Delivery, bool, error) {
			return m.Store.AdvanceAndKeep(ctx, d, p)
		})
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s is posted, and that can't be kept: %w", name(d), err), m.release(ctx, d))
	}
	return nil
}

// threadName is what the thread of a digest is called.
func threadName(s archive.Subscription, d archive.Delivery) string {
	in, day := language.For(s.Locale), d.Slot
	if date, err := archive.ParseDate(d.Slot); err == nil {
		day = in.Date(language.Date(date))
	}
	return in.Say("digest.thread-name", "day", day)
}

// failed is what follows when Discord says no, or nothing. Its no pauses the
// subscription; else somebody goes on the next time.
func (m *Machine) failed(ctx context.Context, s archive.Subscription, d archive.Delivery, err error) error {
	var no *Refusal
	if !errors.As(err, &no) {
		return errors.Join(fmt.Errorf("%s: %w", name(d), err), m.release(ctx, d))
	}
	settled := m.settle(ctx, s, d, archive.Withheld, no.Error())
	if no.Reason == BadMessage {
		return errors.Join(fmt.Errorf("%s: %w", name(d), err), settled, m.hold(ctx, s, d, no.Reason))
	}
	return errors.Join(settled, m.pause(ctx, s.ID, d.Channel, no.Reason))
}

// settled is a delivery in its final state.
func settled(d archive.Delivery, state archive.DeliveryState, why string, now time.Time) archive.Delivery {
	d.State, d.Why, d.Payload, d.Ended = state, why, nil, now
	return d
}

// settle records what became of a delivery.
func (m *Machine) settle(ctx context.Context, s archive.Subscription, d archive.Delivery, state archive.DeliveryState, why string) error {
	return m.record(ctx, s, settled(d, state, why, m.Now()), m.Store.Advance)
}

// record takes the last step of a delivery. When the process is being stopped it does
// so all the same.
func (m *Machine) record(
	ctx context.Context, s archive.Subscription, d archive.Delivery,
	step func(context.Context, archive.Delivery) (archive.Delivery, bool, error),
) error {
	d, mine, err := step(context.WithoutCancel(ctx), d)
	if err != nil || !mine {
		return err
	}
	m.Count(s, d.State)
	m.Log.Info("a digest is settled", "digest", d.Subscription, "for", d.Slot, "state", string(d.State), "why", d.Why, "after", d.Ended.Sub(d.Due))
	return nil
}

// release lets anybody go on with a delivery from now on.
func (m *Machine) release(ctx context.Context, d archive.Delivery) error {
	d.Lease = m.Now()
	_, _, err := m.Store.Advance(context.WithoutCancel(ctx), d)
	return err
}

// name names a delivery in a text.
func name(d archive.Delivery) string {
	return fmt.Sprintf("digest %d for %s", d.Subscription, d.Slot)
}
