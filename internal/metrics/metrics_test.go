package metrics

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
)

// busy are metrics of which each has counted something.
func busy(look func() (Holdings, error)) *Metrics {
	m := New("1.2", look)
	m.Interaction("ask", "answered", 20*time.Millisecond, 300*time.Millisecond)
	m.Interaction("ask", "late", 0, 3*time.Second)
	for _, status := range []int{200, 204, 429, 503, 0} {
		m.Request(status)
	}
	m.Throttled(1500 * time.Millisecond)
	m.Throttled(500 * time.Millisecond)
	for _, step := range []string{"connect", "identify", stepReady, stepDisconnect, "connect", "resume", stepResumed} {
		m.Gateway(0, step, 0)
	}
	m.Gateway(0, stepHeartbeat, 40*time.Millisecond)
	m.Gateway(1, "connect", 0)
	m.Gateway(1, stepDisconnect, 0)
	m.Delivery("digest", "posted")
	return m
}

func held() (Holdings, error) {
	return Holdings{
		Articles: 3, Outlets: 1, Updated: time.Unix(1_700_000_000, 0), Behind: 2, Late: 4 * time.Second,
		Feeds: map[string]int{"failing": 1}, Digests: map[string]int{"active": 2}, Watches: map[string]int{"paused": 5}, Missed: 7, Store: 100, Index: 200,
	}, nil
}

// scrape is what Prometheus gets.
func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	status, text := get(t, m, nil, "/metrics")
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, text)
	}
	return text
}

func get(t *testing.T, m *Metrics, missing error, path string) (int, string) {
	t.Helper()
	l, err := Listen("0", false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		done <- m.Serve(ctx, l, func(context.Context) error { return missing }, slog.New(slog.DiscardHandler))
	}()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	resp, err := http.Get("http://" + l.Addr().String() + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

func TestScrape(t *testing.T) {
	text := scrape(t, busy(held))
	for _, want := range []string{
		`cuttings_build_info{version="1.2"} 1`,
		`cuttings_interactions_total{command="ask",outcome="answered"} 1`,
		`cuttings_interactions_total{command="ask",outcome="late"} 1`,
		`cuttings_interaction_acknowledgement_seconds_bucket{le="0.025"} 1`,
		`cuttings_interaction_acknowledgement_seconds_count 1`,
		`cuttings_interaction_answer_seconds_count 2`,
		`cuttings_discord_requests_total{code="2xx"} 2`,
		`cuttings_discord_requests_total{code="4xx"} 1`,
		`cuttings_discord_requests_total{code="none"} 1`,
		`cuttings_discord_rate_limit_waits_total 2`,
		`cuttings_discord_rate_limit_wait_seconds_total 2`,
		`cuttings_gateway_events_total{event="connect"} 3`,
		`cuttings_gateway_events_total{event="identify"} 1`,
		`cuttings_gateway_connected{shard="0"} 1`,
		`cuttings_gateway_connected{shard="1"} 0`,
		`cuttings_gateway_heartbeat_seconds_bucket{le="0.05"} 1`,
		`cuttings_deliveries_total{kind="digest",outcome="posted"} 1`,
		`cuttings_store_readable 1`,
		`cuttings_articles 3`,
		`cuttings_coverage_updated_timestamp_seconds 1.7e+09`,
		`cuttings_index_behind_changes 2`,
		`cuttings_index_behind_seconds 4`,
		`cuttings_feeds{state="failing"} 1`,
		`cuttings_subscriptions{kind="watch",state="paused"} 5`,
		`cuttings_questions_unanswered 7`,
		`cuttings_index_size_bytes 200`,
		`go_goroutines `,
	} {
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("no line %s", want)
		}
	}
}

// Names, units and help are as Prometheus' own linter wants them.
func TestNames(t *testing.T) {
	problems, err := promlint.New(strings.NewReader(scrape(t, busy(held)))).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

// A store that can't be read takes only its own gauges away.
func TestStoreUnreadable(t *testing.T) {
	text := scrape(t, busy(func() (Holdings, error) { return Holdings{}, errors.New("the disk is gone") }))
	if !strings.Contains(text, "\ncuttings_store_readable 0\n") || strings.Contains(text, "\ncuttings_articles ") || !strings.Contains(text, "\ncuttings_interactions_total") {
		t.Error(text)
	}
	if strings.Contains(text, "the disk is gone") {
		t.Error("an error's text is handed out")
	}
}

// However often somebody asks, the store is looked at now and then.
func TestLooksSeldom(t *testing.T) {
	looks := 0
	m := New("", func() (Holdings, error) { looks++; return held() })
	for range 3 {
		if _, err := m.registry.Gather(); err != nil {
			t.Fatal(err)
		}
	}
	if looks != 1 {
		t.Errorf("the store was looked at %d times", looks)
	}
}

func TestHealth(t *testing.T) {
	for _, test := range []struct {
		path    string
		missing error
		status  int
		says    string
	}{
		{"/healthz", errors.New("no gateway"), 200, "ok"},
		{"/readyz", nil, 200, "ok"},
		{"/readyz", errors.New("no gateway"), 503, "no gateway"},
		{"/interactions", nil, 404, ""},
	} {
		if status, text := get(t, New("", held), test.missing, test.path); status != test.status || !strings.Contains(text, test.says) {
			t.Errorf("%s: %d %q", test.path, status, text)
		}
	}
}

// What others could reach is refused without a word that it is meant.
func TestListen(t *testing.T) {
	for _, test := range []struct {
		address string
		public  bool
		says    string // "" where it listens
	}{
		{"127.0.0.1:0", false, ""},
		{"localhost:0", false, ""},
		{"0", false, ""},
		{":0", false, ""},
		{"0.0.0.0:0", true, ""},
		{"0.0.0.0:0", false, "--metrics-public"},
		{"[::]:0", false, "--metrics-public"},
		{"192.0.2.1:9090", false, "--metrics-public"},
		{"[::ffff:192.0.2.1]:9090", false, "--metrics-public"},
		{"metrics.example:9090", false, "--metrics-public"},
		{"", false, "such as --metrics"},
		{"127.0.0.1:", false, "such as --metrics"},
		{"::1", false, "such as --metrics"},
		{"127.0.0.1:none", false, "Name another address"},
	} {
		l, err := Listen(test.address, test.public)
		if err != nil {
			if test.says == "" || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%q: %v", test.address, err)
			}
			continue
		}
		if test.says != "" || !test.public && !l.Addr().(*net.TCPAddr).IP.IsLoopback() {
			t.Errorf("%q listens at %s", test.address, l.Addr())
		}
		_ = l.Close()
	}
}

// What has been counted is told to people too.
func TestSnapshot(t *testing.T) {
	if s := New("", held).Snapshot(); s.Interactions != 0 || s.Shards != nil || s.Answered != [2]time.Duration{} {
		t.Errorf("at first %+v", s)
	}
	m := busy(held)
	for range 98 {
		m.Interaction("ask", "miss", 2*time.Millisecond, 90*time.Second)
	}
	s := m.Snapshot()
	if s.Interactions != 100 || s.Failed != 1 || s.Heartbeat != 40*time.Millisecond {
		t.Errorf("%+v", s)
	}
	if want := [2]time.Duration{5 * time.Millisecond, 25 * time.Millisecond}; s.Acknowledged != want {
		t.Errorf("acknowledged %v, want %v", s.Acknowledged, want)
	}
	if want := [2]time.Duration{-1, -1}; s.Answered != want {
		t.Errorf("answered %v, want %v", s.Answered, want)
	}
	if len(s.Shards) != 2 || !s.Shards[0].Connected || s.Shards[1].Connected || s.Shards[1].Number != 1 || s.Shards[1].Since.IsZero() {
		t.Errorf("shards %+v", s.Shards)
	}
}
