package ingest

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"cuttings/data"
	"cuttings/internal/archive"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The coverage that ships, as it is stored.
func TestSeeds(t *testing.T) {
	var b strings.Builder
	for item := range ReadFS(context.Background(), data.Articles()) {
		a := item.Article
		if item.Err != nil {
			t.Errorf("%s: %v", item.Source, item.Err)
		}
		fmt.Fprintf(&b, "== %s\nid %s\ntitle %s\nurl %s\naddress %s\noutlet %s\nauthor %s\npublished %s\nlanguage %s\n\n%s\n\n",
			item.Source, a.ID, a.Title, a.URL, a.Address, a.Outlet, a.Author, a.Published, a.Language, a.Text)
	}
	const golden = "testdata/seeds.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("stored articles (-want +got); -update rewrites %s:\n%s", golden, diff)
	}
}

// Of each given text everything is stored, in its words, but the comment rules.
func TestSeedsWithoutCommentRules(t *testing.T) {
	ruled := 0
	for item := range ReadFS(context.Background(), data.Articles()) {
		raw := readFS(t, item.Source)
		_, body, _ := strings.Cut(raw, "\n---\n\n")
		kept, rules, has := strings.Cut(body, "Comments: Our rules\n")
		if diff := cmp.Diff(strings.Fields(kept), strings.Fields(item.Article.Text)); diff != "" {
			t.Errorf("%s: words given and stored (-want +got):\n%s", item.Source, diff)
		}
		if !has {
			continue
		}
		ruled++
		for line := range strings.Lines("Comments: Our rules\n" + rules) {
			if strings.Contains(item.Article.Text, strings.TrimSpace(line)) {
				t.Errorf("%s: stored although it is no coverage: %s", item.Source, line)
			}
		}
	}
	if ruled != 1 {
		t.Errorf("%d articles have comment rules; one is known to have them", ruled)
	}
}

func readFS(t *testing.T, name string) string {
	t.Helper()
	f, err := data.Articles().Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := contents(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestFinish(t *testing.T) {
	long := strings.Repeat("é", maxField+1)
	for _, test := range []struct {
		name string
		in   archive.Article
		want string // the error
	}{
		{"long id", archive.Article{ID: long, Text: "x"}, "its id is 2001 characters long and may have at most 2000: shorten it"},
		{"long title", archive.Article{Title: long, Text: "x"}, "its title is 2001 characters long and may have at most 2000: shorten it"},
		{"long outlet", archive.Article{Outlet: long, Text: "x"}, "its outlet is 2001 characters long and may have at most 2000: shorten it"},
		{"id with a line break", archive.Article{ID: "a\nb", Text: "x"}, `the id "a\nb" has control characters, or white space other than single spaces between words: give it another`},
		{"id with a control character", archive.Article{ID: "a\x00", Text: "x"}, `the id "a\x00" has control characters, or white space other than single spaces between words: give it another`},
		{"no text", archive.Article{ID: "a"}, "there is no text in it: put the article's words below what is known about it"},
		{"only white space", archive.Article{Text: " \n\u00a0"}, "there is no text in it: put the article's words below what is known about it"},
		{"long text", archive.Article{Text: strings.Repeat("x", maxText+1)}, "its text is 5242881 bytes long and may have at most 5242880: cut it into several articles"},
	} {
		a, err := finish(test.in)
		if got := fmt.Sprint(err); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
		if a != (archive.Article{}) {
			t.Errorf("%s: an article came with the error", test.name)
		}
	}
}

func TestFinishCleansWhatIsKnown(t *testing.T) {
	got, err := finish(archive.Article{
		ID: "a b", Title: " Jobs\tto \u00a0go\x00\u0085now ", Outlet: "Oxford\r\nMail", Author: "A.\x07 Hill", Text: " as\n given ",
	})
	want := archive.Article{
		ID: "a b", Title: "Jobs to go now", Outlet: "Oxford Mail", Author: "A. Hill", Text: " as\n given ",
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
