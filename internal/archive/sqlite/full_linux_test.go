package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"cuttings/internal/archive"
)

// Where a disk has no room for the copy, that is said and nothing is left on it.
func TestFullDiskForACopy(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("a small disk to fill can be mounted by root alone: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	path := closedArchive(t)
	_, backUp := opened(t, path).BackUp(t.Context(), filepath.Join(dir, "copy.db"), false)
	file := filepath.Join(t.TempDir(), "copy.db")
	backedUp(t, opened(t, path), file)
	_, restore := RestoreBackup(t.Context(), file, filepath.Join(dir, "archive.db"), false, ready)
	for what, err := range map[string]error{"backup": backUp, "restore": restore} {
		if !errors.Is(err, archive.ErrFull) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if left, err := os.ReadDir(dir); len(left) > 0 || err != nil {
		t.Errorf("%v is left, %v", left, err)
	}
}
