package gateway

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Whoever watches is told of each step, and how long a heartbeat took.
func TestWatch(t *testing.T) {
	inWorld(t, func(w *world) {
		var mu sync.Mutex
		var steps []Step
		var took time.Duration
		cfg := w.config()
		cfg.Watch = func(shard int, step Step, d time.Duration) {
			mu.Lock()
			defer mu.Unlock()
			if shard != 0 || d != 0 && step != Beat {
				t.Errorf("%d %s %v", shard, step, d)
			}
			steps, took = append(steps, step), took+d
		}
		w.refuse = func(string) bool {
			mu.Lock()
			defer mu.Unlock()
			return len(steps) == 1 // the first dial
		}
		w.run(cfg)
		p := w.identified()
		p.expect(opHeartbeat)
		time.Sleep(70 * time.Millisecond)
		p.op(opHeartbeatACK, nil)
		synctest.Wait()
		_ = p.ws.Close()
		p = w.accept()
		p.expect(opResume)
		p.seq = 1
		p.event("RESUMED", nil)
		synctest.Wait()
		w.stop()
		want := []Step{Connect, Disconnect, Connect, Identify, Ready, Beat, Disconnect, Connect, Resume, Resumed, Disconnect}
		if !slices.Equal(steps, want) || took != 70*time.Millisecond {
			t.Errorf("told %q and %v, want %q", steps, took, want)
		}
	})
}
