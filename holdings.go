package main

import (
	"context"
	"io/fs"
	"path/filepath"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/metrics"
	"cuttings/internal/terminal"
)

// lookLimit is how long a look at the store for metrics may take.
const lookLimit = 5 * time.Second

// holdings looks at what the store holds and how the index follows it, until ctx
// ends.
func holdings(ctx context.Context, settings terminal.Settings, library *terminal.Library, keeping *keepingUp) func() (metrics.Holdings, error) {
	return func() (h metrics.Holdings, err error) {
		ctx, cancel := context.WithTimeout(ctx, lookLimit)
		defer cancel()
		coverage, err := library.Store.Coverage(ctx, archive.Filter{})
		if err != nil {
			return h, err
		}
		h.Articles, h.Outlets, h.Updated = coverage.Articles, len(coverage.Outlets), coverage.Updated
		if h.Behind, h.Late, err = keeping.lag(ctx); err != nil {
			return h, err
		}
		feeds, err := library.Store.Feeds(ctx)
		if err != nil {
			return h, err
		}
		h.Feeds = map[string]int{"active": 0, "failing": 0, "paused": 0}
		for _, f := range feeds {
			h.Feeds[stateOf(f.Feed)]++
		}
		subscriptions, err := library.Store.Subscriptions(ctx)
		if err != nil {
			return h, err
		}
		h.Digests, h.Watches = map[string]int{}, map[string]int{}
		for _, s := range subscriptions {
			if s.Watch == "" {
				h.Digests[string(s.State)]++
			} else {
				h.Watches[string(s.State)]++
			}
		}
		misses, err := library.Desk.Gaps(ctx)
		h.Missed = len(misses)
		h.Store, h.Index = onDisk(settings)
		return h, err
	}
}

func stateOf(f archive.Feed) string {
	switch {
	case f.Paused != nil:
		return "paused"
	case !f.Failing.IsZero():
		return "failing"
	}
	return "active"
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
