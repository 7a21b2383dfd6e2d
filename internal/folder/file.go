package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"cuttings/internal/archive"
	"cuttings/internal/ingest"
)

// batch is how many articles of one file are filed in one transaction.
const batch = 64

// reading is one file being read.
type reading struct {
	*Watcher
	ready
	fsys    fs.FS
	before  archive.WatchedFile
	pending []ingest.Item
	filed   int    // articles
	id      string // of the last of them
	hash    string // of its text
	fault   string // the first
	faults  int
}

var errChanged = errors.New("the file changed while it was read")

// read files what is in a file and keeps what became of it. A file that changes
// meanwhile, and one that can't be read for a reason outside of it, comes again
// with a later look.
func (w *Watcher) read(ctx context.Context, fsys fs.FS, f ready) error {
	r := reading{Watcher: w, ready: f, fsys: fsys}
	var err error
	if r.before, err = w.store.WatchedFile(ctx, f.path); err != nil {
		return err
	}
	for item := range ingest.ReadFile(ctx, fsys, f.name, f.path) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.Is(item.Err, ingest.ErrUnreadable) {
			w.say(f.path, item.Err.Error())
			return nil
		}
		if r.pending = append(r.pending, item); len(r.pending) == batch {
			if err = r.file(ctx); err != nil {
				break
			}
		}
	}
	if err == nil {
		err = r.file(ctx)
	}
	if errors.Is(err, errChanged) {
		return nil
	}
	if err != nil {
		return err
	}
	return r.keep(ctx)
}

// file files what is pending, if the file is still as it was.
func (r *reading) file(ctx context.Context) error {
	if now, _, err := stamp(r.fsys, r.name); err != nil || now != r.stamp {
		return errChanged
	}
	alone := r.filed == 0 && len(r.pending) == 1
	for i := range r.pending {
		item := &r.pending[i]
		if item.Err != nil {
			continue
		}
		if alone {
			if err := r.identify(ctx, &item.Article); err != nil {
				return err
			}
		}
		r.filed, r.id, r.hash = r.filed+1, item.Article.ID, archive.Hash(item.Article.Text)
	}
	receipts, err := ingest.File(ctx, shelf{r.store}, r.now(), r.pending...)
	if err != nil {
		return err
	}
	for i, receipt := range receipts {
		r.tell(r.pending[i].Source, receipt)
	}
	r.pending = r.pending[:0]
	return nil
}

// shelf is a store that files nothing that was removed.
type shelf struct{ Store }

func (s shelf) Put(ctx context.Context, articles ...archive.Article) ([]archive.Receipt, error) {
	return s.PutUnlessRemoved(ctx, articles...)
}

// identify gives the article of a file the ID that the file's article had before,
// where the new one is known by nothing better: a text without an address is known
// by its words, and they have changed. What it is not given to: an article that is
// held under its own ID, which took the place of the other; and one whose address
// differs from the address that the other had. A file that was renamed after such a
// change is known by its words.
func (r *reading) identify(ctx context.Context, a *archive.Article) error {
	_, err := r.store.Current(ctx, a.ID)
	if err == nil || !ingest.Derived(*a) || !archive.Absent(err) {
		return unlessAbsent(err)
	}
	was := r.before.ID
	if was == "" && a.Address == "" {
		if was, err = r.store.WatchedText(ctx, archive.Hash(a.Text)); err != nil {
			return err
		}
	}
	if was == "" {
		return nil
	}
	held, err := r.store.Current(ctx, was)
	switch {
	case err == nil && (held.Address == "" || a.Address == "" || held.Address == a.Address),
		errors.Is(err, archive.ErrRemoved) && a.Address == "":
		a.ID = was
	}
	return unlessAbsent(err)
}

// unlessAbsent is an error but that something isn't held.
func unlessAbsent(err error) error {
	if archive.Absent(err) {
		return nil
	}
	return err
}

// tell says what became of an article.
func (r *reading) tell(source string, receipt archive.Receipt) {
	switch receipt.Status {
	case archive.Refused:
		if r.faults++; r.fault == "" {
			r.fault = receipt.Reason
			if source != r.path {
				r.fault = source[min(len(r.path)+1, len(source)):] + ": " + r.fault // in which line of it
			}
		}
	case archive.Unchanged:
	case archive.Removed:
		r.log.Info("removed from the coverage, and not added again", "path", source, "reason", receipt.Reason)
	default:
		r.log.Info("from a watched folder", "path", source, "status", receipt.Status, "cutting", receipt.Number)
	}
}

// keep keeps what became of the file, and says so where it is no article.
func (r *reading) keep(ctx context.Context) error {
	f := archive.WatchedFile{Path: r.path, Stamp: r.stamp, Fault: r.fault}
	if r.faults > 1 {
		f.Fault = fmt.Sprintf("%s (and %d more)", f.Fault, r.faults-1)
	}
	switch r.filed {
	case 0:
		f.ID, f.Text = r.before.ID, r.before.Text // a slip in a file that is mended later
	case 1:
		f.ID, f.Text = r.id, r.hash
	}
	if err := r.store.KeepWatched(ctx, f); err != nil {
		return err
	}
	*r.at(r.path) = seen{stamp: r.stamp, done: true, look: r.looks}
	if f.Fault != "" {
		r.say(r.path, f.Fault)
	}
	return nil
}
