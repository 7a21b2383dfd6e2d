package index

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/util"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// guarded runs f so that a panic in it, and a fault in a mapped file that was
// cut short, is an ErrDamaged: bleve and bolt trust their files.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: reading it failed: %v", ErrDamaged, r)
		}
	}()
	return f()
}

// openGuarded opens scorch, and closes it again when that panics.
func openGuarded(s *scorch.Scorch) error {
	opened := false
	err := guarded(func() error {
		err := s.Open()
		opened = true
		return err
	})
	if !opened {
		return errors.Join(err, guarded(s.Close))
	}
	return err
}

// openError tells what an error of opening files that were there means.
func openError(err error) error {
	switch {
	case err == nil || errors.Is(err, ErrDamaged):
		return err
	case errors.Is(err, bolterrors.ErrTimeout):
		return ErrHeld
	case errors.As(err, new(*fs.PathError)) && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.EIO):
		return err // no permission, too many open files: it tells nothing about them
	}
	return unreadable(err)
}

// lockWait is how long bolt may wait for its lock. Under its 50 ms between two
// tries it doesn't wait at all.
const lockWait = 10 * time.Millisecond

// inspect looks through the files before bleve gets to see them: the newest
// state that the root names, and each of its segments. bleve would parse what
// it finds, and fall back to an older state, or to none, without a word.
func inspect(dir string) error {
	root := filepath.Join(dir, rootName)
	if info, err := os.Stat(root); err == nil && info.Size() == 0 {
		return fmt.Errorf("%w: %s is empty", ErrDamaged, rootName) // bolt would try to fill it
	}
	db, err := bolt.Open(root, 0o600, &bolt.Options{ReadOnly: true, Timeout: lockWait})
	if err != nil {
		return err
	}
	err = db.View(func(tx *bolt.Tx) error {
		states := tx.Bucket(util.BoltSnapshotsBucket)
		if states == nil {
			return fmt.Errorf("%w: %s has no state", ErrDamaged, rootName)
		}
		name, _ := states.Cursor().Last()
		newest := states.Bucket(name)
		if newest == nil {
			return fmt.Errorf("%w: %s has no state", ErrDamaged, rootName)
		}
		return newest.ForEachBucket(func(key []byte) error {
			if key[0] == util.BoltInternalKey[0] || key[0] == util.BoltMetaDataKey[0] {
				return nil
			}
			return inspectSegment(dir, filepath.Base(string(newest.Bucket(key).Get(util.BoltPathKey))))
		})
	})
	return errors.Join(err, db.Close())
}

func inspectSegment(dir, name string) error {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return checksum(name, f, info.Size())
}

// Check implements Index.
func (e *engine) Check(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.read(check)
}

// verify checks an engine whose files inspect has seen, and takes over its
// position.
func (e *engine) verify() error {
	s, err := e.newest()
	if err != nil {
		return err
	}
	defer s.Close()
	n, err := notesOf(s)
	e.position = n.Position
	return errors.Join(err, checkCount(s, n))
}

// check compares every segment with its checksum, and the number of passages
// with the count kept beside them.
func check(s *scorch.IndexSnapshot) error {
	n, err := notesOf(s)
	if err != nil {
		return err
	}
	for _, seg := range s.Segments() {
		if err := checkSegment(seg.Segment()); err != nil {
			return err
		}
	}
	return checkCount(s, n)
}

func checkCount(s *scorch.IndexSnapshot, n notes) error {
	passages, err := s.DocCount()
	if err != nil {
		return unreadable(err)
	}
	if int64(passages) != n.Passages {
		return fmt.Errorf("%w: it has %d passages and should have %d", ErrDamaged, passages, n.Passages)
	}
	return nil
}

// checkSegment checks what is mapped of a segment's file. A segment that is not
// on the disk yet has no checksum.
func checkSegment(s segment.Segment) error {
	file, ok := s.(interface {
		segment.PersistedSegment
		Data() []byte
	})
	if !ok {
		return nil
	}
	return checksum(filepath.Base(file.Path()), bytes.NewReader(file.Data()), int64(len(file.Data())))
}

// checksum compares a segment with the CRC-32 that its bytes end with (zapx
// write.go, persistFooter).
func checksum(name string, segment io.Reader, size int64) error {
	if size < crc32.Size {
		return fmt.Errorf("%w: %s has %d bytes", ErrDamaged, name, size)
	}
	sum := crc32.NewIEEE()
	_, err := io.CopyN(sum, segment, size-crc32.Size)
	var want [crc32.Size]byte
	if err == nil {
		_, err = io.ReadFull(segment, want[:])
	}
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, name, err)
	}
	if sum.Sum32() != binary.BigEndian.Uint32(want[:]) {
		return fmt.Errorf("%w: %s doesn't have its checksum", ErrDamaged, name)
	}
	return nil
}
