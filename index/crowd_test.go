package index_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Eight search while articles are added, changed and taken out: every answer is
// what an exhaustive search finds in the same state, and every hit is a passage
// of its version.
func TestEightSearchWhileTheIndexChanges(t *testing.T) {
	const rounds, searchers = 15, 8
	store, _ := newArchive(t, 60, 8)
	r := openReplica(t, t.TempDir(), store)
	catchUp(t, r)
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	all.Go(func() { _ = r.Follow(ctx, time.Millisecond) })
	for seed := range uint64(searchers) {
		all.Go(func() {
			chance := rand.New(rand.NewPCG(seed, 3))
			for ctx.Err() == nil {
				q := index.Query{Text: "hospital nurse £44m", Limit: 1 + chance.IntN(30)}
				if chance.IntN(2) == 0 {
					q.Text = "the union meeting"
				}
				if chance.IntN(2) == 0 {
					q.Filter = archive.Filter{Outlet: "oxford mail", Hidden: archive.Hide([]int64{chance.Int64N(9)}, nil)}
				}
				if err := searchTwice(r, store, q); err != nil {
					t.Error(err)
					cancel()
				}
			}
		})
	}
	for round := uint64(1); round <= rounds && ctx.Err() == nil; round++ {
		put(t, store, 100+round, 5+int(round), 1+int(round%9))
		err := store.Remove(ctx, fmt.Sprint("article-", 1+round*13%60), "a test")
		if err != nil && !errors.Is(err, archive.ErrRemoved) && ctx.Err() == nil {
			t.Error(err)
		}
	}
	cancel()
	all.Wait()
	catchUp(t, r)
	compare(t, r, store)
}

// searchTwice says what is wrong with the answer to a query.
func searchTwice(r *index.Replica, store archive.Store, q index.Query) error {
	ctx := context.Background()
	hits, want, err := index.SearchTwice(ctx, r, q)
	if diff := cmp.Diff(want, hits, cmpopts.EquateEmpty()); diff != "" || err != nil {
		return fmt.Errorf("%+v: %w\n%s", q, err, diff)
	}
	for _, h := range hits[:min(2, len(hits))] {
		v, err := store.Cutting(ctx, h.Number, h.Version)
		if errors.Is(err, archive.ErrRemoved) {
			continue
		}
		if err != nil || archive.Hash(v.Text) != v.Hash || !slices.Contains(index.Passages(v.Text), h.Span) {
			return fmt.Errorf("%+v is no passage of its version: %w", h, err)
		}
	}
	return nil
}
