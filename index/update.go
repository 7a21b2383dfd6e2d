package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	pageChanges   = 500         // how many changes are read from the archive at once
	mergePassages = 10_000      // an update that adds more than so many ends with a merge
	maxPause      = time.Minute // between two tries of Follow, unless every is longer
)

// CatchUp applies what the archive holds and the index doesn't, up to the Seq
// that the archive has when it begins, and builds the index anew when it must
// be. Progress, when not nil, is called now and then with the steps of the
// archive's sequence that are done and how many there are to do. When the disk
// fails or is full, also since the last CatchUp, it returns an error; the index
// then answers from what it had and the next CatchUp tries again.
func (r *Replica) CatchUp(ctx context.Context, progress func(done, total int64)) error {
	return r.update(ctx, func() error {
		rested, err := r.wakeUp(ctx)
		if err != nil {
			return err
		}
		r.mu.RLock()
		e, unfit := r.engine, r.unfit
		r.mu.RUnlock()
		if e != nil && unfit == nil {
			if _, unfit, err = r.judge(ctx, e); err != nil {
				return err
			}
		}
		if e == nil || unfit != nil {
			return r.rebuild(ctx, progress)
		}
		err = r.follow(ctx, e, progress)
		if errors.Is(err, ErrDamaged) {
			if damage := e.Check(ctx); errors.Is(damage, ErrDamaged) {
				_ = r.condemn(e, damage)
				return r.rebuild(ctx, progress)
			}
		}
		if err == nil && rested {
			err = e.merge(ctx, asUsually)
		}
		if failure := e.failure(); failure != nil {
			return errors.Join(cmp.Or(err, failure), r.reopen(ctx, e, true))
		}
		return err
	})
}

// wakeUp opens an index that rests for writing, and reports whether it did.
func (r *Replica) wakeUp(ctx context.Context) (rested bool, err error) {
	r.mu.RLock()
	e := r.engine
	r.mu.RUnlock()
	if e == nil || !e.resting {
		return false, nil
	}
	return true, r.reopen(ctx, e, false)
}

// reopen opens the index again as it is on the disk. After a write or a merge
// that failed it is to rest: otherwise bleve would go on trying, with all that a
// core can give.
func (r *Replica) reopen(ctx context.Context, e *engine, resting bool) error {
	name, err := r.slot.current()
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	_ = e.Close() // its complaint is about the write that failed
	if r.engine, r.unfit, err = r.load(context.WithoutCancel(ctx), name, resting); err != nil {
		r.engine, r.unfit = nil, err
	}
	return err
}

// Rebuild builds the index anew from the archive. The one that is there answers
// meanwhile, and stays when Rebuild fails.
func (r *Replica) Rebuild(ctx context.Context, progress func(done, total int64)) error {
	return r.update(ctx, func() error { return r.rebuild(ctx, progress) })
}

// update runs f when no other update runs.
func (r *Replica) update(ctx context.Context, f func() error) error {
	select {
	case r.updates <- struct{}{}:
		defer func() { <-r.updates }()
	case <-ctx.Done():
		return ctx.Err()
	}
	r.mu.RLock()
	closed := r.closed
	r.mu.RUnlock()
	if closed {
		return errClosed
	}
	if err := f(); err != nil {
		return fmt.Errorf("can't bring the index up to date: %w", err)
	}
	return nil
}

// follow applies changes to an engine until it has reached the archive.
func (r *Replica) follow(ctx context.Context, e *engine, progress func(done, total int64)) error {
	target, err := r.source.Seq(ctx)
	if err != nil {
		return err
	}
	before, err := e.notes()
	if err != nil {
		return err
	}
	from := before.Position
	for at := from; at < target; {
		changes, err := r.source.Changes(ctx, at, pageChanges)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			return fmt.Errorf("the archive is at change %d, but has none after %d", target, at)
		}
		if err := e.Apply(ctx, changes); err != nil {
			return err
		}
		at = changes[len(changes)-1].Seq
		if progress != nil {
			progress(min(at, target)-from, target-from)
		}
	}
	after, err := e.notes()
	if err == nil && after.Passages-before.Passages > mergePassages {
		err = e.merge(ctx, intoOne)
	}
	r.slot.note(max(from, target))
	return err
}

// rebuild makes a new index beside the old one and puts it in its place.
func (r *Replica) rebuild(ctx context.Context, progress func(done, total int64)) error {
	name, e, err := r.create(ctx)
	if err != nil {
		return err
	}
	if err = r.follow(ctx, e, progress); err == nil {
		err = r.slot.appoint(name)
	}
	if err != nil {
		return errors.Join(err, e.Close(), os.RemoveAll(r.slot.path(name)))
	}
	r.mu.Lock()
	old := r.engine
	r.engine, r.unfit = e, nil
	r.mu.Unlock()
	if old != nil {
		_ = old.Close() // whatever it says, it is thrown away
	}
	return r.slot.sweep(name)
}

// create makes an empty index in the slot that knows its archive.
func (r *Replica) create(ctx context.Context) (string, *engine, error) {
	id, err := r.source.ID(ctx)
	if err != nil {
		return "", nil, fmt.Errorf("can't ask the archive: %w", err)
	}
	name, err := r.slot.next()
	if err != nil {
		return "", nil, err
	}
	e, err := open(r.slot.path(name), false)
	if err != nil {
		return "", nil, err
	}
	if err := e.follows(id); err != nil {
		return "", nil, errors.Join(err, e.Close())
	}
	return name, e, nil
}

// Follow keeps the index up to date until ctx ends or the replica is closed: it
// looks every so often, and at once when a search found damage. When that fails
// it tells Options.OnError and tries again, at growing intervals.
func (r *Replica) Follow(ctx context.Context, every time.Duration) error {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.MaxInterval = every, max(every, maxPause)
	pauses.RandomizationFactor = 0
	for {
		pause := every
		switch err := r.CatchUp(ctx, nil); {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, errClosed):
			return err
		case err != nil:
			if r.options.OnError != nil {
				r.options.OnError(err)
			}
			pause = pauses.NextBackOff()
		default:
			pauses.Reset()
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-r.wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}
