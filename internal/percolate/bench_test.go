package percolate_test

import (
	"math/rand/v2"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/bench"
	"cuttings/internal/find"
	"cuttings/internal/librarytest"
	"cuttings/internal/percolate"
)

// What the benchmark keeps, and what arrives.
const (
	watches  = 10_000
	arriving = 1_000
)

// watched are queries of all forms, of words that the articles have; stop words
// are left out.
func watched(b *testing.B, articles []archive.Article) []find.Query {
	r := rand.New(rand.NewPCG(5, 6))
	var words []string
	for _, a := range articles {
		for _, t := range index.Analyze(a.Text) {
			if !index.IsStopWord(t.Text) && len(t.Text) > 3 {
				words = append(words, t.Text)
			}
		}
	}
	word := func() string { return words[r.IntN(len(words))] }
	list := make([]find.Query, watches)
	for i := range list {
		s := word()
		switch r.IntN(10) {
		case 0, 1, 2:
			s += " " + word()
		case 3, 4:
			s = `"` + s + " " + word() + `"`
		case 5:
			s += " OR " + word()
		case 6:
			s = s[:4] + "* " + word()
		case 7:
			s += " NOT " + word()
		case 8:
			s += " NEAR/10 " + word()
		}
		list[i] = query(b, s)
	}
	return list
}

// BenchmarkArrival is what it costs to say which of 10,000 queries an article
// matches: by percolation, by trying each query on the article, and by searching
// an index for each. One turn is one article.
func BenchmarkArrival(b *testing.B) {
	articles := bench.Generate(16*arriving, 1)[:arriving]
	queries := watched(b, articles)
	often := map[string]int{}
	for _, a := range articles {
		seen := map[string]bool{}
		for _, t := range index.Analyze(a.Text) {
			if !seen[t.Text] {
				seen[t.Text] = true
				often[t.Text]++
			}
		}
	}
	version := func(i int) archive.Version {
		return archive.Version{Article: articles[i%arriving], Number: int64(i%arriving) + 1, Version: 1}
	}
	for name, weigh := range map[string]func(string) int{
		"percolating":                           func(term string) int { return often[term] },
		"percolating, no word known to be rare": func(string) int { return 1 },
	} {
		b.Run(name, func(b *testing.B) {
			p := percolate.New(weigh)
			for i, q := range queries {
				p.Add(int64(i), q)
			}
			matched, n := 0, 0
			for b.Loop() {
				matched += len(p.Match(version(n)))
				n++
			}
			b.ReportMetric(float64(matched)/float64(n), "matches/op")
		})
	}
	b.Run("trying each", func(b *testing.B) {
		n := 0
		for b.Loop() {
			d := find.NewDocument(version(n))
			for _, q := range queries {
				d.Match(q)
			}
			n++
		}
	})
	b.Run("searching", func(b *testing.B) {
		store, replica := librarytest.Open(b, articles[:1]...)
		for b.Loop() {
			for _, q := range queries {
				if _, err := find.Find(b.Context(), store, replica, find.Request{Query: q}); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// BenchmarkAdd keeps 10,000 queries.
func BenchmarkAdd(b *testing.B) {
	queries := watched(b, bench.Generate(16*arriving, 1)[:arriving])
	for b.Loop() {
		p := percolate.New(func(term string) int { return len(term) })
		for i, q := range queries {
			p.Add(int64(i), q)
		}
	}
}
