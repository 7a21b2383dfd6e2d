package bot

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/desk"
)

func TestDeliveredTwice(t *testing.T) {
	serving(t, helpful(), Config{}, func(t *testing.T, s *service, l *ledger) {
		s.dispatch(event(2, "1", askData))
		s.dispatch(event(2, "1", askData))
		synctest.Wait()
		s.dispatch(event(2, "1", askData))
		synctest.Wait()
		if diff := cmp.Diff([]string{"POST callback 5", "PATCH"}, l.requests()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestKinds(t *testing.T) {
	tests := []struct {
		name string
		kind int
		data string
		want []string
		says string
	}{
		{"ping", 1, `{}`, []string{"POST callback 1"}, ""},
		{"command", 2, askData, []string{"POST callback 5", "PATCH"}, "Why?"},
		{"autocomplete", 4, askData, []string{"POST callback 8"}, ""},
		{"modal", 5, `{"custom_id":"x","components":[]}`, []string{"POST callback 5", "PATCH"}, "nothing behind that"},
		{"a kind of tomorrow", 17, `null`, []string{"POST callback 5", "PATCH"}, "nothing behind that"},
		{"unknown button", 3, `{"custom_id":"delete:7.1.0.x"}`, []string{"POST callback 6", "POST private"}, "fresh card"},
		{"button without a name", 3, `{}`, []string{"POST callback 6", "POST private"}, "fresh card"},
		{"button with a broken name", 3, `{"custom_id":"post:7.1.-1.x"}`, []string{"POST callback 6", "POST private"}, "fresh card"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			serving(t, helpful(), Config{}, func(t *testing.T, s *service, l *ledger) {
				s.dispatch(event(test.kind, "1", test.data))
				synctest.Wait()
				if diff := cmp.Diff(test.want, l.requests()); diff != "" {
					t.Error(diff)
				}
				if last := l.last(); !strings.Contains(last, test.says) {
					t.Errorf("%s does not say %q", last, test.says)
				}
			})
		})
	}
}

// Every one of a flood is acknowledged at once; who can't be served is told.
func TestFlood(t *testing.T) {
	d := helpful()
	release := make(chan struct{})
	working := d.does(nil)
	d.does(func(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
		<-release
		return working(ctx, command, args)
	})
	serving(t, d, Config{Workers: 2}, func(t *testing.T, s *service, l *ledger) {
		const more = 5
		release = make(chan struct{}) // of this bubble
		for i := range maxWaiting + 2 + more {
			s.dispatch(event(2, fmt.Sprint(i), askData))
			synctest.Wait()
		}
		if n := count(l.requests(), "POST callback 5"); n != maxWaiting+2+more {
			t.Errorf("%d are acknowledged while the desk is busy", n)
		}
		if n := count(l.requests(), "PATCH"); n != more {
			t.Errorf("%d are turned away, want %d", n, more)
		}
		if last := l.last(); !strings.Contains(last, "Very many") {
			t.Errorf("%s", last)
		}
		close(release)
		synctest.Wait()
		if n := count(l.requests(), "PATCH"); n != maxWaiting+2+more {
			t.Errorf("%d are answered", n)
		}
	})
}

// Nothing of an interaction is kept in discordgo's rate limiter.
func TestNoBucketsKept(t *testing.T) {
	serving(t, helpful(), Config{}, func(t *testing.T, s *service, l *ledger) {
		const n = 2000
		for i := range n {
			s.dispatch(event(2, fmt.Sprint(i), askData))
			synctest.Wait()
		}
		buckets := reflect.ValueOf(s.rest.session.Ratelimiter).Elem().FieldByName("buckets")
		if got := count(l.requests(), "PATCH"); got != n || buckets.Len() > 10 {
			t.Errorf("%d buckets after %d interactions", buckets.Len(), got)
		}
	})
}

func count(list []string, want string) (n int) {
	for _, s := range list {
		if s == want {
			n++
		}
	}
	return n
}

// What waits for the desk longer than a request may take is told so, even when
// the desk is stuck in another.
func TestWaitsTooLong(t *testing.T) {
	d := helpful()
	d.does(func(ctx context.Context, _ string, _ map[string]string) (desk.Reply, error) {
		time.Sleep(2 * time.Minute)
		return nil, ctx.Err()
	})
	serving(t, d, Config{Workers: 1, Work: time.Minute}, func(t *testing.T, s *service, l *ledger) {
		s.dispatch(event(2, "1", askData))
		synctest.Wait()
		s.dispatch(event(2, "2", askData))
		time.Sleep(time.Minute + time.Second)
		synctest.Wait()
		if last := l.last(); len(l.requests()) != 3 || !strings.Contains(last, "Very many") {
			t.Errorf("after a minute: %q, %s", l.requests(), last)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if last := l.last(); len(l.requests()) != 4 || !strings.Contains(last, "took too long") {
			t.Errorf("after two: %q, %s", l.requests(), last)
		}
	})
}

func TestDrain(t *testing.T) {
	tests := []struct {
		name  string
		takes time.Duration // of the desk; negative: until its context ends; 0: for ever
		says  string
		fails bool
		took  time.Duration
	}{
		{"finishes", 5 * time.Second, "Why?", false, 5 * time.Second},
		{"is stopped", -1, "being restarted", false, 10 * time.Second},
		{"does not heed its context", 0, "", true, 16 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d, stuck := helpful(), make(chan struct{})
			working := d.does(nil)
			d.does(func(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
				switch {
				case test.takes == 0:
					<-stuck
				case test.takes < 0:
					<-ctx.Done()
					return nil, ctx.Err()
				default:
					time.Sleep(test.takes)
				}
				return working(ctx, command, args)
			})
			serving(t, d, Config{}, func(t *testing.T, s *service, l *ledger) {
				stuck = make(chan struct{}) // of this bubble
				s.dispatch(event(2, "1", askData))
				synctest.Wait()
				began := time.Now()
				err := s.drain(10 * time.Second)
				if (err != nil) != test.fails || time.Since(began) != test.took {
					t.Errorf("after %v: %v", time.Since(began), err)
				}
				if all := strings.Join(l.said(), ""); !strings.Contains(all, test.says) {
					t.Errorf("%s does not say %q", all, test.says)
				}
				close(stuck)
			})
		})
	}
}

func TestRecent(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	r := newRecent(time.Minute, 8)
	add := func(id string, now time.Time) bool {
		_, isNew := r.add(id, now)
		return isNew
	}
	if !add("a", now) || add("a", now.Add(59*time.Second)) || !add("a", now.Add(time.Minute)) {
		t.Error("a key is not remembered for its time")
	}
	for i := range 1000 {
		if kept := len(r.now) + len(r.old); !add(fmt.Sprint(i), now) || kept > 8 {
			t.Fatalf("%d keys are kept", kept)
		}
		for last := max(0, i-3); last <= i; last++ {
			if add(fmt.Sprint(last), now) {
				t.Fatalf("%d is not remembered after %d", last, i)
			}
		}
	}
}
