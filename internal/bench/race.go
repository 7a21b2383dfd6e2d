package bench

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"cuttings/internal/ask"
	"cuttings/internal/desk"
)

// warming is how many questions an engine is asked before its memory is read
// and its time is taken.
const warming = 200

// turn is how many questions each client puts before the next engine's turn:
// few enough that the machine's drift hits all alike, enough that an engine
// finds its own data in the caches again.
const turn = 16

// searchFunc is one engine's, or the whole desk's.
type searchFunc func(ctx context.Context, words []string) ([]place, error)

// asking is a whole question at the desk: what a user waits for. That the desk
// can make nothing of it is a reply too.
func asking(d *desk.Desk) searchFunc {
	return func(ctx context.Context, words []string) ([]place, error) {
		_, err := d.Ask(ctx, ask.Question{Text: strings.Join(words, " "), MinConfidence: -1})
		var problem *desk.Problem
		if errors.As(err, &problem) {
			err = nil
		}
		return nil, err
	}
}

// run is what one search took and found, question by question.
type run struct {
	took  []time.Duration
	first []place
}

// race puts the questions to all searches in turns. The clients of a run share
// the machine with each other and with no other engine's.
func race(ctx context.Context, searches []searchFunc, questions [][]string, clients int) ([]run, error) {
	runs := make([]run, len(searches))
	for i := range runs {
		runs[i] = run{make([]time.Duration, len(questions)), make([]place, len(questions))}
	}
	for from := 0; from < len(questions); from += turn * clients {
		to := min(len(questions), from+turn*clients)
		for i, s := range searches {
			if err := runs[i].crowd(ctx, s, questions, from, to, clients); err != nil {
				return nil, err
			}
		}
	}
	return runs, nil
}

// crowd has so many clients put the questions from, …, to-1, each the next one
// that is left.
func (r run) crowd(ctx context.Context, s searchFunc, questions [][]string, from, to, clients int) error {
	var next atomic.Int64
	next.Store(int64(from))
	failed := make(chan error, clients)
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < to; i = int(next.Add(1)) - 1 {
				if err := r.put(ctx, s, questions[i], i); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	all.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// put asks the i-th question.
func (r run) put(ctx context.Context, s searchFunc, words []string, i int) error {
	start := time.Now()
	found, err := s(ctx, words)
	r.took[i] = time.Since(start)
	if len(found) > 0 {
		r.first[i] = found[0]
	}
	return err
}

// take fills in what a race came to.
func (r *Result) take(clients int, runs []run) {
	times := make([]Timing, len(runs))
	for i, run := range runs {
		sorted := slices.Sorted(slices.Values(run.took))
		times[i] = Timing{Clients: clients, P50: percentile(sorted, 50), P99: percentile(sorted, 99)}
		times[i].P50Ratio, times[i].P99Ratio = over(times[i].P50, times[0].P50), over(times[i].P99, times[0].P99)
	}
	for i := range r.Engines {
		r.Engines[i].Searches = append(r.Engines[i].Searches, times[i])
		r.Engines[i].SameFirst = agreement(runs[0].first, runs[i].first)
	}
	r.Ask = append(r.Ask, times[len(r.Engines)])
}

// percentile is that of sorted times, in milliseconds, by the nearest rank.
func percentile(sorted []time.Duration, p int) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return milliseconds(sorted[max(0, (len(sorted)*p+99)/100-1)])
}

func milliseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

// over is the ratio a/b, 0 where there is none.
func over(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// agreement is the share of questions with the same passage first.
func agreement(a, b []place) float64 {
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return over(float64(same), float64(len(a)))
}
