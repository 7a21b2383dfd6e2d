package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"cuttings/internal/archive/sqlite"
	"cuttings/internal/terminal"
)

// backUp writes a copy of the store to a file, also while others use it. Of the
// index it needs none: the store has everything that is in it.
func backUp(ctx context.Context, settings terminal.Settings, file string, replace bool) (terminal.Copied, error) {
	path := storeFile(settings)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return terminal.Copied{}, fmt.Errorf("there is no store in %s to back up: name its folder with CUTTINGS_DATA", settings.Data)
	}
	store, err := sqlite.Open(ctx, path)
	if err != nil {
		return terminal.Copied{}, err
	}
	copied, err := store.BackUp(ctx, file, replace)
	return terminal.Copied(copied), errors.Join(err, store.Close())
}

// restore puts a backup in the place of the store. The index goes first: some slot
// of it may be ahead of the backup, and is not to be taken for one that follows it
// once the store has grown again.
func restore(ctx context.Context, settings terminal.Settings, file string, replace bool) (terminal.Copied, error) {
	if err := os.MkdirAll(settings.Data, 0o755); err != nil {
		return terminal.Copied{}, fmt.Errorf("the data folder can't be made: %w. Name another with CUTTINGS_DATA", err)
	}
	copied, err := sqlite.RestoreBackup(ctx, file, storeFile(settings), replace, func() error {
		return os.RemoveAll(indexFolder(settings))
	})
	return terminal.Copied(copied), err
}

func storeFile(settings terminal.Settings) string   { return filepath.Join(settings.Data, "cuttings.db") }
func indexFolder(settings terminal.Settings) string { return filepath.Join(settings.Data, "index") }
