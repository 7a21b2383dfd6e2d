package storetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"cuttings/internal/archive"
)

// concurrentTests: many callers, on two handles.
var concurrentTests = map[string]func(*testing.T, Open){
	"eight callers, one Added":             oneAdded,
	"eight callers, one removes":           oneRemoves,
	"numbers are given once":               numbersOnce,
	"one address, eight callers, one wins": oneAddress,
}

// eight runs f for 0 to 7 at once, on two handles in turn.
func eight(t *testing.T, open Open, f func(i int, s archive.Store) error) archive.Store {
	t.Helper()
	handles := []archive.Store{open.handle(t), open.handle(t)}
	start := make(chan struct{})
	errs := make([]error, 8)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			<-start
			errs[i] = f(i, handles[i%2])
		})
	}
	close(start)
	all.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("caller %d: %v", i, err)
		}
	}
	return handles[0]
}

func oneAdded(t *testing.T, open Open) {
	var got [8][]archive.Receipt
	s := eight(t, open, func(i int, s archive.Store) (err error) {
		other := article("other")
		other.Text = fmt.Sprint("Words of ", i%2)
		got[i], err = s.Put(t.Context(), article("same"), other)
		return err
	})
	same, other := map[archive.Status]int{}, map[archive.Status]int{}
	for _, receipts := range got {
		same[receipts[0].Status]++
		other[receipts[1].Status]++
	}
	equal(t, "one article", map[archive.Status]int{archive.Added: 1, archive.Unchanged: 7}, same)
	if other[archive.Added] != 1 || other[archive.Refused] != 0 || other[archive.Changed] == 0 {
		t.Errorf("two texts under one ID: %v", other)
	}
	if want := 1 + other[archive.Changed]; current(t, s, "other").Version != want || seq(t, s) != int64(want+1) {
		t.Errorf("version %d and Seq %d, want %d and %d", current(t, s, "other").Version, seq(t, s), want, want+1)
	}
	sound(t, s)
}

func oneRemoves(t *testing.T, open Open) {
	put(t, open.handle(t), article("a"))
	var reasons [8]error
	s := eight(t, open, func(i int, s archive.Store) error {
		reasons[i] = s.Remove(t.Context(), "a", fmt.Sprint("reason ", i))
		return nil
	})
	var won []int
	for i, err := range reasons {
		if err == nil {
			won = append(won, i)
		}
	}
	reason, gone, err := s.Removal(t.Context(), "a")
	if len(won) != 1 || !gone || err != nil || reason != fmt.Sprint("reason ", won[0]) || seq(t, s) != 2 {
		t.Errorf("callers %v removed it; %q, %v, %v, Seq %d", won, reason, gone, err, seq(t, s))
	}
}

func numbersOnce(t *testing.T, open Open) {
	var got [8][]archive.Receipt
	s := eight(t, open, func(i int, s archive.Store) error {
		for j := range 5 {
			receipts, err := s.Put(t.Context(), article(fmt.Sprint(i, "/", j)), archive.Article{ID: "refused"})
			if err != nil {
				return err
			}
			got[i] = append(got[i], receipts[0])
		}
		return nil
	})
	var numbers, want []int64
	for _, r := range slices.Concat(got[:]...) {
		numbers = append(numbers, r.Number)
		v, err := s.Cutting(t.Context(), r.Number, 0)
		if must(t, "Cutting", v, err).ID != r.ID {
			t.Errorf("cutting %d is %s, its receipt says %s", r.Number, v.ID, r.ID)
		}
		want = append(want, int64(len(want)+1))
	}
	slices.Sort(numbers)
	equal(t, "numbers", want, numbers)
	if n := seq(t, s); n != 40 || len(changes(t, s, 0, 100)) != 40 {
		t.Errorf("Seq is %d with %d changes", n, len(changes(t, s, 0, 100)))
	}
	sound(t, s)
}

func oneAddress(t *testing.T, open Open) {
	var got [8]archive.Receipt
	s := eight(t, open, func(i int, s archive.Store) error {
		a := article(fmt.Sprint(i))
		a.Address = full().Address
		receipts, err := s.Put(t.Context(), a)
		if err == nil {
			got[i] = receipts[0]
		}
		return err
	})
	statuses := map[archive.Status]int{}
	for _, r := range got {
		statuses[r.Status]++
	}
	equal(t, "statuses", map[archive.Status]int{archive.Added: 1, archive.Refused: 7}, statuses)
	if got := coverage(t, s, archive.Filter{}).Articles; got != 1 {
		t.Errorf("%d articles are held", got)
	}
}
