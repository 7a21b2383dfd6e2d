package cite_test

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/cite"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

func version(a archive.Article) archive.Version {
	return archive.Version{Article: a, Number: 2, Version: 1, Hash: archive.Hash(a.Text), Captured: time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)}
}

var whole = archive.Article{
	URL: "https://news.example/2009/a_b(c).html", Title: "A [headline]*", Outlet: "Oxford Mail", Author: "Ann Line",
	Published: archive.Date{Year: 2009, Month: 4, Day: 24}, Text: "It is so.\nHe said: “Yes.”",
}

func TestArticle(t *testing.T) {
	bare := archive.Article{Text: "It is so."}
	month := whole
	month.Published, month.Author, month.Outlet, month.URL = archive.Date{Year: 2009, Month: 4}, "", "", "https://www.news.example/x"
	odd := whole
	odd.URL, odd.Title = "javascript:alert(1)", "Said “so”"
	for _, c := range []struct {
		a     archive.Article
		style cite.Style
		want  string
	}{
		{whole, cite.Short, "Oxford Mail, 24 April 2009, No. 2"},
		{whole, cite.Full, "Ann Line, “A [headline]*”, Oxford Mail, 24 April 2009, https://news.example/2009/a_b(c).html; archived copy (not checked, may not exist): https://web.archive.org/web/20090424/https://news.example/2009/a_b(c).html; No. 2"},
		{whole, cite.Plain, "Ann Line, A [headline]*, Oxford Mail, 24 April 2009, https://news.example/2009/a_b(c).html"},
		{whole, cite.Markdown, `Ann Line, [A \[headline\]\*](https://news.example/2009/a%5Fb%28c%29.html), Oxford Mail, 24 April 2009 ([archived copy, not checked](https://web.archive.org/web/20090424/https://news.example/2009/a%5Fb%28c%29.html)), No. 2`},
		{month, cite.Full, "“A [headline]*”, news.example, April 2009, https://www.news.example/x; archived copy (not checked, may not exist): https://web.archive.org/web/200904/https://www.news.example/x; No. 2"},
		{bare, cite.Short, "[no headline], date unknown, No. 2"},
		{bare, cite.Full, "[no headline], date unknown; No. 2"},
		{bare, cite.Markdown, `\[no headline\], date unknown, No. 2`},
		{odd, cite.Markdown, `Ann Line, Said “so”, Oxford Mail, 24 April 2009, No. 2`},
		{odd, cite.Full, "Ann Line, ‘Said “so”’, Oxford Mail, 24 April 2009, javascript:alert(1); No. 2"},
	} {
		if got := cite.Article(version(c.a), c.style); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.style, got, c.want)
		}
	}
	undated := whole
	undated.Published = archive.Date{}
	if got := cite.Archived(version(undated)); !strings.HasPrefix(got, "https://web.archive.org/web/20261125/") {
		t.Error(got)
	}
}

func TestQuote(t *testing.T) {
	q, err := quote.New(version(whole), text.Span{Start: 0, End: len(whole.Text)})
	if err != nil {
		t.Fatal(err)
	}
	for style, want := range map[cite.Style]string{
		cite.Short:    "‘It is so.\nHe said: “Yes.”’ (Oxford Mail, 24 April 2009, No. 2)",
		cite.Markdown: "> It is so.\n> He said\\: “Yes.”\n\nAnn Line, [",
		cite.Plain:    "‘It is so.\nHe said: “Yes.”’ — Ann Line, A [headline]*",
	} {
		if got := cite.Quote(q, style); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", style, got)
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// Whatever a headline holds, Markdown shows it as it is and makes one link of it.
func TestMarkdownShowsTheHeadline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := archive.Article{URL: "https://news.example/" + rapid.StringOf(rapid.SampledFrom([]rune("ab_*()&;<>`\\%2F?=~"))).Draw(t, "path")}
		a.Title = strings.Join(strings.Fields(rapid.StringOf(rapid.SampledFrom([]rune("ab 1.-+#>*_`[]()<>!&;:/\\|~=\"'@\n"))).Draw(t, "title")), " ")
		if a.Title == "" {
			return
		}
		var out bytes.Buffer
		if err := goldmark.Convert([]byte(cite.Article(version(a), cite.Markdown)), &out); err != nil {
			t.Fatal(err)
		}
		shown := html.UnescapeString(tags.ReplaceAllString(out.String(), ""))
		if !strings.HasPrefix(shown, a.Title+", ") || strings.Count(out.String(), "<a ") > 2 || strings.Count(out.String(), "<p>") != 1 {
			t.Fatalf("%q is shown as %s", a.Title, out.String())
		}
	})
}
