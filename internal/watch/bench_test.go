package watch_test

import (
	"math/rand/v2"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/bench"
	"cuttings/internal/watch"
)

// BenchmarkCatchUp is what one arriving article costs with 10,000 watches in the
// store: matched, and what is to be told kept. The articles come 50 at a time.
func BenchmarkCatchUp(b *testing.B) {
	l := open(b)
	articles := bench.Generate(16_000, 1)[:1000]
	var words []string
	for _, a := range articles {
		for _, t := range index.Analyze(a.Text) {
			if !index.IsStopWord(t.Text) && len(t.Text) > 3 {
				words = append(words, t.Text)
			}
		}
	}
	r := rand.New(rand.NewPCG(5, 6))
	for range 10_000 {
		l.watch(words[r.IntN(len(words))] + " " + words[r.IntN(len(words))])
	}
	m := watch.New(l.store, l.index)
	if err := m.CatchUp(b.Context()); err != nil {
		b.Fatal(err)
	}
	next := 0
	for b.Loop() {
		if next%50 == 0 {
			b.StopTimer()
			arrive(b, l.store, articles, next)
			b.StartTimer()
			if err := m.CatchUp(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		next++
	}
}

// arrive puts 50 articles, each time others.
func arrive(b *testing.B, store archive.Store, articles []archive.Article, from int) {
	b.Helper()
	batch := make([]archive.Article, 50)
	for i := range batch {
		batch[i] = articles[(from+i)%len(articles)]
		batch[i].ID = batch[i].ID + "-" + string(rune('a'+from/len(articles)))
		batch[i].Text += " " + batch[i].ID
	}
	if _, err := store.Put(b.Context(), batch...); err != nil {
		b.Fatal(err)
	}
}
