package text

import (
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"pgregory.net/rapid"
)

func TestFragmentLink(t *testing.T) {
	const s = `He came. “We won’t – ever,” he said, “& that’s 100%, or 5-6.”

He came. The trust that runs the four hospitals said on Monday that it would not say how many of the posts were to go.

The trust that runs the two hospices said nothing. He came. It met on Monday.`
	for _, c := range []struct{ from, to, want string }{
		{"He came", ".", "text=He%20came%2E"},
		{"“We", "5-6.”", "text=%E2%80%9CWe%20won%E2%80%99t%20%E2%80%93%20ever%2C%E2%80%9D%20he%20said%2C%20%E2%80%9C%26%20that%E2%80%99s%20100%25%2C%20or%205%2D6%2E%E2%80%9D"},
		{"The trust that runs the four", "to go.", "text=The%20trust%20that%20runs,posts%20were%20to%20go%2E"},
		{"The trust that runs the two", "nothing.", "text=The%20trust%20that%20runs%20the%20two%20hospices%20said%20nothing%2E"},
		{"He came. The", "nothing.", "text=He%20came%2E%20The%20trust,two%20hospices%20said%20nothing%2E"},
		{"came. It", "came.", "text=said%20nothing%2E%20He-,came%2E"},
	} {
		start := strings.Index(s, c.from)
		span := Span{start, start + strings.Index(s[start:], c.to) + len(c.to)}
		if got := FragmentLink("https://example.org/1", s, span); got != "https://example.org/1#:~:"+c.want {
			t.Errorf("%q: %s, want %s", span.Of(s), got, c.want)
		}
	}
	last := strings.LastIndex(s, "He came.")
	if got, want := FragmentLink("", s, Span{last, last + 8}), "#:~:text=hospices%20said%20nothing%2E-,He%20came%2E"; got != want {
		t.Errorf("a sentence that stands three times: %s, want %s", got, want)
	}
}

func TestFragmentLinkAddress(t *testing.T) {
	for url, want := range map[string]string{
		"https://a.org/x":                "https://a.org/x#:~:text=One%2E",
		"https://a.org/x?b=c&d":          "https://a.org/x?b=c&d#:~:text=One%2E",
		"https://a.org/x#part":           "https://a.org/x#part:~:text=One%2E",
		"https://a.org/x#":               "https://a.org/x#:~:text=One%2E",
		"https://a.org/#:~:text=Two":     "https://a.org/#:~:text=One%2E",
		"https://a.org/#part:~:text=Two": "https://a.org/#part:~:text=One%2E",
	} {
		if got := FragmentLink(url, "One. Two.", Span{0, 4}); got != want {
			t.Errorf("%s: %s, want %s", url, got, want)
		}
	}
	if got, want := FragmentLink("https://a.org/", "One. Two.", Span{4, 5}), "https://a.org/"; got != want {
		t.Errorf("of white space: %s, want %s", got, want)
	}
}

// page is a text as a browser renders it: paragraphs as blocks, white space
// collapsed.
type page struct {
	text   string // the blocks, apart by line feeds
	bounds []bool // where words begin or end, by UAX #29
}

func render(s string) page {
	var blocks []string
	for _, p := range Paragraphs(s) {
		blocks = append(blocks, strings.Join(strings.Fields(p.Of(s)), " "))
	}
	text := strings.Join(blocks, "\n")
	bounds := make([]bool, len(text)+1)
	for seg := words.FromString(text); seg.Next(); {
		bounds[seg.Start()], bounds[seg.End()] = true, true
	}
	return page{text, bounds}
}

// find is the specification's "find a string in range": the first place from
// on, within one block, letter case aside.
func (p page) find(term string, from int, startBound, endBound bool) (Span, bool) {
	for i := from; i+len(term) <= len(p.text); i++ {
		end := i + len(term)
		if strings.EqualFold(p.text[i:end], term) && (!startBound || p.bounds[i]) && (!endBound || p.bounds[end]) {
			return Span{i, end}, true
		}
	}
	return Span{}, false
}

// skip is the position from on that isn't white space.
func (p page) skip(from int) int {
	for from < len(p.text) && unicode.IsSpace(rune(p.text[from])) {
		from++
	}
	return from
}

// open is the specification's "find a range from a text directive",
// https://wicg.github.io/scroll-to-text-fragment/, step by step.
func (p page) open(d directive) (Span, bool) {
	for from := 0; from < len(p.text); {
		startBound := d.end != "" || d.suffix == ""
		var match Span
		var ok bool
		if d.prefix != "" {
			prefix, found := p.find(d.prefix, from, true, false)
			if !found {
				return Span{}, false
			}
			from = prefix.Start + 1
			at := p.skip(prefix.End)
			if match, ok = p.find(d.start, at, false, startBound); !ok {
				return Span{}, false
			}
			if match.Start != at {
				continue
			}
		} else {
			if match, ok = p.find(d.start, from, true, startBound); !ok {
				return Span{}, false
			}
			from = match.Start + 1
		}
		for at := match.End; at <= len(p.text); {
			if d.end != "" {
				end, found := p.find(d.end, at, true, d.suffix == "")
				if !found {
					return Span{}, false
				}
				match.End = end.End
			}
			if d.suffix == "" {
				return match, true
			}
			after := p.skip(match.End)
			suffix, found := p.find(d.suffix, after, false, true)
			if !found {
				return Span{}, false
			}
			if suffix.Start == after {
				return match, true
			}
			if d.end == "" {
				break
			}
			at = match.End
		}
	}
	return Span{}, false
}

// parse reads the directive of a link.
func parse(t interface{ Fatalf(string, ...any) }, link string) (d directive) {
	_, text, ok := strings.Cut(link, ":~:text=")
	if !ok || strings.Trim(text, "-,%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != "" {
		t.Fatalf("%q holds no directive, or what should be encoded", link)
	}
	terms := strings.Split(text, ",")
	if prefix, ok := strings.CutSuffix(terms[0], "-"); ok {
		d.prefix, terms = prefix, terms[1:]
	}
	if suffix, ok := strings.CutPrefix(terms[len(terms)-1], "-"); ok {
		d.suffix, terms = suffix, terms[:len(terms)-1]
	}
	d.start = terms[0]
	if len(terms) > 1 {
		d.end = terms[1]
	}
	for _, term := range []*string{&d.prefix, &d.start, &d.end, &d.suffix} {
		decoded, err := url.PathUnescape(*term)
		if err != nil || !utf8.ValidString(decoded) || strings.Contains(*term, "-") || len(terms) > 2 {
			t.Fatalf("%q: the term %q is no text: %v", link, *term, err)
		}
		*term = decoded
	}
	if d.start == "" {
		t.Fatalf("%q looks for nothing", link)
	}
	return d
}

// TestFragmentLinkOpens draws articles that repeat themselves and proves that
// the link of any run of sentences opens at that run, or that no link could.
func TestFragmentLinkOpens(t *testing.T) {
	words := rapid.SampledFrom([]string{"he", "He", "the", "cut", "trust", "café", "(nobody)", "“we", "it’s", "100%", "a-b", "x,", "&", "no"})
	rapid.Check(t, func(t *rapid.T) {
		sentence := rapid.Custom(func(t *rapid.T) string {
			return "A" + strings.Join(rapid.SliceOfN(words, 0, 30).Draw(t, "words"), " ") + "."
		})
		pool := rapid.SliceOfN(sentence, 1, 5).Draw(t, "pool")
		paragraph := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pool), 1, 4).Draw(t, "sentences"), "  ")
		})
		s := strings.Join(rapid.SliceOfN(paragraph, 1, 6).Draw(t, "paragraphs"), "\n\n")
		sentences := Sentences(s)
		i := rapid.IntRange(0, len(sentences)-1).Draw(t, "first")
		j := rapid.IntRange(i, min(i+4, len(sentences)-1)).Draw(t, "last")
		checkOpens(t, s, Span{sentences[i].Start, sentences[j].End})
	})
}

// checkOpens proves that the link of the span opens at the span. Where another
// place is told from it neither by the words at its ends nor by those around it,
// the link of a quote within one paragraph opens at the same words at least.
func checkOpens(t interface{ Fatalf(string, ...any) }, s string, span Span) {
	link := FragmentLink("https://example.org/", s, span)
	p := render(s)
	opensAt := func(d directive) (bool, Span) {
		got, ok := p.open(d)
		return ok && signs(p.text[:got.Start]) == signs(s[:span.Start]) && signs(got.Of(p.text)) == signs(span.Of(s)), got
	}
	right, got := opensAt(parse(t, link))
	if right {
		return
	}
	inOne := !strings.Contains(span.Of(s), "\n")
	if right, _ := opensAt(strictest(s, span, inOne)); right {
		t.Fatalf("%s opens at %q, not at %q in\n%s", link, got.Of(p.text), span.Of(s), s)
	}
	if inOne && Fold(got.Of(p.text)).Text != Fold(span.Of(s)).Text {
		t.Fatalf("%s opens at the other words %q, not at %q in\n%s", link, got.Of(p.text), span.Of(s), s)
	}
}

// strictest is the directive that fewest other places match: all the words of
// the quote or 13 at each end, and 12 on each side.
func strictest(s string, span Span, inOne bool) (d directive) {
	first, _, _ := strings.Cut(span.Of(s), "\n")
	d.start = firstWords(strings.Fields(first), 13)
	d.end = lastWords(strings.Fields(span.Of(s)[strings.LastIndex(span.Of(s), "\n")+1:]), 13)
	if inOne {
		d.start, d.end = strings.Join(strings.Fields(first), " "), ""
	}
	before, after := strings.TrimRight(s[:span.Start], "\n"), strings.TrimLeft(s[span.End:], "\n")
	after, _, _ = strings.Cut(after, "\n")
	d.prefix = lastWords(strings.Fields(before[strings.LastIndex(before, "\n")+1:]), 12)
	d.suffix = firstWords(strings.Fields(after), 12)
	return d
}

func TestFragmentLinkOfSeeds(t *testing.T) {
	for _, s := range seeds(t) {
		sentences := Sentences(s)
		for i := range sentences {
			for j := i; j < len(sentences); j++ {
				checkOpens(t, s, Span{sentences[i].Start, sentences[j].End})
			}
		}
	}
}

func FuzzFragmentLink(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add("https://example.org/#x", s, 100, 500)
	}
	f.Add("0", "0\u2028", 3, 4)
	f.Add("#:~:", "a\xff \xe2\x80\xa8b\u00a0", 3, 4)
	f.Fuzz(func(t *testing.T, url, s string, start, end int) {
		if start < 0 || end < start || end > len(s) {
			t.Skip()
		}
		link := FragmentLink(url, s, Span{start, end})
		if page, _, _ := strings.Cut(url, "#"); !strings.HasPrefix(link, page) {
			t.Fatalf("%q doesn't lead to %q", link, url)
		}
		if words := wholeRunes(s, Span{start, end}).Of(s); !strings.Contains(url, ":~:") && strings.TrimSpace(words) != "" {
			parse(t, link)
		}
	})
}

func BenchmarkFragmentLink(b *testing.B) {
	news := strings.Join(seeds(b), "\n\n")
	sentences := Sentences(news)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		FragmentLink("https://example.org/", news, sentences[i%len(sentences)])
	}
}
