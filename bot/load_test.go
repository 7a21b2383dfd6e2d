package bot

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
)

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
