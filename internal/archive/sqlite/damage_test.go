package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuttings/internal/archive"
)

// What Open refuses it leaves as it was.
func TestRefusedFiles(t *testing.T) {
	foreign := func(statements string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.ExecContext(t.Context(), statements); err != nil {
				t.Fatal(err)
			}
		}
	}
	content := func(s string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(s), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, tt := range map[string]struct {
		make func(*testing.T, string)
		is   error
		says string
	}{
		"a text":            {content(strings.Repeat("Six hundred jobs are to go. ", 100)), archive.ErrDamaged, "no SQLite database"},
		"another program's": {foreign("CREATE TABLE t (x); INSERT INTO t VALUES (1)"), archive.ErrDamaged, "another program"},
		"another's mark":    {foreign("PRAGMA application_id = 7"), archive.ErrDamaged, "another program"},
		"a newer archive":   {foreign("PRAGMA application_id = 0x43757474; PRAGMA user_version = 999; CREATE TABLE t (x)"), archive.ErrNewer, "update the program"},
	} {
		t.Run(name, func(t *testing.T) {
			path := newPath(t)
			tt.make(t, path)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Open(t.Context(), path)
			if s != nil || !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), path) {
				t.Errorf("Open: %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file was written to: %v", err)
			}
			if files, err := filepath.Glob(path + "*"); len(files) != 1 || err != nil {
				t.Errorf("files are left: %v, %v", files, err)
			}
		})
	}
}

func TestPaths(t *testing.T) {
	folder := t.TempDir()
	for _, tt := range []struct{ path, says string }{
		{filepath.Join(folder, "none", "archive.db"), "there is no folder"},
		{folder, "that is a folder"},
	} {
		if s, err := Open(t.Context(), tt.path); s != nil || err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("Open of %s: %v", tt.path, err)
		}
	}
	name := filepath.Join(folder, "a?b=c&d#e %41;é.db")
	put(t, opened(t, name), some("a", 10))
	if info, err := os.Stat(name); err != nil || info.Size() == 0 {
		t.Errorf("the archive is not where it should be: %v", err)
	}
	nothing := filepath.Join(folder, "nothing.db")
	if err := os.WriteFile(nothing, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	put(t, opened(t, nothing), some("a", 10))
}

func TestNoLeaveToWrite(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	path := newPath(t)
	s := opened(t, path)
	put(t, s, some("a", 10))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		what string
		mode os.FileMode
		open string
	}{
		{path, 0o444, path},
		{path, 0, path},
		{filepath.Dir(path), 0o555, path},
		{filepath.Dir(path), 0o555, filepath.Join(filepath.Dir(path), "new.db")},
	} {
		chmod(t, tt.what, tt.mode)
		if s, err := Open(t.Context(), tt.open); s != nil || !errors.Is(err, archive.ErrReadOnly) || !strings.Contains(err.Error(), "leave to write") {
			t.Errorf("%s with mode %o: %v", tt.what, tt.mode, err)
		}
		chmod(t, filepath.Dir(path), 0o755)
		chmod(t, path, 0o644)
		for _, beside := range []string{path + "-wal", path + "-shm"} { // they have the wrong permissions
			if err := os.Remove(beside); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}
	}
	if got := articles(t, opened(t, path)); got != 1 {
		t.Errorf("%d articles are left", got)
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// closedArchive is an archive with a good many pages, none of them in the log.
func closedArchive(t *testing.T) (path string) {
	t.Helper()
	path = newPath(t)
	s := opened(t, path)
	for i := range 30 {
		a := some(strings.Repeat("i", i+1), 9_000)
		a.Text += "\nThe last words of " + a.ID + "."
		put(t, s, a)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// damaged is what the archive at path says of itself, wherever it notices.
func damaged(t *testing.T, path string) error {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Check(t.Context())
}

func TestDamagedFile(t *testing.T) {
	const page = 4096
	for name, damage := range map[string]func([]byte) []byte{
		"the header":      func(b []byte) []byte { clear(b[:100]); return b },
		"the schema":      func(b []byte) []byte { clear(b[100:page]); return b },
		"pages of noise":  func(b []byte) []byte { copy(b[10*page:14*page], bytes.Repeat([]byte("noise"), page)); return b },
		"a page of zeros": func(b []byte) []byte { clear(b[4*page : 5*page]); return b },
		"the second half": func(b []byte) []byte { return b[:len(b)/2/page*page] },
		"a torn page":     func(b []byte) []byte { return b[:len(b)-page/2] },
		"a letter of a text": func(b []byte) []byte {
			return bytes.Replace(b, []byte("The last words of iii."), []byte("The last werds of iii."), 1)
		},
		"an index's contents": func(b []byte) []byte { return bytes.Replace(b, []byte("iiiiii"), []byte("iijiii"), 1) },
	} {
		path := closedArchive(t)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, damage(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := damaged(t, path); !errors.Is(err, archive.ErrDamaged) || !strings.Contains(err.Error(), "backup") {
			t.Errorf("%s: %v", name, err)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
}

// Check says which cutting is wrong, and how many when they are many.
func TestWrongRows(t *testing.T) {
	for statement, says := range map[string]string{
		"UPDATE versions SET text = 'x' WHERE number = 7":                    "cutting 7, version 1: its text is not the one that was stored;",
		"UPDATE versions SET text = 'x'":                                     "and 20 more",
		"UPDATE articles SET outlet = 'x' WHERE number = 7":                  "cutting 7 does not agree",
		"UPDATE articles SET version = 2 WHERE number = 7":                   "cutting 7 does not agree",
		"UPDATE archive SET number = 29":                                     "cutting 30 is newer",
		"PRAGMA foreign_keys = 0; DELETE FROM articles WHERE number = 7":     "belongs to no article",
		"DELETE FROM versions WHERE number = 7; UPDATE archive SET seq = 30": "cutting 7 does not agree",
	} {
		path := closedArchive(t)
		s := opened(t, path)
		if _, err := s.db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
		err := s.Check(t.Context())
		if !errors.Is(err, archive.ErrDamaged) || !strings.Contains(strings.Replace(err.Error(), ". Keep", ";", 1), says) {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

// A text is found wrong wherever it stands.
func TestWrongTextFarBehind(t *testing.T) {
	s := opened(t, newPath(t))
	var all []archive.Article
	for i := range 2*chunk + 1 {
		all = append(all, some(strings.Repeat("i", i+1), 10))
	}
	put(t, s, all...)
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.ExecContext(t.Context(), "UPDATE versions SET text = text || ' ' WHERE number = $1", len(all)); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); !errors.Is(err, archive.ErrDamaged) || !strings.Contains(err.Error(), "cutting 201, version 1") {
		t.Error(err)
	}
}
