package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
)

// ErrHeld says that another process, or another part of this one, has the index
// open. One process at a time can.
var ErrHeld = errors.New("the index is held by another process")

var errClosed = errors.New("the index is closed")

// rootName is scorch's name for the file that names the segments which count.
const rootName = "root.bolt"

// analysers is how many goroutines count the terms of a batch.
const analysers = 2

// How much memory may be taken for what was read from segments: the occurrences
// of terms, what filters let through, and which article a passage is of.
const (
	listBytes = 32 << 20
	maskBytes = 8 << 20
	rollBytes = 16 << 20
)

// engine is an Index in a folder, on bleve's scorch: segments that never
// change, and a root that names those which count.
type engine struct {
	dir     string
	resting bool // opened for reading alone, see Replica.reopen

	life   sync.RWMutex // held for reading by every call, for writing by Close
	scorch *scorch.Scorch
	queue  *bleve.AnalysisQueue
	closed bool

	writing  sync.Mutex // held by the one Apply or merge that runs; guards the next two
	position int64      // the last change known to be on the disk
	broken   error      // a write that failed: bleve is not asked for another

	lists    *cache[listKey, *occurrences]
	masks    *cache[maskKey, mask]
	articles *cache[uint64, *roll]

	view   sync.Mutex
	pinned *scorch.IndexSnapshot // what searches see while an Apply runs and after one failed; else nil, and they see the newest
}

// Open opens the index in a folder, or makes an empty one where the folder
// isn't there or is empty. It reads the files through once and compares them
// with their checksums: what disagrees is ErrDamaged. ErrHeld when it is open
// already, and ErrOutdated when another version of the program made it.
func Open(dir string) (Index, error) {
	e, err := open(dir, false)
	if err != nil {
		return nil, err
	}
	n, err := e.notes()
	if err == nil && n.Schema != currentSchema() {
		err = fmt.Errorf("%s: %w", dir, ErrOutdated)
	}
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// open opens an index of whatever schema; when resting, nothing in it is written
// or merged.
func open(dir string, resting bool) (*engine, error) {
	fresh, err := isFresh(dir)
	if err != nil {
		return nil, err
	}
	e := &engine{
		dir: dir, resting: resting, queue: bleve.NewAnalysisQueue(analysers),
		lists:    newCache[listKey, *occurrences](listBytes),
		masks:    newCache[maskKey, mask](maskBytes),
		articles: newCache[uint64, *roll](rollBytes),
	}
	if err := e.start(fresh); err != nil {
		e.queue.Close()
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	return e, nil
}

func (e *engine) start(fresh bool) error {
	if !fresh {
		if err := unseal(e.dir); err != nil {
			return openError(err)
		}
		if err := guarded(func() error { return inspect(e.dir) }); err != nil {
			return openError(err)
		}
	}
	i, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path":         e.dir,
		"bolt_timeout": lockWait.String(),
		"read_only":    e.resting,
	}, e.queue)
	if err != nil {
		return err
	}
	e.scorch = i.(*scorch.Scorch)
	switch err := openGuarded(e.scorch); {
	case err != nil && fresh:
		return err
	case err != nil:
		return openError(err)
	}
	if fresh {
		err = e.write(notes{Schema: currentSchema()}, bleve.NewBatch())
	} else {
		err = guarded(e.verify)
	}
	if err != nil {
		return errors.Join(err, guarded(e.scorch.Close))
	}
	return nil
}

// isFresh reports whether nothing was ever built in the folder. A folder that
// has segments and no root is damaged.
func isFresh(dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return false, err
	}
	for _, e := range entries {
		if e.Name() == rootName {
			return false, nil
		}
	}
	if len(entries) > 0 {
		return false, fmt.Errorf("%s: %w: %s is missing", dir, ErrDamaged, rootName)
	}
	return true, nil
}

// snapshot returns what a search that begins now sees; the caller closes it.
// The engine must be kept from closing meanwhile.
func (e *engine) snapshot() (*scorch.IndexSnapshot, error) {
	e.view.Lock()
	defer e.view.Unlock()
	if e.pinned != nil {
		e.pinned.AddRef()
		return e.pinned, nil
	}
	return e.newest()
}

// newest returns the newest state, finished or not; the caller closes it.
func (e *engine) newest() (*scorch.IndexSnapshot, error) {
	r, err := e.scorch.Reader()
	if err != nil {
		return nil, err
	}
	return r.(*scorch.IndexSnapshot), nil
}

// read runs f on what a search that begins now sees, in a guarded call.
func (e *engine) read(f func(*scorch.IndexSnapshot) error) error {
	e.life.RLock()
	defer e.life.RUnlock()
	if e.closed {
		return errClosed
	}
	snapshot, err := e.snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	return guarded(func() error { return f(snapshot) })
}

// Position implements Index.
func (e *engine) Position(ctx context.Context) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	n, err := e.notes()
	return n.Position, err
}

// Close implements Index. It waits for the calls that are running, and leaves a
// seal.
func (e *engine) Close() error {
	e.life.Lock()
	defer e.life.Unlock()
	if e.closed {
		return errClosed
	}
	e.closed = true
	var err error
	if e.pinned != nil {
		err = e.pinned.Close()
	}
	err = errors.Join(err, guarded(e.scorch.Close))
	e.queue.Close()
	if err == nil && e.broken == nil && !e.resting {
		err = seal(e.dir)
	}
	return err
}
