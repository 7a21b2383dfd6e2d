package index_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"cuttings/index"
	"cuttings/index/indextest"
)

// smallDisk is a disk of its own with so much room, where the test may mount one.
func smallDisk(t *testing.T, mebibytes string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+mebibytes+"m"); err != nil {
		t.Skipf("a small disk to fill can be mounted by root alone: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fillDisk takes the room on a disk but so many bytes, until it is given back.
func fillDisk(t *testing.T, dir string, but int64) (giveBack func()) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 4096)
	for err == nil {
		_, err = f.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	size, err := f.Seek(0, 2)
	if err := errors.Join(err, f.Truncate(max(0, size-but)), f.Close()); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(f.Name()); err != nil {
			t.Error(err)
		}
	}
}

// The disk is full when the merge at the end of a bulk load begins: that is
// said, what was applied is found, and the index goes on without the merge.
func TestFullDiskDuringMerge(t *testing.T) {
	ctx := context.Background()
	dir := smallDisk(t, "32")
	source := &memory{}
	chance := rand.New(rand.NewPCG(1, 0))
	for n := range int64(index.MergePassages + 1) {
		source.coverage.Put(indextest.Article(chance, n+1, 1, 1))
	}
	r := openReplica(t, dir, source)
	var giveBack func()
	err := r.CatchUp(ctx, func(done, total int64) {
		if done == total {
			giveBack = fillDisk(t, dir, 100<<10)
		}
	})
	if err == nil || !strings.Contains(err.Error(), "make room on the disk") {
		t.Fatalf("with a full disk: %v", err)
	}
	answers := func(when string) {
		t.Helper()
		hits, err := r.Search(ctx, index.Query{Text: "hospital", Limit: 100_000})
		want := len(source.coverage.Matching("hospital", noFilter))
		if at, positionErr := r.Position(ctx); len(hits) != want || int(at) != len(source.coverage.Changes) || err != nil || positionErr != nil {
			t.Errorf("%s: %d hits, want %d, position %d: %v, %v", when, len(hits), want, at, err, positionErr)
		}
	}
	answers("with a full disk")
	catchUp(t, r) // there is nothing to write
	answers("with a full disk still")
	giveBack()
	source.coverage.Put(indextest.Article(chance, index.MergePassages+2, 1, 3))
	catchUp(t, r)
	answers("with room again")
	if err := r.Check(ctx); err != nil {
		t.Error(err)
	}
}

// The disk fills up while changes come in: each is either taken over or an
// error, what answers is a state of the archive, and with room again the index
// catches up.
func TestFullDiskDuringChanges(t *testing.T) {
	ctx := context.Background()
	store, _ := newArchive(t, 200, 20)
	dir := smallDisk(t, "16")
	r := openReplica(t, dir, store)
	catchUp(t, r)
	giveBack := fillDisk(t, dir, 600<<10)
	failures := 0
	for seed := uint64(2); failures < 3; seed++ {
		if seed == 200 {
			t.Fatal("the disk never was full")
		}
		put(t, store, seed, 20, 20)
		err := r.CatchUp(ctx, nil)
		if err != nil {
			failures++
		}
		at, positionErr := r.Position(ctx)
		seq, _ := store.Seq(ctx)
		if err == nil && at != seq || at > seq || positionErr != nil {
			t.Fatalf("CatchUp: %v; position %d of %d: %v", err, at, seq, positionErr)
		}
		if _, err := r.Search(ctx, index.Query{Text: "hospital", Limit: 10}); err != nil {
			t.Fatal(err)
		}
	}
	giveBack()
	catchUp(t, r)
	compare(t, r, store)
	closeReplica(t, r)
	r = openReplica(t, dir, store)
	compare(t, r, store)
}

// A running program says that the disk is full, and needs nobody to go on when
// it no longer is.
func TestFollowThroughFullDisk(t *testing.T) {
	store, _ := newArchive(t, 200, 20)
	dir := smallDisk(t, "16")
	told := make(chan error, 1000)
	r, err := index.OpenReplica(context.Background(), dir, store, index.Options{OnError: func(err error) { told <- err }})
	if err != nil {
		t.Fatal(err)
	}
	defer closeReplica(t, r)
	catchUp(t, r)
	giveBack := fillDisk(t, dir, 0)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Follow(ctx, time.Millisecond) }()
	put(t, store, 2, 200, 20)
	if err := <-told; !strings.Contains(err.Error(), "can't bring the index up to date") {
		t.Error(err)
	}
	giveBack()
	seq, err := store.Seq(ctx)
	for at := int64(0); at < seq && err == nil; {
		at, err = r.Position(ctx)
	}
	cancel()
	<-ended
	if err != nil {
		t.Error(err)
	}
	compare(t, r, store)
}
