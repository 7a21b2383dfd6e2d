package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"cuttings/internal/archive"
)

// childEnv makes the test binary another process that writes to the archive at
// the path it holds; with copyEnv, one that backs that up to a folder and restores it
// there.
const (
	childEnv = "CUTTINGS_TEST_ARCHIVE"
	copyEnv  = "CUTTINGS_TEST_COPIES"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		var err error
		if folder := os.Getenv(copyEnv); folder != "" {
			err = copies(path, folder)
		} else {
			err = child(path, os.Args[1])
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// batch is how many articles the child puts in a call.
const batch = 3

// child puts batches and prints, once they are acknowledged, a line for each
// article: its ID and its status. With the name "shared" it puts forty batches
// that other children put too; with another name it goes on until it is killed.
func child(path, name string) error {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	for i := 0; name != "shared" || i < 40; i++ {
		var articles []archive.Article
		for j := range batch {
			articles = append(articles, some(fmt.Sprintf("%s/%d/%d", name, i, j), 20_000))
		}
		receipts, err := s.Put(ctx, articles...)
		if err != nil {
			return err
		}
		for _, r := range receipts {
			fmt.Fprintln(out, r.ID, r.Status)
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return s.Close()
}

// start runs a child on the archive at path.
func start(t *testing.T, path, name string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], name)
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// some is an article of so many bytes, which compress to little and hold its ID.
func some(id string, size int) archive.Article {
	words := "Words of " + id + ". "
	return archive.Article{ID: id, Title: id, Outlet: "Oxford Mail", Text: strings.Repeat(words, 1+size/len(words))}
}

func newPath(t testing.TB) string { return filepath.Join(t.TempDir(), "archive.db") }

// opened opens the archive at path until the test ends.
func opened(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // some tests closed it themselves
	return s
}

func put(t testing.TB, s *Store, articles ...archive.Article) {
	t.Helper()
	receipts, err := s.Put(t.Context(), articles...)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range receipts {
		if r.Status == archive.Refused {
			t.Fatalf("%s was refused: %s", r.ID, r.Reason)
		}
	}
}

func articles(t testing.TB, s *Store) int {
	t.Helper()
	c, err := s.Coverage(t.Context(), archive.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return c.Articles
}
