package folder_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/folder"
)

// scene is a watched folder, with a clock of its own.
type scene struct {
	t     *testing.T
	dir   string
	store archive.Store
	w     *folder.Watcher
	clock time.Time
	log   bytes.Buffer
}

func newScene(t *testing.T) *scene {
	s := &scene{t: t, dir: t.TempDir(), clock: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "cuttings.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	s.store = store
	s.start()
	return s
}

// start begins as a new process does.
func (s *scene) start() {
	s.t.Helper()
	var err error
	s.w, err = folder.New(s.store, []string{s.dir}, func() time.Time { return s.clock }, slog.New(slog.NewTextHandler(&s.log, nil)))
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) look(after time.Duration) {
	s.t.Helper()
	s.clock = s.clock.Add(after)
	if err := s.w.Look(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

// settle looks until what stands still is read.
func (s *scene) settle() {
	s.t.Helper()
	s.look(5 * time.Second)
	s.look(5 * time.Second)
}

// write writes a file, changed at a time of its own.
func (s *scene) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	s.check(os.MkdirAll(filepath.Dir(path), 0o755))
	s.check(os.WriteFile(path, []byte(text), 0o644))
	s.clock = s.clock.Add(time.Second)
	s.check(os.Chtimes(path, s.clock, s.clock))
}

func (s *scene) rename(from, to string) {
	s.t.Helper()
	s.check(os.Rename(filepath.Join(s.dir, from), filepath.Join(s.dir, to)))
}

func (s *scene) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// holds compares the newest versions, by cutting number from 1 on, with texts;
// "" is a removed one. There are no others.
func (s *scene) holds(texts ...string) {
	s.t.Helper()
	for i, want := range append(texts, "none") {
		v, err := s.store.Cutting(s.t.Context(), int64(i)+1, 0)
		switch {
		case want == "none":
			if !errors.Is(err, archive.ErrNotFound) {
				s.t.Errorf("there is a No. %d: %q, %v", i+1, v.Text, err)
			}
		case want == "":
			if !errors.Is(err, archive.ErrRemoved) {
				s.t.Errorf("No. %d is there: %q, %v", i+1, v.Text, err)
			}
		case err != nil || v.Text != want:
			s.t.Errorf("No. %d is %q, %v; want %q", i+1, v.Text, err, want)
		}
	}
}

func (s *scene) versions(number int64, want int) {
	s.t.Helper()
	v, err := s.store.Cutting(s.t.Context(), number, 0)
	if err != nil || v.Version != want {
		s.t.Errorf("No. %d is at version %d (%v), want %d", number, v.Version, err, want)
	}
}

func withURL(text string) string { return "---\nurl: https://herald.example/a\n---\n" + text }

func TestAppearsAndChanges(t *testing.T) {
	s := newScene(t)
	s.settle()
	s.holds()
	s.write("a.md", withURL("First words."))
	s.write("deep/b.txt", "Other words.")
	s.write(".hidden.txt", "Not these.")
	s.write("c.doc.bak", "Nor these.")
	s.look(time.Second)
	s.holds()
	s.look(5 * time.Second)
	s.holds("First words.", "Other words.")

	s.write("a.md", withURL("Second words."))
	s.write("deep/b.txt", "Other words, changed.") // no address: it is the same file's article
	s.settle()
	s.holds("Second words.", "Other words, changed.")
	s.versions(1, 2)
	s.versions(2, 2)
}

// A file is taken when it has stood still, and what was read of one that grows is
// never filed.
func TestHalfWritten(t *testing.T) {
	s := newScene(t)
	text := "Growing"
	for range 10 {
		s.write("a.txt", text)
		s.look(4 * time.Second)
		text += " and growing"
		s.holds()
	}
	s.look(5 * time.Second)
	s.holds(strings.TrimSuffix(text, " and growing"))
	s.versions(1, 1)
}

func TestRestartAddsNothingTwice(t *testing.T) {
	s := newScene(t)
	s.write("a.md", withURL("Words."))
	s.write("b.txt", "Other words.")
	s.settle()
	s.write("b.txt", "Other words, changed.")
	s.settle()
	before, err := s.store.Seq(t.Context())
	s.check(err)
	s.start()
	s.settle()
	if now, err := s.store.Seq(t.Context()); now != before || err != nil {
		t.Errorf("the archive went from %d to %d, %v", before, now, err)
	}
	// What changed while nobody looked is a new version of the same article.
	s.start()
	s.write("b.txt", "Changed while nobody looked.")
	s.settle()
	s.holds("Words.", "Changed while nobody looked.")
	s.versions(2, 3)
}

// Whose article a file is.
func TestIdentity(t *testing.T) {
	s := newScene(t)
	s.write("a.txt", "A.")
	s.settle()
	s.write("a.txt", "A, changed.")
	s.settle()
	s.rename("a.txt", "renamed.txt")
	s.settle()
	s.holds("A, changed.") // by its words; a version more, for its headline was its name
	s.write("renamed.txt", withURL("A, changed."))
	s.settle()
	s.holds("A, changed.") // it got an address
	s.versions(1, 4)
	s.write("renamed.txt", "---\nurl: https://herald.example/another\n---\nB.")
	s.settle()
	s.holds("A, changed.", "B.") // another address: another article in its place
	s.write("c.txt", "C.")
	s.settle()
	s.write("d.txt", "C.") // a copy
	s.settle()
	s.holds("A, changed.", "B.", "C.")
	s.write("c.txt", "D.")
	s.settle()
	s.write("d.txt", "D.") // what another file has already
	s.settle()
	s.holds("A, changed.", "B.", "D.")
	s.write("own.txt", "---\nid: own-1\n---\nE.")
	s.settle()
	s.write("own.txt", "---\nid: own-2\n---\nF.")
	s.settle()
	s.holds("A, changed.", "B.", "D.", "E.", "F.")
}

// Of two files with one address, the one that was changed last is the newest
// version, whatever their names are.
func TestOneAddressTwice(t *testing.T) {
	s := newScene(t)
	s.write("z.md", withURL("Saved first."))
	s.write("a.md", withURL("Saved later."))
	s.write("m.md", withURL("Saved last."))
	s.settle()
	s.holds("Saved last.")
	s.versions(1, 3)
}

func TestRemovedStaysOut(t *testing.T) {
	s := newScene(t)
	s.write("a.txt", "Words.")
	s.write("b.md", withURL("Others."))
	s.settle()
	for number := range int64(2) {
		v, err := s.store.Cutting(t.Context(), number+1, 0)
		s.check(err)
		s.check(s.store.Remove(t.Context(), v.ID, "a complaint"))
	}
	s.start()
	s.write("a.txt", "Words, changed.")
	s.write("b.md", withURL("Others, changed."))
	s.settle()
	s.holds("", "")
	if !strings.Contains(s.log.String(), "not added again") {
		t.Error("the log doesn't say so:", s.log.String())
	}
}

func TestDeletedChangesNothing(t *testing.T) {
	s := newScene(t)
	s.write("a.txt", "Words.")
	s.settle()
	s.check(os.Remove(filepath.Join(s.dir, "a.txt")))
	s.settle()
	s.holds("Words.")
	s.write("a.txt", "Back again.")
	s.settle()
	s.holds("Back again.")
}

// Files with several articles: each is known by itself, and what is wrong with one
// of them keeps no other out.
func TestRecords(t *testing.T) {
	s := newScene(t)
	lines := `{"id":"1","text":"One."}` + "\n" + `{"text":""}` + "\n" + `{"id":"2","text":"Two."}` + "\n" + `{"id":"3"}` + "\n"
	s.write("all.jsonl", lines)
	s.settle()
	s.holds("One.", "Two.")
	s.write("all.jsonl", lines+`{"id":"4","text":"Four."}`)
	s.settle()
	s.holds("One.", "Two.", "Four.")
	state, err := folder.Look(t.Context(), s.store, s.dir)
	s.check(err)
	if len(state.Faults) != 1 || !strings.HasPrefix(state.Faults[0].Fault, "2: ") || !strings.HasSuffix(state.Faults[0].Fault, "(and 1 more)") {
		t.Errorf("%+v", state)
	}
}

func TestRunLooksUntilItsEnd(t *testing.T) {
	s := newScene(t)
	s.write("a.txt", "Words.")
	synctest.Test(t, func(t *testing.T) {
		w, err := folder.New(s.store, []string{s.dir}, time.Now, slog.New(slog.DiscardHandler))
		s.check(err)
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { defer close(done); w.Run(ctx) }()
		time.Sleep(11 * time.Second)
		s.holds("Words.")
		cancel()
		<-done
	})
	w, err := folder.New(s.store, nil, time.Now, slog.New(slog.DiscardHandler))
	s.check(err)
	w.Run(t.Context()) // returns
}
