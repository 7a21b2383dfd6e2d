package feed

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for name, test := range map[string]struct{ content, summary, want string }{
		"the content":                {"<p>All of it.</p>", "<p>Some.</p>", "<p>All of it.</p>"},
		"the summary":                {"", "<p>Some.</p>", "<p>Some.</p>"},
		"a content of pictures only": {`<p><img src="x"></p>`, "Some.", "<p>Some.</p>"},
		"a content that says less":   {"<p>Photo.</p>", "<p>More of it.</p>", "<p>More of it.</p>"},
		"plain text":                 {"", "One & two.\n\nFive < six.\nSeven.", "<p>One &amp; two.</p><p>Five &lt; six.</p><p>Seven.</p>"},
		"plain text with references": {"", "One &amp; two &#8211; caf&eacute;", "<p>One &amp; two – café</p>"},
		"escaped once more":          {"", "&lt;p&gt;One &amp;amp; two.&lt;/p&gt;", "<p>One &amp; two.</p>"},
		"prefixed":                   {"<xhtml:p>One.</xhtml:p><xhtml:p>Two.</xhtml:p>", "", "<p>One.</p><p>Two.</p>"},
		"a script only":              {"<script>alert(1)</script>", "", ""},
		"nothing":                    {" ", "\n", ""},
		"more than an item may have": {"<p>" + strings.Repeat("word ", maxHTML/5), "", ""},
	} {
		if got, _ := words(test.content, test.summary); got != test.want {
			t.Errorf("%s: %.100q, want %q", name, got, test.want)
		}
	}
}

func TestWhole(t *testing.T) {
	sentence := "The pond was drained on Thursday, the parish clerk told the meeting, and it will be filled again. "
	paragraphs := func(n, sentences int) string {
		return strings.Repeat("<p>"+strings.Repeat(sentence, sentences)+"</p>", n)
	}
	teaser := "<p>" + sentence + "</p>"
	for name, test := range map[string]struct {
		content, summary string
		want             bool
	}{
		"a content beside a teaser":             {paragraphs(4, 3), teaser, true},
		"a short content beside a teaser":       {paragraphs(2, 2), teaser, false},
		"a content that is the teaser again":    {teaser, teaser, false},
		"a teaser":                              {"", teaser, false},
		"a long description in paragraphs":      {"", paragraphs(5, 5), true},
		"a long content alone":                  {paragraphs(5, 5), "", true},
		"a long description in one":             {"", paragraphs(1, 25), false},
		"paragraphs by line breaks":             {"", strings.Repeat(sentence, 8) + "<br/><br>" + strings.Repeat(sentence, 8) + "<br><br />" + strings.Repeat(sentence, 8) + "<br><br>x.", true},
		"plain text in lines":                   {"", strings.Repeat(strings.Repeat(sentence, 5)+"\n\n", 5), true},
		"a content cut by dots":                 {paragraphs(4, 3) + "<p>And the …</p>", teaser, false},
		"a content cut by three dots":           {paragraphs(4, 3) + "<p>And the...</p>", teaser, false},
		"a content cut by dots in brackets":     {paragraphs(4, 3) + "<p>And the [&#8230;]</p>", teaser, false},
		"a content that leads on":               {paragraphs(4, 3) + `<p><a href="/a">Continue reading <span>“Pond”</span> →</a></p>`, teaser, false},
		"a content that leads on, in capitals":  {paragraphs(4, 3) + `<p><a href="/a">READ MORE »</a></p>`, teaser, false},
		"a content that leads on, at length":    {paragraphs(4, 3) + `<p><a href="/a">Read the full story on our website</a></p>`, teaser, false},
		"a content that asks readers for more":  {paragraphs(4, 3) + "<p>Many asked for more.</p>", teaser, true},
		"a content with a summary of its start": {paragraphs(4, 3), sentence + "…", true},
	} {
		if _, got := words(test.content, test.summary); got != test.want {
			t.Errorf("%s: whole is %v", name, got)
		}
	}
}
