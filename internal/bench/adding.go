package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"cuttings/index"
	"cuttings/internal/archive"
)

// Adding is how long a question takes while articles come in at a steady rate,
// beside how long it takes while none do.
type Adding struct {
	Name     string  `json:"name"`
	Clients  int     `json:"clients"`
	Articles int     `json:"articles"` // that came in meanwhile
	QuietP50 float64 `json:"quiet_p50_ms"`
	QuietP99 float64 `json:"quiet_p99_ms"`
	P50      float64 `json:"p50_ms"`
	P99      float64 `json:"p99_ms"`
	P99Ratio float64 `json:"p99_ratio"` // to the quiet one
}

const (
	arrival = 200 * time.Millisecond // between two articles
	follow  = time.Second            // how often the index looks for them, as a running bot does
	turns   = 4                      // of quiet and of adding, by turns, so that the machine's drift hits both
)

// world is a library that is asked while articles come in.
type world struct {
	store     archive.Store
	replica   *index.Replica
	held      []archive.Article
	questions [][]string
	doing     func(format string, args ...any)
	arrived   int
}

// measure asks for so long, half of it while articles come in: the passages,
// then whole questions.
func (w *world) measure(ctx context.Context, clients int, long time.Duration, search, ask searchFunc) ([]Adding, error) {
	var list []Adding
	for _, one := range []struct {
		name string
		searchFunc
	}{{oursName, search}, {"a whole ask", ask}} {
		w.doing("asking while articles are added, clients: %d: %s", clients, one.name)
		before := w.arrived
		var quiet, adding []time.Duration
		for turn := range turns {
			stop := func() error { return nil }
			into := &quiet
			if turn%2 == 1 {
				stop, into = w.start(ctx), &adding
			}
			took, err := w.crowd(ctx, one.searchFunc, clients, long/turns)
			if err := errors.Join(err, stop()); err != nil {
				return nil, err
			}
			*into = append(*into, took...)
		}
		slices.Sort(quiet)
		slices.Sort(adding)
		a := Adding{Name: one.name, Clients: clients, Articles: w.arrived - before}
		a.QuietP50, a.QuietP99 = percentile(quiet, 50), percentile(quiet, 99)
		a.P50, a.P99 = percentile(adding, 50), percentile(adding, 99)
		a.P99Ratio = over(a.P99, a.QuietP99)
		list = append(list, a)
	}
	return list, nil
}

// crowd has so many clients put questions for so long.
func (w *world) crowd(ctx context.Context, s searchFunc, clients int, long time.Duration) ([]time.Duration, error) {
	var next atomic.Int64
	took := make([][]time.Duration, clients)
	errs := make([]error, clients)
	until := time.Now().Add(long)
	var all sync.WaitGroup
	for c := range clients {
		all.Go(func() {
			for start := time.Now(); start.Before(until) && errs[c] == nil; start = time.Now() {
				words := w.questions[int(next.Add(1))%len(w.questions)]
				_, errs[c] = s(ctx, words)
				took[c] = append(took[c], time.Since(start))
			}
		})
	}
	all.Wait()
	return slices.Concat(took...), errors.Join(errs...)
}

// start lets articles come in, until stop.
func (w *world) start(ctx context.Context) (stop func() error) {
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	var failed error
	all.Go(func() { failed = w.add(ctx) })
	all.Go(func() { _ = w.replica.Follow(ctx, follow) }) // ends with ctx
	return func() error {
		cancel()
		all.Wait()
		return failed
	}
}

// add puts an article at a time, new ones and changed ones by turns.
func (w *world) add(ctx context.Context) error {
	tick := time.NewTicker(arrival)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		a := w.held[w.arrived%len(w.held)]
		a.Text += fmt.Sprintf(" Amended %d times.", w.arrived+1)
		if w.arrived%2 == 0 {
			a.ID, a.URL, a.Address = fmt.Sprintf("added-%d", w.arrived), "", ""
		}
		receipts, err := w.store.Put(ctx, a)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			return err
		case receipts[0].Status == archive.Refused:
			return fmt.Errorf("the article %s is refused: %s", a.ID, receipts[0].Reason)
		}
		w.arrived++
	}
}
