package ingest

import (
	"fmt"
	"strings"
	"testing"

	"cuttings/internal/archive"

	"github.com/google/go-cmp/cmp"
)

func TestMarkdownText(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"emphasis", "The *chief* said **no**, _twice_, `so`.", "The chief said no, twice, so."},
		{"marks that are none", "It cost 5 * 3 * 2, snake_case_word, £4_000.", "It cost 5 * 3 * 2, snake_case_word, £4_000."},
		{"links", "See [the *report*](https://example.org/a \"Title\"), [that][1] and <https://example.org>.\n\n[1]: https://example.org/b", "See the report, that and https://example.org."},
		{"images", "Before ![a ward](ward.jpg) after.\n\n![only a picture](a.png)\n\nEnd.", "Before after.\n\nEnd."},
		{"headings", "One.\n\n## What next\n\nTwo.\n\nThree\n=====", "One.\n\nWhat next\n\nTwo.\n\nThree"},
		{"lists", "Cuts:\n\n- 225 in nursing\n- 250 in *offices*\n  - and so on\n\n1. First\n2. Second", "Cuts:\n\n225 in nursing\n\n250 in offices\n\nand so on\n\nFirst\n\nSecond"},
		{"block quotes", "> She said:\n>\n> > No.\n\nEnd.", "She said:\n\nNo.\n\nEnd."},
		{"rules", "One.\n\n---\n\n* * *\n\nTwo.", "One.\n\nTwo."},
		{"entities", "Jobs &amp; cuts &mdash; &#163;44m &lt;b&gt; &quot;x&quot;&nbsp;y &notanentity; AT&T &copy 2009", "Jobs & cuts — £44m <b> \"x\" y &notanentity; AT&T &copy 2009"},
		{"entity behind an escape", `\&amp; \*not\* \\ 5\% \a`, `&amp; *not* \ 5% \a`},
		{"entities that are control characters", "a&#1;b&#10;c&#0;d", "ab c\ufffdd"},
		{"nothing typographic", "\"It's\" -- (c) ... 1/2", "\"It's\" -- (c) ... 1/2"},
		{"HTML in a line", "The <b>chief</b> said<!-- x --> no.<br>And <span class=\"a\">left</span>.", "The chief said no.\n\nAnd left."},
		{"HTML blocks", "<div class=\"a\">\n<p>The <em>chief</em> &amp; staff.</p><p>Two.</p>\n</div>\n\n<script>\nvar x = 1;\n</script>\n\n<!-- a\nb -->\n\nEnd.", "The chief & staff.\n\nTwo.\n\nEnd."},
		{"code", "```text\nkept  as words\n```\n\n    indented", "kept as words\n\nindented"},
		{"table", "| Trust | Jobs |\n| --- | ---: |\n| Oxford | 366 |", "| Trust | Jobs |\n\n| Oxford | 366 |"},
		{"a paragraph on each line", "JOBS could be lost.\nThe union is angry.\nMr Hill said no.", "JOBS could be lost.\n\nThe union is angry.\n\nMr Hill said no."},
		{"hard-wrapped", wrapped, "Hospital trust managers and health union leaders today vowed to work together to avoid redundancies threatened by a £44m savings bid.\n\nOn the 366 jobs nothing was decided by the time the board of the trust rose."},
		{"white space", "One\t \u00a0two\u2003three.  \nFour.", "One two three.\n\nFour."},
		{"control characters", "One\x01 t\x07wo\x0bthree\u0092.", "One two three."},
	} {
		a, err := Markdown("a.md", []byte("---\ntitle: x\n---\n"+test.in))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		if diff := cmp.Diff(test.want, a.Text); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

const wrapped = `Hospital trust managers and *health union leaders* today
vowed to work together to avoid redundancies threatened
by a £44m savings bid.

On the 366 jobs nothing was decided by the time the board
of the trust rose.`

// Plain text has no marks.
func TestTextHasNoMarks(t *testing.T) {
	const in = "# Not a *heading* &amp; <b>not</b> HTML\n- not a list\n1. nor this\n> nor that\n"
	a, err := Text("a.txt", []byte("---\ntitle: x\n---\n"+in))
	if want := strings.ReplaceAll(strings.TrimSpace(in), "\n", "\n\n"); err != nil || a.Text != want {
		t.Errorf("got %q, %v; want %q", a.Text, err, want)
	}
}

func TestMarkdownRefuses(t *testing.T) {
	const nest = ": it begins with more than 100 marks of quotes and lists: save the file as .txt, in which they mean nothing"
	const indent = ": it is indented by more than 200 characters: save the file as .txt, in which that means nothing"
	const marks = ": there are more than 1000 brackets and emphasis marks up to here without an empty line: put empty lines between paragraphs, or save the file as .txt"
	for _, test := range []struct{ name, in, want string }{
		{"quotes", "Text\n" + strings.Repeat(">", 101), "line 2" + nest},
		{"lists", strings.Repeat("- 1. ", 51), "line 1" + nest},
		{"indented", "---\ntitle: x\n---\nText\n\n" + strings.Repeat(" ", 201) + "- a", "line 6" + indent},
		{"brackets", strings.Repeat("[a](", 1001), "line 1" + marks},
		{"emphasis", strings.Repeat("*a _b\n", 501), "line 501" + marks},
		{"empty", "", "there is no text in it: put the article's words below what is known about it"},
		{"only front matter", "---\ntitle: x\n---\n", "there is no text in it: put the article's words below what is known about it"},
		{"only pictures", "![a](b.png)\n\n<!-- c -->", "there is no text in it: put the article's words below what is known about it"},
		{"only a heading", "# Jobs to go", "there is no text in it: put the article's words below what is known about it"},
		{"only furniture", "Comments: Our rules\nComments are closed on this article", "there is no text in it: put the article's words below what is known about it"},
		{"long", strings.Repeat("words ", maxText/6+1), fmt.Sprintf("its text is 5242884 bytes long and may have at most %d: cut it into several articles", maxText)},
	} {
		if _, err := Markdown("a.md", []byte(test.in)); fmt.Sprint(err) != test.want {
			t.Errorf("%s:\n got %.300v\nwant %s", test.name, err, test.want)
		}
	}
	for _, in := range []string{
		strings.Repeat("-", 300), strings.Repeat("> quote\n", 2000), strings.Repeat("[a](b)\n\n", 2000), strings.Repeat("*", 2000),
	} {
		if err := tame(in, 1); err != nil {
			t.Errorf("%.20q … is ordinary: %v", in, err)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte(wrapped))
	for _, s := range []string{"# a\n\nb", "---\ntitle: a\n---\n*b* [c](d) ![e](f) <g> &amp; \\*", "<div>\n<!-- a", "> - 1. a\n\n\tb", "a  \nb\\\nc", "| a |\n|---|", "[a]: b\n\n[a]", "\xff\xfea\x00", "\xe9", "`` a\nb ``"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, read := range []func(string, []byte) (archive.Article, error){Markdown, Text} {
			a, err := read("a.md", b)
			if err != nil {
				continue
			}
			checkStored(t, a)
			if len(a.Text) > 4*len(b) {
				t.Errorf("%d bytes became %d", len(b), len(a.Text))
			}
			for p := range strings.SplitSeq(a.Text, "\n\n") {
				if p == "" || p != collapse(p) {
					t.Errorf("%q is not a clean paragraph", p)
				}
			}
		}
	})
}
