package index

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"cuttings/internal/archive"
)

// Source is what a Replica follows: the part of archive.Store that it needs.
type Source interface {
	ID(ctx context.Context) (string, error)
	Seq(ctx context.Context) (int64, error)
	Changes(ctx context.Context, after int64, limit int) ([]archive.Change, error)
}

// Options are what a Replica may be told. The zero value will do.
type Options struct {
	// OnError, when set, is told what Follow met with and will try again. It
	// is called by Follow's goroutine.
	OnError func(error)
}

// Replica is this process's index of an archive. It answers from what it has
// and comes up to date by CatchUp or Follow; when it finds that what it has is
// damaged, outdated or another archive's, they build it anew. All methods are
// safe for concurrent use.
//
// Its folder may be deleted whenever no process has it open: the archive has
// everything that is in it.
type Replica struct {
	source  Source
	options Options
	slot    *slot
	updates chan struct{} // holds a token while a CatchUp, a Rebuild or Close runs
	wake    chan struct{} // tells Follow that the engine turned out to be damaged

	mu     sync.RWMutex // held for reading through a search, so that a swap waits for it
	engine *engine      // what answers; nil when nothing there may
	unfit  error        // why the engine must be built anew; nil when it needn't
	closed bool
}

var _ Searcher = (*Replica)(nil)

var (
	errOtherArchive = errors.New("the index was built from another archive")
	errAhead        = errors.New("the index is ahead of its archive, which went back to an earlier state")
)

// OpenReplica opens this process's index in a folder, which it shares with
// other processes: each takes a slot of its own, the one that is furthest along
// among those that are free. ErrNoSlot when there are too many. What must be
// built anew is built by the first CatchUp; until then an index of an older
// analysis answers, and instead of a damaged one Search returns ErrDamaged.
func OpenReplica(ctx context.Context, dir string, source Source, options Options) (*Replica, error) {
	s, err := takeSlot(dir)
	if err != nil {
		return nil, fmt.Errorf("can't open the index: %w", err)
	}
	r := &Replica{
		source: source, options: options, slot: s,
		updates: make(chan struct{}, 1), wake: make(chan struct{}, 1),
	}
	if err := r.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("can't open the index: %w", err), s.Close())
	}
	return r, nil
}

// open opens the slot's index, or makes an empty one.
func (r *Replica) open(ctx context.Context) error {
	name, err := r.slot.current()
	if err != nil {
		return err
	}
	if name == "" {
		return r.begin(ctx)
	}
	if err := r.slot.sweep(name); err != nil {
		return err
	}
	r.engine, r.unfit, err = r.load(ctx, name, false)
	return err
}

// load opens an index of the slot: the engine is nil when it may not answer, and
// unfit says why it must be built anew.
func (r *Replica) load(ctx context.Context, name string, resting bool) (e *engine, unfit, err error) {
	e, err = open(r.slot.path(name), resting)
	if errors.Is(err, ErrDamaged) {
		return nil, err, nil
	}
	if err != nil {
		return nil, nil, err
	}
	may, unfit, err := r.judge(ctx, e)
	if err == nil && may {
		return e, unfit, nil
	}
	return nil, unfit, errors.Join(err, e.Close())
}

// begin makes the first, empty index of a slot.
func (r *Replica) begin(ctx context.Context) error {
	name, e, err := r.create(ctx)
	if err != nil {
		return err
	}
	if err := r.slot.appoint(name); err != nil {
		return errors.Join(err, e.Close())
	}
	r.engine = e
	return r.slot.sweep(name)
}

// judge finds out whether an index fits the program and the archive: unfit says
// why it must be built anew, and may whether it can answer until then.
func (r *Replica) judge(ctx context.Context, e *engine) (may bool, unfit, err error) {
	n, err := e.notes()
	if err != nil {
		return false, nil, err
	}
	id, err1 := r.source.ID(ctx)
	seq, err2 := r.source.Seq(ctx)
	if err := errors.Join(err1, err2); err != nil {
		return false, nil, fmt.Errorf("can't ask the archive: %w", err)
	}
	switch {
	case n.Archive != id:
		return false, errOtherArchive, nil
	case n.Position > seq:
		return false, errAhead, nil
	case n.Schema != currentSchema():
		return readable(n.Schema), ErrOutdated, nil
	}
	return true, nil, nil
}

// Search implements Searcher.
func (r *Replica) Search(ctx context.Context, q Query) (hits []Hit, err error) {
	err = r.ask(func(e *engine) (err error) {
		hits, err = e.Search(ctx, q)
		return err
	})
	return hits, err
}

// Frequencies implements Searcher.
func (r *Replica) Frequencies(ctx context.Context, terms []string) (f Frequencies, err error) {
	err = r.ask(func(e *engine) (err error) {
		f, err = e.Frequencies(ctx, terms)
		return err
	})
	return f, err
}

// Position is the Seq up to which the index that answers follows the archive.
func (r *Replica) Position(ctx context.Context) (at int64, err error) {
	err = r.ask(func(e *engine) (err error) {
		at, err = e.Position(ctx)
		return err
	})
	return at, err
}

// Check reads the whole index and returns what is wrong with it, nil when it is
// sound and fit. What is wrong, the next CatchUp mends.
func (r *Replica) Check(ctx context.Context) error {
	err := r.ask(func(e *engine) error { return e.Check(ctx) })
	r.mu.RLock()
	defer r.mu.RUnlock()
	return errors.Join(err, r.unfit)
}

// ask runs f on the engine that answers now. When f finds it damaged, and the
// engine's own check agrees, the engine is not asked again.
func (r *Replica) ask(f func(*engine) error) error {
	r.mu.RLock()
	e, unfit, closed := r.engine, r.unfit, r.closed
	if closed || e == nil {
		r.mu.RUnlock()
		if closed {
			return errClosed
		}
		return fmt.Errorf("%w; it is built anew by the next update", unfit)
	}
	err := f(e)
	var damage error
	if errors.Is(err, ErrDamaged) {
		damage = e.Check(context.Background())
	}
	r.mu.RUnlock()
	switch {
	case !errors.Is(err, ErrDamaged):
		return err
	case damage == nil:
		return fmt.Errorf("the index is sound, but searching it failed: %s", err.Error())
	}
	return r.condemn(e, damage)
}

// condemn takes a damaged engine out of service.
func (r *Replica) condemn(e *engine, damage error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.engine != e {
		return damage // somebody was faster
	}
	r.engine, r.unfit = nil, damage
	_ = e.Close() // whatever it says, nothing of it is used again
	select {
	case r.wake <- struct{}{}:
	default:
	}
	return damage
}

// Close lets go of the files. It waits for the calls that are running; calls
// after it fail.
func (r *Replica) Close() error {
	r.updates <- struct{}{}
	defer func() { <-r.updates }()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return errClosed
	}
	r.closed = true
	var err error
	if r.engine != nil {
		err = r.engine.Close()
	}
	return errors.Join(err, r.slot.Close())
}
