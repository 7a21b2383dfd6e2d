package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/story"
)

// ArrivingSetting is what Arriving measures.
type ArrivingSetting struct {
	Held     []int // how many articles are held when one more comes: growing
	Articles int   // how many come one by one at each size
	Seed     uint64
	Folder   string // for all files; removed at the end
	// Open and Progress are as in Setting.
	Open     func(ctx context.Context, folder string) (store archive.Store, close func() error, err error)
	Progress func(doing string)
}

// Arrival is what one more article takes where so many are held, in milliseconds.
type Arrival struct {
	Held     int     `json:"articles"`
	Filing   float64 `json:"filing_ms"`   // into the store; this and the next three are means
	Hearing  float64 `json:"hearing_ms"`  // who says what in it
	Indexing float64 `json:"indexing_ms"` // until it is found
	Telling  float64 `json:"telling_ms"`  // which story it belongs to
	Mean     float64 `json:"mean_ms"`     // of the four together
	P50      float64 `json:"p50_ms"`
	P99      float64 `json:"p99_ms"`
	Ratio    float64 `json:"ratio"` // of the mean, to the first size's
}

// aDay is how many articles made-up coverage has of each day: a coverage grows with
// the years, so what is near an article in time doesn't grow.
const aDay = 10

// Arriving measures what it takes to add an article, one at a time, from its filing
// until it stands in its story, at growing sizes of one coverage.
func Arriving(ctx context.Context, s ArrivingSetting) (arrivals []Arrival, err error) {
	defer func() { err = errors.Join(err, os.RemoveAll(s.Folder)) }()
	store, closeStore, err := s.Open(ctx, filepath.Join(s.Folder, "store"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, closeStore()) }()
	replica, err := index.OpenReplica(ctx, filepath.Join(s.Folder, oursName), store, index.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, replica.Close()) }()
	r := reception{store: store, replica: replica, writer: newWriter(s.Seed)}
	for _, size := range s.Held {
		if s.Progress != nil {
			s.Progress(fmt.Sprintf("%d articles: filling", size))
		}
		if err := r.fill(ctx, size); err != nil {
			return nil, err
		}
		if s.Progress != nil {
			s.Progress(fmt.Sprintf("%d articles: adding", size))
		}
		a, err := r.measure(ctx, s.Articles)
		if err != nil {
			return nil, err
		}
		a.Held = size
		arrivals = append(arrivals, a)
		arrivals[len(arrivals)-1].Ratio = over(a.Mean, arrivals[0].Mean)
	}
	return arrivals, nil
}

// reception is where articles arrive.
type reception struct {
	store   archive.Store
	replica *index.Replica
	writer  writer
	held    int
}

// next makes up the next article.
func (r *reception) next() archive.Article {
	r.held++
	a := r.writer.article(r.held)
	day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.held/aDay)
	a.Published = archive.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}
	return a
}

// fill adds articles, many at a time, until so many are held.
func (r *reception) fill(ctx context.Context, size int) error {
	for r.held < size {
		var batch []archive.Article
		for len(batch) < filing && r.held < size {
			batch = append(batch, r.next())
		}
		if _, err := r.store.Put(ctx, batch...); err != nil {
			return err
		}
	}
	for _, step := range r.steps() {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// steps are what follows when articles were filed.
func (r *reception) steps() []func(context.Context) error {
	return []func(context.Context) error{
		func(ctx context.Context) error { return archive.Listen(ctx, r.store, nil) },
		func(ctx context.Context) error { return r.replica.CatchUp(ctx, nil) },
		func(ctx context.Context) error { return story.CatchUp(ctx, r.store, r.replica, nil) },
	}
}

// measure adds so many articles one by one.
func (r *reception) measure(ctx context.Context, articles int) (Arrival, error) {
	var sums [4]time.Duration
	var all []time.Duration
	for range articles {
		a := r.next()
		steps := append([]func(context.Context) error{func(ctx context.Context) error {
			_, err := r.store.Put(ctx, a)
			return err
		}}, r.steps()...)
		began := time.Now()
		for i, step := range steps {
			start := time.Now()
			if err := step(ctx); err != nil {
				return Arrival{}, err
			}
			sums[i] += time.Since(start)
		}
		all = append(all, time.Since(began))
	}
	slices.Sort(all)
	mean := func(d time.Duration) float64 { return milliseconds(d) / float64(articles) }
	return Arrival{
		Filing: mean(sums[0]), Hearing: mean(sums[1]), Indexing: mean(sums[2]), Telling: mean(sums[3]),
		Mean: mean(sums[0] + sums[1] + sums[2] + sums[3]), P50: percentile(all, 50), P99: percentile(all, 99),
	}, nil
}
