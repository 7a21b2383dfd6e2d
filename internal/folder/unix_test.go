//go:build unix

package folder_test

import (
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe is said and never waited for.
func TestPipe(t *testing.T) {
	s := newScene(t)
	s.check(syscall.Mkfifo(filepath.Join(s.dir, "pipe.txt"), 0o644))
	s.write("a.txt", "Words.")
	for range 3 {
		s.settle()
	}
	s.holds("Words.")
	if n := s.said("a pipe, a socket or a device"); n != 1 {
		t.Errorf("said %d times:\n%s", n, s.log.String())
	}
}
