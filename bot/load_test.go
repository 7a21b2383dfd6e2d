package bot

import (
	"context"
	"flag"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	"cuttings/internal/story"
)

var (
	loadFor  = flag.Duration("load", 4*time.Second, "how long TestLoad asks")
	loadRate = flag.Int("rate", 15, "how many interactions a second TestLoad makes")
	byClock  = flag.Bool("clock", false, "whether TestLoad judges by the clock: on a machine that does nothing else")
)

// takings count what the bot took.
type takings struct {
	noMeter
	n atomic.Int64
}

func (t *takings) Interaction(string, string, time.Duration, time.Duration) { t.n.Add(1) }

// A crowd uses everything that the bot has while Discord has its bad days: everything
// that reaches the bot is acknowledged in time and answered once, and the bot grows
// no larger. The real desk, the real store and index, the coverage that ships.
//
// By itself it takes a few seconds at a low rate and doesn't judge by the clock, since
// the machine does other things: docs/measuring.md has the hour.
func TestLoad(t *testing.T) {
	if testing.Short() {
		*loadFor = min(*loadFor, 2*time.Second)
	}
	crowd := newCrowd(int(loadFor.Seconds()) * *loadRate)
	cfg := discordtest.Config{Guilds: crowd.guilds, IdentifyWindow: -1, HeartbeatInterval: 5 * time.Second, RequireAllowedMentions: true, Spec: document(t)}
	if !*byClock {
		cfg.AckDeadline = patience * 3 * time.Second
	}
	crowd.patience = max(cfg.AckDeadline, time.Minute)
	crowd.server = discordtest.New(cfg)
	defer crowd.server.Close()
	store, index := librarytest.Seeds(t)
	if err := story.CatchUp(t.Context(), store, index, nil); err != nil {
		t.Fatal(err)
	}
	crowd.desk = desk.New(store, index)
	crowd.desk.Now = time.Now
	taken, log := new(takings), new(alarms)
	b, err := New(Config{
		Token: discordtest.TestToken, API: crowd.server.URL(), Desk: crowd.desk, Settings: store, Claims: store, Posts: crowd.desk,
		Log: slog.New(slog.NewTextHandler(log, nil)), Meter: taken,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !*byClock {
		b.rest.ackLimit *= patience
	}
	ctx, stop := context.WithCancel(t.Context())
	ran := make(chan error, 1)
	go func() { ran <- b.Run(ctx) }()
	if err := crowd.server.WaitReady(t.Context(), 1); err != nil {
		t.Fatal(err)
	}

	weather := &storm{server: crowd.server, length: *loadFor}
	loading, end := context.WithTimeout(t.Context(), *loadFor)
	defer end()
	var beside sync.WaitGroup
	beside.Go(func() { weather.rage(loading) })
	beside.Go(func() { crowd.pace(loading, *loadRate) })
	beside.Go(func() {
		for sleep(loading, time.Second) == nil { // as a running bot does
			_ = crowd.desk.KeepMisses(loading)
		}
	})
	var health []vital
	beside.Go(func() {
		for sleep(loading, min(time.Minute, *loadFor/12)) == nil {
			v, err := vitals()
			if err != nil {
				t.Error(err)
				return
			}
			t.Logf("%s: %s", time.Now().Format(time.TimeOnly), v)
			health = append(health, v)
		}
	})
	user, system := cpu()
	crowd.gather(min(10**loadRate, cap(crowd.waits)/4))
	beside.Wait()
	userEnd, systemEnd := cpu()
	stop()
	if err := <-ran; err != nil {
		t.Error(err)
	}

	heard := crowd.heard()
	slices.Sort(crowd.waits)
	at := func(share float64) time.Duration { return crowd.waits[int(share*float64(len(crowd.waits)-1))] }
	worst := at(1)
	counts := crowd.server.Counts()
	t.Logf("%d things in %v: %v; %.1f a second reached the bot", heard+crowd.unheard, *loadFor, crowd.done, float64(heard)/loadFor.Seconds())
	t.Logf("%d buttons had gone from their message before they were pressed", crowd.gone)
	t.Logf("acknowledged after %v (p50), %v (p99), %v (worst)", at(.5), at(.99), worst)
	t.Logf("%d identifies, %d resumes; %d things done while there was no session, %d while one was to be resumed, of which %d came too late", counts.Identifies, counts.Resumes, crowd.unheard, crowd.held, crowd.late)
	t.Logf("answers by status: %v; of the processor's time %.2f ms a thing, and the system's %.2f ms", counts.Status,
		float64((userEnd-user).Microseconds())/1000/float64(heard), float64((systemEnd-system).Microseconds())/1000/float64(heard))
	if len(crowd.wrong) > 0 {
		t.Errorf("%d times: %s", len(crowd.wrong), strings.Join(crowd.wrong[:min(len(crowd.wrong), 10)], "\n"))
	}
	// An acknowledgement whose answer takes too long is sent again, and refused by
	// Discord when the first got through: that is no second answer. That nothing was
	// dealt with twice is seen below.
	again := func(v string) bool {
		return strings.Contains(v, "a second callback") || strings.Contains(v, "callback to an unknown interaction") || strings.Contains(v, "callback after")
	}
	slow := func(l string) bool { return strings.Contains(l, "not acknowledged in time") }
	violations := crowd.server.Violations()
	resent, tardy := len(violations), len(log.lines)
	violations, lines := slices.DeleteFunc(violations, again), slices.DeleteFunc(log.lines, slow)
	t.Logf("%d acknowledgements were sent once too often or too late; of %d the bot doesn't know whether they came in time", resent-len(violations), tardy-len(lines))
	for _, w := range slices.Concat(violations[:min(len(violations), 10)], lines[:min(len(lines), 10)]) {
		t.Error(w)
	}
	if int(taken.n.Load()) != heard {
		t.Errorf("the bot took %d things, %d reached it", taken.n.Load(), heard)
	}
	if counts.Identifies != 1+weather.lost {
		t.Errorf("%d identifies, and %d sessions were lost", counts.Identifies, weather.lost)
	}
	if before, after := mean(health, 1), mean(health, 3); after.grown(before) && *loadFor >= 8*time.Minute {
		t.Errorf("in the second quarter %v, in the last %v", before, after)
	}
	if !*byClock {
		return
	}
	if worst > 3*time.Second {
		t.Errorf("acknowledged after %v", worst)
	}
	if rate := float64(heard+crowd.unheard+crowd.gone) / loadFor.Seconds(); rate < .95*float64(*loadRate) {
		t.Errorf("%.1f a second, want %d: the machine is too slow, or the bot", rate, *loadRate)
	}
}

// Acknowledgements wait for nothing: with the desk stuck, two hundred at once
// are acknowledged within Discord's deadline, and answered when it moves again.
func TestManyAtOnce(t *testing.T) {
	s := newStage(t)
	release := make(chan struct{})
	var working doFunc
	working = s.desk.does(func(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
		select {
		case <-release:
		case <-ctx.Done():
		}
		return working(ctx, command, args)
	})
	s.open()
	var all []*discordtest.Exchange
	for range 200 {
		all = append(all, s.ask())
	}
	var worst time.Duration
	for _, e := range all {
		ack, err := e.WaitAck(s.ctx)
		if err != nil || ack.Type != 5 {
			t.Fatalf("acknowledged with %d, %v", ack.Type, err)
		}
		worst = max(worst, ack.Latency)
	}
	t.Logf("the last of %d was acknowledged after %v", len(all), worst)
	close(release)
	for _, e := range all {
		expect(t, s.answer(e), quoted)
	}
}

// barrier is a proxy that holds PATCH requests until so many are on their way at
// once.
func barrier(t *testing.T, to string, n int) *httptest.Server {
	t.Helper()
	target, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(target)
	transport := new(http.Transport)
	proxy.Transport = transport
	var mu sync.Mutex
	held, full := 0, make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPatch {
			mu.Lock()
			if held++; held == n {
				close(full)
			}
			mu.Unlock()
			select {
			case <-full:
			case <-r.Context().Done():
				return
			}
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		server.Close()
		transport.CloseIdleConnections()
	})
	return server
}

// Edits of different interactions don't wait for each other.
func TestEditsInParallel(t *testing.T) {
	const n = 30
	s := newStage(t)
	s.cfg.API = barrier(t, s.server.URL(), n).URL
	s.open()
	var all []*discordtest.Exchange
	for range n {
		all = append(all, s.ask())
	}
	for _, e := range all {
		expect(t, s.answer(e), quoted)
	}
	if patches := s.server.Counts().REST["PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"]; patches != n {
		t.Errorf("%d edits, want %d", patches, n)
	}
}
