// Package metrics counts what happens, for Prometheus, and hands it out on an
// address for operators. The rooms that count know only small interfaces of their
// own, which Metrics fits.
package metrics

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// The steps of a gateway's connection, as its room names them, that say whether a
// shard is connected.
const (
	stepReady      = "ready"
	stepResumed    = "resumed"
	stepDisconnect = "disconnect"
	stepHeartbeat  = "heartbeat"
)

// bad are the outcomes of an interaction in which somebody got no answer for a reason
// that is ours or Discord's.
var bad = []string{"failed", "late", "timeout", "busy"}

// Metrics counts, in a registry of its own. Its methods are safe for concurrent use
// and wait for nothing. No label holds what somebody typed, an id or an address.
type Metrics struct {
	registry *prometheus.Registry

	interactions *prometheus.CounterVec
	acknowledged prometheus.Histogram
	answered     prometheus.Histogram
	requests     *prometheus.CounterVec
	waits        prometheus.Counter
	waited       prometheus.Counter
	gateway      *prometheus.CounterVec
	connected    *prometheus.GaugeVec
	heartbeat    prometheus.Histogram
	deliveries   *prometheus.CounterVec

	mu            sync.Mutex // guards the rest, which Snapshot reads
	dealt, failed int64      // interactions
	shards        map[int]Shard
	lastBeat      time.Duration
}

// quick are the limits of what should take milliseconds; Discord waits 3 s.
var quick = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2, 3}

// slow are the limits of a whole answer.
var slow = []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}

// New makes metrics of a program of that version. What the store holds is asked of
// holdings when somebody looks, 10 seconds apart at least.
func New(version string, holdings func() (Holdings, error)) *Metrics {
	m := &Metrics{
		registry: prometheus.NewPedanticRegistry(), shards: map[int]Shard{},
		interactions: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "cuttings_interactions_total", Help: "What was asked in Discord, by command and by what became of it.",
		}, []string{"command", "outcome"}),
		acknowledged: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "cuttings_interaction_acknowledgement_seconds", Help: "From an interaction's arrival until Discord has its first answer.", Buckets: quick,
		}),
		answered: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "cuttings_interaction_answer_seconds", Help: "From an interaction's arrival until Discord has all of its answer.", Buckets: slow,
		}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "cuttings_discord_requests_total", Help: "Requests to Discord's API, each try, by the class of its status; none where no answer came.",
		}, []string{"code"}),
		waits: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "cuttings_discord_rate_limit_waits_total", Help: "Requests that waited because Discord said that there were too many.",
		}),
		waited: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "cuttings_discord_rate_limit_wait_seconds_total", Help: "How long requests waited because Discord said that there were too many.",
		}),
		gateway: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "cuttings_gateway_events_total", Help: "Steps of the gateway's connections: connect, identify, resume, ready, resumed, heartbeat (acknowledged), disconnect.",
		}, []string{"event"}),
		connected: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "cuttings_gateway_connected", Help: "1 while a shard's session is ready.",
		}, []string{"shard"}),
		heartbeat: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "cuttings_gateway_heartbeat_seconds", Help: "From a heartbeat until Discord has acknowledged it.", Buckets: quick,
		}),
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "cuttings_deliveries_total", Help: "Digests, and what watches told of, by what became of each.",
		}, []string{"kind", "outcome"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "cuttings_build_info", Help: "1; the label says which version runs.", ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	m.registry.MustRegister(m.interactions, m.acknowledged, m.answered, m.requests, m.waits, m.waited, m.gateway, m.connected,
		m.heartbeat, m.deliveries, build, &holder{look: holdings},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Interaction counts an interaction that was dealt with; see bot.Meter.
func (m *Metrics) Interaction(command, outcome string, acknowledged, answered time.Duration) {
	m.interactions.WithLabelValues(command, outcome).Inc()
	if acknowledged > 0 {
		m.acknowledged.Observe(acknowledged.Seconds())
	}
	m.answered.Observe(answered.Seconds())
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dealt++; slices.Contains(bad, outcome) {
		m.failed++
	}
}

// Request counts a try of a request to Discord; see bot.Meter.
func (m *Metrics) Request(status int) {
	class := "none"
	if status > 0 {
		class = fmt.Sprintf("%dxx", status/100)
	}
	m.requests.WithLabelValues(class).Inc()
}

// Throttled counts a wait for Discord's rate limits; see bot.Meter.
func (m *Metrics) Throttled(pause time.Duration) {
	m.waits.Inc()
	m.waited.Add(pause.Seconds())
}

// Gateway counts a step of a shard's connection; see bot.Meter.
func (m *Metrics) Gateway(shard int, step string, took time.Duration) {
	m.gateway.WithLabelValues(step).Inc()
	m.mu.Lock()
	defer m.mu.Unlock()
	was, known := m.shards[shard]
	is := was
	switch step {
	case stepReady, stepResumed:
		is.Connected = true
	case stepDisconnect:
		is.Connected = false
	case stepHeartbeat:
		m.heartbeat.Observe(took.Seconds())
		m.lastBeat = took
	}
	if is != was || !known {
		is.Number, is.Since = shard, time.Now()
		m.shards[shard] = is
	}
	up := 0.
	if is.Connected {
		up = 1
	}
	m.connected.WithLabelValues(strconv.Itoa(shard)).Set(up)
}

// Delivery counts what became of a digest, or of what a watch told of.
func (m *Metrics) Delivery(kind, outcome string) {
	m.deliveries.WithLabelValues(kind, outcome).Inc()
}
