package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"cuttings/internal/terminal"
)

// behind is how long the index may stay behind what the store held. It is always a
// moment behind while articles come.
const behind = 30 * time.Second

// keepingUp sees whether the index follows the store. It is safe for concurrent use.
type keepingUp struct {
	library *terminal.Library

	mu    sync.Mutex
	mark  int64     // where the store was at since
	since time.Time // zero before the first look
}

// ready says whether the index is too far behind.
func (k *keepingUp) ready(ctx context.Context) error {
	held, at, late, err := k.look(ctx)
	if err == nil && late > behind {
		err = fmt.Errorf("the index is behind since %s: at %d, the store at %d", time.Now().Add(-late).UTC().Format(time.RFC3339), at, held)
	}
	return err
}

// lag is by how many changes the index is behind the store, and how long it has not
// been level, as far as was looked.
func (k *keepingUp) lag(ctx context.Context) (changes int64, late time.Duration, err error) {
	held, at, late, err := k.look(ctx)
	return max(held-at, 0), late, err
}

// look reads where the store and the index are, and says how long the index has been
// behind.
func (k *keepingUp) look(ctx context.Context) (held, at int64, late time.Duration, err error) {
	if held, err = k.library.Store.Seq(ctx); err != nil {
		return 0, 0, 0, fmt.Errorf("the store can't be read: %w", err)
	}
	if at, err = k.library.Index.Position(ctx); err != nil {
		return 0, 0, 0, fmt.Errorf("the index can't be read: %w", err)
	}
	return held, at, k.judge(held, at, time.Now()), nil
}

// judge takes where the store and the index are now, and is how long the index has
// been behind: 0 when it has what the store held at a look before.
func (k *keepingUp) judge(held, at int64, now time.Time) time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	if at >= k.mark || k.since.IsZero() {
		k.mark, k.since = held, now
	}
	if at < k.mark {
		return now.Sub(k.since)
	}
	return 0
}
