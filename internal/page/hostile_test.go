package page

import (
	"strings"
	"testing"
	"time"
)

// Whatever a page is made of, reading it ends soon: in two seconds at most where
// nothing else runs.
func TestHostilePagesEndSoon(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	words := strings.Repeat("word ", 20)
	for name, body := range map[string]string{
		"paragraphs":       strings.Repeat("<p>"+words+"</p>", 6_000),
		"short paragraphs": strings.Repeat("<p>a</p>", 19_000),
		"in an article":    "<article>" + strings.Repeat("<p>"+words+"</p>", 6_000) + "</article>",
		"nested":           strings.Repeat("<div>", 500) + strings.Repeat("<p>"+words+"</p>", 6_000),
		"nested in steps":  strings.Repeat("<div><p>"+words+"</p>", 480),
		"links":            "<article>" + strings.Repeat(`<div><a href="/x">link</a> `+words+"</div>", 9_000) + "</article>",
		"spans":            "<article><p>" + strings.Repeat("<span>w</span> ", 12_000) + "</p></article>",
		"bold nested":      "<article><p>" + strings.Repeat("<b>w ", 400) + "</p></article>",
		"formatting":       strings.Repeat("<b><i><p>word", 5_000),
		"lists":            "<article>" + strings.Repeat("<ul><li>"+words, 400) + "</article>",
		"list":             "<article><ul>" + strings.Repeat("<li><b>"+words+"</b></li>", 9_000) + "</ul></article>",
		"tables":           "<article>" + strings.Repeat("<table><tr><td>"+words, 150) + "</article>",
		"rows":             "<article><table>" + strings.Repeat("<tr><td>"+words+"</td></tr>", 9_000) + "</table></article>",
		"quotes":           "<article>" + strings.Repeat("<blockquote>"+words, 450) + "</article>",
		"breaks":           "<article><p>" + strings.Repeat("word<br>", 20_000) + "</p></article>",
		"headings":         strings.Repeat("<h1>"+words+"</h1>", 9_000),
		"times":            strings.Repeat("<time>2009-04-24</time>", 15_000),
		"metas":            "<head>" + strings.Repeat(`<meta name="author" content="a b">`, 40_000),
		"dates":            "<p>" + strings.Repeat("2009-04-24 24 April 2009 ", 40_000),
		"json":             `<script type="application/ld+json">` + strings.Repeat("[", 100_000) + "</script>",
		"json objects":     `<script type="application/ld+json">[` + strings.Repeat(`{"@graph":[]},`, 50_000) + "{}]</script>",
		"attributes":       "<p " + strings.Repeat("a=b ", 100_000) + ">" + words,
		"one long word":    "<p>" + strings.Repeat("x", 1_000_000),
		"footers":          strings.Repeat("<footer><p>"+words, 450),
		"copyright":        "<footer>" + strings.Repeat("© 2009 ", 100_000),
		"scripts":          strings.Repeat("<script>var d='2009-04-24'</script>", 40_000),
		"comments":         strings.Repeat("<!-- 2009-04-24 -->", 60_000),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, _ = Read(Source{URL: "https://news.example/a", Body: []byte("<html><body>" + body)})
			if took := time.Since(start); took > 15*time.Second {
				t.Errorf("%d bytes took %v", len(body), took)
			}
		})
	}
}
