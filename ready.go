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
	held, err := k.library.Store.Seq(ctx)
	if err != nil {
		return fmt.Errorf("the store can't be read: %w", err)
	}
	at, err := k.library.Index.Position(ctx)
	if err != nil {
		return fmt.Errorf("the index can't be read: %w", err)
	}
	return k.judge(held, at, time.Now())
}

// lag is by how many changes the index is behind the store, and since when it has
// not been level, as far as was looked.
func (k *keepingUp) lag(ctx context.Context) (changes int64, late time.Duration, err error) {
	held, err := k.library.Store.Seq(ctx)
	if err != nil {
		return 0, 0, err
	}
	at, err := k.library.Index.Position(ctx)
	if err != nil {
		return 0, 0, err
	}
	_ = k.judge(held, at, time.Now()) // only to keep count
	k.mu.Lock()
	defer k.mu.Unlock()
	if at < k.mark {
		late = time.Since(k.since)
	}
	return max(held-at, 0), late, nil
}

// judge takes where the store and the index are now.
func (k *keepingUp) judge(held, at int64, now time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if at >= k.mark || k.since.IsZero() {
		k.mark, k.since = held, now
	}
	if at < k.mark && now.Sub(k.since) > behind {
		return fmt.Errorf("the index is behind since %s: at %d, the store at %d", k.since.UTC().Format(time.RFC3339), at, held)
	}
	return nil
}
