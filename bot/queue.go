package bot

import (
	"context"
	"slices"
	"sync"

	"cuttings/internal/desk"
)

// queue lets so many requests be worked on at once, and has the others wait: in
// turn by the place that they come from, in each in order. So whoever comes from a
// place where nobody waits is next, however many wait from another; and of four hands
// or more one place alone never has all: what takes long there leaves some to the others.
// It is safe for concurrent use.
type queue struct {
	hands int // requests worked on at once
	most  int // of those, from one place
	room  int // requests that may wait

	mu      sync.Mutex
	busy    map[string]int // how many are worked on, by place
	taken   int            // of all places together
	lines   map[string][]*ticket
	order   []string // the places with somebody waiting, the next first
	waiting int
}

// ticket is one request that waits.
type ticket struct{ called chan error } // nil when it is its turn; errBusy when it is turned away

func newQueue(hands, room int) *queue {
	return &queue{
		hands: hands, most: hands - hands/4, room: room,
		busy: map[string]int{}, lines: map[string][]*ticket{},
	}
}

// placeOf is where a request comes from, as the queue takes turns: a server or,
// outside of one that has the bot, whoever asks.
func placeOf(who desk.Asker) string {
	if who.Server != "" {
		return who.Server
	}
	return "@" + who.User
}

// enter waits for its turn; leave must follow. Where nobody else may wait, the one
// who came last from the place from which most do is turned away with errBusy, the
// newcomer too. When ctx ends first, it is its error.
func (q *queue) enter(ctx context.Context, place string) error {
	q.mu.Lock()
	if q.taken < q.hands && q.busy[place] < q.most {
		q.take(place)
		q.mu.Unlock()
		return nil
	}
	if q.waiting >= q.room && !q.makeRoom(place) {
		q.mu.Unlock()
		return errBusy
	}
	t := &ticket{called: make(chan error, 1)}
	if len(q.lines[place]) == 0 {
		q.order = append(q.order, place)
	}
	q.lines[place] = append(q.lines[place], t)
	q.waiting++
	q.mu.Unlock()
	select {
	case err := <-t.called:
		return err
	case <-ctx.Done():
		q.giveUp(place, t)
		return ctx.Err()
	}
}

// leave ends a request's work.
func (q *queue) leave(place string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.end(place)
}

// take begins a request's work. The lock is held, here and below.
func (q *queue) take(place string) {
	q.taken++
	q.busy[place]++
}

func (q *queue) end(place string) {
	q.taken--
	if q.busy[place]--; q.busy[place] == 0 {
		delete(q.busy, place)
	}
	q.call()
}

// call lets those begin whose turn it is.
func (q *queue) call() {
	for q.taken < q.hands {
		i := slices.IndexFunc(q.order, func(place string) bool { return q.busy[place] < q.most })
		if i < 0 {
			return
		}
		place := q.order[i]
		t := q.lines[place][0]
		q.remove(place, 0)
		if at := slices.Index(q.order, place); at >= 0 { // the other places come first
			q.order = append(slices.Delete(q.order, at, at+1), place)
		}
		q.take(place)
		t.called <- nil
	}
}

// remove takes a request out of its place's line.
func (q *queue) remove(place string, i int) {
	q.lines[place] = slices.Delete(q.lines[place], i, i+1)
	q.waiting--
	if len(q.lines[place]) == 0 {
		delete(q.lines, place)
		q.order = slices.DeleteFunc(q.order, func(p string) bool { return p == place })
	}
}

// makeRoom turns away the last of the longest line for a newcomer from a place, and
// reports whether it did: not where that place's own would then be the longest.
func (q *queue) makeRoom(place string) bool {
	longest := ""
	for _, p := range q.order {
		if longest == "" || len(q.lines[p]) > len(q.lines[longest]) {
			longest = p
		}
	}
	last := len(q.lines[longest]) - 1
	if last <= len(q.lines[place]) {
		return false
	}
	q.lines[longest][last].called <- errBusy
	q.remove(longest, last)
	return true
}

// giveUp ends a request's waiting.
func (q *queue) giveUp(place string, t *ticket) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if i := slices.Index(q.lines[place], t); i >= 0 {
		q.remove(place, i)
		return
	}
	if err := <-t.called; err == nil { // it was called just now
		q.end(place)
	}
}
