package metrics

import (
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// Snapshot is what has been counted, for people.
type Snapshot struct {
	Interactions, Failed int64
	Acknowledged         [2]time.Duration // half, and 99 of 100, took at most so long; 0 without any, -1 for longer than is measured
	Answered             [2]time.Duration
	Shards               []Shard // by number
	Heartbeat            time.Duration
}

// Shard is how a connection to the gateway is, and since when.
type Shard struct {
	Number    int
	Connected bool
	Since     time.Time
}

// Snapshot reads what has been counted.
func (m *Metrics) Snapshot() Snapshot {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := Snapshot{Interactions: m.dealt, Failed: m.failed, Heartbeat: m.lastBeat}
	for _, shard := range m.shards {
		s.Shards = append(s.Shards, shard)
	}
	slices.SortFunc(s.Shards, func(a, b Shard) int { return a.Number - b.Number })
	for i, portion := range []float64{.5, .99} {
		s.Acknowledged[i], s.Answered[i] = within(m.acknowledged, portion), within(m.answered, portion)
	}
	return s
}

// within is the least of a histogram's limits within which that portion of all lies.
func within(h prometheus.Histogram, portion float64) time.Duration {
	var d dto.Metric
	if h.Write(&d) != nil || d.GetHistogram().GetSampleCount() == 0 {
		return 0
	}
	all := float64(d.GetHistogram().GetSampleCount())
	for _, b := range d.GetHistogram().GetBucket() {
		if float64(b.GetCumulativeCount()) >= portion*all {
			return time.Duration(b.GetUpperBound() * float64(time.Second))
		}
	}
	return -1
}
