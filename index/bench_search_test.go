package index_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"

	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/collector"
	"github.com/blevesearch/bleve/v2/search/query"
	bleve "github.com/blevesearch/bleve_index_api"
)

// BenchmarkSearch asks questions of three to twelve words, and reports the
// median and the 99th percentile: as the index answers them, with a filter, by
// the exhaustive walk, and by bleve's own match query.
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
	bounds := archive.Filter{Outlet: "Oxford Mail", Since: archive.Date{Year: 1970}}
	before := heap()
	for _, name := range []string{"first time", "plain"} {
		measure(b, name, func(s string) error {
			_, err := r.Search(ctx, index.Query{Text: s, Limit: 10})
			return err
		})
	}
	b.Logf("%d KiB of heap for what is remembered", (heap()-before)>>10)
	measure(b, "filtered", func(s string) error {
		_, err := r.Search(ctx, index.Query{Text: s, Limit: 10, Filter: bounds})
		return err
	})
	measure(b, "exhaustive", func(s string) error {
		_, err := index.Exhaustive(ctx, r, index.Query{Text: s, Limit: 10})
		return err
	})
	measure(b, "exhaustive filtered", func(s string) error {
		_, err := index.Exhaustive(ctx, r, index.Query{Text: s, Limit: 10, Filter: bounds})
		return err
	})
	plain := matchIndex(b, source)
	defer plain.close()
	measure(b, "bleve", plain.search)
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func measure(b *testing.B, name string, search func(string) error) {
	b.Run(name, func(b *testing.B) {
		p := newProse(2)
		var took []time.Duration
		for b.Loop() {
			question := p.phrase(3+p.IntN(10), 100)
			start := time.Now()
			if err := search(question); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	})
}

// matcher is bleve by itself, at its leanest: the same passages, analysed by its
// "en", nothing stored, no term vectors, and its match query.
type matcher struct {
	mapping *mapping.IndexMappingImpl
	scorch  bleve.Index
	queue   *bleve.AnalysisQueue
}

func matchIndex(b *testing.B, source *memory) matcher {
	field := mapping.NewTextFieldMapping()
	field.Analyzer, field.Store, field.IncludeTermVectors, field.DocValues = en.AnalyzerName, false, false, false
	m := matcher{mapping: mapping.NewIndexMapping(), queue: bleve.NewAnalysisQueue(2)}
	m.mapping.DefaultMapping = mapping.NewDocumentStaticMapping()
	m.mapping.DefaultMapping.AddFieldMappingsAt("text", field)
	m.mapping.DefaultMapping.AddSubDocumentMapping("_all", mapping.NewDocumentDisabledMapping())
	var err error
	if m.scorch, err = scorch.NewScorch(scorch.Name, map[string]any{"path": b.TempDir()}, m.queue); err != nil {
		b.Fatal(err)
	}
	if err := m.scorch.Open(); err != nil {
		b.Fatal(err)
	}
	batch, held := bleve.NewBatch(), 0
	for _, c := range source.coverage.Changes {
		for _, span := range index.Passages(c.Current.Text) {
			d := document.NewDocument(fmt.Sprint(c.Number, "-", span.Start))
			if err := m.mapping.MapDocument(d, map[string]any{"text": span.Of(c.Current.Text)}); err != nil {
				b.Fatal(err)
			}
			batch.Update(d)
			held++
		}
		if held < 2000 && c.Seq < int64(len(source.coverage.Changes)) {
			continue
		}
		if err := m.scorch.Batch(batch); err != nil {
			b.Fatal(err)
		}
		batch, held = bleve.NewBatch(), 0
	}
	if err := m.scorch.(*scorch.Scorch).ForceMerge(context.Background(), nil); err != nil {
		b.Fatal(err)
	}
	return m
}

// search does what bleve's Index.Search does at the least.
func (m matcher) search(s string) error {
	ctx := context.Background()
	r, err := m.scorch.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	q := query.NewMatchQuery(s)
	q.SetField("text")
	searcher, err := q.Searcher(ctx, r, m.mapping, search.SearcherOptions{})
	if err != nil {
		return err
	}
	defer searcher.Close()
	return collector.NewTopNCollector(10, 0, search.SortOrder{&search.SortScore{Desc: true}}).Collect(ctx, searcher, r)
}

func (m matcher) close() {
	_ = m.scorch.Close()
	m.queue.Close()
}
