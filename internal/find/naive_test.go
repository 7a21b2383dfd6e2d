package find_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/find"
)

// naive is a query as it is written, and what it means, said in another way than
// the program says it.
type naive struct {
	written string
	matches func(v archive.Version) bool
	takes   bool                                     // it matches what it doesn't name
	plain   bool                                     // a word, a phrase or a prefix
	stop    bool                                     // says nothing about a subject
	ends    func(terms []index.Term, s string) []int // of plain ones: where they stand, the last word of each
	length  int
}

// vocabulary is small, so that words meet; with stems, stop words and words that
// are cut in pieces.
var vocabulary = []string{
	"job", "jobs", "cut", "cuts", "cutting", "the", "of", "trust", "trusts", "nurse", "nursing", "dying", "skies", "hospital", "hospitals",
	"hospice", "county-wide", "2009/10", "£44m", "don't", "Will", "will.", "go.", "Mr.", "O'Neill", "oneness",
}

var plainWords = []string{"job", "jobs", "cut", "cutting", "the", "of", "trust", "nurse", "nursing", "hospital", "dying", "skies", "wide", "2009", "will", "go", "don't", "oneness"}

func drawText(t *rapid.T, most int, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, most).Draw(t, label), " ")
}

func drawLibrary(t *rapid.T) *library {
	var articles []archive.Article
	for range rapid.IntRange(1, 12).Draw(t, "articles") {
		articles = append(articles, archive.Article{
			Title: drawText(t, 4, "headline"), Text: drawText(t, 30, "text"), Author: drawText(t, 2, "author"),
			Outlet:    rapid.SampledFrom([]string{"", "The Trust", "County Cut"}).Draw(t, "outlet"),
			Published: archive.Date{Year: rapid.SampledFrom([]int{0, 2009, 2010}).Draw(t, "year")},
		})
	}
	return newLibrary(articles...)
}

// textsOf are the texts in which a field's words are looked for.
func textsOf(v archive.Version, field string) []string {
	return map[string][]string{
		"": {v.Text, v.Title}, "headline:": {v.Title}, "text:": {v.Text}, "by:": {v.Author}, "outlet:": {v.Outlet},
	}[field]
}

// drawPlain is a word, a phrase or a prefix.
func drawPlain(t *rapid.T, field string) naive {
	var n naive
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0, 1:
		w := rapid.SampledFrom(plainWords).Draw(t, "word")
		n = phrase(w)
		n.written = w
		n.stop = (w == "the" || w == "of" || w == "don't") && field != "by:" && field != "outlet:"
	case 2, 3:
		n = phrase(strings.Join(rapid.SliceOfN(rapid.SampledFrom(plainWords), 2, 3).Draw(t, "phrase"), " "))
	default:
		w := rapid.SampledFrom([]string{"hospital", "nursing", "dying", "skies", "trusts", "cutting", "oneness"}).Draw(t, "word")
		p := w[:rapid.IntRange(2, len(w)).Draw(t, "letters")]
		n = naive{written: p + "*", length: 1, ends: func(terms []index.Term, s string) (found []int) {
			for i, term := range terms {
				if strings.HasPrefix(strings.ToLower(strings.ReplaceAll(term.Span.Of(s), "'", "")), p) {
					found = append(found, i)
				}
			}
			return found
		}}
	}
	n.plain = true
	n.written = field + n.written
	n.matches = func(v archive.Version) bool {
		for _, s := range textsOf(v, field) {
			if len(n.ends(index.Analyze(s), s)) > 0 {
				return true
			}
		}
		return false
	}
	return n
}

func phrase(s string) naive {
	want := index.Analyze(s)
	return naive{written: `“` + s + `"`, length: len(want), ends: func(terms []index.Term, _ string) (found []int) {
		for last := len(want) - 1; last < len(terms); last++ {
			same := true
			for k := range want {
				same = same && terms[last-len(want)+1+k].Text == want[k].Text
			}
			if same {
				found = append(found, last)
			}
		}
		return found
	}}
}

func drawNear(t *rapid.T, field string) naive {
	a, b := drawPlain(t, field), drawPlain(t, field)
	n := rapid.IntRange(1, 6).Draw(t, "within")
	return naive{written: fmt.Sprintf("(%s NEAR/%d %s)", a.written, n, b.written), matches: func(v archive.Version) bool {
		for _, s := range textsOf(v, field) {
			terms := index.Analyze(s)
			for _, x := range a.ends(terms, s) {
				for _, y := range b.ends(terms, s) {
					first, second := y-b.length+1-x, x-a.length+1-y // how far the one begins behind the other's end
					if first >= 1 && first <= n || second >= 1 && second <= n {
						return true
					}
				}
			}
		}
		return false
	}}
}

func drawQuery(t *rapid.T, depth int) naive {
	field := rapid.SampledFrom([]string{"", "", "", "headline:", "text:", "by:", "outlet:"}).Draw(t, "field")
	if depth == 0 {
		return drawPlain(t, field)
	}
	switch rapid.IntRange(0, 5).Draw(t, "operator") {
	case 0:
		return drawPlain(t, field)
	case 1:
		return drawNear(t, field)
	case 2:
		x := drawQuery(t, depth-1)
		minus := rapid.SampledFrom([]string{"NOT (", "-("}).Draw(t, "minus")
		return naive{written: minus + x.written + ")", takes: !x.takes, matches: func(v archive.Version) bool { return !x.matches(v) }}
	case 3:
		x, y := drawQuery(t, depth-1), drawQuery(t, depth-1)
		return naive{
			written: "(" + x.written + " OR " + y.written + ")", takes: x.takes || y.takes,
			matches: func(v archive.Version) bool { return x.matches(v) || y.matches(v) },
		}
	default:
		x, y := drawQuery(t, depth-1), drawQuery(t, depth-1)
		between := rapid.SampledFrom([]string{" ", " AND "}).Draw(t, "between")
		return naive{
			written: "(" + x.written + between + y.written + ")", takes: x.takes && y.takes,
			matches: func(v archive.Version) bool { return x.matches(v) && y.matches(v) },
		}
	}
}

// Through the index's lists or by reading everything: the same articles.
func TestSameAsReadingEverything(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		l := drawLibrary(t)
		n := drawQuery(t, 3)
		q, err := find.Parse(n.written)
		if err != nil {
			if !n.takes && !strings.Contains(err.Error(), "nearly every article") {
				t.Fatalf("%s: %v", n.written, err)
			}
			t.Skip("a query that can't be answered")
		}
		if n.takes {
			t.Fatalf("%s would find nearly everything", n.written)
		}
		filter := archive.Filter{
			Outlet: rapid.SampledFrom([]string{"", "", "the trust"}).Draw(t, "filter"),
			Since:  archive.Date{Year: rapid.SampledFrom([]int{0, 0, 2010}).Draw(t, "since")},
		}
		want := l.numbers(func(v archive.Version) bool { return filter.Match(v) && n.matches(v) })
		r, err := find.Find(t.Context(), l, l, find.Request{
			Query: q, Filter: filter, Limit: math.MaxInt, Sort: rapid.SampledFrom(find.Sorts).Draw(t, "sort"),
		})
		if err != nil {
			t.Fatalf("%s: %v", n.written, err)
		}
		if diff := cmp.Diff(want, sortedNumbers(numbers(r))); diff != "" || r.Total != len(want) {
			t.Fatalf("%s finds %d (-want +got):\n%s", q, r.Total, diff)
		}
		direct := l.numbers(func(v archive.Version) bool { return filter.Match(v) && q.Match(v) })
		if diff := cmp.Diff(want, direct); diff != "" {
			t.Fatalf("Match of %s (-want +got):\n%s", q, diff)
		}
		for _, h := range r.Hits {
			if err := h.Quote.Verify(); err != nil {
				t.Fatal(err)
			}
		}
		found += r.Total
	})
	if found == 0 {
		t.Error("no query found anything")
	}
}
