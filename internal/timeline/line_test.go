package timeline_test

import (
	"fmt"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
	"cuttings/internal/timeline"
)

// The articles of a small coverage, each with its best line and its key quote.
func TestLine(t *testing.T) {
	articles := []archive.Article{
		{
			ID: "mill", Title: "Mill burns down at Tarnbeck",
			Text: "It was a long night for some. The old mill at Tarnbeck burnt down on Tuesday in spite of nine crews.\n\n“The mill at Tarnbeck was all that we had,” said Rolf Ebert. Tea was served.",
		},
		{ID: "untitled", Text: "The council met on Monday. The council voted for the bypass, and the bypass will cost £3 million. Nobody spoke."},
		{ID: "one", Title: "Rain", Text: "Rain!"},
		{ID: "long", Title: "Strike at Saltmarsh", Text: "The strike at Saltmarsh, " + strings.Repeat("which some say is long, ", 30) + "goes on. Saltmarsh sees a strike on Monday over rosters."},
	}
	store, idx := librarytest.Open(t, articles...)
	for n, want := range []struct{ line, key string }{
		{"The old mill at Tarnbeck burnt down on Tuesday in spite of nine crews.", "“The mill at Tarnbeck was all that we had,” said Rolf Ebert."},
		{"The council voted for the bypass, and the bypass will cost £3 million.", "The council voted for the bypass, and the bypass will cost £3 million."},
		{"Rain!", "Rain!"},
		{"Saltmarsh sees a strike on Monday over rosters.", "Saltmarsh sees a strike on Monday over rosters."},
	} {
		v, err := store.Cutting(t.Context(), int64(n+1), 0)
		if err != nil {
			t.Fatal(err)
		}
		said, err := store.Speech(t.Context(), v.Number, v.Version)
		if err != nil {
			t.Fatal(err)
		}
		line, err := timeline.Line(t.Context(), idx, v)
		if err != nil || line.Text() != want.line {
			t.Errorf("%s: the line is %q, %v", v.ID, line.Text(), err)
		}
		key, err := timeline.Key(t.Context(), idx, v, said)
		if err != nil || key.Text() != want.key {
			t.Errorf("%s: the key quote is %q, %v", v.ID, key.Text(), err)
		}
	}
}

// An article made to be slow costs no more than its first sentences.
func TestLineOfAnEndlessArticle(t *testing.T) {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, "Sentence %d names Zo%d and Zu%d. ", i, i, i)
	}
	store, idx := librarytest.Open(t, archive.Article{ID: "a", Title: b.String()[:2000], Text: b.String()})
	v, err := store.Cutting(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	q, err := timeline.Line(t.Context(), idx, v)
	if err != nil || q.Span.End > 5000 {
		t.Errorf("%v, %v", q.Span, err)
	}
}
