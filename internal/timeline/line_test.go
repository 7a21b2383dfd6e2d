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
		key, err := timeline.Key(t.Context(), idx, v, said, nil)
		if err != nil || key.Text() != want.key {
			t.Errorf("%s: the key quote is %q, %v", v.ID, key.Text(), err)
		}
	}
}

// A sentence that an earlier report has is not the key of a later one.
func TestKeyIsNew(t *testing.T) {
	first := archive.Article{ID: "a", Title: "Mill burns at Tarnbeck", Text: "The mill at Tarnbeck burns. Crews came."}
	later := archive.Article{ID: "b", Title: "Mill burns at Tarnbeck", Text: "“The mill at Tarnbeck burns.” Now 40 crews are there."}
	store, idx := librarytest.Open(t, first, later)
	was, err := store.Cutting(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	v, err := store.Cutting(t.Context(), 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		earlier []archive.Version
		want    string
	}{
		{nil, "“The mill at Tarnbeck burns.”"},
		{[]archive.Version{was, v}, "“The mill at Tarnbeck burns.”"},
	} {
		q, err := timeline.Key(t.Context(), idx, v, nil, tt.earlier)
		if err != nil || q.Text() != tt.want {
			t.Errorf("after %d reports: %q, %v", len(tt.earlier), q.Text(), err)
		}
	}
	was.Text = "“The mill at Tarnbeck burns.” Crews came."
	if q, err := timeline.Key(t.Context(), idx, v, nil, []archive.Version{was}); err != nil || q.Text() != "Now 40 crews are there." {
		t.Errorf("after a report that says so: %q, %v", q.Text(), err)
	}
}

// Of a sentence that stands twice the first is the line, each time.
func TestLineThatStandsTwice(t *testing.T) {
	const line = "The old mill at Tarnbeck burnt down on Tuesday in spite of nine crews, three pumps, a helicopter and heavy rain over the valley."
	store, idx := librarytest.Open(t, archive.Article{
		ID: "twice", Title: "Mill burns down at Tarnbeck",
		Text: "It was long. " + line + " Tea was served. " + line + " Nobody spoke.",
	})
	v, err := store.Cutting(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		q, err := timeline.Line(t.Context(), idx, v)
		if err != nil || q.Text() != line || q.Span.Start != len("It was long. ") {
			t.Fatalf("%q at %d, %v", q.Text(), q.Span.Start, err)
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
