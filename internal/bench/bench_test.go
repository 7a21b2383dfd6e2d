package bench

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// small is how many passages the tests work on.
const small = 500

func openStore(ctx context.Context, folder string) (archive.Store, func() error, error) {
	store, err := sqlite.Open(ctx, folder+".db")
	if err != nil {
		return nil, nil, err
	}
	return store, store.Close, nil
}

// measure runs with real stores.
func measure(t *testing.T, s Setting) (Result, error) {
	t.Helper()
	s.Folder = filepath.Join(t.TempDir(), "bench")
	s.Open = func(ctx context.Context, folder string) (archive.Store, func() error, error) {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, nil, err
		}
		return openStore(ctx, filepath.Join(folder, "store"))
	}
	r, err := Run(t.Context(), s)
	if _, left := os.Stat(s.Folder); !errors.Is(left, fs.ErrNotExist) {
		t.Errorf("%s is left: %v", s.Folder, left)
	}
	return r, err
}

// All engines, given the same passages, answer alike and are measured.
func TestRun(t *testing.T) {
	told := 0
	r, err := measure(t, Setting{
		Articles: Generate(small, 1), Size: small, Clients: []int{1, 3}, Questions: 60, Seed: 1,
		Adding:   3 * time.Second,
		Progress: func(string) { told++ },
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Passages != small || r.Terms < 20 || r.Terms > 120 || r.Questions != 60 || len(r.Engines) != 4 || len(r.Ask) != 2 || told < 5 {
		t.Fatalf("told %d times: %+v", told, r)
	}
	if r.Text < 40*small || r.Opening <= 0 || len(r.Adding) != 2 {
		t.Errorf("%+v", r)
	}
	for _, a := range r.Adding {
		if a.Clients != 3 || a.Articles < 2 || a.QuietP99 < a.QuietP50 || a.P99 < a.P50 || a.QuietP50 <= 0 || a.P50 <= 0 {
			t.Errorf("%+v", a)
		}
	}
	for i, e := range r.Engines {
		if e.Heap < 0 || e.Added <= 0 || len(e.Searches) != 2 || (e.Disk > 0) != (e.Name != "in memory") {
			t.Errorf("%s: %+v", e.Name, e)
		}
		if e.SameFirst < 0.7 || i == 0 && e.SameFirst != 1 {
			t.Errorf("%s finds our first passage first in %.2f of the questions", e.Name, e.SameFirst)
		}
		for j, s := range e.Searches {
			if s.Clients != []int{1, 3}[j] || s.P50 <= 0 || s.P99 < s.P50 || i == 0 && s.P50Ratio != 1 {
				t.Errorf("%s: %+v", e.Name, s)
			}
		}
	}
}

// Without the others, ours is measured as ever.
func TestRunAlone(t *testing.T) {
	r, err := measure(t, Setting{Articles: Generate(small, 1), Size: small, Alone: true, Clients: []int{1}, Questions: 5, Seed: 1})
	if err != nil || len(r.Engines) != 1 || r.Engines[0].Name != oursName || len(r.Ask) != 1 || len(r.Adding) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestRunSaysWhatIsWrong(t *testing.T) {
	articles := Generate(10, 1)
	for want, corpus := range map[string][]archive.Article{
		"passages only: ask for a smaller size": articles,
		"generated-1 is unchanged":              {articles[0], articles[0]},
		"has 0 passages":                        nil,
	} {
		_, err := measure(t, Setting{Articles: corpus, Size: 1000, Clients: []int{1}, Questions: 3})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	mute := []archive.Article{{ID: "mute", Text: "It is not. They were."}}
	if _, err := measure(t, Setting{Articles: mute, Size: 1, Clients: []int{1}, Questions: 3}); err == nil || !strings.Contains(err.Error(), "no words to ask for") {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Run(ctx, Setting{Articles: articles, Size: 5, Folder: t.TempDir(), Open: openStore})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

// The other engines find what the exact ranking finds: each given the passages
// that ours holds.
func TestEnginesReadAsOursDoes(t *testing.T) {
	store, closeStore, err := openStore(t.Context(), filepath.Join(t.TempDir(), "store"))
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore()
	c, err := shelve(t.Context(), store, Generate(small, 2), small)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range contestants(t.Context(), store) {
		e, err := who.open(filepath.Join(t.TempDir(), who.name))
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Add(t.Context(), c.passages); err != nil {
			t.Fatal(err)
		}
		// A passage asked for by all that it says is the best there is.
		for at := 0; at < small; at += 50 {
			found, err := e.Search(t.Context(), c.terms[at])
			if err != nil || len(found) != limit || found[0] != c.passages[at].place {
				t.Errorf("%s: %v, %v; want %v first", who.name, found, err, c.passages[at].place)
			}
		}
		for _, words := range [][]string{nil, {"xyzzyq"}, {`"`, `* NEAR(xyzzyq`}} {
			if found, err := e.Search(t.Context(), words); err != nil || len(found) > 0 {
				t.Errorf("%s: %q finds %v, %v", who.name, words, found, err)
			}
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestGenerate(t *testing.T) {
	a, b := Generate(small, 7), Generate(small, 7)
	if diff := cmp.Diff(a, b, cmp.AllowUnexported(archive.Date{})); diff != "" {
		t.Errorf("the same seed gives other articles:\n%s", diff)
	}
	if cmp.Equal(a[0].Text, Generate(1, 8)[0].Text) {
		t.Error("another seed gives the same article")
	}
	inCommon, total := 0, 0
	for _, article := range Generate(2000, 3) {
		for _, w := range strings.Fields(article.Text) {
			total++
			if slices.Contains(common, strings.ToLower(strings.TrimSuffix(w, "."))) {
				inCommon++
			}
		}
	}
	if share := float64(inCommon) / float64(total); share < 0.42 || share > 0.58 {
		t.Errorf("the commonest words make %.2f of the text; in news it is half", share)
	}
	words := map[string]uint64{}
	for rank := range uint64(50_000) {
		w := word(rank + uint64(len(common)))
		if other, met := words[w]; met {
			t.Fatalf("%q is the word of the ranks %d and %d", w, other, rank)
		}
		words[w] = rank
	}
}
