package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each rule keeps its example out, where it says, whatever the letter case.
func TestRules(t *testing.T) {
	if len(rules) < 30 {
		t.Fatalf("only %d rules", len(rules))
	}
	for _, r := range rules {
		if r.where != anywhere && r.where != end && r.where != list {
			t.Errorf("%s: no such place: %q", r.pattern, r.where)
		}
		for _, example := range []string{r.example, strings.ToUpper(r.example)} {
			if !r.pattern.MatchString(example) {
				t.Errorf("%s doesn't match its example %q", r.pattern, example)
			}
			if n := coverage([]string{"News.", example}); n != 1 {
				t.Errorf("%q stays below an article", example)
			}
			inside := paragraphs("News.\n\n" + example + "\n\nMore news.")
			if got := len(inside) == 2; got != (r.where == anywhere) {
				t.Errorf("%q inside an article, place %q: %q", example, r.where, inside)
			}
		}
		if r.pattern.MatchString("") {
			t.Errorf("%s matches nothing", r.pattern)
		}
	}
}

// What looks like furniture and may be coverage stays.
func TestLookAlikesStay(t *testing.T) {
	for _, p := range []string{
		"Comments: Our rules are strict, said Mr Hill.",
		"Comments are closed on this article, the paper told its readers.",
		"“Comments are closed on this article”",
		"Mr Hill said: “We use cookies to give you the best experience.”",
		"We use cookies, the council admits.",
		"Read the rules here and there, he said.",
		"Please report any comments that break our rules, the site asks.",
		"Copyright law changed in 2016.",
		"Copyright cases doubled in 1999.",
		"Share this burden, the bishop told the rally.",
		"Share prices of Facebook and Twitter fell.",
		"Facebook, Twitter",
		"Facebook and Twitter",
		"Most read the letter and threw it away.",
		"Related cases are heard in May.",
		"Sign up, said the union.",
		"Subscribe to the view that “our newsletter is free”, if you like.",
		"Follow the money, she said.",
		"Top stories of the year were the floods and the strike.",
		"Advertisement sales fell by a third.",
		"Continue below that level and wards will close.",
		"We want our comments to be heard, said Mrs Lee.",
		"Be the first to comment on the plans by writing to the council.",
		"Published on Tuesday, the report says nothing.",
		"Updated plans were shown at 10.30.",
		"Get your coat, she said to your inbox of friends, and “come”.",
		"Don't miss the point, he said.",
		"Like this story? Tell it to the judge.",
		"Back to the top of the league they went.",
	} {
		if got := paragraphs("News.\n\n" + p + "\n\nMore news."); len(got) != 3 {
			t.Errorf("taken out of the middle: %q", p)
		}
		if got := paragraphs("News.\n\n" + p); len(got) != 2 {
			t.Errorf("taken off the end: %q", p)
		}
	}
}

// Furniture in the middle of an article stays, unless it may stand anywhere;
// nothing of the article below it is lost.
func TestFurnitureInTheMiddle(t *testing.T) {
	const in = "One.\n\nComments: Our rules\n\nPlease report any comments that break our rules.\n\nAdvertisement\n\nMost read\n\nA headline\n\nTwo, said Mr Hill."
	want := []string{"One.", "Comments: Our rules", "Please report any comments that break our rules.", "Most read", "A headline", "Two, said Mr Hill."}
	if diff := cmp.Diff(want, paragraphs(in)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCoverage(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     int
	}{
		{"nothing", "", 0},
		{"no furniture", "One.|Two.", 2},
		{"comment rules", "One.|Comments: Our rules|Please report any comments that break our rules.|Read the rules hereComments are closed on this article", 1},
		{"comment rules, read more loosely", "One.|Comments: our rules|We want our comments to be a lively and valuable part of our community, and so on.|Comments have been closed on this story.", 1},
		{"a list", "One.|Our top stories|Jobs to go at hospital|Strike vote next week", 1},
		{"lists and lines by turns", "One.|Share|Most read|A headline|Related articles|Another headline|Advertisement", 1},
		{"a list with a sentence in it", "One.|Most read|Jobs will go, Mr Hill said.", 3},
		{"a list with a quote in it", "One.|Related articles|“Jobs will go”", 3},
		{"a list too long to be one", "One.|Most read" + strings.Repeat("|A headline", maxList+1), maxList + 3},
		{"a list with a long line", "One.|Most read|" + strings.Repeat("long ", 30), 3},
		{"nothing else", "Comments: Our rules|Advertisement", 0},
		{"a paragraph too long to be furniture", "One.|We want our comments to be a lively and valuable part of our community " + strings.Repeat("x", maxFurniture), 2},
	} {
		var in []string
		if test.in != "" {
			in = strings.Split(test.in, "|")
		}
		if got := coverage(in); got != test.want {
			t.Errorf("%s: %d paragraphs of coverage, want %d", test.name, got, test.want)
		}
	}
}
