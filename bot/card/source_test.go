package card

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	sources "cuttings/internal/source"
	"cuttings/internal/text"
)

// sourceOf is what the desk says of a text, from the coverage that ships.
func sourceOf(t *testing.T, text string) desk.SourceReply {
	t.Helper()
	store, replica := librarytest.Seeds(t)
	r, err := desk.New(store, replica).Source(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSource(t *testing.T) {
	const exact = "a possibility of a number of specialist posts"
	for name, c := range map[string]struct {
		text string
		says []string
	}{
		"exact":  {exact, []string{"Word for word in 1 article:", "He said last night: “It’s very early days", "[Post]", "Searched 3 articles", "newest version"}},
		"nearly": {"an estimated 600 jobs out of 10,000 at the trust could be affected", []string{"your text: “600” → in the coverage: “366”", "said an estimated 366 jobs", "[Post]"}},
		"none":   {"**Pigs** may @everyone <@80351110224678912> fly: http://x.test/*a*.", []string{"Not found: Pigs may @everyone fly: http://x.test/ a .", "Nothing in 3 articles"}},
		"both":   {exact + ". Pigs may fly … We will meet staff at the Horton", []string{"Word for word", "Not found: Pigs may fly", "the text leaves something out", "“We will meet staff"}},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := Render(sourceOf(t, c.text), Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.says {
				if !strings.Contains(Text(m), want) {
					t.Errorf("it doesn't say %q:\n%s", want, Text(m))
				}
			}
		})
	}
}

// What doesn't fit is counted, in order; what differs is named up to a number.
func TestSourceOfALongText(t *testing.T) {
	text := strings.Repeat("Health officials have raised fears. Pigs may fly for 3 miles and more than that, in any weather. ", 20)
	m, err := Render(sourceOf(t, text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(Text(m), "more parts of the text not shown") {
		t.Error(Text(m))
	}
	changes := make([]sources.Change, maxChanges+2)
	if lines := (&draft{}).differences(changes, "asked", "stands"); len(lines) != maxChanges+1 || !strings.Contains(lines[maxChanges], "2 more differences") {
		t.Errorf("%q", lines)
	}
}

// How well the words are known is said too where their quote is too long for a card.
func TestSourceInALongSentence(t *testing.T) {
	p := sources.Piece{Span: text.Span{End: 5}, Match: sources.Nearly, Quote: long(t, 1, 4500), Changes: []sources.Change{{Asked: "600", Stands: "366"}}}
	for match, says := range map[sources.Match]string{sources.Nearly: "your text: “600” → in the coverage: “366”", sources.Exact: "Word for word in 1 article"} {
		p.Match, p.Articles = match, 1
		m, err := Render(desk.SourceReply{Result: sources.Result{Text: "words", Pieces: []sources.Piece{p}}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{says, "too long for a card", "Article 1"} {
			if !strings.Contains(Text(m), want) {
				t.Errorf("it doesn't say %q:\n%s", want, Text(m))
			}
		}
	}
}

// Whatever the text and the articles hold, the card keeps to Discord's limits, and
// counts the pieces that it leaves out.
func TestSourceOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := sources.Result{Scope: drawScope(t), Unread: rapid.IntRange(0, 2000).Draw(t, "unread")}
		for i := range rapid.IntRange(1, 8).Draw(t, "pieces") {
			asked := hostile(60).Draw(t, "asked")
			p := sources.Piece{
				Span: text.Span{Start: len(r.Text), End: len(r.Text) + len(asked)}, Match: rapid.SampledFrom([]sources.Match{sources.None, sources.Exact, sources.Nearly}).Draw(t, "match"),
				Articles: 1, SignsDiffer: rapid.Bool().Draw(t, "signs"), LeftOut: rapid.Bool().Draw(t, "left out"),
			}
			r.Text += asked
			if p.Match != sources.None {
				p.Quote = drawQuote(t, int64(i%3+1)) // the text may repeat itself
			}
			if p.Match == sources.Nearly {
				p.Changes = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) sources.Change {
					return sources.Change{Asked: hostile(9).Draw(t, "in the text"), Stands: hostile(9).Draw(t, "in the article")}
				}), 1, 12).Draw(t, "changes")
			}
			r.Pieces = append(r.Pieces, p)
		}
		m, err := Render(desk.SourceReply{Result: r}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		said := Text(m)
		if shown := strings.Count(said, "Not found:") + len(onScreen(m)); shown < len(r.Pieces) && !strings.Contains(said, "of the text not shown") && !strings.Contains(said, "too long for a card") {
			t.Fatalf("%d of %d pieces are missing without a word\n%s", len(r.Pieces)-shown, len(r.Pieces), said)
		}
	})
}

func TestSourceIsChecked(t *testing.T) {
	r := sourceOf(t, "a possibility of a number of specialist posts")
	r.Result.Pieces[0].Quote.Version.Text = "Nothing of the kind."
	if _, err := Render(r, Options{}); err == nil {
		t.Error("a quote that was changed is shown")
	}
}
