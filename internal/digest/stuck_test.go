package digest_test

import (
	"context"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/digest"
	"cuttings/internal/wallclock"
)

// stuck is a sender that gets no answer in the first channel, whatever it asks.
type stuck struct{ digest.Sender }

func (stuck) Send(ctx context.Context, to string, payload []byte, nonce string) (string, error) {
	if to != channel(0) {
		return "1", nil
	}
	<-ctx.Done()
	return "", ctx.Err()
}

func (stuck) Find(ctx context.Context, channel, nonce string, since time.Time) (string, bool, error) {
	<-ctx.Done()
	return "", false, ctx.Err()
}

// A digest that takes its time, and gets no answer then, delays no other.
func TestStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "archive.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = store.Close() })
		w := &world{t: t, store: store, clock: &clock{t: time.Now()}}
		for n, minute := range []int{5, 6, 7, 8} {
			s := w.daily(n)
			s.Schedule.Zone = "Etc/UTC"
			s.Schedule.Clock = wallclock.Clock(minute)
			w.subscribe(s)
		}
		inner := everything{store}
		m, err := digest.New(t.Context(), digest.Config{
			Store: store, Sender: stuck{}, Now: time.Now, Holder: "a",
			Composer: composer(func(ctx context.Context, e digest.Edition) (digest.Contents, error) {
				if e.Subscription.Channel == channel(0) {
					time.Sleep(50 * time.Second)
				}
				return inner.Compose(ctx, e)
			}),
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
		defer stop()
		m.Run(ctx)
		for id := range int64(4) {
			list, err := store.Deliveries(t.Context(), id+1, 9)
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			d := list[0]
			if id == 0 && d.State != archive.Sending || id > 0 && (d.State != archive.Posted || d.Ended.Sub(d.Due) >= often) {
				t.Errorf("digest %d is %s %v after its time", id+1, d.State, d.Ended.Sub(d.Due))
			}
		}
	})
}

const often = 30 * time.Second // how often Run looks
