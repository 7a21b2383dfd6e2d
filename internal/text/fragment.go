package text

import (
	"strings"
	"unicode/utf8"
)

// wholeQuote is how long a quote may be, in code points, to stand in its link
// with all its words: about the length of a short sentence.
const wholeQuote = 100

// FragmentLink returns the address url with a text directive that opens the page
// at the span of s, where s is the text of the page's article. The directive is
// that of the WICG's URL Fragment Text Directives,
// text=[prefix-,]start[,end][,-suffix]: a quote of up to 100 code points in one
// paragraph is given whole, any other by the four words at each of its ends.
// These grow to 13, and up to 12 words around the quote are added (those before
// it first, and not beyond one paragraph), until the first place in s that the
// directive matches is the span, also for browsers that ignore case, accents
// and the kind of quotation mark. Every term lies in one paragraph and is cut at
// white space only, so the ends of the span should stand where words do, as
// those of sentences do.
//
// Where all that doesn't tell the span from a place before it, the link opens at
// that place; it has the same words, letter case and accents aside, when they
// are of one paragraph. What the page holds besides s, such as a caption that
// repeats the quote, can't be known.
//
// A fragment that url has is kept, a directive that it has is replaced. All but
// ASCII letters and digits is percent-encoded, so that the link survives
// Markdown and the readers that end an address before a full stop; as there is
// one directive, no & is needed, which some chat clients would encode. A span of
// white space adds no directive. FragmentLink panics when the span lies outside s.
func FragmentLink(url, s string, span Span) string {
	page, fragment, _ := strings.Cut(url, "#")
	fragment, _, _ = strings.Cut(fragment, ":~:")
	span = trim(s, wholeRunes(s, span))
	if span.Len() == 0 {
		return strings.TrimSuffix(page+"#"+fragment, "#")
	}
	return page + "#" + fragment + ":~:text=" + shortest(s, span).String()
}

// wholeRunes is the span with ends inside a code point moved outward.
func wholeRunes(s string, p Span) Span {
	for p.Start > 0 && p.Start < len(s) && !utf8.RuneStart(s[p.Start]) {
		p.Start--
	}
	for p.End < len(s) && !utf8.RuneStart(s[p.End]) {
		p.End++
	}
	return p
}

// shortest returns the first directive that leads to the span of s alone, or
// the longest when none does.
func shortest(s string, span Span) directive {
	quote := quotedIn(s, span)
	var d directive
	for _, terms := range [][]directive{quote.edges(), quote.whole()} {
		for _, words := range [][2]int{{0, 0}, {3, 0}, {6, 0}, {12, 0}, {0, 3}, {0, 6}, {0, 12}, {6, 6}, {12, 12}} {
			for _, d = range terms {
				d.prefix, d.suffix = lastWords(quote.before, words[0]), firstWords(quote.after, words[1])
				if got, ok := d.fold().find(quote.page); ok && got == quote.at {
					return d
				}
			}
		}
	}
	return d
}

// quoted is a quote as words, with those around it, and where it stands.
type quoted struct {
	first, last   []string // of the quote's first and last paragraph
	one           bool     // which is one and the same
	before, after []string // the quote, in its paragraph, or else in the next one
	page          string   // all paragraphs, folded, a line feed between two
	at            Span     // the quote in page
}

func quotedIn(s string, span Span) quoted {
	var q quoted
	var page strings.Builder
	words := func(start, end int) []string { return strings.Fields(s[start:max(start, end)]) }
	var last Span // the paragraph before
	for _, p := range Paragraphs(s) {
		if page.Len() > 0 {
			page.WriteByte('\n')
		}
		if p.Start <= span.Start && span.Start < p.End {
			q.at.Start = page.Len() + len(Fold(s[p.Start:span.Start]).Text)
			q.first = words(span.Start, min(span.End, p.End))
			q.one = span.End <= p.End
			if q.before = words(p.Start, span.Start); len(q.before) == 0 {
				q.before = words(last.Start, last.End)
			}
		}
		if p.Start < span.End && span.End <= p.End {
			q.at.End = page.Len() + len(Fold(s[p.Start:span.End]).Text)
			q.last = words(max(span.Start, p.Start), span.End)
			q.after = words(span.End, p.End)
		} else if p.Start >= span.End && len(q.after) == 0 {
			q.after = words(p.Start, p.End)
		}
		last = p
		page.WriteString(Fold(p.Of(s)).Text)
	}
	q.page = page.String()
	return q
}

// whole returns the quote as one term, if one paragraph holds it.
func (q quoted) whole() []directive {
	if !q.one {
		return nil
	}
	return []directive{{start: strings.Join(q.first, " ")}}
}

// edges returns the first and the last words of a long quote, few words first.
func (q quoted) edges() (found []directive) {
	if q.one && utf8.RuneCountInString(strings.Join(q.first, " ")) <= wholeQuote {
		return nil
	}
	for _, n := range []int{4, 6, 9, 13} {
		if q.one && 2*n > len(q.first) {
			break
		}
		found = append(found, directive{start: firstWords(q.first, n), end: lastWords(q.last, n)})
	}
	return found
}

func firstWords(words []string, n int) string {
	return strings.Join(words[:min(n, len(words))], " ")
}

func lastWords(words []string, n int) string {
	return strings.Join(words[max(0, len(words)-n):], " ")
}
