package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// One request at a time goes to a host; hosts don't wait for each other.
func TestOneAtATime(t *testing.T) {
	var now, most atomic.Int32
	both := make(chan struct{}, 2)
	w := newWorld(t, Settings{}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
			return
		case "/meet": // answers when both hosts are asked
			both <- struct{}{}
			for deadline := time.Now().Add(5 * time.Second); len(both) < 2 && time.Now().Before(deadline); {
				time.Sleep(time.Millisecond)
			}
			if len(both) < 2 {
				t.Error("one host waits for the other")
			}
			html(w, "")
			return
		}
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		html(w, "")
	})
	var group sync.WaitGroup
	get := func(address string) {
		group.Go(func() {
			if _, err := w.Get(context.Background(), Request{URL: address, Types: []string{"text/html"}, MaxBytes: 10}); err != nil {
				t.Error(err)
			}
		})
	}
	for i := range 10 {
		get(w.at("news.test", fmt.Sprint("/", i)))
	}
	group.Wait()
	if most.Load() != 1 {
		t.Errorf("%d requests at once", most.Load())
	}
	get(w.at("news.test", "/meet"))
	get(w.at("other.test", "/meet"))
	group.Wait()
}

// A host that isn't the operator's own is left alone between two requests, for as
// long as it asks.
func TestPause(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var slept []time.Duration
	c := New(Settings{
		Agent: "Cuttings/1", Now: func() time.Time { return now }, Allow: []string{"own.example"},
		Sleep: func(_ context.Context, d time.Duration) error { slept = append(slept, d); now = now.Add(d); return nil },
	})
	defer c.Close()
	enter := func(address string) {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		leave, err := c.lines.enter(context.Background(), c, u)
		if err != nil {
			t.Fatal(err)
		}
		leave()
	}
	slow, err := url.Parse("https://slow.example/")
	if err != nil {
		t.Fatal(err)
	}
	rules := rulesOf(t, "User-agent: cuttings\nCrawl-delay: 7\n")
	c.robots.keep(slow, rules, now)
	for _, address := range []string{"https://a.example/1", "https://A.example/2", "https://own.example/1", "https://own.example/2", "https://slow.example/1", "https://slow.example/2"} {
		enter(address)
	}
	now = now.Add(400 * time.Millisecond)
	enter("https://a.example/3") // long since
	enter("https://a.example/4")
	want := []time.Duration{time.Second, 7 * time.Second, time.Second}
	if diff := cmp.Diff(want, slept); diff != "" {
		t.Errorf("pauses (-want +got):\n%s", diff)
	}
	for i := range manyHosts + 10 {
		now = now.Add(time.Minute)
		enter(fmt.Sprintf("https://h%d.example/", i))
	}
	if n := len(c.lines.hosts); n > manyHosts {
		t.Errorf("%d hosts are remembered", n)
	}
}
