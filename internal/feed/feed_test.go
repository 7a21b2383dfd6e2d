package feed

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
)

var base = &url.URL{Scheme: "https", Host: "news.example", Path: "/feeds/all.xml"}

func day(y, m, d int) archive.Date { return archive.Date{Year: y, Month: m, Day: d} }

// One feed in each of the kinds says the same.
func TestKindsAgree(t *testing.T) {
	for kind, in := range map[Kind]string{
		RSS: `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Mill Valley Herald</title><link>https://news.example/</link><language>en-gb</language>
<item><title>Pond &amp; mill</title><link>/pond</link><guid isPermaLink="false">pond-1</guid><dc:creator>Ann Lee</dc:creator>
<pubDate>Fri, 24 Apr 2009 23:30:00 -0500</pubDate>
<description>The pond was drained.</description>
<content:encoded><![CDATA[<p>The pond was drained.</p><p>It will be refilled.</p>]]></content:encoded></item>
</channel></rss>`,
		"RSS 1.0": `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="x"><title>Mill Valley Herald</title><link>https://news.example/</link><dc:language>en-gb</dc:language></channel>
<item rdf:about="https://news.example/pond"><title>Pond &amp; mill</title><link>https://news.example/pond</link><dc:creator>Ann Lee</dc:creator>
<dc:date>2009-04-24T23:30:00-05:00</dc:date><content:encoded>&lt;p&gt;The pond was drained.&lt;/p&gt;&lt;p&gt;It will be refilled.&lt;/p&gt;</content:encoded></item>
</rdf:RDF>`,
		Atom: `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-gb"><title>Mill Valley Herald</title><link href="https://news.example/"/>
<link rel="self" href="https://news.example/feeds/all.xml"/>
<entry><title type="html">Pond &amp;amp; mill</title><id>pond-1</id><link href="/pond"/><author><name>Ann Lee</name></author>
<published>2009-04-24T23:30:00-05:00</published><updated>2009-04-26T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The pond was drained.</p><p>It will be refilled.</p></div></content></entry></feed>`,
		JSON: `{"version":"https://jsonfeed.org/version/1.1","title":"Mill Valley Herald","home_page_url":"https://news.example/","language":"en-gb",
"items":[{"id":"pond-1","url":"/pond","title":"Pond & mill","authors":[{"name":"Ann Lee"}],"date_published":"2009-04-24T23:30:00-05:00",
"content_html":"<p>The pond was drained.</p><p>It will be refilled.</p>"}]}`,
	} {
		f, err := Read([]byte(in), "", base)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		item := f.Items[0]
		if kind == "RSS 1.0" {
			item.ID = "pond-1" // that form has none
		}
		item.Updated = archive.Date{}
		want := Item{ID: "pond-1", Link: "https://news.example/pond", Title: "Pond & mill", Author: "Ann Lee", Published: day(2009, 4, 24), HTML: "<p>The pond was drained.</p><p>It will be refilled.</p>"}
		if diff := cmp.Diff(want, item); diff != "" {
			t.Errorf("%s: -want +got:\n%s", kind, diff)
		}
		f.Items = nil
		if diff := cmp.Diff(Feed{Title: "Mill Valley Herald", Link: "https://news.example/", Language: "en-gb"}, f); diff != "" {
			t.Errorf("%s: -want +got:\n%s", kind, diff)
		}
	}
}

func TestWait(t *testing.T) {
	for inside, want := range map[string]time.Duration{
		"":                             0,
		"<ttl>45</ttl>":                45 * time.Minute,
		"<ttl> 0 </ttl>":               0,
		"<ttl>soon</ttl>":              0,
		"<ttl>999999999</ttl>":         maxWait,
		"<ttl>99999999999999999</ttl>": 0,
		"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>":              30 * time.Minute,
		"<sy:updatePeriod> daily </sy:updatePeriod>":                                                       24 * time.Hour,
		"<sy:updatePeriod>yearly</sy:updatePeriod>":                                                        maxWait,
		"<ttl>60</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>": time.Hour,
		"<ttl>5</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>-4</sy:updateFrequency>": time.Hour,
		"<sy:updatePeriod>now and then</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>":        0,
	} {
		f, err := Read([]byte(`<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>`+inside+`</channel></rss>`), "", nil)
		if err != nil || f.Wait != want {
			t.Errorf("%s: %v, %v; want %v", inside, f.Wait, err, want)
		}
	}
}

func TestNotAFeed(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"a page":           {"<!DOCTYPE html><title>x</title><p>Hello", "it is not a feed but a web page, and the page names none: give a feed's own address"},
		"a page with some": {`<html><head><link rel=alternate type="application/rss+xml" href="/rss"></head>`, "it is not a feed but a web page, which names these: https://news.example/rss; give one of them"},
		"text":             {"Hello.", "it is not a feed: it is neither RSS, Atom nor JSON Feed; give a feed's own address"},
		"nothing":          {" \n", "it is not a feed: nothing is there; try again later, or ask the site"},
		"JSON of programs": {`{"version": "1.0", "name": "x"}`, "it is not a feed: it is neither RSS, Atom nor JSON Feed; give a feed's own address"},
		"JSON":             {`{"title": "x"}`, "it is not a feed: it is neither RSS, Atom nor JSON Feed; give a feed's own address"},
		"PDF":              {"%PDF-1.7", "it is not a feed but a PDF file: give a feed's own address"},
		"OPML":             {`<opml version="2.0"><body/></opml>`, "it is not a feed but a list of feeds (OPML): import it"},
	} {
		_, err := Read([]byte(test.in), "", base)
		if !errors.Is(err, errNotFeed) || err.Error() != test.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if f, err := Read([]byte(`{"title": "x"}`), "application/feed+json; charset=utf-8", nil); err != nil || f.Title != "x" {
		t.Errorf("JSON that is sent as a feed: %+v, %v", f, err)
	}
	if _, err := Read(make([]byte, MaxBytes+1), "", nil); err == nil || !strings.Contains(err.Error(), "at most 10") {
		t.Errorf("too large: %v", err)
	}
}
