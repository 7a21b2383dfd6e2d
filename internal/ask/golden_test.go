package ask_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/data"
	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/ask"
	"cuttings/internal/ingest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// seeds is an archive with the coverage that ships, and its index.
func seeds(t testing.TB) (archive.Store, index.Searcher) {
	t.Helper()
	var articles []archive.Article
	for item := range ingest.ReadFS(t.Context(), data.Articles()) {
		if item.Err != nil {
			t.Fatal(item.Err)
		}
		articles = append(articles, item.Article)
	}
	return library(t, articles...)
}

// library is an archive with these articles, and its index.
func library(t testing.TB, articles ...archive.Article) (archive.Store, index.Searcher) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "cuttings.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	receipts, err := store.Put(t.Context(), articles...)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range receipts {
		if r.Status != archive.Added {
			t.Fatalf("%s: %s %s", r.ID, r.Status, r.Reason)
		}
	}
	replica, err := index.OpenReplica(t.Context(), filepath.Join(t.TempDir(), "index"), store, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { replica.Close() })
	if err := replica.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return store, replica
}

// example is a question and words that its right quote holds; none where the
// coverage has no answer.
type example struct{ question, words string }

func examples(t *testing.T) []example {
	t.Helper()
	f, err := os.Open("testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []example
	for lines := bufio.NewScanner(f); lines.Scan(); {
		question, words, ok := strings.Cut(lines.Text(), " | ")
		if !ok {
			continue
		}
		if words == "-" {
			words = ""
		}
		list = append(list, example{question, words})
	}
	return list
}

// What the coverage that ships is asked, and what comes of it. The file is the
// judge of every change to the ranking: read its difference.
func TestQuestions(t *testing.T) {
	store, searcher := seeds(t)
	var report strings.Builder
	var answerable, first, three, refusable, refused, wrongly int
	for _, e := range examples(t) {
		a, err := ask.Ask(t.Context(), store, searcher, ask.Question{Text: e.question, MinConfidence: -1})
		if err != nil {
			t.Fatalf("%s: %v", e.question, err)
		}
		open, err := ask.Ask(t.Context(), store, searcher, ask.Question{Text: e.question})
		if err != nil {
			t.Fatalf("%s: %v", e.question, err)
		}
		verdict := ""
		if e.words == "" {
			refusable++
			verdict = "refused, rightly"
			if a.Found {
				verdict = "NOT REFUSED"
			} else {
				refused++
			}
		} else {
			answerable++
			rank := 0
			for i, q := range open.Quotes {
				if rank == 0 && strings.Contains(q.Text(), e.words) {
					rank = i + 1
				}
			}
			switch {
			case rank == 1:
				first++
				three++
				verdict = "first quote"
			case rank > 1:
				three++
				verdict = fmt.Sprintf("QUOTE %d", rank)
			default:
				verdict = "NOT SHOWN"
			}
			if !a.Found {
				wrongly++
				verdict += ", REFUSED"
			}
		}
		fmt.Fprintf(&report, "%s\n  %s, confidence %.2f\n", e.question, verdict, a.Confidence)
		for i, q := range open.Quotes {
			if i == 0 {
				var answers []string
				for _, span := range q.Answer {
					answers = append(answers, span.Of(q.Version.Text))
				}
				fmt.Fprintf(&report, "  %s\n  answer: %q\n", strings.ReplaceAll(q.Text(), "\n", " / "), answers)
			}
		}
	}
	fmt.Fprintf(&report, "\nfirst quote right %d of %d, in the first three %d; refused %d of %d without an answer, and %d with one\n",
		first, answerable, three, refused, refusable, wrongly)
	t.Log(strings.TrimSpace(report.String()[strings.LastIndex(report.String(), "\n\n"):]))
	golden := "testdata/questions.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(report.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), report.String()); diff != "" {
		t.Errorf("the answers changed; -update writes the new ones (-old +new):\n%s", diff)
	}
}
