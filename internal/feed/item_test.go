package feed

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// reading reads a feed of RSS with these items.
func reading(t *testing.T, items string) Feed {
	t.Helper()
	f, err := Read([]byte(`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>News</title><link>https://news.example/</link>`+items+`</channel></rss>`), "", base)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestTitles(t *testing.T) {
	for in, want := range map[string]string{
		`Jobs &amp; cuts`:                                           "Jobs & cuts",
		`Jobs &amp;amp; cuts`:                                       "Jobs & cuts",
		`Jobs &amp;amp;amp; cuts`:                                   "Jobs & cuts",
		`&lt;b&gt;Jobs&lt;/b&gt; &amp;#8211; cuts`:                  "Jobs – cuts",
		`&amp;lt;b&amp;gt;Jobs&amp;lt;/b&amp;gt; cuts`:              "Jobs cuts",
		`<![CDATA[<em>Jobs</em> &amp; cuts]]>`:                      "Jobs & cuts",
		`<![CDATA[Jobs]]> &amp; <![CDATA[cuts]]>`:                   "Jobs & cuts",
		"\n  Jobs\n\tand&nbsp;cuts ":                                "Jobs and cuts",
		`Jobs<br/>cuts`:                                             "Jobs cuts",
		`re<b>form</b>ed`:                                           "reformed",
		`5 &lt; 6 &amp;&amp; 7 &gt; 2`:                              "5 < 6 && 7 > 2",
		`AT&T`:                                                      "AT&T",
		`He &lt;3 it`:                                               "He <3 it",
		`The &lt;Gazette&gt; is sold`:                               "The <Gazette> is sold",
		`&lt;script&gt;alert(1)&lt;/script&gt;Jobs`:                 "Jobs",
		`&lt;img src="x" onerror="alert(1)"&gt;Jobs`:                "Jobs",
		`&pound;44m, &euro;50m &eacute; &hellip; &bogus; &amp;copy`: "£44m, €50m é … &bogus; ©",
		`@everyone *bold*`:                                          "@everyone *bold*",
		``:                                                          "",
	} {
		f := reading(t, "<item><title>"+in+"</title><description>x</description></item>")
		if got := f.Items[0].Title; got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	for in, want := range map[string]string{
		`<link>https://news.example/a</link>`:                         "https://news.example/a",
		`<link> <![CDATA[ https://news.example/a?x=1&y=2 ]]> </link>`: "https://news.example/a?x=1&y=2",
		`<link>/a</link>`:                                          "https://news.example/a",
		`<link>a</link>`:                                           "https://news.example/feeds/a",
		`<link>//other.example/a#comments</link>`:                  "https://other.example/a",
		`<link>https://news.example/#!a</link>`:                    "https://news.example/#!a",
		`<link href="/a"/>`:                                        "https://news.example/a",
		`<item xml:base="https://other.example/x/"><link>a</link>`: "https://other.example/x/a",
		`<link>https://feeds.example/~r/1</link><feedburner:origLink>https://news.example/a</feedburner:origLink>`: "https://news.example/a",
		`<guid>https://news.example/a</guid>`:                     "https://news.example/a",
		`<guid isPermaLink="false">https://news.example/a</guid>`: "",
		`<guid isPermaLink="FALSE">https://news.example/a</guid>`: "",
		`<guid>x1</guid>`:                                         "",
		`<guid>tag:news.example,2009:1</guid>`:                    "",
		`<atom:link rel="self" href="/x"/><atom:link href="/a"/>`: "https://news.example/a",
		`<link>javascript:alert(1)</link>`:                        "",
		`<link>mailto:a@news.example</link>`:                      "",
		`<link>https://me:secret@news.example/a</link>`:           "",
		`<link>http://[::1</link>`:                                "",
		`<link>https://news.example/</link>`:                      "", // the site
		`<link></link>`:                                           "",
	} {
		in = strings.TrimPrefix(in, "<item>")
		if !strings.HasPrefix(in, "<item") {
			in = "<item>" + in
		}
		f := reading(t, in+"<description>x</description></item>")
		if got := f.Items[0].Link; got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestAuthors(t *testing.T) {
	for in, want := range map[string]string{
		`<author>ann@news.example (Ann Lee)</author>`:                        "Ann Lee",
		`<author>Ann Lee</author>`:                                           "Ann Lee",
		`<author>ann@news.example</author>`:                                  "",
		`<author>By Ann Lee</author>`:                                        "Ann Lee",
		`<dc:creator><![CDATA[Ann Lee]]></dc:creator>`:                       "Ann Lee",
		`<dc:creator>Ann Lee</dc:creator><dc:creator>Bob Ray</dc:creator>`:   "Ann Lee, Bob Ray",
		`<dc:creator>Ann L&amp;eacute;e, Ann L&amp;eacute;e</dc:creator>`:    "Ann Lée",
		`<author>desk@news.example</author><dc:creator>Ann Lee</dc:creator>`: "Ann Lee",
		`<atom:author><atom:name>Ann Lee</atom:name></atom:author>`:          "Ann Lee",
		`<dc:creator>https://news.example/ann</dc:creator>`:                  "",
	} {
		f := reading(t, "<item>"+in+"<description>x</description></item>")
		if got := f.Items[0].Author; got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string][2]string{
		`<pubDate>Mon, 24 Apr 2009 23:30:00 EST</pubDate>`:                                                       {"2009-04-24", ""},
		`<pubDate></pubDate>`:                                                                                    {"", ""},
		`<pubDate>soon</pubDate><dc:date>2009-04-24</dc:date>`:                                                   {"2009-04-24", "2009-04-24"},
		`<dcterms:issued>2009-04</dcterms:issued><dcterms:modified>2009-05-01</dcterms:modified>`:                {"2009-04", "2009-05-01"},
		`<atom:published>2009-04-24T10:00:00Z</atom:published><atom:updated>2009-04-25T10:00:00Z</atom:updated>`: {"2009-04-24", "2009-04-25"},
		`<pubDate>Fri, 24 Apr 2099 10:00:00 GMT</pubDate>`:                                                       {"2099-04-24", ""}, // it has no clock
	} {
		item := reading(t, "<item>"+in+"<description>x</description></item>").Items[0]
		if got := [2]string{item.Published.String(), item.Updated.String()}; got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// An id or a link names one item only; what is there twice is there once.
func TestTwice(t *testing.T) {
	f := reading(t, `
<item><guid isPermaLink="false">1</guid><title>A</title><description>a</description></item>
<item><guid isPermaLink="false">2</guid><title>B</title><description>b</description></item>
<item><guid isPermaLink="false">2</guid><title>C</title><description>c</description></item>
<item><guid isPermaLink="false">2</guid><title>B</title><description>b</description></item>
<item><guid isPermaLink="false">3</guid><title>D, newer</title><link>/d#new</link></item>
<item><guid isPermaLink="false">4</guid><title>D</title><link>/d</link></item>
<item><title>Only a headline</title></item>
<item><title>Of the site</title><link>https://news.example/</link></item>
<item/>`)
	want := []Item{
		{ID: "1", Title: "A", HTML: "<p>a</p>"},
		{Title: "B", HTML: "<p>b</p>"},
		{Title: "C", HTML: "<p>c</p>"},
		{ID: "3", Title: "D, newer", Link: "https://news.example/d"},
	}
	if diff := cmp.Diff(want, f.Items); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if f.Dropped != 5 {
		t.Errorf("%d dropped", f.Dropped)
	}
}

// Of more items than a feed may have, the newest are kept, in their order, or
// without dates the first.
func TestManyItems(t *testing.T) {
	const all = 10_000
	item := func(i int, date string) string {
		return fmt.Sprintf("<item><title>%d</title><link>/%d</link><pubDate>%s</pubDate></item>", i, i, date)
	}
	for name, test := range map[string]struct {
		date        func(i int) string
		first, last string
	}{
		"newest first": {func(i int) string { return fmt.Sprintf("%d-%02d-02", 2020-i/12, 12-i%12) }, "0", "999"},
		"oldest first": {func(i int) string { return fmt.Sprintf("%d-%02d-01", 1700+i/40, 1+i/4%10) }, "9000", "9999"},
		"no dates":     {func(int) string { return "" }, "0", "999"},
		"some dates":   {func(i int) string { return map[bool]string{true: "2009-04-24"}[i >= 5000] }, "5000", "5999"},
	} {
		var items strings.Builder
		for i := range all {
			items.WriteString(item(i, test.date(i)))
		}
		f := reading(t, items.String())
		if len(f.Items) != maxItems || f.Dropped != all-maxItems || f.Damaged {
			t.Errorf("%s: %d items, %d dropped, damaged %v", name, len(f.Items), f.Dropped, f.Damaged)
			continue
		}
		if first, last := f.Items[0].Title, f.Items[maxItems-1].Title; first != test.first || last != test.last {
			t.Errorf("%s: from %s to %s", name, first, last)
		}
	}
}

func TestEmptyFeeds(t *testing.T) {
	for _, in := range []string{
		`<rss version="2.0"><channel><title>News</title></channel></rss>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>`,
		`{"version":"https://jsonfeed.org/version/1.1","title":"News"}`,
		`{"version":"https:\/\/jsonfeed.org\/version\/1","title":"News","items":[]}`,
		`{"title":"News","version":"1.1","home_page_url":null,"items":[]}`,
	} {
		f, err := Read([]byte(in), "", nil)
		if diff := cmp.Diff(Feed{Title: "News"}, f); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", in, err, diff)
		}
	}
}

func TestBrokenJSON(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"cut":                {`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"`, "the feed can't be read as JSON Feed (unexpected end of JSON input): open its address in a browser to see what is there"},
		"items of no kind":   {`{"version":"https://jsonfeed.org/version/1","items":5}`, "the feed can't be read as JSON Feed ("},
		"an item of no kind": {`{"version":"https://jsonfeed.org/version/1","items":["a"]}`, "the feed can't be read as JSON Feed ("},
	} {
		if _, err := Read([]byte(test.in), "", base); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	f, err := Read([]byte(`{"version":"https://jsonfeed.org/version/1","items":[null,{"id":7,"url":null,"title":"\u001b[31mA\u0000 &#27;b","content_text":"A & b\u0001"},{"id":"x","external_url":"/y","author":{"name":"Ann Lee"}}]}`), "", base)
	want := []Item{{ID: "7", Title: "[31mA b", HTML: "<p>A &amp; b\x01</p>"}, {ID: "x", Link: "https://news.example/y", Author: "Ann Lee"}}
	if diff := cmp.Diff(want, f.Items); err != nil || diff != "" {
		t.Errorf("%v -want +got:\n%s", err, diff)
	}
}
