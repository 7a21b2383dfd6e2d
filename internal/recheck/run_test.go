package recheck

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cuttings/internal/archive"
)

// broken is a store that fails at first.
type broken struct {
	Store
	fails int
}

func (b *broken) ClaimPage(ctx context.Context, lease time.Duration, numbers ...int64) (archive.Page, bool, error) {
	if b.fails--; b.fails >= 0 {
		return archive.Page{}, false, errors.New("the disk is full")
	}
	return archive.Page{}, false, nil
}

// It goes on after a failure, says so once, and ends with its context.
func TestRunGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 6*time.Minute-time.Second)
		defer cancel()
		var log bytes.Buffer
		store := &broken{fails: 3}
		(&Looker{Store: store, Now: time.Now}).Run(ctx, time.Minute, slog.New(slog.NewTextHandler(&log, nil)))
		if store.fails != -2 || strings.Count(log.String(), "the disk is full") != 1 {
			t.Errorf("%d claims after the failures: %s", -store.fails, log.String())
		}
	})
}

// What is found is logged, without an address.
func TestRunLooks(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	w.now = w.now.Add(day * time.Hour)
	w.serves(status(410))
	ctx, cancel := context.WithCancel(t.Context())
	var log bytes.Buffer
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.Run(ctx, time.Millisecond, slog.New(slog.NewTextHandler(&log, nil)))
	}()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if gone, err := w.held.Gone(t.Context(), 1); err != nil || len(gone) == 1 || time.Now().After(deadline) {
			break
		}
	}
	cancel()
	<-done
	if s := log.String(); !strings.Contains(s, "outcome=gone") || strings.Contains(s, w.site.URL) {
		t.Errorf("the log: %s", s)
	}
}
