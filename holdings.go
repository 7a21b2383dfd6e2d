package main

import (
	"context"
	"io/fs"
	"path/filepath"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/metrics"
	"cuttings/internal/terminal"
)

// lookLimit is how long a look at the store for metrics may take.
const lookLimit = 5 * time.Second

// holdings looks at what the store holds and how the index follows it, until ctx
// ends.
func holdings(ctx context.Context, library *terminal.Library, keeping *keepingUp) func() (metrics.Holdings, error) {
	ctx = desk.By(ctx, desk.Asker{User: desk.Operator})
	return func() (h metrics.Holdings, err error) {
		ctx, cancel := context.WithTimeout(ctx, lookLimit)
		defer cancel()
		now, err := library.Desk.Status(ctx)
		if err != nil {
			return h, err
		}
		misses, err := library.Desk.Gaps(ctx)
		if err != nil {
			return h, err
		}
		h = metrics.Holdings{
			Articles: now.Articles, Outlets: now.NamedOutlets(), Updated: now.Updated, Missed: len(misses), Store: now.Store, Index: now.Index,
			Feeds:   map[string]int{"active": now.Feeds.Active, "failing": len(now.Feeds.Failing), "paused": now.Feeds.Paused},
			Digests: byState(now.Digests), Watches: byState(now.Watches),
		}
		h.Behind, h.Late, err = keeping.lag(ctx)
		return h, err
	}
}

// byState names each state, those too that none is in.
func byState(s archive.SubscriptionStates) map[string]int {
	return map[string]int{string(archive.Active): s.Active, string(archive.Paused): s.Paused, string(archive.DryRun): s.Drafts}
}

// counting tells a meter what became of each digest, and of what a watch told of.
func counting(m *metrics.Metrics) func(archive.Subscription, archive.DeliveryState) {
	return func(s archive.Subscription, state archive.DeliveryState) {
		kind := "digest"
		if s.Watch != "" {
			kind = "watch"
		}
		m.Delivery(kind, string(state))
	}
}

// onDisk is how many bytes the store and the index have.
func onDisk(settings terminal.Settings) (store, index int64) {
	file := storeFile(settings)
	return size(file, file+"-wal", file+"-shm"), size(indexFolder(settings))
}

// size is how many bytes files and folders have on the disk; what can't be looked
// at, and what goes meanwhile, has none.
func size(paths ...string) (sum int64) {
	for _, path := range paths {
		_ = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				sum += info.Size()
			}
			return nil
		})
	}
	return sum
}
