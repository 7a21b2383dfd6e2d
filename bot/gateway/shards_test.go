package gateway

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// advise changes how many shards are advised, and how many identifies are left.
func (w *world) advise(shards, remaining int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.shards, w.limit.Remaining = shards, remaining
}

// introduced waits for that many IDENTIFYs, of shards of so many, and returns the
// connections by shard, and when each came, in order.
func (w *world) introduced(n, of int) (map[int]*peer, []time.Duration) {
	w.t.Helper()
	began := time.Now()
	peers, times := map[int]*peer{}, []time.Duration{}
	for range n {
		p := w.accept()
		var id identify
		if err := json.Unmarshal([]byte(p.expect(opIdentify)), &id); err != nil {
			w.t.Fatal(err)
		}
		if shard := id.Shard[0]; id.Shard[1] != of || peers[shard] != nil {
			w.t.Errorf("shard %v identifies, of %d, twice: %t", id.Shard, of, peers[shard] != nil)
		}
		peers[id.Shard[0]] = p
		times = append(times, time.Since(began))
		w.mu.Lock()
		w.limit.Remaining--
		w.mu.Unlock()
		p.ready(fmt.Sprint("session ", id.Shard[0]))
		go func() {
			for range p.received { // heartbeats
				_ = p.ws.WriteJSON(payload{Op: opHeartbeatACK})
			}
		}()
	}
	return peers, times
}

// As many shards as Discord advises identify in the windows of its max_concurrency.
func TestShardsIdentify(t *testing.T) {
	for _, concurrency := range []int{16, 4, 1} {
		inWorld(t, func(w *world) {
			w.advise(16, 1000)
			w.limit.MaxConcurrency = concurrency
			var planned []int
			cfg := w.config()
			cfg.Plan = func(n int) { planned = append(planned, n) }
			w.start(RunAll, cfg)
			_, got := w.introduced(16, 16)
			var want []time.Duration
			for i := range 16 {
				want = append(want, time.Duration(i/concurrency)*window)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("max_concurrency %d: %s", concurrency, diff)
			}
			w.stop()
			if !slices.Equal(planned, []int{16}) {
				t.Errorf("planned %v", planned)
			}
		})
	}
}

// One shard is advised: there is one connection, and Discord is asked once.
func TestOneShard(t *testing.T) {
	inWorld(t, func(w *world) {
		w.start(RunAll, w.config())
		w.introduced(1, 1)
		w.stop()
		if w.asked != 1 {
			t.Errorf("asked %d times", w.asked)
		}
	})
}

// A shard that is cut off resumes by itself, and misses nothing; the others go on.
func TestShardDrops(t *testing.T) {
	inWorld(t, func(w *world) {
		w.advise(16, 1000)
		w.limit.MaxConcurrency = 16
		w.start(RunAll, w.config())
		peers, _ := w.introduced(16, 16)
		_ = peers[5].ws.Close()
		back := w.accept()
		if got := back.expect(opResume); got != `{"seq":1,"session_id":"session 5","token":"token"}` {
			t.Errorf("resumes with %s", got)
		}
		back.seq = peers[5].seq
		for shard, p := range peers { // while one is not back yet
			if shard != 5 {
				p.event("INTERACTION_CREATE", map[string]any{"id": fmt.Sprint(shard)})
			}
		}
		synctest.Wait()
		if n := w.interactions(); len(n) != 15 {
			t.Errorf("%d interactions of the others", len(n))
		}
		back.event("INTERACTION_CREATE", map[string]any{"id": "5"})
		back.event("RESUMED", nil)
		synctest.Wait()
		ids := w.interactions()
		slices.Sort(ids)
		if len(ids) != 16 || len(slices.Compact(ids)) != 16 {
			t.Errorf("interactions %v", ids)
		}
		if w.asked != 16 {
			t.Errorf("asked where to connect %d times", w.asked)
		}
	})
}

// interactions are the ids of those dispatched.
func (w *world) interactions() (ids []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.events {
		var in struct{ ID string }
		if e.Type == "INTERACTION_CREATE" && json.Unmarshal(e.RawData, &in) == nil {
			ids = append(ids, in.ID)
		}
	}
	return ids
}

// When one shard is told that there are too few, all begin anew with more.
func TestMoreShards(t *testing.T) {
	inWorld(t, func(w *world) {
		w.advise(2, 1000)
		w.limit.MaxConcurrency = 16
		w.start(RunAll, w.config())
		peers, _ := w.introduced(2, 2)
		w.advise(4, 998)
		peers[1].close(closeShardingRequired)
		if code := peers[0].hangUp(); code != closeGone {
			t.Errorf("the other shard went with %d", code)
		}
		peers, times := w.introduced(4, 4)
		if diff := cmp.Diff([]time.Duration{0, 0, window, window}, sorted(times)); diff != "" {
			t.Errorf("identified in the window of those before: %s", diff)
		}
		peers[3].close(closeShardingRequired) // and the advice stays
		var final *FinalError
		if err := w.over(); !errors.As(err, &final) || final.Code != closeShardingRequired {
			t.Errorf("RunAll: %v", err)
		}
	})
}

func sorted(d []time.Duration) []time.Duration {
	slices.Sort(d)
	return d
}

// With fewer identifies left than shards, the last wait for the day to be over.
func TestShardsOnTheLastIdentifies(t *testing.T) {
	inWorld(t, func(w *world) {
		w.advise(16, 10)
		w.limit.MaxConcurrency, w.limit.ResetAfter = 16, 3600_000
		w.start(RunAll, w.config())
		_, times := w.introduced(10, 16)
		if times[9] > time.Minute {
			t.Errorf("ten are left, and the tenth came after %v", times[9])
		}
		time.Sleep(30 * time.Minute)
		w.advise(16, 1000)
		if _, times = w.introduced(6, 16); times[0] < 29*time.Minute {
			t.Errorf("half an hour before the day was over, the eleventh came after %v", times[0])
		}
	})
}

// What Discord says to one shard and is final is so for all.
func TestShardsEnd(t *testing.T) {
	inWorld(t, func(w *world) {
		w.advise(3, 1000)
		w.limit.MaxConcurrency = 16
		w.start(RunAll, w.config())
		peers, _ := w.introduced(3, 3)
		peers[1].close(closeBadToken)
		var final *FinalError
		if err := w.over(); !errors.As(err, &final) || final.Code != closeBadToken {
			t.Errorf("RunAll: %v", err)
		}
	})
}
