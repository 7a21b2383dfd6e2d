package folder

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"cuttings/internal/archive"
	"cuttings/internal/ingest"
)

// State is how a watched folder stands.
type State struct {
	Files   int                   // that can be articles, by their names
	Waiting int                   // of those, how many were not read as they stand
	Faults  []archive.WatchedFile // those that can't be articles as they stand, with the reason
}

// Look says how a folder stands, without filing anything. The error is that the
// folder can't be read, or the store's.
func Look(ctx context.Context, store archive.Watching, folder string) (State, error) {
	var state State
	folder, err := filepath.Abs(folder)
	if err != nil {
		return state, err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return state, fmt.Errorf("it can't be read (%w): make it, or mend its permissions; a running bot looks for it again and again", located(err))
	}
	defer root.Close()
	for name, err := range ingest.Files(root.FS()) {
		path := filepath.Join(folder, filepath.FromSlash(name))
		fault := func(err error) {
			state.Faults = append(state.Faults, archive.WatchedFile{Path: path, Fault: located(err).Error()})
		}
		if err != nil {
			fault(err)
			continue
		}
		state.Files++
		if archive.Storable(path) != nil {
			fault(errName)
			continue
		}
		now, _, err := stamp(root.FS(), name)
		if err != nil {
			fault(err)
			continue
		}
		kept, err := store.WatchedFile(ctx, path)
		switch {
		case err != nil:
			return state, err
		case kept.Stamp != now:
			state.Waiting++
			if f, err := root.Open(filepath.FromSlash(name)); err != nil {
				fault(err)
			} else if err := f.Close(); err != nil {
				return state, err
			}
		case kept.Fault != "":
			state.Faults = append(state.Faults, kept)
		}
	}
	return state, nil
}
