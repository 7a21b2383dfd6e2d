package index_test

import (
	"context"
	"io/fs"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"cuttings/index"
	"cuttings/index/indextest"
)

// benchPassages is how many passages the benchmarks work on.
const benchPassages = 100_000

// prose makes up sentences whose words are as unevenly common as those of a
// language: by Zipf's law, the first hundred being stop words, so to speak.
type prose struct {
	*rand.Rand
	words *rand.Zipf
}

func newProse(seed uint64) prose {
	r := rand.New(rand.NewPCG(seed, 0))
	return prose{r, rand.NewZipf(r, 1.1, 3, 60_000)}
}

// phrase is n words beyond the first so many.
func (p prose) phrase(n int, beyond uint64) string {
	words := make([]string, n)
	for i := range words {
		k := p.words.Uint64()
		for k < beyond {
			k = p.words.Uint64()
		}
		words[i] = "w" + strconv.FormatUint(k, 36)
	}
	return strings.Join(words, " ")
}

// library is a source with articles of ten passages of 49 words or so.
func library() *memory {
	source := &memory{}
	p := newProse(1)
	for passages := 0; passages < benchPassages; {
		n := int64(len(source.coverage.Changes) + 1)
		v := indextest.Article(p.Rand, n, 1, 0)
		v.Title = p.phrase(6, 100)
		for range 30 {
			v.Text += "A" + p.phrase(10+p.IntN(16), 0) + ". "
		}
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
