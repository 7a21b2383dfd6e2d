package evaluate

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuttings/internal/librarytest"
)

// The rules of the benchmark (evaluate.py): bags of runs of
// four tokens, a shorter text one run.
func TestShingles(t *testing.T) {
	for _, test := range []struct {
		name, stored, true string
		precision, recall  ratio
	}{
		{"equal", "a b c d e", "a b c d e", ratio{1, 1}, ratio{1, 1}},
		{"marks aside", "“A b, c d: e.”", "A b c d e", ratio{1, 1}, ratio{1, 1}},
		{"one run of two", "a b c d x", "a b c d e", ratio{.5, 1}, ratio{.5, 1}},
		{"a run twice", "a b c d a b c d", "a b c d", ratio{.2, 1}, ratio{1, 1}},
		{"short", "a b", "a b", ratio{1, 1}, ratio{1, 1}},
		{"nothing stored", "", "a b", ratio{}, ratio{0, 1}},
		{"nothing true", "a b", "", ratio{0, 1}, ratio{}},
		{"letter case counts", "A b c d", "a b c d", ratio{0, 1}, ratio{0, 1}},
		{"any language", "Ёлка в лесу — жила", "Ёлка в лесу жила", ratio{1, 1}, ratio{1, 1}},
	} {
		p, r := shingles(test.stored).against(shingles(test.true))
		if p != test.precision || r != test.recall {
			t.Errorf("%s: precision %v, recall %v; want %v, %v", test.name, p, r, test.precision, test.recall)
		}
	}
}

func TestKeptParagraphs(t *testing.T) {
	long := strings.Repeat("word ", 12) + "end."
	got := keptParagraphs("Before. "+long+"\n\nAfter.", long+"\n\nShort.\n"+strings.ReplaceAll(long, " ", "  ")+"\n"+long[1:]+"x")
	if got != (ratio{2, 3}) {
		t.Errorf("%v kept, want 2 of 3", got)
	}
}

func TestPagesOfASet(t *testing.T) {
	folder := t.TempDir()
	paragraph := "The otter was seen again on Friday, by the same man and, he said, at the same hour of the morning."
	body := "<html><body><h1>Otter</h1><p>" + paragraph + "</p><p>" + strings.ToUpper(paragraph) + "</p></body></html>"
	writeSet(t, folder, map[string]truth{
		"a": {Body: paragraph + "\n\n" + strings.ToUpper(paragraph), URL: "https://news.example/a"},
		"b": {Body: paragraph, URL: "https://news.example/b"},
	}, map[string]string{"a": body, "b": "<html>"})
	if !HoldsPages(folder) || HoldsPages(t.TempDir()) {
		t.Error("a set of pages is not told from another folder")
	}
	r, err := Pages(t.Context(), folder, 1, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if r.Pages != 2 || r.Paragraphs != 3 || len(r.Refused) != 1 || r.Refused[0] != "b" ||
		r.Precision.Value != 1 || r.Recall.Value != .5 || math.Abs(r.F1.Value-2./3) > 1e-9 || math.Abs(r.Kept.Value-2./3) > 1e-9 {
		t.Errorf("%+v", r)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Pages(ctx, folder, 1, func(int, int) {}); err != context.Canceled {
		t.Errorf("canceled: %v", err)
	}
}

func TestBrokenSetsOfPages(t *testing.T) {
	for name, file := range map[string]string{"no JSON": "{", "empty": "{}", "a page that isn't there": `{"a":{}}`} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, TruthFile), []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Pages(t.Context(), folder, 1, func(int, int) {}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func writeSet(t *testing.T, folder string, set map[string]truth, pages map[string]string) {
	t.Helper()
	b, err := json.Marshal(set)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(folder, PageFolder), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, TruthFile), b, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, page := range pages {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		if _, err := w.Write([]byte(page)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, PageFolder, name+".html.gz"), z.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The article-extraction-benchmark's pages are not in the repository. Where they
// are, articles are found on them as well as was promised.
func TestBenchmarkPages(t *testing.T) {
	folder := librarytest.Evaluation(t, "pages")
	if !HoldsPages(folder) {
		t.Fatalf("%s holds no set of pages", folder)
	}
	r, err := Pages(t.Context(), folder, 1, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("F1 %.4f, precision %.4f, recall %.4f, kept %.4f of %d, %.1f ms a page", r.F1.Value, r.Precision.Value, r.Recall.Value, r.Kept.Value, r.Paragraphs, r.P50)
	if r.F1.Value < .955 || r.Kept.Value < .96 || len(r.Refused) > 0 {
		t.Errorf("%+v", r)
	}
}
