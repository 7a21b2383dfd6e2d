package index_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"
)

// watched is a source that counts how often it is asked for its Seq, and that
// can be made to fail.
type watched struct {
	archive.Store
	mu    sync.Mutex // guards asked and fail
	more  sync.Cond  // signals that asked has grown
	asked int
	fail  []error // what the next questions are answered with
}

func watch(store archive.Store) *watched {
	w := &watched{Store: store}
	w.more.L = &w.mu
	return w
}

func (w *watched) Seq(ctx context.Context) (int64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked++
	w.more.Broadcast()
	if len(w.fail) > 0 {
		err := w.fail[0]
		w.fail = w.fail[1:]
		return 0, err
	}
	return w.Store.Seq(ctx)
}

// round waits until an update has begun and ended after the call: each asks
// twice.
func (w *watched) round() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for want := w.asked + 5; w.asked < want; {
		w.more.Wait()
	}
}

func (w *watched) failWith(errs ...error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fail = errs
}

func TestFollow(t *testing.T) {
	store, _ := newArchive(t, 5, 2)
	source := watch(store)
	told := make(chan error, 10)
	options := index.Options{OnError: func(err error) { told <- err }}
	r, err := index.OpenReplica(context.Background(), t.TempDir(), source, options)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Follow(ctx, time.Millisecond) }()

	source.round()
	compare(t, r, store)
	put(t, store, 2, 9, 2)
	source.round()
	compare(t, r, store)

	down := errors.New("the archive is down")
	source.failWith(down, down)
	for range 2 {
		if err := <-told; !errors.Is(err, down) {
			t.Errorf("told of %v", err)
		}
	}
	put(t, store, 3, 11, 2)
	source.round()
	compare(t, r, store)

	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("Follow = %v", err)
	}
	closeReplica(t, r)
	if len(told) > 0 {
		t.Errorf("told of %v too", <-told)
	}
}

// A search that stumbles on damage wakes Follow, which rebuilds at once.
func TestFollowMendsDamage(t *testing.T) {
	store, _ := newArchive(t, 30, 6)
	dir := built(t, store)
	r := openReplica(t, dir, store)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	source := index.Query{Text: "hospital", Limit: 1000}
	segments, err := filepath.Glob(filepath.Join(dir, "1", "index-*", "*.zap"))
	if err != nil || len(segments) == 0 {
		t.Fatal(segments, err)
	}
	for _, path := range segments {
		if err := truncate(0)(path); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Search(ctx, source); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("Search = %v", err)
	}
	rebuilt := make(chan struct{})
	go func() { ended <- r.Follow(ctx, time.Hour) }()
	go func() {
		defer close(rebuilt)
		for {
			if _, err := r.Search(ctx, source); err == nil || ctx.Err() != nil {
				return
			}
		}
	}()
	<-rebuilt
	compare(t, r, store)
	cancel()
	<-ended
}
