package index_test

import (
	"context"
	"testing"
)

// A process that is killed while it catches up leaves an index that is sound
// and knows how far it is.
func TestKilledWhileCatchingUp(t *testing.T) {
	store, file := newArchive(t, 4000, 1)
	dir := t.TempDir()
	last := int64(0)
	for kill := 1; ; kill++ {
		p := startChild(t, "catch up", file, dir)
		line := p.read(t, 1+kill%2)
		p.kill()
		if line == "done" {
			break
		}
		r := openReplica(t, dir, store)
		if err := r.Check(context.Background()); err != nil {
			t.Errorf("kill %d: %v", kill, err)
		}
		at, err := r.Position(context.Background())
		if at <= last || err != nil {
			t.Errorf("kill %d, after %q: Position = %d, %v; it was %d", kill, line, at, err, last)
		}
		last = at
		closeReplica(t, r)
		if at == 4000 {
			break
		}
	}
	r := openReplica(t, dir, store)
	catchUp(t, r)
	compare(t, r, store)
}

// A process that is killed while it rebuilds leaves the old index in its place.
func TestKilledWhileRebuilding(t *testing.T) {
	store, file := newArchive(t, 2000, 1)
	dir := built(t, store)
	for kill := 1; kill <= 3; kill++ {
		p := startChild(t, "rebuild", file, dir)
		line := p.read(t, kill)
		p.kill()
		r := openReplica(t, dir, store)
		if compare(t, r, store); t.Failed() {
			t.Fatalf("killed after %q", line)
		}
		closeReplica(t, r)
	}
	p := startChild(t, "rebuild", file, dir)
	for p.read(t, 1) != "done" {
	}
	p.kill()
	compare(t, openReplica(t, dir, store), store)
}
