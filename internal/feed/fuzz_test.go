package feed

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var seeds = []string{
	`<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>a</title><link>/</link><ttl>5</ttl><item><title>b &amp; c</title><link>/b</link><guid>1</guid><pubDate>Fri, 24 Apr 2009 10:00:00 GMT</pubDate><description><![CDATA[<p>x<br>y</p>]]></description></item></channel></rss>`,
	`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/x/"><entry><id>1</id><link href="a"/><content type="xhtml"><div><p>x</p></div></content></entry></feed>`,
	`<rdf:RDF xmlns:rdf="x"><item rdf:about="y"><title>a</title></item></rdf:RDF>`,
	`{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"url":"/a","content_text":"x\ny"}]}`,
	`{"version":"https://jsonfeed.org/version/1.1","authors":[null,{}],"author":null,"items":[null,{"id":null,"authors":null,"author":{"name":"A"},"tags":[1],"attachments":[{"size_in_bytes":1.5}],"content_html":"<p>x","date_published":"2009"}]}`,
	`<opml><body><outline text="a"><outline text="b" xmlUrl="https://a.example/"/></outline></body></opml>`,
	`<html><base href="/x"><link rel=alternate type="application/rss+xml" href="y">`,
	"\xff\xfe<\x00r\x00s\x00s\x00>\x00",
}

func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "text/xml; charset=utf-8")
	}
	f.Fuzz(func(t *testing.T, in, sentAs string) {
		read, err := Read([]byte(in), sentAs, base)
		if err != nil && len(read.Items) > 0 {
			t.Errorf("items beside the error %v", err)
		}
		if err == nil && KindOf([]byte(in), sentAs) == None && len(in) < prologue {
			t.Error("what is no feed was read as one")
		}
		ids, links := map[string]bool{"": false}, map[string]bool{}
		for _, item := range read.Items {
			if item.HTML == "" && item.Link == "" {
				t.Errorf("an item without words and link: %+v", item)
			}
			if item.ID != "" && ids[item.ID] || item.Link != "" && links[item.Link] {
				t.Errorf("two items are %q, %q", item.ID, item.Link)
			}
			ids[item.ID], links[item.Link] = true, true
			for _, s := range []string{item.Title, item.Author} {
				if s != collapse(s) || !utf8.ValidString(s) {
					t.Errorf("%q isn't plain", s)
				}
			}
			if u, err := url.Parse(item.Link); err != nil || item.Link != "" && (u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
				t.Errorf("the link %q", item.Link)
			}
		}
	})
}

func FuzzMend(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		mended, damaged := mend("<rss>" + in)
		again, _ := mend(mended)
		if again != mended && mended != "" && !damaged {
			t.Errorf("mended it is\n%q, mended again\n%q", mended, again)
		}
	})
}

func FuzzDiscover(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, o := range Discover([]byte(in), "", base) {
			if u, err := url.Parse(o.URL); err != nil || u.Host == "" || !strings.HasPrefix(u.Scheme, "http") {
				t.Errorf("found %q", o.URL)
			}
		}
	})
}

func FuzzReadOPML(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		feeds, err := ReadOPML([]byte(in))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteOPML(&b, "x", feeds); err != nil {
			t.Fatal(err)
		}
		again, err := ReadOPML(b.Bytes())
		if diff := cmp.Diff(feeds, again); err != nil || diff != "" {
			t.Errorf("%v -want +got:\n%s", err, diff)
		}
	})
}
