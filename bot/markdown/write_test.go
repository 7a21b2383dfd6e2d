package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/text"
)

// drawSpans draws spans of s in order, some of them adjoining, on the bounds of
// characters.
func drawSpans(t *rapid.T, s string) []text.Span {
	var bounds []int
	for i := range s {
		bounds = append(bounds, i)
	}
	bounds = append(bounds, len(s))
	var spans []text.Span
	at := 0
	for range rapid.IntRange(0, 4).Draw(t, "count") {
		if at >= len(bounds)-1 {
			break
		}
		start := rapid.IntRange(at, min(at+6, len(bounds)-2)).Draw(t, "start")
		end := rapid.IntRange(start+1, min(start+12, len(bounds)-1)).Draw(t, "end")
		spans = append(spans, text.Span{Start: bounds[start], End: bounds[end]})
		at = end
	}
	return spans
}

// boldRuns is the text under bold marks, with its place.
func boldRuns(d Doc) []text.Span {
	var out []text.Span
	for _, m := range d.Marks() {
		out = append(out, text.Span{Start: m.Start, End: m.End})
	}
	return out
}

// The text is shown in any case; and with white space as newspapers have it,
// exactly the spans are bold.
func TestBoldIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(strings.Fields(hostile().Draw(t, "s")), rapid.SampledFrom([]string{" ", "\n"}).Draw(t, "space"))
		spans := drawSpans(t, s)
		want, ok := join(s, spans)
		d := Render(Bold(s, spans...))
		if !ok || d.Text() != s || len(d.Marks(BoldMark)) != len(d.Marks()) || !cmp.Equal(boldRuns(d), want) {
			t.Fatalf("%q with %v as %q shows %q with %v", s, spans, Bold(s, spans...), d.Text(), d.Marks())
		}
	})
}

// With any white space and any spans, also impossible ones, the text comes first.
func TestBoldKeepsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostile().Draw(t, "s")
		spans := drawSpans(t, s)
		if rapid.Bool().Draw(t, "wild") {
			n := rapid.IntRange(-2, len(s)+2)
			spans = append(spans, text.Span{Start: n.Draw(t, "start"), End: n.Draw(t, "end")})
		}
		d := Render(Quote(Bold(s, spans...)))
		quotes := d.Marks(QuoteMark)
		if len(quotes) != 1 || d.Of(quotes[0]) != Plain(s) || len(d.Marks()) != 1+len(d.Marks(BoldMark)) {
			t.Fatalf("%q with %v shows %q with %v", s, spans, d.Text(), d.Marks())
		}
	})
}

func TestBold(t *testing.T) {
	span := func(start, end int) text.Span { return text.Span{Start: start, End: end} }
	for _, c := range []struct {
		s     string
		spans []text.Span
		want  string
	}{
		{"600 posts must go", []text.Span{span(0, 9)}, "**600 posts** must go"},
		{"abc", []text.Span{span(0, 1), span(1, 2)}, "**ab**c"},
		{"a *b* c", []text.Span{span(2, 5)}, `a **\*b\*** c`},
		{"*b*", []text.Span{span(1, 2)}, `\***b**\*`},
		{"- a", []text.Span{span(0, 1)}, `**\-** a`},
		{"1. a", []text.Span{span(0, 1)}, "**1**. a"},
		{"a b", []text.Span{span(1, 3)}, "a** b**"},
		{"a", nil, "a"},
		{"é", []text.Span{span(0, 1)}, "é"},
		{"ab", []text.Span{span(1, 2), span(0, 1)}, "ab"},
		{"ab", []text.Span{span(1, 5)}, "ab"},
		{"ab", []text.Span{span(1, 1)}, "ab"},
	} {
		if got := Bold(c.s, c.spans...); got != c.want {
			t.Errorf("Bold(%q, %v) = %q, want %q", c.s, c.spans, got, c.want)
		}
	}
}

func TestQuote(t *testing.T) {
	if got, want := Quote("a\n\nb"), "> a\n> \n> b"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLink(t *testing.T) {
	for _, c := range []struct{ label, address, want string }{
		{"Meeting held over job cut fears", "https://a.b/c", "[Meeting held over job cut fears](https://a.b/c)"},
		{"Jobs: “gone” – £44m (10:30)", "https://a.b/c", "[Jobs: “gone” – £44m (10:30)](https://a.b/c)"},
		{"15 per cent", "https://a.b/#:~:text=15%25%20of,x_y", "[15 per cent](https://a.b/#:~:text=15%25%20of,x_y)"},
		{"a", "https://a.b/(c)?d='e' f", "[a](https://a.b/%28c%29?d=%27e%27%20f)"},
		{"a*b", "https://a.b", ""},
		{"a_b", "https://a.b", ""},
		{`a\b`, "https://a.b", ""},
		{"[a", "https://a.b", ""},
		{"# a", "https://a.b", ""},
		{"1. a", "https://a.b", ""},
		{"@everyone", "https://a.b", ""},
		{":smile:", "https://a.b", ""},
		{"https://c.d", "https://a.b", ""},
		{"a\nb", "https://a.b", ""},
		{" ", "https://a.b", ""},
		{"", "https://a.b", ""},
		{"a", "javascript:alert(1)", ""},
		{"a", "discord://a.b", ""},
		{"a", "https:///path", ""},
		{"a", "", ""},
	} {
		got, ok := Link(c.label, c.address)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Link(%q, %q) = %q, %t, want %q", c.label, c.address, got, ok, c.want)
		}
	}
}

// A link shows its label and leads to its address, or it is none; whatever stands
// before it, escaped.
func TestLinkIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		label := hostile().Draw(t, "label")
		md, ok := Link(label, "https://a.b/"+hostile().Draw(t, "path"))
		before := hostile().Draw(t, "before")
		d := Render(Escape(before) + "\n" + md + "\n-# after")
		links := d.Marks(LinkMark)
		if ok && (len(links) != 1 || len(d.Marks()) != 2 || d.Of(links[0]) != label || !utf8.ValidString(md)) {
			t.Fatalf("%q shows %q with %v", md, d.Text(), links)
		}
	})
}
