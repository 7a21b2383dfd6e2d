package index

import (
	"cmp"
	"context"
	"fmt"

	"cuttings/internal/archive"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// batchPassages is how many passages are written at once, at least: fewer take
// half as long again.
const batchPassages = 2000

// Apply implements Index. The changes are written in batches of whole articles,
// each with its Position; searches see none of them before all are there.
func (e *engine) Apply(ctx context.Context, changes []archive.Change) error {
	e.life.RLock()
	defer e.life.RUnlock()
	if e.closed {
		return errClosed
	}
	e.writing.Lock()
	defer e.writing.Unlock()
	todo, err := newer(changes, e.position)
	if err := cmp.Or(err, e.broken, ctx.Err()); err != nil {
		return err
	}
	if len(todo) > 0 {
		if err := e.pin(); err != nil {
			return err
		}
	}
	for len(todo) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := 0
		e.broken = guarded(func() (err error) {
			n, err = e.applyBatch(todo)
			return err
		})
		if e.broken != nil {
			return e.broken
		}
		e.position = todo[n-1].Seq
		todo = todo[n:]
	}
	return e.unpin()
}

// newer returns the changes after a position.
func newer(changes []archive.Change, position int64) ([]archive.Change, error) {
	var todo []archive.Change
	last := int64(0)
	for _, c := range changes {
		if c.Seq <= last {
			return nil, fmt.Errorf("change %d comes after change %d: they must be applied in their order", c.Seq, last)
		}
		last = c.Seq
		if c.Seq > position {
			todo = append(todo, c)
		}
	}
	return todo, nil
}

// applyBatch applies the first changes, up to the batch's size, and returns how
// many.
func (e *engine) applyBatch(changes []archive.Change) (int, error) {
	s, err := e.newest()
	if err != nil {
		return 0, err
	}
	defer s.Close()
	w := &writer{base: s, batch: bleve.NewBatch(), own: map[int64][]place{}}
	if w.notes, err = notesOf(s); err != nil {
		return 0, err
	}
	n := 0
	for n < len(changes) && w.added < batchPassages {
		if err := w.replace(changes[n]); err != nil {
			return 0, err
		}
		n++
	}
	w.notes.Position = changes[n-1].Seq
	return n, e.write(w.notes, w.batch)
}

// write writes a batch with the notes that belong to it.
func (e *engine) write(n notes, b *bleve.Batch) error {
	if err := n.put(b); err != nil {
		return err
	}
	return e.scorch.Batch(b)
}

// writer fills one batch and keeps the notes that belong to it.
type writer struct {
	base  *scorch.IndexSnapshot
	notes notes
	batch *bleve.Batch
	own   map[int64][]place // what the batch itself adds, by cutting number
	added int
}

// replace takes out the passages of the changed article and puts in those of
// its current version.
func (w *writer) replace(c archive.Change) error {
	held, ok := w.own[c.Number]
	if !ok {
		var err error
		if held, err = passagesOf(w.base, c.Number); err != nil {
			return err
		}
	}
	for _, p := range held {
		w.batch.Delete(p.key())
		w.notes.Passages--
		w.notes.Terms -= int64(p.terms)
	}
	w.own[c.Number] = nil
	if c.Current == nil {
		return nil
	}
	docs, terms := documents(*c.Current)
	for _, d := range docs {
		w.batch.Update(d)
		p, err := parsePlace([]byte(d.ID()))
		if err != nil {
			return err
		}
		w.own[c.Number] = append(w.own[c.Number], p)
	}
	w.added += len(docs)
	w.notes.Passages += int64(len(docs))
	w.notes.Terms += int64(terms)
	return nil
}

// passagesOf returns the places of the passages of an article, without those
// that were deleted and not yet merged away.
func passagesOf(s *scorch.IndexSnapshot, cutting int64) (places []place, err error) {
	for _, seg := range s.Segments() {
		err := eachPassage(seg, cutting, func(key string, _ segment.PostingsList) error {
			p, err := parsePlace([]byte(key))
			places = append(places, p)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return places, nil
}

// eachPassage calls f with the key and the list of each passage of an article in
// a segment, without those that are deleted.
func eachPassage(s *scorch.SegmentSnapshot, cutting int64, f func(key string, l segment.PostingsList) error) error {
	dict, err := s.Segment().Dictionary("_id")
	if err != nil {
		return unreadable(err)
	}
	for keys := dict.AutomatonIterator(nil, articleKey(cutting), articleKey(cutting+1)); ; {
		entry, err := keys.Next()
		if err != nil {
			return unreadable(err)
		}
		if entry == nil {
			return nil
		}
		list, err := dict.PostingsList([]byte(entry.Term), s.Deleted(), nil)
		if err != nil {
			return unreadable(err)
		}
		if list.Count() == 0 {
			continue
		}
		if err := f(entry.Term, list); err != nil {
			return err
		}
	}
}

// pin makes searches see what they see now until unpin. It stays when an Apply
// fails half-way, so that the index answers as before.
func (e *engine) pin() error {
	e.view.Lock()
	defer e.view.Unlock()
	if e.pinned != nil {
		return nil
	}
	var err error
	e.pinned, err = e.newest()
	return err
}

func (e *engine) unpin() error {
	e.view.Lock()
	defer e.view.Unlock()
	old := e.pinned
	e.pinned = nil
	if old == nil {
		return nil
	}
	return old.Close()
}

// follows notes which archive the index follows.
func (e *engine) follows(id string) error {
	e.life.RLock()
	defer e.life.RUnlock()
	if e.closed {
		return errClosed
	}
	e.writing.Lock()
	defer e.writing.Unlock()
	return guarded(func() error {
		s, err := e.newest()
		if err != nil {
			return err
		}
		defer s.Close()
		n, err := notesOf(s)
		if err != nil {
			return err
		}
		n.Archive = id
		return e.write(n, bleve.NewBatch())
	})
}
