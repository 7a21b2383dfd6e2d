package sqlite

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/internal/archive"
)

func pragma(t *testing.T, s *Store, statement string) (value int) {
	t.Helper()
	if err := s.db.QueryRowContext(t.Context(), "PRAGMA "+statement).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestNoSpaceLeft(t *testing.T) {
	s := opened(t, newPath(t))
	s.db.SetMaxOpenConns(1) // the limit is the connection's
	put(t, s, some("a", 5_000), some("b", 5_000))
	limit := pragma(t, s, "max_page_count")
	pragma(t, s, "max_page_count = 25")
	_, err := s.Put(t.Context(), some("small", 100), some("large", 500_000))
	if !errors.Is(err, archive.ErrFull) || !strings.Contains(err.Error(), s.path) || !strings.Contains(err.Error(), "make room") {
		t.Errorf("Put on a full disk: %v", err)
	}
	if seq, err := s.Seq(t.Context()); seq != 2 || err != nil || articles(t, s) != 2 {
		t.Errorf("afterwards Seq is %d, %v, with %d articles", seq, err, articles(t, s))
	}
	if _, err := s.Current(t.Context(), "small"); !errors.Is(err, archive.ErrNotFound) {
		t.Errorf("half of the call was filed: %v", err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Remove(t.Context(), "a", "to make room"); err != nil {
		t.Errorf("nothing can be removed from a full archive: %v", err)
	}
	if got := pragma(t, s, "max_page_count = "+"1000000"); got > limit {
		t.Fatalf("the limit is %d", got)
	}
	put(t, s, some("small", 100), some("large", 500_000))
	if v, err := s.Current(t.Context(), "large"); err != nil || v.Number != 4 {
		t.Errorf("with room again: cutting %d, %v", v.Number, err)
	}
}

// When one article of a call fails, none is filed, and no number is spent.
func TestAllOrNothing(t *testing.T) {
	s := opened(t, newPath(t))
	_, err := s.db.ExecContext(t.Context(), `CREATE TRIGGER t BEFORE INSERT ON versions WHEN new.title = 'bad'
		BEGIN SELECT RAISE(FAIL, 'bad one'); END`)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, some("a", 10))
	receipts, err := s.Put(t.Context(), some("good", 10), some("bad", 10))
	if receipts != nil || err == nil || !strings.Contains(err.Error(), "bad one") {
		t.Errorf("Put: %v, %v", receipts, err)
	}
	if _, err := s.Current(t.Context(), "good"); !errors.Is(err, archive.ErrNotFound) || articles(t, s) != 1 {
		t.Errorf("half of the call was filed: %v, %d articles", err, articles(t, s))
	}
	put(t, s, some("good", 10))
	if v, err := s.Current(t.Context(), "good"); v.Number != 2 || err != nil {
		t.Errorf("the next is cutting %d, %v", v.Number, err)
	}
}

// With readers that never pause, SQLite alone would let the log grow for ever.
func TestLogStaysSmall(t *testing.T) {
	path := newPath(t)
	s, reader := opened(t, path), opened(t, path)
	ctx, stop := context.WithCancel(t.Context())
	var reading sync.WaitGroup
	for range 2 {
		reading.Go(func() {
			for ctx.Err() == nil {
				if _, err := reader.Changes(ctx, 0, 3); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 40 {
		put(t, s, some(strings.Repeat("i", i+1), 1<<20))
		if size := logSize(t, s); size > 2*largeLog {
			t.Errorf("after %d megabytes the log has %d bytes", i+1, size)
		}
	}
	stop()
	reading.Wait()
	put(t, s, some("j", 10<<20), some("k", 10<<20))
	if size := logSize(t, s); size > largeLog {
		t.Errorf("after a large call the log has %d bytes", size)
	}
}

func logSize(t *testing.T, s *Store) int64 {
	t.Helper()
	info, err := os.Stat(s.log)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// What was removed is in no file any more.
func TestRemovedTextIsOverwritten(t *testing.T) {
	path := newPath(t)
	s := opened(t, path)
	secret := some("secret", 30_000)
	secret.Text = strings.Repeat("unspeakable ", 3000)
	short := some("short", 10)
	short.Text = "An unspeakable sentence."
	put(t, s, some("before", 5000), secret, short, some("after", 5000))
	secret.Text = "Still unspeakable."
	put(t, s, secret)
	if n := occurrences(t, path, "unspeakable"); n < 3000 {
		t.Fatalf("the text is found %d times before it is removed", n)
	}
	for _, id := range []string{"secret", "short"} {
		if err := s.Remove(t.Context(), id, "asked for"); err != nil {
			t.Fatal(err)
		}
	}
	if n := occurrences(t, path, "unspeakable"); n != 0 {
		t.Errorf("the removed text is found %d times", n)
	}
}

func occurrences(t *testing.T, path, word string) (n int) {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n += bytes.Count(content, []byte(word))
	}
	return n
}

func TestHeldByAnotherProcess(t *testing.T) {
	path := newPath(t)
	s, other := opened(t, path), opened(t, path)
	put(t, s, some("a", 10))
	tx, err := other.db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer stop()
	if _, err := s.Put(ctx, some("b", 10)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a context that ends while Put waits: %v", err)
	}
	s.turns = 1
	if _, err := s.Put(t.Context(), some("b", 10)); !errors.Is(err, archive.ErrBusy) || !strings.Contains(err.Error(), "try again") {
		t.Errorf("Put while another writes: %v", err)
	}
	if v, err := s.Current(t.Context(), "a"); err != nil || v.Number != 1 {
		t.Errorf("reading while another writes: %+v, %v", v, err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	put(t, s, some("b", 10))
}

// Of the goroutines of one process, those that wait to write end with their
// context.
func TestWaitingWriter(t *testing.T) {
	s := opened(t, newPath(t))
	s.write <- struct{}{}
	ctx, stop := context.WithCancel(t.Context())
	failed := make(chan error)
	go func() {
		_, err := s.Put(ctx, some("a", 10))
		failed <- err
	}()
	stop()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	<-s.write
	put(t, s, some("a", 10))
}
