package index

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

// How segments are merged: into one, which searches read fastest, at the end of a
// bulk load; or as bleve does by itself when changes gather.
var (
	intoOne   = &mergeplan.SingleSegmentMergePlanOptions
	asUsually = &mergeplan.DefaultMergePlanOptions
)

// attention is how often a merge is looked after.
const attention = 20 * time.Millisecond

// merge merges segments and waits for it. bleve says nothing of a merge that
// fails and tries it again without a pause, for ever; then the engine is broken.
func (e *engine) merge(ctx context.Context, how *mergeplan.MergePlanOptions) error {
	e.life.RLock()
	defer e.life.RUnlock()
	if e.closed {
		return errClosed
	}
	e.writing.Lock()
	defer e.writing.Unlock()
	done := make(chan error, 1)
	go func() { done <- e.scorch.ForceMerge(ctx, how) }() // ends with the engine at the latest
	tick := time.NewTicker(attention)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-tick.C:
			if e.broken = e.stumbled(); e.broken != nil {
				return e.broken
			}
		}
	}
}

// stumbled returns an error when bleve could not write or merge in the
// background since the engine was opened.
func (e *engine) stumbled() error {
	stats := e.scorch.Stats().(*scorch.Stats)
	if atomic.LoadUint64(&stats.TotOnErrors) == 0 {
		return nil
	}
	return fmt.Errorf("%s: its files can't be merged or written: make room on the disk, or see what the system says of it", e.dir)
}

// failure is the write or the merge that failed, after which the engine must be
// opened again: bleve tries it over and over, and its state in memory is not the
// one on the disk.
func (e *engine) failure() error {
	e.life.RLock()
	defer e.life.RUnlock()
	e.writing.Lock()
	defer e.writing.Unlock()
	if e.broken == nil && !e.closed {
		e.broken = e.stumbled()
	}
	return e.broken
}
