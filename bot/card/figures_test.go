package card

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/internal/chart"
	"cuttings/internal/cite"
	"cuttings/internal/desk"
	"cuttings/internal/figures"
	"cuttings/internal/librarytest"
	"cuttings/internal/quote"
	"cuttings/internal/series"
	"cuttings/internal/text"
	"cuttings/internal/words"
)

func TestGoldenFigures(t *testing.T) {
	store, index := librarytest.Seeds(t)
	d := desk.New(store, index)
	for name, args := range map[string][3]string{
		"figures":       {"figures", "what", "jobs to go"},
		"figures_one":   {"figures", "what", "beds"},
		"figures_miss":  {"figures", "what", "*zebras*"},
		"cite":          {"cite", "number", "2"},
		"cite_quote":    {"cite", "number", "2.1.0.3q"},
		"cite_markdown": {"cite", "number", "1"},
	} {
		t.Run(name, func(t *testing.T) {
			options := map[string]string{args[1]: args[2]}
			if name == "cite_markdown" {
				options["style"] = "markdown"
			}
			reply, err := d.Do(t.Context(), args[0], options)
			if err != nil {
				t.Fatal(err)
			}
			m, err := Render(reply, Options{})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name, Text(m)+"\n")
			if name != "figures" {
				return
			}
			german, err := Render(reply, Options{Words: words.For("de")})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "german_figures", Text(german)+"\n")
			if bytes.Equal(german.Files[0].Data, m.Files[0].Data) {
				t.Error("a German reader gets the English picture")
			}
		})
	}
}

// Whatever the articles hold, the card keeps to Discord's limits and shows each
// sentence as it is stored, or leaves it out and says so.
func TestFiguresOfAnyArticle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r series.Result
		for i := range rapid.IntRange(1, 12).Draw(t, "rows") {
			q := drawQuote(t, int64(i+1))
			if len(q.Answer) == 0 {
				continue
			}
			row := series.Row{Quote: q, Shown: q.Answer[0], Part: rapid.Bool().Draw(t, "part"), Times: []text.Span{q.Answer[0]}}
			row.Figure = figures.Figure{
				Span: q.Answer[0], Low: figures.Integer(int64(i)), High: figures.Integer(int64(2 * i)), Unit: rapid.SampledFrom([]string{"", "£"}).Draw(t, "unit"),
			}
			if rapid.Bool().Draw(t, "elsewhere") {
				row.Figure.Head = text.Span{Start: 0, End: 5}
			}
			row.Differs = make([]int64, rapid.IntRange(0, 20).Draw(t, "differs"))
			r.Rows = append(r.Rows, row)
		}
		r.Scope = drawScope(t)
		from := rapid.IntRange(0, len(r.Rows)).Draw(t, "from")
		m, err := Render(desk.FiguresReply{What: hostile(20).Draw(t, "what"), Result: r, Page: 2, Pages: 3, From: from, To: len(r.Rows)}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		if text := Text(m); len(r.Rows) > 0 && !strings.Contains(text, "nothing is summed") {
			t.Fatal(text)
		}
	})
}

// A chart is kept under the number of each cutting in it, also of those whose
// sentences have no room below it or stand on other pages: it goes when one of them is hidden.
func TestPublicChartNamesAllItDraws(t *testing.T) {
	var r series.Result
	for i := range 30 {
		q := long(t, int64(i+1), 600)
		q.Version.Published.Year = 1990 + i
		row := series.Row{Quote: q, Shown: text.Span{End: 4}}
		row.Quote.Answer = []text.Span{row.Shown}
		row.Figure = figures.Figure{Span: row.Shown, Low: figures.Integer(int64(i)), High: figures.Integer(int64(i))}
		r.Rows = append(r.Rows, row)
	}
	m, err := Render(desk.FiguresReply{What: "words", Result: r, Page: 1, Pages: 6, To: 5}, Options{AskedBy: "42"})
	if err != nil {
		t.Fatal(err)
	}
	named := map[int64]bool{}
	for _, ref := range m.Quotes {
		named[ref.Number] = true
	}
	drawn, err := chart.Of("words", r)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range drawn.Points {
		if !named[p.Number] {
			t.Errorf("No. %d is drawn and not named", p.Number)
		}
	}
	if want := len(drawn.Points) + len(onScreen(m)); len(named) != want {
		t.Errorf("%d cuttings are named, and %d are drawn or shown", len(named), want)
	}
}

func TestCitationsOfAnyArticle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuote(t, 7)
		style := rapid.SampledFrom(cite.Styles).Draw(t, "style")
		citation, of := cite.Article(q.Version, style), (*quote.Quote)(nil)
		if rapid.Bool().Draw(t, "of the quote") {
			citation, of = cite.Quote(q, style), &q
		}
		m, err := Render(desk.CiteReply{Citation: citation, Style: style, Version: q.Version, Quote: of, Newest: 2, Archived: cite.Archived(q.Version)}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		if shown := Text(m); len(citation) < 1500 && !strings.Contains(strings.Join(strings.Fields(shown), " "), strings.Join(strings.Fields(citation), " ")) {
			t.Fatalf("the screen shows %q, the citation is %q", shown, citation)
		}
	})
}
