package page

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// What is found on pages written for this, and what is left out.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.html")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a, err := Read(Source{Body: b})
			got := fmt.Sprintf("url %s\ntitle %s\noutlet %s\nauthor %s\npublished %s\nlanguage %s\nerror %v\n\n%s\n",
				a.URL, a.Title, a.Outlet, a.Author, a.Published, a.Language, err, strings.Join(a.Paragraphs, "\n\n"))
			golden := strings.TrimSuffix(file, ".html") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got; -update rewrites %s:\n%s", golden, diff)
			}
		})
	}
}

// story is a page with the given head and paragraphs.
func story(head string, paragraphs ...string) string {
	return "<html><head>" + head + "</head><body><article><h1>A headline of its own</h1><p>" + strings.Join(paragraphs, "</p><p>") + "</p></article></body></html>"
}

var plain = []string{
	"The council met on Monday to speak of the bridge, and spoke of the weather until the clock struck ten that evening.",
	"The bridge will be mended “as soon as may be”, which the mayor — asked for a date — said was no date at all.",
	"Nobody from the café beside it came, though the owner had written twice, at £1 a stamp, to say that he would come.",
}

func TestEncodings(t *testing.T) {
	page := func(head string) string { return story(head, plain...) }
	latin := func(s string) string {
		b, err := charmap.Windows1252.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	wide := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}
	late := "<script>" + strings.Repeat("/* long */", 500) + "</script>"
	for name, s := range map[string]Source{
		"declared UTF-8":                       {Body: []byte(page(`<meta charset="utf-8">`))},
		"byte order mark":                      {Body: []byte("\ufeff" + page(""))},
		"undeclared UTF-8":                     {Body: []byte(page(late))},
		"UTF-8 declared as something else":     {Body: []byte(page(`<meta charset="iso-8859-1">`))},
		"UTF-16":                               {Body: []byte(wide(page("")))},
		"declared Windows-1252":                {Body: []byte(latin(page(`<meta charset="windows-1252">`)))},
		"declared ISO-8859-1":                  {Body: []byte(latin(page(`<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">`)))},
		"Windows-1252 by the header":           {Type: "text/html; charset=windows-1252", Body: []byte(latin(page("")))},
		"Windows-1252 declared late":           {Body: []byte(latin(page(late + `<meta charset="windows-1252">`)))},
		"undeclared Windows-1252":              {Body: []byte(latin(page("")))},
		"Windows-1252 that claims to be UTF-8": {Type: "text/html; charset=utf-8", Body: []byte(latin(page("")))},
	} {
		a, err := Read(s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(plain, a.Paragraphs); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	damaged := strings.Replace(page(`<meta charset="utf-8">`), "weather", "wea\xe9ther", 1)
	a, err := Read(Source{Body: []byte(damaged)})
	if err != nil || !strings.Contains(a.Paragraphs[0], "wea\uFFFDther") || a.Paragraphs[1] != plain[1] {
		t.Errorf("damaged UTF-8: %v, %q", err, a.Paragraphs)
	}
}

// The characters that mark the text nodes may stand on a page themselves.
func TestPrivateUseCharactersAreKept(t *testing.T) {
	own := append([]string{"Here \U000F0000 stands \U00100001 a sign that only this page's font can show, and it stays where it is."}, plain...)
	a, err := Read(Source{Body: []byte(story(`<meta charset="utf-8">`, own...))})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(own, a.Paragraphs); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMarks(t *testing.T) {
	seen := map[rune]bool{}
	for i := range maxMarks {
		m := markOf(i)
		if nodeOf(m) != i || seen[m] || m&0xFFFF > 0xFFFD {
			t.Fatalf("mark %d is %U, which is the mark of %d", i, m, nodeOf(m))
		}
		seen[m] = true
	}
	for _, r := range []rune{'a', 0xE000, 0xFFFD, 0xFFFFE, 0xFFFFF, 0x10FFFE, 0x10FFFF} {
		if nodeOf(r) != -1 {
			t.Errorf("%U is no mark", r)
		}
	}
}

// A page may give itself another address of its own site, and no other's.
func TestCanonicalStaysOnItsSite(t *testing.T) {
	for _, test := range []struct{ from, claim, want string }{
		{"https://m.news.example/a?x=1", "https://www.news.example/a", "https://www.news.example/a"},
		{"https://news.example/a", "/b#top", "https://news.example/b"},
		{"https://news.example/a", "https://other.example/a", "https://news.example/a"},
		{"https://one.co.uk/a", "https://two.co.uk/a", "https://one.co.uk/a"},
		{"https://news.example/a", "https://news.example/", "https://news.example/a"},
		{"https://news.example/a", "javascript:alert(1)", "https://news.example/a"},
		{"https://news.example/a", "https://me:secret@news.example/b", "https://news.example/a"},
		{"https://news.example./a", "https://www.news.example/b", "https://www.news.example/b"},
		{"https://192.0.2.7/a", "https://192.0.2.8/a", "https://192.0.2.7/a"},
		{"", "https://anywhere.example/a", "https://anywhere.example/a"},
		{"", "/relative", ""},
		{"ftp://news.example/a", "", ""},
	} {
		doc, err := html.Parse(strings.NewReader(`<link rel="Canonical" href="` + test.claim + `">`))
		if err != nil {
			t.Fatal(err)
		}
		if got := declare(doc).canonical(address(test.from, doc)); got != test.want {
			t.Errorf("from %q claiming %q: %q, want %q", test.from, test.claim, got, test.want)
		}
	}
}

func TestPublished(t *testing.T) {
	for _, test := range []struct{ name, head, url, want string }{
		{"the earliest of two", `<meta property="article:published_time" content="2012-05-09"><script type="application/ld+json">{"@type":"Article","datePublished":"2012-05-08"}</script>`, "", "2012-05-08"},
		{"the more precise of two", `<meta name="date" content="2012-05"><script type="application/ld+json">{"@type":"Article","datePublished":"2012-05-08"}</script>`, "", "2012-05-08"},
		{"a month stays a month", `<meta name="date" content="2012-05">`, "", "2012-05"},
		{"in the address", "", "https://news.example/2012/05/08/a", "2012-05-08"},
		{"in the address, in letters", "", "https://news.example/2012/may/08/a", "2012-05-08"},
		{"declared before the address", `<meta name="date" content="2012-05-07">`, "https://news.example/2012/05/08/a", "2012-05-07"},
		{"when it was edited says nothing of when it was published", "", "https://news.example/a", ""},
		{"an element of time", `<time itemprop="datePublished" datetime="2012-05-08T10:00">yesterday</time>`, "", "2012-05-08"},
	} {
		doc, err := html.Parse(strings.NewReader(test.head))
		if err != nil {
			t.Fatal(err)
		}
		if got := published(doc, declare(doc), test.url).String(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Every paragraph is the page's own words: with the tags taken out of the source,
// it stands there.
func TestWordsAreThePages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"the", "mill", "<b>old</b>", "pon<i>d</i>", "<a href=x>said</a>", "“so”", "&amp;", "\n", "  ", ",", "<br>", "<span>a</span>b"})
		var paragraphs []string
		for range rapid.IntRange(3, 8).Draw(t, "paragraphs") {
			paragraphs = append(paragraphs, strings.Join(rapid.SliceOfN(word, 20, 60).Draw(t, "words"), " "))
		}
		source := story("", paragraphs...)
		doc, err := html.Parse(strings.NewReader(source))
		if err != nil {
			t.Fatal(err)
		}
		all := collapse(strings.ReplaceAll(text(doc), "\u00a0", " "))
		a, _ := Read(Source{Body: []byte(source)})
		for _, p := range a.Paragraphs {
			// A line break is white space; without it, words may meet.
			if !strings.Contains(strings.ReplaceAll(all, " ", ""), strings.ReplaceAll(p, " ", "")) {
				t.Fatalf("these are not the page's words: %q\nof %q", p, all)
			}
		}
	})
}

// The same page gives the same article, whatever the order in which the
// extractor's own maps are walked.
func TestReadIsDeterministic(t *testing.T) {
	b, err := os.ReadFile("testdata/furniture.html")
	if err != nil {
		t.Fatal(err)
	}
	first, _ := Read(Source{Body: b})
	for range 20 {
		again, _ := Read(Source{Body: b})
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatalf("-first +again:\n%s", diff)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.html")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("<p>a<br><br>b<figure><p>c</figure><table><p>d"))
	f.Fuzz(func(t *testing.T, b []byte) {
		start := time.Now()
		a, err := Read(Source{Body: b})
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%d bytes took %v", len(b), took)
		}
		for _, p := range a.Paragraphs {
			if p == "" || p != collapse(p) {
				t.Errorf("paragraph %q", p)
			}
		}
		if err == nil && len(a.Paragraphs) == 0 {
			t.Error("no text and no error")
		}
	})
}
