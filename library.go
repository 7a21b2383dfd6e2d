package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"cuttings/data"
	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/desk"
	"cuttings/internal/ingest"
	"cuttings/internal/terminal"
)

// leftOut is the reason kept with the articles that ship while
// CUTTINGS_NO_SAMPLE leaves them out: they come back when it is unset, unlike
// those that an operator removed.
const leftOut = "left out by CUTTINGS_NO_SAMPLE"

// open opens the data folder as the commands need it.
func open(ctx context.Context, settings terminal.Settings, log *slog.Logger) (*terminal.Library, error) {
	if err := os.MkdirAll(settings.Data, 0o755); err != nil {
		return nil, fmt.Errorf("the data folder can't be made: %w. Name another with CUTTINGS_DATA", err)
	}
	store, err := sqlite.Open(ctx, storeFile(settings))
	if err != nil {
		return nil, err
	}
	if !settings.AsItIs {
		if err := sample(ctx, store, !settings.NoSample); err != nil {
			return nil, errors.Join(err, store.Close())
		}
	}
	replica, err := index.OpenReplica(ctx, indexFolder(settings), store, index.Options{
		OnError: func(err error) { log.Error("the index is behind; trying again", "error", err) },
	})
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	d := desk.New(store, replica)
	d.Now, d.IDOf, d.Misses = time.Now, ingest.IDOf, !settings.NoGaps
	d.Version, d.Disk = version, func() (int64, int64) { return onDisk(settings) }
	return &terminal.Library{
		Store: store, Index: replica, Desk: d,
		Close: func() error { return errors.Join(replica.Close(), store.Close()) },
	}, nil
}

// sample sees to it that the coverage that ships is held, or isn't.
func sample(ctx context.Context, store archive.Store, wanted bool) error {
	for item := range ingest.ReadFS(ctx, data.Articles()) {
		if item.Err != nil {
			return item.Err
		}
		reason, removed, err := store.Removal(ctx, item.Article.ID)
		if err != nil {
			return err
		}
		switch {
		case wanted && (!removed || reason == leftOut):
			_, err = store.Put(ctx, item.Article)
		case !wanted && !removed:
			err = store.Remove(ctx, item.Article.ID, leftOut)
		}
		if err != nil && !errors.Is(err, archive.ErrNotFound) {
			return err
		}
	}
	return nil
}
