// Package watch matches what arrives against the watches and keeps what each of
// them is to tell of. It follows the archive by its growing sequence, with any
// number of processes on one store: nothing is missed, and no watch tells of an
// article twice. What is kept is sent by internal/digest.
package watch

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/find"
	"cuttings/internal/percolate"
)

// Store is what matching needs of the archive.
type Store interface {
	archive.Watches
	archive.Settings
	Subscriptions(ctx context.Context) ([]archive.Subscription, error)
	Seq(ctx context.Context) (int64, error)
	Changes(ctx context.Context, after int64, limit int) ([]archive.Change, error)
	Backlog(ctx context.Context, numbers ...int64) ([]int64, error)
}

// Index tells how common words are.
type Index interface {
	Frequencies(ctx context.Context, terms []string) (index.Frequencies, error)
}

// batch is how many articles are matched between two transactions.
const batch = 50

// Matcher matches articles against the watches of a store, which it remembers as
// they were when it last looked. It is not safe for concurrent use; two Matchers
// on one store are.
type Matcher struct {
	// OnFault is told of a watch whose words can't be read, as of a newer program,
	// when it is met: once, until the watch is changed. It may be nil.
	OnFault func(error)

	store    Store
	queries  *percolate.Percolator
	revision int64 // of the subscriptions as they are remembered
	watches  map[int64]kept
}

// kept is a watch as it is remembered.
type kept struct {
	revision int64
	after    int64  // it tells of what comes after this change
	server   string // that says what it may tell of
}

// New is a matcher that remembers no watch yet.
func New(store Store, idx Index) *Matcher {
	often := func(term string) int {
		f, err := idx.Frequencies(context.Background(), []string{term})
		if err != nil {
			return 0 // it takes longer, and nothing is missed
		}
		return f.With[0]
	}
	return &Matcher{store: store, queries: percolate.New(often), revision: -1, watches: map[int64]kept{}}
}

// CatchUp matches every article that has come and isn't matched yet. An article
// counts when it came, or got a new version, after the watch began; not when a
// feed had it before it was first read, and not when it is of a collection that the
// watch's server doesn't ask. A watch whose words can't be read hears of nothing.
func (m *Matcher) CatchUp(ctx context.Context) error {
	for {
		before, err := m.store.Matched(ctx)
		if err != nil {
			return err
		}
		if err := m.remember(ctx, before.Revision); err != nil {
			return err
		}
		from, err := m.from(ctx, before)
		if err != nil {
			return err
		}
		changes, err := m.store.Changes(ctx, from, batch)
		if err != nil {
			return err
		}
		if n := len(changes); n > 0 {
			from = changes[n-1].Seq
		}
		if from == before.Seq {
			return nil
		}
		matches, err := m.match(ctx, changes)
		if err != nil {
			return err
		}
		// Whether it was done or somebody was faster: the next turn goes on from there.
		if _, err := m.store.KeepMatches(ctx, before, from, matches...); err != nil {
			return err
		}
	}
}

// from is the change behind which articles may be told of: nobody watches for
// what came before.
func (m *Matcher) from(ctx context.Context, before archive.Matched) (int64, error) {
	first := int64(math.MaxInt64)
	for _, w := range m.watches {
		first = min(first, w.after)
	}
	seq, err := m.store.Seq(ctx)
	return max(before.Seq, min(first, seq)), err
}

// remember brings what is remembered of the watches up to a revision or a later
// one.
func (m *Matcher) remember(ctx context.Context, revision int64) error {
	if revision == m.revision {
		return nil
	}
	subscriptions, err := m.store.Subscriptions(ctx)
	if err != nil {
		return err
	}
	there := map[int64]bool{}
	for _, s := range subscriptions {
		if s.Watch == "" || s.State == archive.DryRun {
			continue
		}
		there[s.ID] = true
		if old, known := m.watches[s.ID]; known && old.revision == s.Revision {
			continue
		}
		query, err := find.Parse(s.Topic)
		if err != nil && m.OnFault != nil {
			m.OnFault(fmt.Errorf("watch %d can't be read: %w", s.ID, err))
		}
		m.watches[s.ID] = kept{revision: s.Revision, after: s.After, server: s.Server}
		m.queries.Add(s.ID, query)
	}
	for id := range m.watches {
		if !there[id] {
			delete(m.watches, id)
			m.queries.Remove(id)
		}
	}
	m.revision = revision
	return nil
}

// match says which watches are to tell of the articles that changed.
func (m *Matcher) match(ctx context.Context, changes []archive.Change) ([]archive.Match, error) {
	var numbers []int64
	for _, c := range changes {
		numbers = append(numbers, c.Number)
	}
	backlog, err := m.store.Backlog(ctx, numbers...)
	if err != nil {
		return nil, err
	}
	var matches []archive.Match
	notAsked := map[string]archive.Hidden{} // by servers
	for _, c := range changes {
		if c.Current == nil || slices.Contains(backlog, c.Number) {
			continue
		}
		for _, id := range m.queries.Match(*c.Current) {
			w := m.watches[id]
			if c.Seq <= w.after {
				continue
			}
			if _, known := notAsked[w.server]; !known {
				asked, err := archive.AskedBy(ctx, m.store, w.server)
				if err != nil {
					return nil, err
				}
				notAsked[w.server] = asked.But(archive.Hidden{})
			}
			if !notAsked[w.server].Apart(*c.Current) {
				matches = append(matches, archive.Match{Watch: id, Number: c.Number, Seq: c.Seq})
			}
		}
	}
	return matches, ctx.Err()
}

// afterError is how long Keep waits when something went wrong.
const afterError = time.Minute

// Keep catches up every so often until ctx ends; what that fails with it tells
// onError, and tries again a minute later.
func (m *Matcher) Keep(ctx context.Context, every time.Duration, onError func(error)) {
	for {
		pause := every
		if err := m.CatchUp(ctx); err != nil && ctx.Err() == nil {
			onError(err)
			pause = max(every, afterError)
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
	}
}
