// Package folder keeps the files of watched folders in the coverage: a file that
// appears is added, one that changes is a new version, one that goes away changes
// nothing. It looks at the folders again and again instead of being told, so that
// it works on network drives too and misses nothing after a pause.
package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/ingest"
)

const (
	every   = 5 * time.Second // between two looks; longer where a look takes long
	settled = 5 * time.Second // how long a file must have stood still to be taken for whole
	share   = 10              // a look may take that part of the time
	most    = 100_000         // files that are watched at once
)

// Store is the part of an archive.Store that watching needs.
type Store interface {
	ingest.Shelf
	archive.Watching
	archive.Refiling
}

// Watcher watches folders. Only one goroutine may use it.
type Watcher struct {
	store   Store
	folders []string
	now     func() time.Time
	log     *slog.Logger
	seen    map[string]*seen // by path: what the last look met
	looks   int
}

// seen is a file, or a folder that can't be listed, as it was met. The paths that
// are met no more are forgotten, so that what is held is bounded by what is there.
type seen struct {
	stamp string
	since time.Time // when it was first met with that stamp
	done  bool      // read with that stamp
	said  string    // what the log has been told of it
	look  int
}

// New watches the folders. A relative path is one below the working directory.
func New(store Store, folders []string, now func() time.Time, log *slog.Logger) (*Watcher, error) {
	w := &Watcher{store: store, now: now, log: log, seen: map[string]*seen{}}
	for _, f := range folders {
		abs, err := filepath.Abs(f)
		if err != nil {
			return nil, fmt.Errorf("watched folder %s: %w", f, err)
		}
		w.folders = append(w.folders, abs)
	}
	return w, nil
}

// Run looks every few seconds until ctx ends. Without folders it returns at once.
func (w *Watcher) Run(ctx context.Context) {
	if len(w.folders) == 0 {
		return
	}
	for failed := ""; ; {
		began := w.now()
		err := w.Look(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil && err.Error() != failed {
			w.log.Error("watched folders are not filed; trying again", "error", err)
		}
		failed = ""
		if err != nil {
			failed = err.Error()
		}
		pause := time.NewTimer(max(every, (share-1)*w.now().Sub(began)))
		select {
		case <-ctx.Done():
			pause.Stop()
			return
		case <-pause.C:
		}
	}
}

// Look looks at the folders once and files what has stood still since an earlier
// look: what was changed last comes last, so that of two files with one address
// the newer is the newest version. An error is the store's, or the context's; what
// is wrong with a folder or a file is told to the log, once.
func (w *Watcher) Look(ctx context.Context) error {
	w.looks++
	left := most
	for _, f := range w.folders {
		if err := w.folder(ctx, f, &left); err != nil {
			return err
		}
	}
	for path, s := range w.seen {
		if s.look != w.looks {
			delete(w.seen, path)
		}
	}
	return nil
}

// ready is a file that is to be read.
type ready struct {
	name    string // in its folder
	path    string
	stamp   string
	changed time.Time
}

func (w *Watcher) folder(ctx context.Context, folder string, left *int) error {
	root, err := os.OpenRoot(folder) // so that no link leads out of it
	if err != nil {
		w.say(folder, fmt.Sprintf("the watched folder can't be read (%v): looking again until it is there", located(err)))
		return nil
	}
	defer root.Close()
	var list []ready
	for name, err := range ingest.Files(root.FS()) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err != nil {
			w.say(path, fmt.Sprintf("it can't be listed: %v", located(err)))
			continue
		}
		if *left--; *left < 0 {
			w.say(folder, fmt.Sprintf("only the first %d files are watched: add the others by cuttings add, and move them elsewhere", most))
			break
		}
		if archive.Storable(path) != nil {
			w.say(path, errName.Error())
			continue
		}
		r := ready{name: name, path: path}
		if r.stamp, r.changed, err = stamp(root.FS(), name); err != nil {
			w.say(path, fmt.Sprintf("it can't be read: %v", located(err)))
			continue
		}
		if due, err := w.meet(ctx, r); err != nil {
			return err
		} else if due {
			list = append(list, r)
		}
	}
	if s := w.seen[folder]; s != nil && s.look != w.looks {
		w.log.Info("the watched folder is there", "path", folder)
	}
	slices.SortStableFunc(list, func(a, b ready) int { return a.changed.Compare(b.changed) })
	for _, r := range list {
		if err := w.read(ctx, root.FS(), r); err != nil {
			return err
		}
	}
	return nil
}

// stamp tells whether a file is as it was, and when it was changed.
func stamp(fsys fs.FS, name string) (string, time.Time, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return "", time.Time{}, err
	}
	return fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano(), " ", info.Mode().Type()), info.ModTime(), nil
}

// meet notes how a file stands, and reports whether it is to be read now.
func (w *Watcher) meet(ctx context.Context, r ready) (due bool, err error) {
	s := w.at(r.path)
	if s.stamp != r.stamp {
		*s = seen{stamp: r.stamp, since: w.now(), look: w.looks}
		kept, err := w.store.WatchedFile(ctx, r.path)
		if s.done = kept.Stamp == r.stamp; err != nil {
			s.stamp = "" // to be asked again
		}
		return false, err
	}
	return !s.done && w.now().Sub(s.since) >= settled, nil
}

// at is what is known of a path, which is met by this look.
func (w *Watcher) at(path string) *seen {
	s := w.seen[path]
	if s == nil {
		s = &seen{}
		w.seen[path] = s
	}
	s.look = w.looks
	return s
}

// say tells the log what is wrong with a path, unless it was told so already.
func (w *Watcher) say(path, text string) {
	if s := w.at(path); s.said != text {
		s.said = text
		w.log.Warn("not in the coverage", "path", path, "reason", text)
	}
}

var errName = errors.New("its name is not UTF-8: rename it")

// located is an error without the path in it, which is said beside it.
func located(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// Split cuts a list of folders as the environment has it.
func Split(list string) []string {
	return slices.DeleteFunc(filepath.SplitList(list), func(f string) bool { return strings.TrimSpace(f) == "" })
}
