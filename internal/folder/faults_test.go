package folder_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/folder"
)

// said counts the lines of the log that hold a text.
func (s *scene) said(text string) int { return strings.Count(s.log.String(), text) }

// What can't be an article is said once, stays in the check as long as it is
// there, and is read again when it changes.
func TestFaultIsSaidOnce(t *testing.T) {
	s := newScene(t)
	s.write("empty.md", "---\ntitle: Nothing\n---\n")
	s.write("paper.pdf", "%PDF-1.7")
	s.write("good.txt", "Words.")
	for range 5 {
		s.settle()
	}
	s.holds("Words.")
	for _, name := range []string{"empty.md", "paper.pdf"} {
		if n := s.said(name); n != 1 {
			t.Errorf("%s was said %d times:\n%s", name, n, s.log.String())
		}
	}
	state, err := folder.Look(t.Context(), s.store, s.dir)
	s.check(err)
	if len(state.Faults) != 2 || state.Files != 3 || state.Waiting != 0 {
		t.Errorf("%+v", state)
	}
	s.start()
	s.settle()
	if n := s.said("empty.md"); n != 1 {
		t.Errorf("after a restart it was said again: %d", n)
	}
	s.write("empty.md", "Mended.")
	s.check(os.Remove(filepath.Join(s.dir, "paper.pdf")))
	state, err = folder.Look(t.Context(), s.store, s.dir)
	s.check(err)
	if len(state.Faults) != 0 || state.Waiting != 1 {
		t.Errorf("before it is read: %+v", state)
	}
	s.settle()
	s.holds("Words.", "Mended.")
}

// A slip in a file, mended later, doesn't make it another article.
func TestSlipIsMended(t *testing.T) {
	s := newScene(t)
	s.write("a.txt", "Words.")
	s.settle()
	s.write("a.txt", "---\npublished: soon\n---\nWords, changed.")
	s.settle()
	s.holds("Words.")
	s.write("a.txt", "---\npublished: 2009\n---\nWords, changed.")
	s.settle()
	s.holds("Words, changed.")
}

func TestFolderThatAppearsLater(t *testing.T) {
	s := newScene(t)
	s.check(os.Remove(s.dir))
	for range 3 {
		s.settle()
	}
	if n := s.said("looking again until it is there"); n != 1 {
		t.Errorf("said %d times:\n%s", n, s.log.String())
	}
	if _, err := folder.Look(t.Context(), s.store, s.dir); err == nil || !strings.Contains(err.Error(), "make it") {
		t.Errorf("the check says %v", err)
	}
	s.check(os.Mkdir(s.dir, 0o755))
	s.write("a.txt", "Words.")
	s.settle()
	s.holds("Words.")
	if n := s.said("the watched folder is there"); n != 1 {
		t.Errorf("that it is there was said %d times", n)
	}
}

// removing is a store from which an article is removed just before it is filed.
type removing struct {
	archive.Store
	id string
}

func (r removing) PutUnlessRemoved(ctx context.Context, articles ...archive.Article) ([]archive.Receipt, error) {
	if err := r.Remove(ctx, r.id, "the court says so"); err != nil {
		return nil, err
	}
	return r.Store.PutUnlessRemoved(ctx, articles...)
}

// An article that is removed while its file is read stays out.
func TestRemovedMeanwhile(t *testing.T) {
	s := newScene(t)
	s.write("a.txt", "Words.")
	s.settle()
	v, err := s.store.Cutting(t.Context(), 1, 0)
	s.check(err)
	s.write("a.txt", "Words, changed.")
	store := s.store
	s.store = removing{store, v.ID}
	s.start()
	s.settle()
	s.store = store
	s.holds("")
	if n := s.said("not added again"); n != 1 || s.said("the court says so") != 1 {
		t.Errorf("said %d times:\n%s", n, s.log.String())
	}
	state, err := folder.Look(t.Context(), s.store, s.dir)
	s.check(err)
	if len(state.Faults) > 0 || state.Waiting > 0 {
		t.Errorf("%+v", state)
	}
}

// Links that lead in circles, to the parent, and out of the folder.
func TestLinks(t *testing.T) {
	s := newScene(t)
	outside := filepath.Join(t.TempDir(), "secret.txt")
	s.check(os.WriteFile(outside, []byte("Not to be shown."), 0o644))
	s.write("real/a.txt", "Words.")
	for to, link := range map[string]string{".": "real/loop", "loop.txt": "loop.txt", outside: "out.txt", filepath.Dir(outside): "outdir", "real/a.txt": "same.txt"} {
		if err := os.Symlink(to, filepath.Join(s.dir, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	for range 3 {
		s.settle()
	}
	s.holds("Words.")
	for _, name := range []string{"out.txt", "loop.txt"} {
		if n := s.said(name); n != 1 {
			t.Errorf("%s was said %d times:\n%s", name, n, s.log.String())
		}
	}
}

// A file that may not be read is read when it may be, though nothing else about it
// has changed.
func TestUnreadableIsTriedAgain(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("needs files that this user may not read")
	}
	s := newScene(t)
	s.write("a.txt", "Words.")
	s.write("shut/b.txt", "Others.")
	s.check(os.Chmod(filepath.Join(s.dir, "a.txt"), 0))
	s.check(os.Chmod(filepath.Join(s.dir, "shut"), 0))
	for range 3 {
		s.settle()
	}
	s.holds()
	if s.said("a.txt") != 1 || s.said("shut") != 1 {
		t.Errorf("the log:\n%s", s.log.String())
	}
	state, err := folder.Look(t.Context(), s.store, s.dir)
	s.check(err)
	if len(state.Faults) != 2 {
		t.Errorf("%+v", state)
	}
	s.check(os.Chmod(filepath.Join(s.dir, "a.txt"), 0o644))
	s.check(os.Chmod(filepath.Join(s.dir, "shut"), 0o755))
	s.settle()
	s.holds("Words.", "Others.")
}

// A huge file is refused unread, and a name that no store can keep is said.
func TestHugeAndOdd(t *testing.T) {
	s := newScene(t)
	s.write("huge.txt", "x")
	s.check(os.Truncate(filepath.Join(s.dir, "huge.txt"), 1<<40))
	odd := filepath.Join(s.dir, "\xff.txt")
	if err := os.WriteFile(odd, []byte("Words."), 0o644); err != nil {
		t.Log("no such names here:", err)
	}
	for range 3 {
		s.settle()
	}
	s.holds()
	if s.said("a file may have at most") != 1 {
		t.Errorf("the log:\n%s", s.log.String())
	}
	if _, err := os.Stat(odd); err == nil && s.said("not UTF-8: rename it") != 1 {
		t.Errorf("the log:\n%s", s.log.String())
	}
}

// failing is a store that is full for a while.
type failing struct {
	archive.Store
	err error
}

func (f *failing) PutUnlessRemoved(ctx context.Context, articles ...archive.Article) ([]archive.Receipt, error) {
	if f.err != nil {
		return nil, f.err
	}
	return f.Store.PutUnlessRemoved(ctx, articles...)
}

// What the store could not take is filed when it can.
func TestStoreFails(t *testing.T) {
	s := newScene(t)
	real := s.store
	full := &failing{Store: real, err: archive.ErrFull}
	s.store = full
	s.start()
	s.write("a.txt", "Words.")
	s.look(0)
	s.clock = s.clock.Add(5 * time.Second)
	if err := s.w.Look(t.Context()); !errors.Is(err, archive.ErrFull) {
		t.Errorf("Look: %v", err)
	}
	full.err = nil
	s.look(time.Second)
	s.holds("Words.")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.write("b.txt", "Others.")
	if err := s.w.Look(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a canceled look gives %v", err)
	}
}
