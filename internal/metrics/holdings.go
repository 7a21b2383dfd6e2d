package metrics

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Holdings are what the store holds and how the index follows it.
type Holdings struct {
	Articles, Outlets int
	Updated           time.Time      // when the newest version was captured; zero when there is none
	Behind            int64          // changes of the store that the index hasn't yet
	Late              time.Duration  // how long the index has been behind; 0 when it isn't
	Feeds             map[string]int // by state
	Digests, Watches  map[string]int // by state
	Missed            int            // questions kept that found nothing
	Store, Index      int64          // bytes on the disk
}

// restful is how long one look at the store serves everybody who asks.
const restful = 10 * time.Second

// holder is a collector that looks when it is asked.
type holder struct {
	look func() (Holdings, error)

	mu   sync.Mutex // guards the rest; one looks at a time
	at   time.Time
	last Holdings
	err  error
}

func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

var (
	descReadable      = gauge("cuttings_store_readable", "1 when the store could be read for the gauges about it, else 0 and they are left out.")
	descArticles      = gauge("cuttings_articles", "Articles in the coverage.")
	descOutlets       = gauge("cuttings_outlets", "Outlets in the coverage that are known by name.")
	descUpdated       = gauge("cuttings_coverage_updated_timestamp_seconds", "When the newest version of an article was captured.")
	descBehind        = gauge("cuttings_index_behind_changes", "Changes of the store that the index doesn't have yet.")
	descLate          = gauge("cuttings_index_behind_seconds", "How long the index has been behind the store; 0 when it isn't.")
	descFeeds         = gauge("cuttings_feeds", "Feeds by state: active, failing, paused.", "state")
	descSubscriptions = gauge("cuttings_subscriptions", "Digests and watches that are set up, by state.", "kind", "state")
	descMissed        = gauge("cuttings_questions_unanswered", "Questions kept that found nothing.")
	descStore         = gauge("cuttings_store_size_bytes", "The store on the disk.")
	descIndex         = gauge("cuttings_index_size_bytes", "The index on the disk, all copies.")
)

// Describe makes the holder a prometheus.Collector.
func (h *holder) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		descReadable, descArticles, descOutlets, descUpdated, descBehind, descLate, descFeeds, descSubscriptions, descMissed, descStore, descIndex,
	} {
		out <- d
	}
}

// Collect makes the holder a prometheus.Collector.
func (h *holder) Collect(out chan<- prometheus.Metric) {
	held, err := h.now()
	tell := func(d *prometheus.Desc, value float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	if err != nil {
		tell(descReadable, 0)
		return
	}
	tell(descReadable, 1)
	tell(descArticles, float64(held.Articles))
	tell(descOutlets, float64(held.Outlets))
	if !held.Updated.IsZero() {
		tell(descUpdated, float64(held.Updated.Unix()))
	}
	tell(descBehind, float64(held.Behind))
	tell(descLate, held.Late.Seconds())
	for state, n := range held.Feeds {
		tell(descFeeds, float64(n), state)
	}
	for state, n := range held.Digests {
		tell(descSubscriptions, float64(n), "digest", state)
	}
	for state, n := range held.Watches {
		tell(descSubscriptions, float64(n), "watch", state)
	}
	tell(descMissed, float64(held.Missed))
	tell(descStore, float64(held.Store))
	tell(descIndex, float64(held.Index))
}

func (h *holder) now() (Holdings, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.at.IsZero() || time.Since(h.at) >= restful {
		h.last, h.err = h.look()
		h.at = time.Now()
	}
	return h.last, h.err
}
