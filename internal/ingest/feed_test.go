package ingest

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/feed"
	"cuttings/internal/page"
)

const feedAddress = "https://www.herald.example/feeds/news.xml"

var feedDay = archive.Date{Year: 2009, Month: 4, Day: 25}

// drained is the text of an article as feeds have it.
const drained = "The pond at the mill was drained on Thursday after an otter had been seen in it, the clerk said. "

func rssFeed(t *testing.T, inChannel string) feed.Feed {
	t.Helper()
	base, _ := url.Parse(feedAddress)
	f, err := feed.Read([]byte(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>`+inChannel+`</channel></rss>`), "", base)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// The words of an item that is whole are the source's, as those of a page are, with
// what isn't coverage left out.
func TestFromFeedWhole(t *testing.T) {
	f := rssFeed(t, `<title>Local news | The Herald</title><link>https://www.herald.example/</link><language>en_GB</language>
<item><title>Pond &amp;amp; &lt;i&gt;mill&lt;/i&gt;</title><link>http://www.herald.example/pond/?utm_source=rss#top</link><dc:creator>By Ann Lee, The Herald</dc:creator>
<pubDate>Fri, 24 Apr 2009 23:30:00 -0500</pubDate><description>`+drained+`</description>
<content:encoded><![CDATA[<h2>Pond &amp; mill</h2><p>`+drained+`</p><figure><img src="x"><figcaption>The pond</figcaption></figure>
<p>“It  will be <b>re</b>filled,”&nbsp;Mr&#160;Hill&#8217;s <a href="/x">spokesman</a> said. `+strings.Repeat(drained, 4)+`</p>
<div class="sharedaddy related"><p><a href="/y">Another story</a></p></div>
<p>Sign up for our newsletter</p><p>`+strings.Repeat(drained, 4)+`</p>
<p>The post <a href="http://www.herald.example/pond">Pond</a> appeared first on <a href="http://www.herald.example">The Herald</a>.</p>]]></content:encoded></item>`)
	got, whole, err := FromFeed(f, f.Items[0], feedAddress, feedDay)
	if err != nil || !whole {
		t.Fatalf("whole %v, %v", whole, err)
	}
	want := archive.Article{
		URL: "http://www.herald.example/pond/?utm_source=rss", Address: "https://herald.example/pond", Title: "Pond & mill", Outlet: "The Herald", Author: "Ann Lee",
		Published: archive.Date{Year: 2009, Month: 4, Day: 24}, Language: "en-GB",
		Text: strings.Join([]string{
			strings.TrimSpace(drained),
			"“It will be refilled,” Mr Hill’s spokesman said. " + strings.TrimSpace(strings.Repeat(drained, 4)),
			strings.TrimSpace(strings.Repeat(drained, 4)),
		}, "\n\n"),
	}
	want.ID = derivedID(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Of an item with the beginning only, the page is read; what the page doesn't tell,
// the feed does.
func TestFromFeedTeaser(t *testing.T) {
	f := rssFeed(t, `<title>The Herald</title><item><title>Pond &amp; mill</title><link>/pond</link><dc:creator>Ann Lee</dc:creator><dc:language>en</dc:language>
<dc:date>2009-04-24</dc:date><description>The pond at the mill was …</description></item>`)
	known, whole, err := FromFeed(f, f.Items[0], feedAddress, feedDay)
	if err != nil || whole || known.URL != "https://www.herald.example/pond" || known.ID != archive.Hash("https://herald.example/pond")[:16] {
		t.Fatalf("%+v, whole %v, %v", known, whole, err)
	}
	words := "<p>" + strings.Repeat(drained, 3) + "</p>"
	for name, test := range map[string]struct {
		head string
		want archive.Article
	}{
		"a page that says nothing": {"", archive.Article{Title: "Pond & mill", Outlet: "The Herald", Author: "Ann Lee", Language: "en", Published: archive.Date{Year: 2009, Month: 4, Day: 24}}},
		"a page that says it all": {
			`<html lang=cy><title>Otter in the pond</title><meta name=author content="Bob Ray"><meta property="og:site_name" content="Mill Valley Herald"><meta name=date content="2009-04-23">`,
			archive.Article{Title: "Otter in the pond", Outlet: "Mill Valley Herald", Author: "Bob Ray", Language: "cy", Published: archive.Date{Year: 2009, Month: 4, Day: 23}},
		},
		"a page that knows the month":      {`<meta name=date content="2009-04">`, archive.Article{Title: "Pond & mill", Outlet: "The Herald", Author: "Ann Lee", Language: "en", Published: archive.Date{Year: 2009, Month: 4, Day: 24}}},
		"a page that knows a year, before": {`<meta name=date content="2008">`, archive.Article{Title: "Pond & mill", Outlet: "The Herald", Author: "Ann Lee", Language: "en", Published: archive.Date{Year: 2008}}},
	} {
		got, err := PageOf(known, page.Source{URL: known.URL, Body: []byte(test.head + words)})
		if err != nil || got.ID != known.ID || got.Text != strings.TrimSpace(strings.Repeat(drained, 3)) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		got.ID, got.URL, got.Address, got.Text = "", "", "", ""
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

func TestFromFeedIdentity(t *testing.T) {
	words := "<description>" + drained + "</description>"
	f := rssFeed(t, `<title>The Herald</title>
<item><guid isPermaLink="false">pond-1</guid>`+words+`</item>
<item>`+words+`</item>`)
	var ids []string
	for _, at := range []string{feedAddress, "https://gazette.example/rss"} {
		for _, item := range f.Items {
			a, whole, err := FromFeed(f, item, at, feedDay)
			if err != nil || !whole || a.URL != "" || a.Address != "" {
				t.Fatalf("%+v, %v, %v", a, whole, err)
			}
			ids = append(ids, a.ID)
		}
	}
	if ids[0] == ids[2] {
		t.Error("one id in two feeds is taken for one article")
	}
	if want := archive.Hash(strings.TrimSpace(drained))[:16]; ids[1] != want || ids[3] != want {
		t.Errorf("without id and link it is known as %s and %s, and not by its text", ids[1], ids[3])
	}
	edited := rssFeed(t, `<item><guid isPermaLink="false">pond-1</guid><description>`+drained+drained+`</description></item>`)
	if a, _, err := FromFeed(edited, edited.Items[0], feedAddress, feedDay); err != nil || a.ID != ids[0] {
		t.Errorf("edited it is known as %s, %v, and was as %s", a.ID, err, ids[0])
	}
}

func TestFromFeedDates(t *testing.T) {
	for name, test := range map[string]struct {
		published, updated archive.Date
		want               string
	}{
		"as it is":                   {feedDay, archive.Date{}, "2009-04-25"},
		"tomorrow, where it's later": {archive.Date{Year: 2009, Month: 4, Day: 26}, archive.Date{}, "2009-04-26"},
		"after tomorrow":             {archive.Date{Year: 2009, Month: 4, Day: 27}, archive.Date{}, ""},
		"this month":                 {archive.Date{Year: 2009, Month: 4}, archive.Date{}, "2009-04"},
		"next year":                  {archive.Date{Year: 2010}, archive.Date{}, ""},
		"a mistake, but edited":      {archive.Date{Year: 2099, Month: 1, Day: 1}, feedDay, "2009-04-25"},
		"only when it was edited":    {archive.Date{}, feedDay, "2009-04-25"},
		"none":                       {archive.Date{}, archive.Date{}, ""},
	} {
		item := feed.Item{HTML: drained, Published: test.published, Updated: test.updated}
		a, _, err := FromFeed(feed.Feed{}, item, feedAddress, feedDay)
		if got := a.Published.String(); err != nil || got != test.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, test.want)
		}
	}
}

func TestFromFeedOutlet(t *testing.T) {
	for title, want := range map[string]string{
		"The Herald":                        "The Herald",
		"The Herald | Local news":           "The Herald",
		"Local news – The Herald":           "The Herald",
		"News: Herald":                      "Herald",
		"Sport » Herald.example":            "Herald.example",
		"Latest headlines":                  "Latest headlines",
		"Mill Valley - what was, and is":    "Mill Valley - what was, and is",
		"":                                  "herald.example",
		"https://www.herald.example/a feed": "herald.example",
	} {
		for _, f := range []feed.Feed{{Title: title}, {Title: title, Link: "https://herald.example/"}} {
			a, _, err := FromFeed(f, feed.Item{HTML: drained}, feedAddress, feedDay)
			if err != nil || a.Outlet != want {
				t.Errorf("%q: %q, %v; want %q", title, a.Outlet, err, want)
			}
		}
	}
}

func TestFromFeedLanguage(t *testing.T) {
	for _, test := range []struct{ ofItem, ofFeed, want string }{
		{"", "", ""}, // nothing is guessed
		{"", "en-us", "en-US"},
		{"cy", "en", "cy"},
		{"??", "en", "en"},
		{"", "English, mostly", ""},
	} {
		a, _, err := FromFeed(feed.Feed{Language: test.ofFeed}, feed.Item{HTML: drained, Language: test.ofItem}, feedAddress, feedDay)
		if err != nil || a.Language != test.want {
			t.Errorf("%q of %q: %q, %v", test.ofItem, test.ofFeed, a.Language, err)
		}
	}
}

// However much HTML is in an item, its words are found soon, or it is refused.
func TestHostileItemsEndSoon(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	const most = 1 << 20 // what feed.Read lets through
	for _, s := range []string{"<p>", "<b><p>word", "<div>", "<a>", "<a href=x>word", "<table><tr><td>", "<span>w</span> ", "word<br>", "<li><i>", "<p>word ", "<svg><p>", "&amp;", "<", "<ul><li>word", "<font><b><i><p>w"} {
		start := time.Now()
		item := feed.Item{Title: "x", Link: "https://herald.example/a", HTML: strings.Repeat(s, most/len(s)), Whole: true}
		_, _, err := FromFeed(feed.Feed{}, item, feedAddress, feedDay)
		if took := time.Since(start); took > 15*time.Second {
			t.Errorf("%q took %v, %v", s, took, err)
		}
	}
}

func TestFromFeedRefuses(t *testing.T) {
	for name, item := range map[string]feed.Item{
		"nothing":           {},
		"only a headline":   {Title: drained, HTML: "<p>" + drained + "</p>"},
		"a few words":       {HTML: "<p>See above.</p>"},
		"only furniture":    {HTML: "<p>Sign up for our newsletter</p>"},
		"a link nobody has": {Link: "https://herald.example/a b"},
		"a long title":      {Title: strings.Repeat("word ", 1000), Link: "https://herald.example/a"},
		"too many elements": {HTML: strings.Repeat("<i>a</i>", 60_000)},
	} {
		if name == "only a headline" {
			item.Title = strings.TrimSpace(item.Title)
		}
		a, whole, err := FromFeed(feed.Feed{Title: "The Herald"}, item, feedAddress, feedDay)
		if err == nil || whole || a != (archive.Article{}) {
			t.Errorf("%s: %+v, whole %v, %v", name, a, whole, err)
		}
	}
}

// What is a feed says so, wherever it is met, and however it is sent.
func TestPageThatIsAFeed(t *testing.T) {
	for name, s := range map[string]page.Source{
		"RSS":       {Type: "text/html; charset=utf-8", Body: []byte("\ufeff\n" + `<?xml version="1.0"?><!-- x --><rss version="2.0"><channel><title>x</title></channel></rss>`)},
		"Atom":      {Type: "application/xml", Body: []byte(`<feed xmlns="http://www.w3.org/2005/Atom"></feed>`)},
		"JSON Feed": {Type: "application/json", Body: []byte(`{"version": "https://jsonfeed.org/version/1.1", "items": []}`)},
		"OPML":      {Body: []byte(`<opml version="2.0"></opml>`)},
	} {
		_, err := PageOf(archive.Article{}, s)
		if !errors.Is(err, ErrFeed) || !strings.Contains(fmt.Sprint(err), "("+name+")") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
