package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"cuttings/internal/desk"
)

// eventIn is a question asked in a server.
func eventIn(server, id string) string {
	return fmt.Sprintf(`{"id":%q,"type":2,"token":%q,"channel_id":"5","guild_id":%q,"authorizing_integration_owners":{"0":%[3]q},
		"member":{"user":{"id":"9"},"permissions":"0"},"data":{"name":"ask","options":[{"name":"question","value":"why"}]}}`, id, token, server)
}

// However many questions one server asks, another's is worked on next, and
// acknowledged at once.
func TestHeavyServer(t *testing.T) {
	const takes = 10 * time.Second
	var mu sync.Mutex
	var order []string
	d := helpful()
	working := d.does(nil)
	d.does(func(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
		mu.Lock()
		order = append(order, desk.AskerOf(ctx).Server)
		mu.Unlock()
		time.Sleep(takes)
		return working(ctx, command, args)
	})
	serving(t, d, Config{Workers: 2, Work: time.Hour}, func(t *testing.T, s *service, l *ledger) {
		for i := range maxWaiting + 2 {
			s.dispatch(interactionEvent(eventIn("100", fmt.Sprint("a", i))))
		}
		synctest.Wait()
		began := time.Now()
		for i := range 3 {
			s.dispatch(interactionEvent(eventIn("200", fmt.Sprint("b", i))))
		}
		synctest.Wait()
		if n := count(l.requests(), "POST callback 5"); n != maxWaiting+5 || time.Since(began) != 0 {
			t.Errorf("%d are acknowledged after %v", n, time.Since(began))
		}
		if n := count(l.requests(), "PATCH"); n != 3 || !strings.Contains(l.last(), "Very many") {
			t.Errorf("%d of the many made room, want 3: %s", n, l.last())
		}
		time.Sleep(2*takes + time.Second)
		synctest.Wait()
		mu.Lock()
		defer mu.Unlock()
		if got, want := order, []string{"100", "100", "200", "100", "200", "100"}; !slices.Equal(sortedPairs(got[:6]), sortedPairs(want)) {
			t.Errorf("worked on in the order %q", got[:6])
		}
		s.stopWork()
	})
}

// sortedPairs puts what begins at the same instant, two at a time, in order.
func sortedPairs(list []string) []string {
	list = slices.Clone(list)
	for pair := range slices.Chunk(list, 2) {
		slices.Sort(pair)
	}
	return list
}

// What takes long in one place leaves hands to the others.
func TestSlowPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(8, 100)
		for range 20 {
			go func() { _ = q.enter(t.Context(), "slow") }() // and never leaves
		}
		synctest.Wait()
		if q.taken != 6 || q.waiting != 14 {
			t.Errorf("%d work, %d wait", q.taken, q.waiting)
		}
		for _, place := range []string{"a", "b"} {
			if err := q.enter(t.Context(), place); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := q.enter(ctx, "c"); !errors.Is(err, context.DeadlineExceeded) || q.waiting != 14 {
			t.Errorf("with all hands full: %v, %d wait", err, q.waiting)
		}
		q.leave("a")
		if err := q.enter(t.Context(), "c"); err != nil {
			t.Error(err)
		}
	})
}

// Whoever comes and goes, the hands are never idle while somebody may work, nobody
// works or waits beyond the limits, and in the end nothing is left.
func TestQueue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		hands, room := rapid.IntRange(1, 9).Draw(rt, "hands"), rapid.IntRange(1, 12).Draw(rt, "room")
		steps := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) coming {
			return coming{
				place: rapid.SampledFrom([]string{"a", "a", "a", "b", "c"}).Draw(t, "place"),
				after: rapid.IntRange(0, 3).Draw(t, "after"), works: rapid.IntRange(0, 9).Draw(t, "works"), waits: rapid.IntRange(0, 9).Draw(t, "waits"),
			}
		}), 1, 60).Draw(rt, "steps")
		synctest.Test(t, func(t *testing.T) {
			q := newQueue(hands, room)
			var all sync.WaitGroup
			for _, s := range steps {
				time.Sleep(time.Duration(s.after) * time.Second)
				all.Go(func() { s.run(t, q) })
				synctest.Wait()
				q.mustBeFair(t)
			}
			all.Wait()
			if q.taken+q.waiting+len(q.busy)+len(q.lines)+len(q.order) != 0 {
				t.Errorf("left at the end: %+v", q)
			}
		})
	})
}

// coming is one request: after how many seconds it comes, how long it works and how
// long it is ready to wait.
type coming struct {
	place               string
	after, works, waits int
}

func (s coming) run(t *testing.T, q *queue) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(s.waits)*time.Second)
	defer cancel()
	if q.enter(ctx, s.place) == nil {
		time.Sleep(time.Duration(s.works) * time.Second)
		q.leave(s.place)
	}
}

func (q *queue) mustBeFair(t *testing.T) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.taken > q.hands || q.waiting > q.room {
		t.Errorf("%d work, %d wait", q.taken, q.waiting)
	}
	for place, n := range q.busy {
		if n > q.most {
			t.Errorf("%d of %s work", n, place)
		}
	}
	for place := range q.lines {
		if q.taken < q.hands && q.busy[place] < q.most {
			t.Errorf("%s waits and could work: %+v", place, q)
		}
	}
}
