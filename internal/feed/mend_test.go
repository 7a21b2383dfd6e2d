package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// titles are the titles of a feed's items.
func titles(f Feed) (all []string) {
	for _, item := range f.Items {
		all = append(all, item.Title)
	}
	return all
}

func TestMend(t *testing.T) {
	for name, test := range map[string]struct {
		in, want string
		damaged  bool
	}{
		"as it should be":               {`<rss><channel><title>a</title></channel></rss>`, `<rss><channel><title>a</title></channel></rss>`, false},
		"empty elements":                {`<rss><channel><item/><link href="x"/></channel></rss>`, `<rss><channel><item></item><link href="x"></link></channel></rss>`, false},
		"what follows the root":         {`<rss></rss><p>Served in 5 ms`, `<rss></rss>`, false},
		"comments and instructions":     {`<rss><!-- a -- b ---><?php echo ">" ?><channel></channel><!----></rss>`, `<rss><channel></channel></rss>`, false},
		"HTML that isn't escaped":       {`<rss><item><description>One<br>two <b>three</description></item></rss>`, `<rss><item><description>One<br/>two <b>three</b></description></item></rss>`, false},
		"an end too many":               {`<rss><item><title>a</b></title></i></item></rss>`, `<rss><item><title>a</title></item></rss>`, false},
		"an end in other case":          {`<rss><item><pubDate>a</pubdate></item></RSS>`, `<rss><item><pubDate>a</pubDate></item></rss>`, false},
		"no end of an item":             {`<rss><item><title>a</title><item><title>b</title></item></rss>`, `<rss><item><title>a</title></item><item><title>b</title></item></rss>`, false},
		"less than":                     {`<rss><item><title>5 < 6 <3 </ 4> <!now></title></item></rss>`, `<rss><item><title>5 &lt; 6 &lt;3 &lt;/ 4> &lt;!now></title></item></rss>`, false},
		"an attribute that can't be":    {`<rss><item><title><a href=http://x?y>z</a></title></item></rss>`, `<rss><item><title>&lt;a href=http://x?y>z</title></item></rss>`, false},
		"the end of CDATA within CDATA": {`<rss><item><title><![CDATA[a <![CDATA[b]]> c]]></title></item></rss>`, `<rss><item><title><![CDATA[a <![CDATA[b]]> c</title></item></rss>`, false},
		"control characters":            {"<rss><item><title>a\x00\x08b&#x1;&#31;c&#10;&#xFFFF;&#x110000;</title></item></rss>", "<rss><item><title>abc&#10;</title></item></rss>", false},
		"another prefix":                {`<a:feed xmlns:a="x"><a:entry><a:title>a</a:title></a:entry></a:feed>`, `<feed xmlns:a="x"><entry><title>a</title></entry></feed>`, false},
		"cut between items":             {`<rss><channel><title>a</title><item>b</item>`, `<rss><channel><title>a</title><item>b</item></channel></rss>`, true},
		"cut in an item":                {`<rss><channel><title>a</title><item>b</item><item><title>c</ti`, `<rss><channel><title>a</title><item>b</item></channel></rss>`, true},
		"cut in CDATA":                  {`<rss><channel><item>b</item><item><title><![CDATA[c`, `<rss><channel><item>b</item></channel></rss>`, true},
		"cut in a tag":                  {`<rss><channel><item>b</item><item`, `<rss><channel><item>b</item></channel></rss>`, true},
		"cut in a comment":              {`<rss><channel><item>b</item><!-- `, `<rss><channel><item>b</item></channel></rss>`, true},
		"cut in the root's end":         {`<rss><channel><item>b</item></channel></rs`, `<rss><channel><item>b</item></channel></rss>`, true},
		"cut at once":                   {`<rss ver`, ``, true},
	} {
		got, damaged := mend(test.in)
		if got != test.want || damaged != test.damaged {
			t.Errorf("%s: %v\n got %s\nwant %s", name, damaged, got, test.want)
		}
		if again, _ := mend(got); again != got && test.want != "" {
			t.Errorf("%s: mended again: %s", name, again)
		}
	}
}

// What surrounds a feed or breaks in it costs no other item.
func TestWhatIsMet(t *testing.T) {
	item := func(title, words string) string {
		return "<item><title>" + title + "</title><description>" + words + "</description></item>"
	}
	rss := func(items ...string) string {
		return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>` + strings.Join(items, "\n") + "</channel></rss>"
	}
	one, two := item("One", "A word."), item("Two", "Another word.")
	for name, in := range map[string]string{
		"as it should be":               rss(one, two),
		"white space before":            "\n\n \t" + rss(one, two),
		"a warning before":              "<br />\n<b>Warning</b>: something in <b>/x.php</b> on line <b>3</b><br />\n" + rss(one, two),
		"a comment of a feed before":    "<!-- <feed> -->" + rss(one, two),
		"a document type of HTML":       `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x">` + strings.TrimPrefix(rss(one, two), `<?xml version="1.0"?>`),
		"entities declared":             `<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>` + rss(one, two),
		"capitals":                      strings.NewReplacer("rss", "RSS", "channel", "CHANNEL", "item", "ITEM").Replace(rss(one, two)),
		"items beside the channel":      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>News</title></channel>` + one + two + `</rdf:RDF>`,
		"without a channel":             `<rss>` + one + two + `</rss>`,
		"no end of the channel":         strings.Replace(rss(one, two), "</channel>", "", 1),
		"elements nobody knows":         rss("<x><item2/></x>", one, "<y:z><a><b/></a></y:z>", two),
		"an end of HTML too many":       rss(one, strings.Replace(two, "word.", "word.</p></div>", 1)),
		"an element of too many pieces": rss(one, "<item><title>Two</title><description>Another word.</description><m:x>"+strings.Repeat("a<m:y/>", maxPieces)+"</m:x></item>"),
		"too large an element":          rss(one, "<item><title>Two</title><description>Another word.</description><m:x>"+strings.Repeat("a", maxElement)+"</m:x></item>"),
	} {
		f, err := Read([]byte(in), "", base)
		if err != nil || f.Damaged || f.Dropped > 0 {
			t.Errorf("%s: %v, damaged %v, %d dropped", name, err, f.Damaged, f.Dropped)
		}
		if diff := cmp.Diff([]string{"One", "Two"}, titles(f)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		} else if diff := cmp.Diff("<p>Another word.</p>", f.Items[1].HTML); diff != "" && !strings.Contains(name, "too many") {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// A feed that breaks off anywhere gives the items that were whole, and no error once
// its first element stands.
func TestCutAnywhere(t *testing.T) {
	var in strings.Builder
	in.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>`)
	ends := []int{}
	for i := range 5 {
		fmt.Fprintf(&in, "<item><title>T%d &amp; more</title><link>https://news.example/%d</link><description><![CDATA[<p>Some <b>words</b>.</p>]]></description></item>\n", i, i)
		ends = append(ends, strings.LastIndex(in.String(), "\n"))
	}
	in.WriteString("</channel></rss>")
	for cut := strings.Index(in.String(), "<channel"); cut < in.Len(); cut++ {
		f, err := Read([]byte(in.String()[:cut]), "", base)
		want := 0
		for _, end := range ends {
			if cut >= end {
				want++
			}
		}
		if err != nil || len(f.Items) != want || !f.Damaged {
			t.Fatalf("cut at %d: %d items, %v, damaged %v; want %d", cut, len(f.Items), err, f.Damaged, want)
		}
	}
}

// Nothing that is sent keeps the reader busy, or makes more of itself.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	full := func(s string) string { return strings.Repeat(s, 2<<20/len(s)) } // what takes the square shows at a fifth of the limit
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">`
	for i := range 9 {
		laughs += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&lol%d;", i), 10))
	}
	for name, in := range map[string]string{
		"entities in entities":            laughs + `]><rss><channel><item><title>&lol9;</title><description>&lol9;</description></item></channel></rss>`,
		"an entity that is a file":        `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&f;</title><description>x</description></item></channel></rss>`,
		"deep":                            `<rss><channel><item>` + full("<a>"),
		"deep in another vocabulary":      `<rss><channel><item>` + full("<b:a>"),
		"deep HTML":                       `<rss><channel><item><description><![CDATA[` + full("<div>"),
		"deep HTML, whole":                `<rss><channel><item><description><![CDATA[` + strings.Repeat("<div>", maxHTML/5) + `]]></description></item></channel></rss>`,
		"formatting in formatting":        `<rss><channel><item><description><![CDATA[` + strings.Repeat("<b><p>", maxHTML/6) + `]]></description></item></channel></rss>`,
		"many items":                      `<rss><channel>` + full("<item/>"),
		"many entries":                    `<feed>` + full("<entry/>"),
		"many JSON items":                 `{"version":"https://jsonfeed.org/version/1","items":[{}` + full(",{}") + `]}`,
		"deep JSON":                       `{"version":"https://jsonfeed.org/version/1","items":` + full("["),
		"pieces":                          `<rss><channel><item><a:b>` + full("x<c/>") + `</a:b></item></channel></rss>`,
		"pieces in many elements":         `<rss><channel><item>` + full("<a:b>"+strings.Repeat("xxxxxxxxxxxxxxxxxxxxxxx<c/>", 1000)+"</a:b>") + `</item></channel></rss>`,
		"less than, nothing else":         `<rss><channel>` + full("<"),
		"quotes that don't end":           `<rss><channel>` + full(`<a b="`),
		"quotes that don't end, by turns": `<rss><channel>` + full(`<a b='"<a b="'`),
		"comments":                        `<rss><channel>` + full("<!---->"),
		"comments that don't end":         `<rss><channel>` + full("<!--"),
		"instructions":                    `<rss><channel>` + full("<??>"),
		"CDATA that doesn't end":          `<rss><channel>` + full("<![CDATA["),
		"ends of CDATA":                   `<rss><channel>` + full("]]>"),
		"ends":                            `<rss><channel>` + full("</a>"),
		"ampersands":                      `<rss><channel><title>` + full("&") + `</title>`,
		"references":                      `<rss><channel><title>` + full("&#1;") + `</title></channel></rss>`,
		"attributes":                      `<rss><channel ` + full(`a="" `) + `/>`,
		"vocabularies":                    `<rss><channel>` + full(`<a xmlns:b="c"/>`),
		"links":                           `<html>` + full(`<link rel=alternate type=application/rss+xml href=/a>`),
		"bases":                           `<html>` + full(`<base href=/a>`),
		"no root":                         full("<a "),
		"comments, no root":               full("<!-- -->"),
	} {
		start := time.Now()
		f, err := Read([]byte(in), "", base)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		for _, item := range f.Items {
			if len(item.Title)+len(item.HTML) > maxHTML {
				t.Errorf("%s: an item of %d bytes", name, len(item.HTML))
			}
		}
		if len(f.Items) > maxItems {
			t.Errorf("%s: %d items, %v", name, len(f.Items), err)
		}
	}
}
