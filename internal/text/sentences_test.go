package text

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestSentences compares what the program makes of testdata/sentences.txt with
// the golden file, which marks the cases that a reader would cut otherwise.
func TestSentences(t *testing.T) {
	cases, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	total, differ := 0, 0
	for line := range strings.Lines(string(cases)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		total++
		line = strings.ReplaceAll(line, "¶", "\n")
		var want []string
		for sentence := range strings.SplitSeq(line, "‖") {
			want = append(want, strings.TrimSpace(sentence))
		}
		got := texts(strings.ReplaceAll(line, "‖", ""))
		if cmp.Equal(want, got) {
			fmt.Fprintf(&out, "     %s\n", onOneLine(got))
			continue
		}
		differ++
		fmt.Fprintf(&out, "want %s\n got %s\n", onOneLine(want), onOneLine(got))
	}
	fmt.Fprintf(&out, "%d of %d cases differ from what a reader takes for sentences\n", differ, total)
	golden(t, "sentences.golden", out.String())
}

func texts(s string) (sentences []string) {
	for _, p := range Sentences(s) {
		sentences = append(sentences, p.Of(s))
	}
	return sentences
}

func onOneLine(sentences []string) string {
	return strings.ReplaceAll(strings.Join(sentences, " ‖ "), "\n", "¶")
}

// golden compares got with the file in testdata, or rewrites it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; rewrite with -update if it is right):\n%s", path, diff)
	}
}

// checkSpans reports what Sentences and Paragraphs promise of any text.
func checkSpans(t interface{ Fatalf(string, ...any) }, s string) {
	paragraphs := Paragraphs(s)
	covered, at := 0, 0
	for _, p := range Sentences(s) {
		if p.Start < at || p.End <= p.Start || p.End > len(s) {
			t.Fatalf("sentence %v after %d of %q", p, at, s)
		}
		at = p.End
		text := p.Of(s)
		if strings.TrimSpace(text) != text {
			t.Fatalf("white space around %q", text)
		}
		for len(paragraphs) > 0 && paragraphs[0].End <= p.Start {
			paragraphs = paragraphs[1:]
		}
		if len(paragraphs) == 0 || p.Start < paragraphs[0].Start || p.End > paragraphs[0].End {
			t.Fatalf("%q crosses a paragraph of %q", text, s)
		}
		if utf8.ValidString(s) && !utf8.ValidString(text) {
			t.Fatalf("%v cuts a code point of %q", p, s)
		}
		covered += signs(text)
	}
	if all := signs(s); covered != all {
		t.Fatalf("sentences hold %d of %d signs of %q", covered, all, s)
	}
}

// signs counts the code points that aren't white space.
func signs(s string) (n int) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

func TestSentencesOfAnything(t *testing.T) {
	part := rapid.SampledFrom([]string{
		"He came", "Mr", "U.S", "1", "no", "“", "”", `"`, "'", "(", ")", ".", "?", "!", "…", "。",
		" ", "  ", "\n", "\n\n", "\r\n", "\u2029", "\u00a0", "é", "終", "🎉", "\xff", "[1]", "-", "said",
	})
	rapid.Check(t, func(t *rapid.T) {
		checkSpans(t, strings.Join(rapid.SliceOf(part).Draw(t, "parts"), ""))
	})
}

func FuzzSentences(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	for _, s := range []string{"", ".", "\xe2\x80", "a.\xe2\x80\xa8b", "(a. b) C. D", "a\x00. B", "。」A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkSpans(t, s) })
}

// seeds are the articles that ship with the project.
func seeds(t testing.TB) (articles []string) {
	paths, err := filepath.Glob("testdata/*_*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no articles in testdata: %v", err)
	}
	for _, path := range paths {
		article, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, string(article))
	}
	return articles
}

// TestHostile has texts of half a megabyte for which quadratic time is minutes
// each, so it ends before the limit of go test only where the time is linear.
func TestHostile(t *testing.T) {
	for _, unit := range []string{
		".", `"`, `."`, ". ", "A. ", "(A. ", "() A. ", "\n", "a\n", "a\n\n", "'", "[1]", "[", "A!\t",
		"\u00ad", "“", "…", "。", "\xff", "\xe2\x80", "1. ", "a ", "\u0301", "é", "Mr. ", `"A?" B `, " (",
	} {
		for _, before := range []string{"A.", `"((((` + strings.Repeat("-", 1000)} {
			s := before + strings.Repeat(unit, 1<<19/len(unit))
			Sentences(s)
			s = s[:len(s)/8]
			Fold(s)
			FragmentLink("", s, Span{len(s) / 2, len(s)})
		}
	}
}

func TestWords(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, " \n": 0, "He came.": 2, "state-of-the-art": 1, "He came — at last …": 4,
		"£44m of 10,000": 3, "“ ”": 0, "終わった。": 1, "l’État c’est moi": 3,
	} {
		if got := Words(s); got != want {
			t.Errorf("Words(%q) = %d, want %d", s, got, want)
		}
	}
}

func BenchmarkSentences(b *testing.B) {
	news := strings.Join(seeds(b), "\n\n")
	b.SetBytes(int64(len(news)))
	b.ReportAllocs()
	for b.Loop() {
		Sentences(news)
	}
}
