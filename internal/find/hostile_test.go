package find_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/find"
)

// agree looks for a query in one article through lists and by reading it: both
// find it or neither does, and what is shown is a quote of it.
func agree(t interface{ Fatalf(string, ...any) }, l *library, query string) {
	q, err := find.Parse(query)
	if err != nil {
		return
	}
	r, err := find.Find(context.Background(), l, l, find.Request{Query: q, Limit: 1})
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	v := l.versions[0]
	if found := r.Total == 1; found != q.Match(v) || len(r.Hits) != r.Total {
		t.Fatalf("%s in %q, headline %q: found %t, %d hits; read: %t", q, v.Text, v.Title, found, len(r.Hits), q.Match(v))
	}
	for _, h := range r.Hits {
		if err := h.Quote.Verify(); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		marked(v.Title, h.Headline)
	}
}

// drawHostile is a text of pieces that are hard to cut into words or sentences.
func drawHostile(t *rapid.T, label string) string {
	piece := rapid.SampledFrom([]string{
		"job", "jobs", "cut", "Mr.", " ", " ", " ", ". ", "\n\n", "? ", "。", "漢字", "U.S.", "'s", "’", "£44m", "10,000", "½", "ß", "\u00ad", "\u200d",
		"\u0301", "ŉ", "İ", "(", ")", "“", "”", "-", "/", "*", ":", "don’t", "é", "😀", strings.Repeat("a", 70), "job job job job ",
	})
	return strings.Join(rapid.SliceOfN(piece, 1, 40).Draw(t, label), "")
}

func TestHostileArticles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := archive.Article{Text: "x " + drawHostile(t, "text"), Title: drawHostile(t, "headline"), Author: drawHostile(t, "author")}
		l := newLibrary(a)
		words := strings.Fields(a.Text + " " + a.Title)
		one := rapid.Custom(func(t *rapid.T) string {
			w := strings.Map(func(r rune) rune {
				if strings.ContainsRune(`()"“”:*`, r) {
					return -1
				}
				return r
			}, rapid.SampledFrom(words).Draw(t, "word"))
			if r := []rune(w); len(r) > 2 && rapid.Bool().Draw(t, "prefix") {
				w = string(r[:rapid.IntRange(2, len(r)).Draw(t, "letters")]) + "*"
			}
			return w
		})
		x, y := one.Draw(t, "one"), one.Draw(t, "other")
		for _, query := range []string{x, x + " " + y, `"` + x + " " + y + `"`, x + " NEAR/3 " + y, "headline:" + x, x + " -" + y} {
			agree(t, l, query)
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("“job cuts” NEAR/5 hospit* -agency", "The job cuts came. Hospitals closed.", "Jobs to go")
	f.Add("headline:don’t OR 漢字", "漢字。漢字 U.S. £44m ½", "don't")
	f.Add("jobs jobs*", strings.Repeat("jobs ", 50), "")
	f.Fuzz(func(t *testing.T, query, text, title string) {
		a := archive.Article{ID: "a", Text: text, Title: title}
		if a.Validate() != nil || len(text) > 10_000 {
			return
		}
		agree(t, newLibrary(a), query)
	})
}

// BenchmarkFind counts and ranks over 600 articles of 500 words, as common words
// and a phrase of them need it.
func BenchmarkFind(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	articles := make([]archive.Article, 600)
	for i := range articles {
		words := make([]string, 500)
		for j := range words {
			words[j] = vocabulary[min(r.IntN(len(vocabulary)), r.IntN(len(vocabulary)))]
		}
		articles[i].Text = strings.Join(words, " ")
	}
	l := newLibrary(articles...)
	for _, query := range []string{"trust nurses", `"trust nurses"`, "trust NEAR/5 nurses", "hospit*"} {
		b.Run(query, func(b *testing.B) {
			q := parse(b, query)
			for b.Loop() {
				if _, err := find.Find(b.Context(), l, l, find.Request{Query: q, Limit: 5}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
