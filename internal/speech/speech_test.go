package speech_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/speech"
	"cuttings/internal/text"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestSeeds holds the attributions of the coverage that ships, each compared
// by hand with the article.
func TestSeeds(t *testing.T) {
	files, err := filepath.Glob("../../data/articles/*.md")
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	var out strings.Builder
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, article, _ := strings.Cut(strings.TrimPrefix(string(b), "---\n"), "\n---\n")
		article, _, _ = strings.Cut(article, "\nComments: Our rules")
		fmt.Fprintf(&out, "# %s\n\n%s", filepath.Base(file), show(article, checked(t, article)))
	}
	golden(t, "seeds.golden", out.String())
}

// TestCases holds what is made of one way of writing after another, good and bad;
// what a reader would have read otherwise is marked in testdata/cases.txt.
func TestCases(t *testing.T) {
	b, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for part := range strings.SplitSeq("\n"+string(b), "\n== ") {
		name, snippet, _ := strings.Cut(part, "\n")
		if snippet = strings.TrimSpace(snippet); snippet != "" {
			fmt.Fprintf(&out, "== %s\n%s\n\n%s", name, snippet, show(snippet, checked(t, snippet)))
		}
	}
	golden(t, "cases.golden", out.String())
}

// golden compares with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got; go test -update rewrites it):\n%s", file, diff)
	}
}

// show writes speech for people to compare with the text.
func show(s string, list []speech.Speech) string {
	var b strings.Builder
	for _, x := range list {
		fmt.Fprintf(&b, "%s, cue %q\n", x.Kind, x.Cue.Of(s))
		if p := x.Speaker; p == nil {
			b.WriteString("  speaker not named\n")
		} else {
			fmt.Fprintf(&b, "  by   %q\n  name %q\n  role %q\n", p.Span.Of(s), p.Name, p.Role)
		}
		for _, q := range x.Quote {
			fmt.Fprintf(&b, "  said %q\n", q.Of(s))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// checked reads s and holds what every answer must hold.
func checked(t *testing.T, s string) []speech.Speech {
	t.Helper()
	list := speech.Read(s)
	last := text.Span{}
	told := make([]bool, len(s)) // bytes that somebody is told to have said
	for _, x := range list {
		if len(x.Quote) == 0 {
			t.Fatalf("speech without words: %+v", x)
		}
		if x.Quote[0].Start < last.Start {
			t.Errorf("speech out of order: %v behind %v", x.Quote[0], last)
		}
		last = x.Quote[0]
		end := 0
		for _, q := range x.Quote {
			if within(t, s, q); q.Start < end || q.Len() == 0 {
				t.Errorf("the parts of a quote overlap, or one is empty: %v in %v", q, x.Quote)
			}
			end = q.End
			for i := q.Start; i < q.End; i++ {
				if told[i] {
					t.Fatalf("%q is told twice", q.Of(s))
				}
				told[i] = true
			}
		}
		within(t, s, x.Cue)
		if p := x.Speaker; p != nil {
			if within(t, s, p.Span); p.Span.Len() == 0 {
				t.Errorf("a speaker of no words: %+v", p)
			}
			within(t, s, p.NameSpan)
			within(t, s, p.RoleSpan)
			if p.Name != p.NameSpan.Of(s) || p.Role != p.RoleSpan.Of(s) {
				t.Errorf("%q and %q are not what stands in the text: %q, %q", p.Name, p.Role, p.NameSpan.Of(s), p.RoleSpan.Of(s))
			}
		}
	}
	return list
}

// within holds that the span lies in s and on code point boundaries.
func within(t *testing.T, s string, p text.Span) {
	t.Helper()
	if p.Start < 0 || p.End < p.Start || p.End > len(s) {
		t.Fatalf("%v is not in a text of %d bytes", p, len(s))
	}
	if utf8.ValidString(s) && !utf8.ValidString(p.Of(s)) {
		t.Errorf("%v cuts a character: %q", p, p.Of(s))
	}
}

// TestHostile reads what a rule without bounds would choke on.
func TestHostile(t *testing.T) {
	for name, piece := range hostile {
		t.Run(name, func(t *testing.T) { checked(t, strings.Repeat(piece, 1<<16/len(piece))) })
	}
}

// TestManySpeakers has two hundred people speak, each by the full name and then
// by the surname.
func TestManySpeakers(t *testing.T) {
	var b strings.Builder
	name := func(i int) string { return fmt.Sprintf("Ann Hill%c%c", 'a'+i/26, 'a'+i%26) }
	for i := range 200 {
		fmt.Fprintf(&b, "“Number %d is what I was given,” said %s, a teacher. “And I kept it.”\n\n", i, name(i))
		fmt.Fprintf(&b, "Mrs %s said it was number %d.\n\n", strings.TrimPrefix(name(i), "Ann "), i)
	}
	list := checked(t, b.String())
	if len(list) != 400 {
		t.Fatalf("%d times somebody speaks, want 400", len(list))
	}
	for i, x := range list {
		if x.Speaker == nil || x.Speaker.Name != name(i/2) || x.Speaker.Role != "teacher" || len(x.Quote) != 2-i%2 {
			t.Errorf("%d: %s", i, show(b.String(), list[i:i+1]))
		}
	}
}

// TestRandom reads articles put together at random of what the rules look at.
func TestRandom(t *testing.T) {
	pieces := []string{
		"“", "”", "‘", "’", `"`, "'", "''", "«", "»", ",", ".", "?", ":", " — ", "(", ")", "\n\n", "said", "says", "told", "saying", "according to",
		"called", "claims", "Mr", "Mrs", "Ann", "Hill", "O’Neill", "van", "MP", "Jr.", "he", "She", "who", "that", "the", "a", "spokesman", "for", "of",
		"trust", "Unison", "46", "The 46-year-old", "and", "with", "was", "in", "Tuesday", "it is so", "never", "É", "\u200b", "Q:", "JONES:",
	}
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 120).Draw(r, "pieces")
		gap := rapid.SampledFrom([]string{" ", " ", ""}).Draw(r, "gap")
		checked(t, strings.Join(words, gap))
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "“", "”", "''", "'", "said", "“” said", "he said “", "“a b c d”\n\n“e", "said:", "According to", "according to\n",
		"“It is so,” said Mr Hill, chairman of the union, “and I won’t have it.”\n\n“It isn’t,” he added.",
		"‘No,’ said Ann O’Neill. ‘It’s the workers’ union.’", "\"\"\"\"''''““””‘‘’’«»", "“\xff” said \xe2\x80 Smith,", ", , , , said",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checked(t, s) })
}
