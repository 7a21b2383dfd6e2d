package card

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/bot/markdown"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
)

// passage is what is around a quote.
func passage(t testing.TB, q quote.Quote) desk.ContextReply {
	t.Helper()
	around, err := q.Around(desk.MaxContext)
	if err != nil {
		t.Fatal(err)
	}
	return desk.ContextReply{Quote: q, Passage: around}
}

func TestGoldenContext(t *testing.T) {
	jobs := cut(t, seeds(t)[2009], "366 health jobs", "366 health jobs", "366 health jobs")
	m, err := Render(passage(t, jobs), Options{})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "context", outline(m))
}

// A quote over two paragraphs is bold in both of them.
func TestContextIsBoldInEveryParagraph(t *testing.T) {
	v := stored(1, archive.Article{Title: "Mill", Text: "It began. It burned.\n\nIt fell.\n\nNobody spoke. All left."})
	m, err := Render(passage(t, cut(t, v, "It burned", "It fell")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	md := markdownOf(m)
	if strings.Contains(md, "All left") || !strings.Contains(md, "It began. **It burned.") || !strings.Contains(md, "It fell.**") {
		t.Errorf("%s", md)
	}
}

// Where a passage has no room, less of it is shown, in whole sentences; and of a quote
// that has none itself where it stands.
func TestLongContexts(t *testing.T) {
	sentence := strings.Repeat("_a_ ", 60) + "ends. "
	v := stored(1, archive.Article{Title: "Mill", Text: strings.Repeat("A"+sentence, 8) + "Here it is. " + strings.Repeat("B"+sentence, 8)})
	m, err := Render(passage(t, cut(t, v, "Here it is", "Here it is")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	seen := onScreen(m)
	if len(seen) != 1 || !strings.Contains(seen[0], "ends. Here it is. B") || len(seen[0]) > 2000 {
		t.Errorf("%q", seen)
	}
	m, err = Render(passage(t, long(t, 1, 5000)), Options{})
	if err != nil || len(onScreen(m)) != 0 || !strings.Contains(Text(m), "too long for a card") {
		t.Errorf("%v\n%s", err, Text(m))
	}
}

// Whatever the article holds, the passage is shown as it is stored.
func TestContextIsShownAsStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t, 1)
		around, err := q.Around(desk.MaxContext)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Render(desk.ContextReply{Quote: q, Passage: around}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatal(err)
		}
		for _, s := range onScreen(m) {
			if !strings.Contains(markdown.Plain(q.Version.Text), s) || !strings.Contains(s, markdown.Plain(q.Text())) {
				t.Fatalf("%q is shown around %q", s, q.Text())
			}
		}
	})
}
