package sqlite

import (
	"fmt"
	"testing"

	"cuttings/internal/archive"
)

func thousand(prefix string) []archive.Article {
	articles := make([]archive.Article, 1000)
	for i := range articles {
		a := some(fmt.Sprint(prefix, i), 5_000)
		a.Address = "https://example.org/" + a.ID
		a.Published = archive.Date{Year: 2000 + i%20, Month: 1 + i%12, Day: 1 + i%28}
		articles[i] = a
	}
	return articles
}

// BenchmarkPut files 1,000 articles of 5 kB, 500 in a call.
func BenchmarkPut(b *testing.B) {
	s := opened(b, newPath(b))
	for n := 0; b.Loop(); n++ {
		articles := thousand(fmt.Sprint(n, "/"))
		put(b, s, articles[:500]...)
		put(b, s, articles[500:]...)
	}
	b.ReportMetric(float64(b.N)*1000/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkPutUnchanged hands the same 1,000 in again.
func BenchmarkPutUnchanged(b *testing.B) {
	s := opened(b, newPath(b))
	articles := thousand("")
	put(b, s, articles...)
	for b.Loop() {
		put(b, s, articles...)
	}
	b.ReportMetric(float64(b.N)*1000/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkPutOne(b *testing.B) {
	s := opened(b, newPath(b))
	for n := 0; b.Loop(); n++ {
		put(b, s, some(fmt.Sprint(n), 5_000))
	}
}

// filled holds 20,000 articles.
func filled(b *testing.B) *Store {
	b.Helper()
	s := opened(b, newPath(b))
	for n := range 20 {
		put(b, s, thousand(fmt.Sprint(n, "/"))...)
	}
	return s
}

func BenchmarkCutting(b *testing.B) {
	s := filled(b)
	for n := int64(0); b.Loop(); n++ {
		if _, err := s.Cutting(b.Context(), 1+n*7919%20_000, 0); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChanges(b *testing.B) {
	s := filled(b)
	for b.Loop() {
		if c, err := s.Changes(b.Context(), 10_000, 500); err != nil || len(c) != 500 {
			b.Fatal(len(c), err)
		}
	}
}

func BenchmarkCoverage(b *testing.B) {
	s := filled(b)
	for name, change := range map[string]bool{"counted": true, "known": false} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if change {
					s.tally.seq = -1 // as if something had changed
				}
				if c, err := s.Coverage(b.Context(), archive.Filter{Since: archive.Date{Year: 2009}}); err != nil || c.Articles == 0 {
					b.Fatal(c, err)
				}
			}
		})
	}
}
