package bot

import (
	"errors"
	"net/http"
	"testing"
	"time"
)

// A flood of refusals stops before Discord bans the address, and not for ever.
func TestFloodStops(t *testing.T) {
	sent := 0
	handler := func(w http.ResponseWriter, r *http.Request) { sent++; step{status: 403}.play(w, r) }
	onWire(t, handler, func(t *testing.T, w *wire) {
		ask := func() error { return w.do(t.Context(), http.MethodGet, "users/@me", nil, nil) }
		for range maxInvalid + 10 {
			_ = ask()
		}
		if err := ask(); !errors.Is(err, errTooManyRefused) || sent != maxInvalid {
			t.Errorf("%d requests sent: %v", sent, err)
		}
		time.Sleep(minutes * time.Minute)
		if err := ask(); errors.Is(err, errTooManyRefused) {
			t.Error("ten minutes later nothing is sent")
		}
	})
}

func TestGuardSlides(t *testing.T) {
	var g guard
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for m := range 10 {
		for range maxInvalid / 10 {
			g.count(start.Add(time.Duration(m)*time.Minute), &apiError{status: 429})
		}
		g.count(start, &apiError{status: 429, shared: true})
		g.count(start, &apiError{status: 404})
	}
	if g.allow(start.Add(9*time.Minute)) == nil {
		t.Error("5,000 refusals in ten minutes are let through")
	}
	if err := g.allow(start.Add(10 * time.Minute)); err != nil {
		t.Errorf("a minute later: %v", err)
	}
}
