package ingest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/page"

	"github.com/google/go-cmp/cmp"
)

const (
	htmlPage = `<html lang="en"><head><title>Cows on the line</title><meta name="date" content="2016-03">
<link rel="canonical" href="http://news.example/cows?utm_source=rss"></head><body><h1>Cows on the line</h1>
<p>Seven cows stood on the line at Radley for an hour on Monday, and nobody could say whose cows they were.</p>
<p>Published: 1 March 2016</p>
<p>“They were quite at home”, the signalman said, and gave each of them a number and a piece of his bread.</p>
<p>A farmer took all seven away in the evening; he has asked that his name, and theirs, be left out of this.</p>
<p>Comments: Our rules</p>
<p>We want our comments to be a lively and valuable part of our community, as all papers of this group do.</p>
</body></html>`
	htmlArticle = "Cows on the line: Seven cows stood on the line at Radley for an hour on Monday, and nobody could say whose cows they were.\n\n" +
		"“They were quite at home”, the signalman said, and gave each of them a number and a piece of his bread.\n\n" +
		"A farmer took all seven away in the evening; he has asked that his name, and theirs, be left out of this."
)

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s)) // a bytes.Buffer doesn't fail
	_ = w.Close()
	return b.String()
}

func TestPage(t *testing.T) {
	got, err := Page("saved.html", page.Source{Body: []byte(htmlPage)})
	if err != nil {
		t.Fatal(err)
	}
	title, text, _ := strings.Cut(htmlArticle, ": ")
	want := archive.Article{
		ID: got.ID, URL: "http://news.example/cows?utm_source=rss", Address: got.Address, Title: title, Outlet: "news.example",
		Published: archive.Date{Year: 2016, Month: 3}, Language: "en", Text: text,
	}
	want.Outlet = "" // a file doesn't say where it is from, and the page gives no name
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got.ID == "" || !strings.HasPrefix(got.Address, "https://news.example/cows") {
		t.Errorf("identity %q, %q", got.ID, got.Address)
	}
	untitled, err := Page("folder/saved.html", page.Source{Body: []byte(strings.NewReplacer("<title>Cows on the line</title>", "", "h1>", "p>").Replace(htmlPage))})
	if err != nil || untitled.Title != "saved" {
		t.Errorf("without a headline it is called %q, %v", untitled.Title, err)
	}
}

func TestPageRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"RSS":       `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>`,
		"Atom":      `<feed xmlns="http://www.w3.org/2005/Atom"></feed>`,
		"JSON Feed": `{"version": "https://jsonfeed.org/version/1.1", "items": []}`,
		"OPML":      `<opml version="2.0"></opml>`,
	} {
		_, err := Page("feed.html", page.Source{Body: []byte(in)})
		if want := "it is a feed (" + name + "): add it by its address, or a list of feeds as a file named .opml"; fmt.Sprint(err) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := Page("rules.html", page.Source{Body: []byte("<p>" + strings.Repeat("We want our comments to be a lively and valuable part of our community. ", 4))})
	if err == nil {
		t.Error("a page of nothing but furniture was taken")
	}
}

func TestReadContainers(t *testing.T) {
	response := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + htmlPage
	record := func(address string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(response), response)
	}
	list := fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Target-URI: https://news.example/list\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", 4, "<ul>")
	root := tree(t, map[string]string{
		"a.mhtml":   "Content-Type: multipart/related; boundary=x\r\nSnapshot-Content-Location: https://news.example/cows\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n" + htmlPage + "\r\n--x--\r\n",
		"b.warc":    record("https://news.example/cows") + list,
		"c.warc.gz": gzipped(record("https://other.example/cows")),
		"d.html.gz": "no gzip file at all",
		"e.warc":    "no WARC",
		"f.mht":     "no MHTML",
		"g.gz":      "x",
	})
	want := []string{
		"a.mhtml | " + htmlArticle,
		"b.warc:https://news.example/cows | " + htmlArticle,
		"b.warc:https://news.example/list | ERROR no article was found on the page: see that it is an article's page and not a list of articles; else save the article's words as .txt or .md",
		"c.warc.gz:https://other.example/cows | " + htmlArticle,
		"d.html.gz | ERROR it is not a gzip file, whatever its name says (gzip: invalid header)",
		`e.warc | ERROR reading stopped here: it is no WARC file, is damaged or was cut off ("no WARC" where a record should begin)`,
		"f.mht | ERROR it is not an MHTML file (malformed MIME header: missing colon: \"no MHTML\"): save the page anew from a browser",
	}
	if diff := cmp.Diff(want, outcomes(root, ".")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for item := range Read(t.Context(), []string{filepath.Join(root, "g.gz")}) {
		if !strings.Contains(fmt.Sprint(item.Err), `files named "*.gz" can't be read`) {
			t.Errorf("g.gz: %v", item.Err)
		}
	}
}
