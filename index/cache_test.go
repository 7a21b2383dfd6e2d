package index

import (
	"errors"
	"sync"
	"testing"
)

func TestCache(t *testing.T) {
	c := newCache[string, int](10)
	reads := 0
	get := func(key string, cost int) {
		t.Helper()
		v, err := c.get(key, func() (int, int, error) { reads++; return len(key), cost, nil })
		if v != len(key) || err != nil {
			t.Errorf("get %q = %d, %v", key, v, err)
		}
		if c.used > c.budget {
			t.Errorf("%d kept, over the budget", c.used)
		}
	}
	for i, step := range []struct {
		key   string
		cost  int
		reads int
	}{
		{"a", 4, 1},
		{"bb", 4, 2},
		{"a", 4, 2},
		{"ccc", 4, 3}, // bb, the longest unasked, makes room
		{"a", 4, 3},
		{"bb", 4, 4},
		{"huge", 11, 5}, // isn't kept, and drives nothing out
		{"huge", 11, 6},
		{"a", 4, 6},
	} {
		if get(step.key, step.cost); reads != step.reads {
			t.Errorf("step %d, %q: %d reads, want %d", i, step.key, reads, step.reads)
		}
	}
	failed := errors.New("unreadable")
	for range 2 {
		if _, err := c.get("d", func() (int, int, error) { reads++; return 0, 1, failed }); !errors.Is(err, failed) {
			t.Errorf("get = %v", err)
		}
	}
	if reads != 8 {
		t.Errorf("%d reads: a failure was remembered", reads)
	}
}

func TestCacheAtOnce(t *testing.T) {
	c := newCache[int, int](20)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for i := range 1000 {
				key := i * 7 % 31
				if v, err := c.get(key, func() (int, int, error) { return -key, 1 + key%3, nil }); v != -key || err != nil {
					t.Errorf("get %d = %d, %v", key, v, err)
				}
			}
		})
	}
	all.Wait()
	sum := 0
	for e := c.recent.Front(); e != nil; e = e.Next() {
		sum += e.Value.(*cached[int, int]).cost
	}
	if sum != c.used || sum > 20 || len(c.entries) != c.recent.Len() {
		t.Errorf("costs of %d, counted as %d, in %d and %d entries", sum, c.used, len(c.entries), c.recent.Len())
	}
}
