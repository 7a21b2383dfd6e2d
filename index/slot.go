package index

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// maxSlots is how many processes can hold an index in one folder.
const maxSlots = 16

// ErrNoSlot says that every slot of an index folder is held by a process.
var ErrNoSlot = errors.New("all slots of the index folder are held by other processes")

// slot is one process's place in an index folder: a folder that it has locked.
// In it lies the index that counts, which the file "current" names, and
// sometimes another that is being built or thrown away.
//
//	1/lock          locked by the holder; its text is the Position, as a hint
//	1/current       "index-3"
//	1/index-3/…     bleve's files
type slot struct {
	dir  string
	lock *os.File
}

// takeSlot locks the free slot that is furthest along, or makes a new one when
// all are held.
func takeSlot(dir string) (*slot, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	type candidate struct {
		n        int
		position int64
	}
	candidates := make([]candidate, maxSlots)
	for i := range candidates {
		candidates[i] = candidate{i + 1, hint(filepath.Join(dir, strconv.Itoa(i+1)))}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(b.position, a.position) })
	for _, c := range candidates {
		s, err := lockSlot(filepath.Join(dir, strconv.Itoa(c.n)))
		if errors.Is(err, ErrHeld) {
			continue
		}
		return s, err
	}
	return nil, fmt.Errorf("%s: %w (%d): end one of them, or give this one a folder of its own", dir, ErrNoSlot, maxSlots)
}

// hint is the position that the last holder of a slot noted: 0 when it noted
// none, -1 when there is no such slot.
func hint(dir string) int64 {
	b, err := os.ReadFile(filepath.Join(dir, "lock"))
	if err != nil {
		return -1
	}
	n, _ := strconv.ParseInt(string(bytes.TrimSpace(b)), 10, 64)
	return n
}

func lockSlot(dir string) (*slot, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := lockFile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &slot{dir: dir, lock: f}, nil
}

// note keeps the position as a hint for the next who looks for a slot. It may be
// lost or wrong: that costs time and nothing else.
func (s *slot) note(position int64) {
	line := fmt.Appendf(nil, "%d\n", position)
	if err := s.lock.Truncate(0); err == nil {
		_, _ = s.lock.WriteAt(line, 0)
	}
}

// current is the name of the index that counts, or "" when there is none yet.
// A file that names nothing proper is taken for none.
func (s *slot) current() (string, error) {
	b, err := os.ReadFile(filepath.Join(s.dir, "current"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	name := strings.TrimSpace(string(b))
	if generation(name) == 0 {
		return "", nil
	}
	return name, nil
}

// path is the folder of an index in the slot.
func (s *slot) path(name string) string { return filepath.Join(s.dir, name) }

// generation is the number in the name of an index, or 0.
func generation(name string) int {
	digits, ok := strings.CutPrefix(name, "index-")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || digits != strconv.Itoa(n) {
		return 0
	}
	return n
}

// next is the name of a new index, with nothing at its path.
func (s *slot) next() (string, error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return "", err
	}
	n := 0
	for _, e := range entries {
		n = max(n, generation(e.Name()))
	}
	return fmt.Sprintf("index-%d", n+1), nil
}

// appoint makes the named index the one that counts, in one step that a crash
// either finds done or not begun.
func (s *slot) appoint(name string) error {
	f, err := os.CreateTemp(s.dir, "current-*")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, name)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(s.dir, "current"))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(s.dir)
}

// sweep removes what a crash or a swap left in the slot: every index but the
// named one.
func (s *slot) sweep(keep string) error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if generation(e.Name()) > 0 && e.Name() != keep || strings.HasPrefix(e.Name(), "current-") {
			err = errors.Join(err, os.RemoveAll(s.path(e.Name())))
		}
	}
	return err
}

func (s *slot) Close() error { return s.lock.Close() }
