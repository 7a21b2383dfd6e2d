package index

import (
	"container/list"
	"sync"
)

// cache remembers what was read from segments, which never change, and forgets
// what was not asked for longest. It is safe for concurrent use.
type cache[K comparable, V any] struct {
	budget int // the sum of the costs that may be kept

	mu      sync.Mutex // guards the rest
	used    int
	entries map[K]*list.Element
	recent  list.List // of *cached[K, V], the latest used first
}

type cached[K comparable, V any] struct {
	key   K
	value V
	cost  int
}

func newCache[K comparable, V any](budget int) *cache[K, V] {
	return &cache[K, V]{budget: budget, entries: map[K]*list.Element{}}
}

// get returns the value of a key, and reads it when it isn't known; read
// returns the value and its cost. Two that ask for one key at once may both read
// it. Nobody may change a value.
func (c *cache[K, V]) get(key K, read func() (V, int, error)) (V, error) {
	if v, ok := c.known(key); ok {
		return v, nil
	}
	v, cost, err := read()
	if err == nil && cost <= c.budget {
		c.keep(&cached[K, V]{key, v, cost})
	}
	return v, err
}

func (c *cache[K, V]) known(key K) (v V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok {
		return v, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cached[K, V]).value, true
}

func (c *cache[K, V]) keep(one *cached[K, V]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.entries[one.key]; ok {
		return
	}
	c.entries[one.key] = c.recent.PushFront(one)
	c.used += one.cost
	for c.used > c.budget {
		oldest := c.recent.Remove(c.recent.Back()).(*cached[K, V])
		delete(c.entries, oldest.key)
		c.used -= oldest.cost
	}
}
