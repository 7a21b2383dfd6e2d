package feed

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDiscover(t *testing.T) {
	for name, test := range map[string]struct {
		in   string
		want []Outline
	}{
		"RSS and Atom": {
			`<link rel="alternate" type="application/rss+xml" title="News &amp; sport" href="/rss"><link rel='ALTERNATE home' type='Application/Atom+XML; charset=utf-8' href='https://other.example/atom'/>`,
			[]Outline{{"News & sport", "https://news.example/rss"}, {"", "https://other.example/atom"}},
		},
		"JSON Feed":            {`<link rel=alternate type=application/feed+json href=feed.json>`, []Outline{{"", "https://news.example/feeds/feed.json"}}},
		"rel=feed":             {`<link rel=feed href=/x>`, []Outline{{"", "https://news.example/x"}}},
		"comments beside news": {`<link rel=alternate type=text/xml href=/comments/feed><link rel=alternate type=text/xml title="Pond Comments" href=/pond/feed><link rel=alternate type=text/xml href=/feed>`, []Outline{{"", "https://news.example/feed"}}},
		"comments only":        {`<link rel=alternate type=text/xml href=/comments/feed>`, []Outline{{"", "https://news.example/comments/feed"}}},
		"twice":                {`<link rel=alternate type=text/xml href=/rss title=a><link rel=alternate type=text/xml href=/rss#b>`, []Outline{{"a", "https://news.example/rss"}}},
		"a base":               {`<base href="https://cdn.example/x/"><base href="/y/"><link rel=alternate type=text/xml href=rss>`, []Outline{{"", "https://cdn.example/x/rss"}}},
		"another language":     {`<link rel=alternate hreflang=de href=/de>`, nil},
		"a stylesheet":         {`<link rel=stylesheet type=text/xml href=/rss>`, nil},
		"a JSON of something":  {`<link rel=alternate type=application/json href=/wp-json/1>`, nil},
		"no page":              {`<link rel=alternate type=application/rss+xml href="javascript:alert(1)">`, nil},
		"in a script":          {`<script>"<link rel=alternate type=text/xml href=/rss>"</script><!-- <link rel=alternate type=text/xml href=/rss> -->`, nil},
		"in a broken page":     {`<p <link rel=alternate type=text/xml href=/a><link rel=alternate type=text/xml href=/rss`, nil},
		"in the body":          {`<body><div><link rel=alternate type=text/xml href=/rss></div>`, []Outline{{"", "https://news.example/rss"}}},
	} {
		if diff := cmp.Diff(test.want, Discover([]byte(test.in), "", base)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
	if got := Discover([]byte("%PDF-1.7"), "", base); got != nil {
		t.Errorf("in a PDF file: %v", got)
	}
	if got := Discover([]byte(`<link rel=alternate type=text/xml href=/rss>`), "", nil); got != nil {
		t.Errorf("from nowhere: %v", got)
	}
}
