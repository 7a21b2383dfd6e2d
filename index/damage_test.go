package index_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"cuttings/index"
)

// damage does something to the files of a closed index.
type damage struct {
	name  string
	files string // which of them, one at a time
	do    func(path string) error
	fine  bool // nothing that counts is lost: it goes on as if nothing had been, or begins anew
}

func damages() []damage {
	list := []damage{
		{name: "segment missing", files: "index-1/*.zap", do: os.Remove},
		{name: "segment empty", files: "index-1/*.zap", do: truncate(0)},
		{name: "segment of three bytes", files: "index-1/*.zap", do: truncate(3)},
		{name: "segment halved", files: "index-1/*.zap", do: truncate(1 / 2.0)},
		{name: "segment without its last byte", files: "index-1/*.zap", do: truncate(0.9999)},
		{name: "root missing", files: "index-1/root.bolt", do: os.Remove},
		{name: "root empty", files: "index-1/root.bolt", do: truncate(0)},
		{name: "root of one page", files: "index-1/root.bolt", do: truncate(4096)},
		{name: "root halved", files: "index-1/root.bolt", do: truncate(1 / 2.0)},
		{name: "root of zeros", files: "index-1/root.bolt", do: fill(0)},
		{name: "root of noise", files: "index-1/root.bolt", do: fill(0xA5)},
		{name: "nothing left", files: "index-1", do: func(path string) error {
			return errors.Join(os.RemoveAll(path), os.Mkdir(path, 0o700))
		}},
		{name: "no folder", files: "index-1", do: os.RemoveAll},
		{name: "seal missing", files: "index-1/seal", do: os.Remove, fine: true},
		{name: "seal empty", files: "index-1/seal", do: truncate(0), fine: true},
		{name: "another seal", files: "index-1/seal", do: func(path string) error {
			return os.WriteFile(path, []byte("65536 00c0ffee\n"), 0o600)
		}},
		{name: "no name", files: "current", do: os.Remove, fine: true},
		{name: "a wrong name", files: "current", do: fill('x'), fine: true},
	}
	for _, at := range []float64{0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1} {
		list = append(list, damage{name: "8 bytes flipped in a segment", files: "index-1/*.zap", do: flip(at)})
	}
	return list
}

// truncate cuts a file to a size in bytes, or to a share of its size below 1.
func truncate(to float64) func(string) error {
	return func(path string) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if to < 1 {
			return os.Truncate(path, int64(to*float64(info.Size())))
		}
		return os.Truncate(path, int64(to))
	}
}

func fill(b byte) func(string) error {
	return func(path string) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, bytes.Repeat([]byte{b}, int(info.Size())), 0o600)
	}
}

// flip flips eight bytes at a share of the file.
func flip(at float64) func(string) error {
	return func(path string) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		from := int(at * float64(len(b)-8))
		for i := from; i < from+8; i++ {
			b[i] ^= 0xFF
		}
		return os.WriteFile(path, b, 0o600)
	}
}

// Whatever happens to the files, nothing wrong is answered, and the next update
// mends it.
func TestDamagedFiles(t *testing.T) {
	ctx := context.Background()
	store, _ := newArchive(t, 30, 6)
	pristine := t.TempDir()
	r := openReplica(t, pristine, store)
	catchUp(t, r)
	put(t, store, 2, 8, 3) // a second segment, and deletions
	catchUp(t, r)
	closeReplica(t, r)
	for _, d := range damages() {
		paths, err := filepath.Glob(filepath.Join(pristine, "1", d.files))
		if err != nil || len(paths) == 0 {
			t.Fatal("no such file:", d.files, err)
		}
		for _, path := range paths {
			file, err := filepath.Rel(pristine, path)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(d.name+" "+filepath.Base(file), func(t *testing.T) {
				dir := t.TempDir()
				if err := os.CopyFS(dir, os.DirFS(pristine)); err != nil {
					t.Fatal(err)
				}
				if err := d.do(filepath.Join(dir, file)); err != nil {
					t.Fatal(err)
				}
				r := openReplica(t, dir, store)
				hits, err := r.Search(ctx, index.Query{Text: "hospital", Limit: 3})
				if !d.fine && err == nil {
					t.Errorf("not noticed; a search finds %v", hits)
				}
				catchUp(t, r)
				compare(t, r, store)
			})
		}
	}
}

// Bytes of the root that are flipped anywhere are noticed.
func TestFlippedRoot(t *testing.T) {
	store, _ := newArchive(t, 30, 6)
	pristine := built(t, store)
	chance := rand.New(rand.NewPCG(1, 0))
	for range 40 {
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(pristine)); err != nil {
			t.Fatal(err)
		}
		at := chance.Float64()
		if err := flip(at)(filepath.Join(dir, "1", "index-1", "root.bolt")); err != nil {
			t.Fatal(err)
		}
		r := openReplica(t, dir, store)
		if err := r.Check(context.Background()); !errors.Is(err, index.ErrDamaged) {
			t.Errorf("Check = %v", err)
		}
		catchUp(t, r)
		compare(t, r, store)
		closeReplica(t, r)
		if t.Failed() {
			t.Fatalf("flipped at %v of the root", at)
		}
	}
}

func TestOpenTellsDamageFromOtherErrors(t *testing.T) {
	dir := t.TempDir()
	x, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := index.Open(dir); !errors.Is(err, index.ErrHeld) {
		t.Errorf("a second Open = %v, want ErrHeld", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if err := truncate(100)(filepath.Join(dir, "root.bolt")); err != nil {
		t.Fatal(err)
	}
	if _, err := index.Open(dir); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("Open of a damaged index = %v, want ErrDamaged", err)
	}
	if _, err := index.Open(filepath.Join(dir, "root.bolt")); err == nil || errors.Is(err, index.ErrDamaged) {
		t.Errorf("Open of a file = %v", err)
	}
}

// Damage that comes while the index is open is found out by a search that
// stumbles on it, or by Check; the next update mends it.
func TestDamagedWhileOpen(t *testing.T) {
	ctx := context.Background()
	store, _ := newArchive(t, 30, 6)
	for name, do := range map[string]func(string) error{
		"cut off": truncate(0),
		"noise": func(path string) error {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteAt(bytes.Repeat([]byte{0xEE}, 3000), 0)
			return errors.Join(err, f.Close())
		},
	} {
		dir := t.TempDir()
		r := openReplica(t, dir, store)
		catchUp(t, r)
		closeReplica(t, r)
		r = openReplica(t, dir, store)
		segments, err := filepath.Glob(filepath.Join(dir, "1", "index-*", "*.zap"))
		if err != nil || len(segments) == 0 {
			t.Fatal(segments, err)
		}
		for _, path := range segments {
			if err := do(path); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.Search(ctx, index.Query{Text: "hospital", Limit: 1000}); err != nil && !errors.Is(err, index.ErrDamaged) {
			t.Errorf("%s: Search = %v", name, err)
		}
		if err := r.Check(ctx); !errors.Is(err, index.ErrDamaged) {
			t.Errorf("%s: Check = %v", name, err)
		}
		if _, err := r.Search(ctx, index.Query{Text: "hospital", Limit: 1}); !errors.Is(err, index.ErrDamaged) {
			t.Errorf("%s: Search of what is known to be damaged = %v", name, err)
		}
		catchUp(t, r)
		compare(t, r, store)
		closeReplica(t, r)
	}
}

// A write that fails is reported and repeated by the next update, on an index
// that was opened again; here somebody deletes the folder under it.
func TestFolderDeletedWhileOpen(t *testing.T) {
	ctx := context.Background()
	store, _ := newArchive(t, 5, 3)
	dir := t.TempDir()
	r := openReplica(t, dir, store)
	catchUp(t, r)
	if err := os.RemoveAll(filepath.Join(dir, "1", "index-1")); err != nil {
		t.Fatal(err)
	}
	put(t, store, 2, 9, 3)
	if err := r.CatchUp(ctx, nil); err == nil {
		t.Error("writing into a deleted folder succeeded")
	}
	catchUp(t, r)
	compare(t, r, store)
}
