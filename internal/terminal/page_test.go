package terminal

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/text"
)

func TestWrap(t *testing.T) {
	p := page{columns: 22, styled: true}
	s := "The trust said 600 posts must go.\n\nNobody asked why."
	start := strings.Index(s, "600")
	got := p.wrap(s, []text.Span{{Start: start, End: start + len("600 posts")}})
	want := []string{
		"The trust said \x1b[1m600\x1b[0m",
		"\x1b[1mposts\x1b[0m must go.",
		"",
		"Nobody asked why.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is laid out are the words, all of them, in order, and nothing else.
func TestWrapKeepsTheWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("abcé漢 \n\t*_`’“\u0301\x1b\u202e")), 0, 200, -1).Draw(t, "text")
		p := page{columns: rapid.IntRange(4, 60).Draw(t, "columns")}
		lines := p.wrap(s, nil)
		if got, want := strings.Fields(strings.Join(lines, " ")), strings.Fields(clean(s)); !cmp.Equal(got, want) {
			t.Fatalf("%q became %q", want, got)
		}
		for _, line := range lines {
			if columns(line) > p.columns-len(indent) && strings.ContainsRune(strings.TrimSpace(line), ' ') {
				t.Fatalf("%q is wider than %d", line, p.columns-len(indent))
			}
			if strings.ContainsFunc(line, unicode.IsControl) {
				t.Fatalf("%q would steer a terminal", line)
			}
		}
	})
}

// Bold marks what it should, whatever the line breaks.
func TestWrapBold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("abc ")), 1, 80, -1).Draw(t, "text")
		start := rapid.IntRange(0, len(s)-1).Draw(t, "start")
		end := rapid.IntRange(start+1, len(s)).Draw(t, "end")
		p := page{columns: rapid.IntRange(4, 60).Draw(t, "columns"), styled: true}
		var bold strings.Builder
		for _, part := range strings.Split(strings.Join(p.wrap(s, []text.Span{{Start: start, End: end}}), "\n"), "\x1b[1m")[1:] {
			marked, _, ok := strings.Cut(part, "\x1b[0m")
			if !ok {
				t.Fatal("a style isn't ended")
			}
			bold.WriteString(marked)
		}
		unspaced := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := unspaced(bold.String()), unspaced(s[start:end]); got != want {
			t.Fatalf("%q is bold, want %q", got, want)
		}
	})
}

func TestColumns(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "café": 4, "cafe\u0301": 4, "漢字": 4, "a\u200db": 2} {
		if got := columns(s); got != want {
			t.Errorf("%q takes %d columns, want %d", s, got, want)
		}
	}
}
