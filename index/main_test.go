package index_test

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"cuttings/index"
	"cuttings/index/indextest"
	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.uber.org/goleak"
	"pgregory.net/rapid"
)

// childTask is set where the test's own binary runs as another process.
const childTask = "INDEX_TEST_CHILD"

func TestMain(m *testing.M) {
	if task := os.Getenv(childTask); task != "" {
		if err := child(task, os.Args[1], os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// child opens the replica in dir and does its task; it prints a line at each
// step, and in the end waits until its input ends.
func child(task, file, dir string) error {
	ctx := context.Background()
	store, err := sqlite.Open(ctx, file)
	if err != nil {
		return err
	}
	r, err := index.OpenReplica(ctx, dir, store, index.Options{})
	if err != nil {
		return err
	}
	progress := func(done, total int64) { fmt.Println(done, total) }
	switch task {
	case "catch up":
		err = r.CatchUp(ctx, progress)
	case "rebuild":
		err = r.Rebuild(ctx, progress)
	}
	if err != nil {
		return err
	}
	fmt.Println("done")
	bufio.NewScanner(os.Stdin).Scan()
	return r.Close()
}

// process is a child that runs.
type process struct {
	*exec.Cmd
	lines *bufio.Scanner
}

// startChild runs the task in another process, which ends with the test at the
// latest.
func startChild(t *testing.T, task, file, dir string) process {
	t.Helper()
	cmd := exec.Command(os.Args[0], file, dir)
	cmd.Env = append(os.Environ(), childTask+"="+task)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := process{cmd, bufio.NewScanner(out)}
	t.Cleanup(p.kill)
	return p
}

// kill ends the child at once, whatever it is doing.
func (p process) kill() {
	if p.ProcessState == nil {
		_ = p.Process.Kill()
		_ = p.Wait()
	}
}

// read waits for the child's next n lines and returns the last.
func (p process) read(t *testing.T, n int) string {
	t.Helper()
	for range n {
		if !p.lines.Scan() {
			t.Fatalf("the other process ended: %v", p.lines.Err())
		}
	}
	return p.lines.Text()
}

// newArchive makes an archive with so many articles and returns it with its file.
func newArchive(t *testing.T, articles, sentences int) (*sqlite.Store, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "archive.db")
	store, err := sqlite.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	put(t, store, 1, articles, sentences)
	return store, file
}

// put files the articles 1 to n; a source of chance with another seed gives
// other texts.
func put(t *testing.T, store archive.Store, seed uint64, n, sentences int) {
	t.Helper()
	chance := rand.New(rand.NewPCG(seed, 0))
	articles := make([]archive.Article, n)
	for i := range articles {
		articles[i] = indextest.Article(chance, int64(i+1), 1, sentences).Article
	}
	if _, err := store.Put(context.Background(), articles...); err != nil {
		t.Fatal(err)
	}
}

// openReplica opens a replica that the test, or its end, closes.
func openReplica(t *testing.T, dir string, source index.Source) *index.Replica {
	t.Helper()
	r, err := index.OpenReplica(context.Background(), dir, source, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func closeReplica(t *testing.T, r *index.Replica) {
	t.Helper()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
}

var noFilter archive.Filter

func catchUp(t *testing.T, r *index.Replica) {
	t.Helper()
	if err := r.CatchUp(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
}

// built is a folder with an index that has caught up, and is closed.
func built(t *testing.T, source index.Source) string {
	t.Helper()
	dir := t.TempDir()
	r := openReplica(t, dir, source)
	catchUp(t, r)
	closeReplica(t, r)
	return dir
}

// compare compares a replica with the whole archive.
func compare(t *testing.T, r *index.Replica, store archive.Store) {
	t.Helper()
	ctx := context.Background()
	changes, err := store.Changes(ctx, 0, math.MaxInt32)
	if err != nil {
		t.Fatal(err)
	}
	want := indextest.Coverage{Articles: map[int64]archive.Version{}}
	for _, c := range changes {
		if c.Current != nil {
			want.Articles[c.Number] = *c.Current
		}
	}
	seq, err := store.Seq(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if at, err := r.Position(ctx); at != seq || err != nil {
		t.Errorf("Position = %d, %v; the archive is at %d", at, err, seq)
	}
	terms := []string{"hospit", "£44m", "oconnor", "the"}
	f, err := r.Frequencies(ctx, terms)
	if diff := cmp.Diff(want.Frequencies(terms), f); diff != "" || err != nil {
		t.Errorf("Frequencies: %v\n%s", err, diff)
	}
	hits, err := r.Search(ctx, index.Query{Text: "hospital", Limit: math.MaxInt32})
	slices.SortFunc(hits, func(a, b index.Hit) int {
		return int(a.Number-b.Number)<<32 + a.Span.Start - b.Span.Start
	})
	ignoreScore := cmpopts.IgnoreFields(index.Hit{}, "Score")
	if diff := cmp.Diff(want.Matching("hospital", archive.Filter{}), hits, ignoreScore, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("Search: %v\n%s", err, diff)
	}
	if err := r.Check(ctx); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// tempDir is a folder that is removed when a rapid test ends.
func tempDir(t *rapid.T) string {
	dir, err := os.MkdirTemp("", "index-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
