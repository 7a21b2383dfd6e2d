package index_test

import (
	"context"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"cuttings/index"
	"cuttings/index/indextest"
	"cuttings/internal/archive"
)

// benchPassages is how many passages the benchmarks work on.
const benchPassages = 20_000

// library is a source with articles of ten passages or so.
func library() *memory {
	source := &memory{}
	chance := rand.New(rand.NewPCG(1, 0))
	for passages := 0; passages < benchPassages; {
		v := indextest.Article(chance, int64(len(source.coverage.Changes)+1), 1, 30)
		source.coverage.Put(v)
		passages += len(index.Passages(v.Text))
	}
	return source
}

// BenchmarkCatchUp builds an index from nothing, with the merge at the end.
func BenchmarkCatchUp(b *testing.B) {
	source := library()
	ctx := context.Background()
	for b.Loop() {
		dir := b.TempDir()
		r, err := index.OpenReplica(ctx, dir, source, index.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := r.CatchUp(ctx, nil); err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
		size := int64(0)
		err = fs.WalkDir(os.DirFS(dir), ".", func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				info, _ := d.Info()
				size += info.Size()
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size)/benchPassages, "B/passage")
	}
	b.ReportMetric(benchPassages*float64(b.N)/b.Elapsed().Seconds(), "passages/s")
}

// BenchmarkOpen opens a built index, checksums and all.
func BenchmarkOpen(b *testing.B) {
	source, dir := library(), b.TempDir()
	ctx := context.Background()
	for first := true; b.Loop(); {
		r, err := index.OpenReplica(ctx, dir, source, index.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if first {
			if err := r.CatchUp(ctx, nil); err != nil {
				b.Fatal(err)
			}
			first = false
			b.ResetTimer()
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSearch asks questions of three to twelve words and reports the
// median and the 99th percentile.
func BenchmarkSearch(b *testing.B) {
	source := library()
	ctx := context.Background()
	r, err := index.OpenReplica(ctx, b.TempDir(), source, index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	if err := r.CatchUp(ctx, nil); err != nil {
		b.Fatal(err)
	}
	for name, q := range map[string]index.Query{
		"plain":    {},
		"filtered": {Filter: archive.Filter{Outlet: "Oxford Mail", Since: archive.Date{Year: 1970}}},
	} {
		b.Run(name, func(b *testing.B) {
			chance := rand.New(rand.NewPCG(2, 0))
			var took []time.Duration
			q.Limit = 10
			for b.Loop() {
				q.Text = indextest.Phrase(chance, 3+chance.IntN(10))
				start := time.Now()
				if _, err := r.Search(ctx, q); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}
