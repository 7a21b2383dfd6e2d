package bench

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"

	_ "github.com/blevesearch/bleve/v2/analysis/lang/en" // the analyser
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	bleve "github.com/blevesearch/bleve_index_api"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/collector"
	"github.com/blevesearch/bleve/v2/search/query"
)

// bleveMatch is bleve as it is used without an engine of one's own: its match
// query (any of the words) with its own scoring, its analyser for English,
// nothing stored and no term vectors. It is put together as bleve.Index does it.
type bleveMatch struct {
	scorch  *scorch.Scorch
	queue   *bleve.AnalysisQueue
	mapping *mapping.IndexMappingImpl
}

const (
	bleveField = "text"
	bleveBatch = 1000 // passages
)

func newBleve(folder string) (engine, error) {
	m := mapping.NewIndexMapping()
	m.DefaultAnalyzer = "en"
	queue := bleve.NewAnalysisQueue(4)
	i, err := scorch.NewScorch(scorch.Name, map[string]any{"path": folder}, queue)
	if err == nil {
		err = i.Open()
	}
	if err != nil {
		queue.Close()
		return nil, err
	}
	return &bleveMatch{i.(*scorch.Scorch), queue, m}, nil
}

// Add writes batches, then merges their segments into one.
func (b *bleveMatch) Add(ctx context.Context, passages []passage) error {
	analyzer := b.mapping.AnalyzerNamed("en")
	for len(passages) > 0 {
		n := min(len(passages), bleveBatch)
		batch := bleve.NewBatch()
		for _, p := range passages[:n] {
			d := document.NewDocument(placeKey(p.place))
			d.AddField(document.NewTextFieldCustom(bleveField, nil, []byte(p.text), bleve.IndexField, analyzer))
			batch.Update(d)
		}
		if err := errors.Join(b.scorch.Batch(batch), ctx.Err()); err != nil {
			return err
		}
		passages = passages[n:]
	}
	return b.scorch.ForceMerge(ctx, nil)
}

func (b *bleveMatch) Search(ctx context.Context, words []string) (places []place, err error) {
	reader, err := b.scorch.Reader()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	match := query.NewMatchQuery(strings.Join(words, " "))
	match.SetField(bleveField)
	searcher, err := match.Searcher(ctx, reader, b.mapping, search.SearcherOptions{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, searcher.Close()) }()
	best := collector.NewTopNCollector(limit, 0, search.SortOrder{&search.SortScore{Desc: true}})
	if err := best.Collect(ctx, searcher, reader); err != nil {
		return nil, err
	}
	for _, hit := range best.Results() {
		places = append(places, keyPlace(hit.ID))
	}
	return places, nil
}

func (b *bleveMatch) Close() error {
	err := b.scorch.Close()
	b.queue.Close()
	return err
}

// placeKey is a place as a document's name, and keyPlace back again.
func placeKey(p place) string {
	return string(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(nil, uint64(p.number)), uint32(p.start)))
}

func keyPlace(key string) place {
	return place{int64(binary.BigEndian.Uint64([]byte(key[:8]))), int(binary.BigEndian.Uint32([]byte(key[8:])))}
}
