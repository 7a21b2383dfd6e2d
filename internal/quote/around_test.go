package quote_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"cuttings/internal/quote"
	"cuttings/internal/text"
)

func TestAround(t *testing.T) {
	const s = "One is here. Two is here.\n\nThree is here. Four is here. Five is here. Six is here.\n\nSeven is here.\n\nEight is here. Nine is here."
	for _, c := range []struct {
		quoted string
		most   int
		want   string
	}{
		{"Four is here.", 1000, "Three is here. Four is here. Five is here. Six is here."},
		{"Four is here. Five is here.", 1000, "Three is here. Four is here. Five is here. Six is here."},
		{"Three is here.", 30, "Three is here. Four is here."},
		{"Four is here.", 42, "Three is here. Four is here. Five is here."},
		{"Four is here.", 41, "Three is here. Four is here."},
		{"Four is here.", 13, "Four is here."},
		{"Four is here.", 0, "Four is here."},
		{"Five is here.", 39, "Four is here. Five is here."},
		{"Seven is here.", 1000, "Three is here. Four is here. Five is here. Six is here.\n\nSeven is here.\n\nEight is here. Nine is here."},
		{"Seven is here.", 57, "Six is here.\n\nSeven is here.\n\nEight is here."},
		{"Six is here.\n\nSeven is here.", 1000, "Three is here. Four is here. Five is here. Six is here.\n\nSeven is here."},
		{"Eight is here. Nine is here.", 1000, "Seven is here.\n\nEight is here. Nine is here."},
		{s, 1000, s},
	} {
		q, err := quote.New(version(s), span(s, c.quoted))
		if err != nil {
			t.Fatal(err)
		}
		got, err := q.Around(c.most)
		if err != nil || got.Text() != c.want || got.Answer[0] != q.Span {
			t.Errorf("%q, at most %d: %q, %v", c.quoted, c.most, got.Text(), err)
		}
	}
}

// Whatever the article is, the passage is a quote that holds the quote, and no longer
// than it may be.
func TestAroundIsAQuote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching("([A-Z][a-zé “”]{1,20}[.!?]( |\n\n|\n))*[A-Z][a-z*_]{1,30}\\.").Draw(t, "text")
		sentences := text.Sentences(s)
		first := rapid.IntRange(0, len(sentences)-1).Draw(t, "first")
		last := rapid.IntRange(first, len(sentences)-1).Draw(t, "last")
		q, err := quote.New(version(s), text.Span{Start: sentences[first].Start, End: sentences[last].End})
		if err != nil {
			t.Fatal(err)
		}
		most := rapid.IntRange(0, 200).Draw(t, "most")
		got, err := q.Around(most)
		n := utf8.RuneCountInString(got.Text())
		if err != nil || !strings.Contains(got.Text(), q.Text()) || got.Answer[0] != q.Span || n > max(most, utf8.RuneCountInString(q.Text())) {
			t.Fatalf("%q, at most %d: %q, %v", q.Text(), most, got.Text(), err)
		}
	})
}
