package feed

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestReadOPML(t *testing.T) {
	in := `<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Papers">
  <outline type="rss" text="Caf` + "\xe9" + ` Herald" title="" xmlUrl="https://herald.example/rss?a=1&amp;b=2" htmlUrl="https://herald.example/"/>
  <outline text="old name" title=" Mill  Valley &quot;News&quot; " XMLURL='http://news.example/atom.xml'></outline>
  <outline text="A note"/>
  <OUTLINE text="Caps &nbsp; &eacute;&#27;" xmlurl="https://caps.example/rss"/>
</outline>
<outline text="again" xmlUrl="https://herald.example/rss?a=1&amp;b=2"/>
<outline text="no page" xmlUrl="file:///etc/passwd"/>
<outline text="relative" xmlUrl="/rss"/>
</body></opml>`
	got, err := ReadOPML([]byte(in))
	want := []Outline{
		{"Café Herald", "https://herald.example/rss?a=1&b=2"},
		{`Mill Valley "News"`, "http://news.example/atom.xml"},
		{"Caps é", "https://caps.example/rss"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v -want +got:\n%s", err, diff)
	}
}

func TestReadOPMLRefuses(t *testing.T) {
	many := strings.Builder{}
	for i := range maxOutlines + 1 {
		fmt.Fprintf(&many, `<outline xmlUrl="https://news.example/%d"/>`, i)
	}
	for name, test := range map[string]struct{ in, want string }{
		"a feed":    {`<rss></rss>`, "it is no list of feeds (OPML): export one from a feed reader"},
		"nothing":   {"", "it is no list of feeds (OPML): export one from a feed reader"},
		"cut":       {`<opml><body><outline xmlUrl="https://news.example/rss"/>`, "the list of feeds breaks off, or can't be read (EOF): export it anew from the feed reader"},
		"deep":      {`<opml>` + strings.Repeat("<outline>", 5000), "the list of feeds breaks off, or can't be read (EOF): export it anew from the feed reader"},
		"too many":  {`<opml><body>` + many.String() + `</body></opml>`, "the list has more than 10000 feeds: cut it into several"},
		"too large": {strings.Repeat(" ", MaxBytes+1), "the list is 10 MB large, and a list of feeds may have at most 10: cut it into several"},
	} {
		if _, err := ReadOPML([]byte(test.in)); fmt.Sprint(err) != test.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is written is read back.
func TestOPMLRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		titles := rapid.SliceOfN(rapid.StringOf(rapid.Rune()), 0, 8).Draw(t, "titles")
		var feeds []Outline
		for i, title := range titles {
			address := fmt.Sprintf("https://news.example/%d?%s", i, rapid.StringMatching(`[a-z0-9=&%"'<> ]{0,12}`).Draw(t, "query"))
			feeds = append(feeds, Outline{plain(strings.Map(legal, title)), absolute(address, nil)})
		}
		feeds = withAddress(feeds)
		var b bytes.Buffer
		if err := WriteOPML(&b, rapid.String().Draw(t, "title"), feeds); err != nil {
			t.Fatal(err)
		}
		got, err := ReadOPML(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(feeds, got); diff != "" {
			t.Fatalf("-want +got:\n%s\n%s", diff, b.String())
		}
	})
}

// withAddress leaves out the feeds whose address can't be one.
func withAddress(feeds []Outline) (kept []Outline) {
	for _, f := range feeds {
		if f.URL != "" {
			kept = append(kept, f)
		}
	}
	return kept
}
