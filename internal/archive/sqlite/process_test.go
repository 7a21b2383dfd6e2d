package sqlite

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"cuttings/internal/archive"
)

// A process is killed while it puts, twenty times. What it had acknowledged is
// there, each batch is there whole or not at all, and the archive is sound.
func TestKilledWhilePutting(t *testing.T) {
	path := newPath(t)
	var acknowledged []string
	for kill := range 20 {
		cmd, out := start(t, path, fmt.Sprint("child", kill))
		for lines := 1 + rand.IntN(40); lines > 0 && out.Scan(); lines-- {
			acknowledged = append(acknowledged, strings.TrimSuffix(out.Text(), " added"))
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for out.Scan() { // what it said before it died
			acknowledged = append(acknowledged, strings.TrimSuffix(out.Text(), " added"))
		}
		_ = cmd.Wait() // it was killed
		s := opened(t, path)
		held := map[string]int{} // articles by batch
		changes, err := s.Changes(t.Context(), 0, 1_000_000)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, c := range changes {
			ids[c.ID] = true
			held[c.ID[:strings.LastIndexByte(c.ID, '/')]]++
		}
		for _, id := range acknowledged {
			if !ids[id] {
				t.Errorf("kill %d: %s was acknowledged and is lost", kill, id)
			}
		}
		for name, n := range held {
			if n != batch {
				t.Errorf("kill %d: %d articles of %s are there, of %d", kill, n, name, batch)
			}
		}
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("kill %d: %v", kill, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if len(acknowledged) < 20 {
		t.Errorf("only %d articles were acknowledged: the children don't write", len(acknowledged))
	}
}

// Three processes put the same articles at once: each is added once.
func TestProcessesAtOnce(t *testing.T) {
	path := newPath(t)
	s := opened(t, path)
	added := map[string]int{}
	var lock sync.Mutex
	var all sync.WaitGroup
	for range 3 {
		cmd, out := start(t, path, "shared")
		all.Go(func() {
			for out.Scan() {
				id, status, _ := strings.Cut(out.Text(), " ")
				lock.Lock()
				if status == string(archive.Added) {
					added[id]++
				}
				lock.Unlock()
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("a child failed: %v", err)
			}
		})
	}
	all.Wait()
	for id, n := range added {
		if n != 1 {
			t.Errorf("%s was added %d times", id, n)
		}
	}
	if got := articles(t, s); len(added) != 40*batch || got != len(added) {
		t.Errorf("%d articles were added and %d are held, want %d", len(added), got, 40*batch)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// Eight open a file that isn't there yet: they make one archive.
func TestMadeByEight(t *testing.T) {
	path := newPath(t)
	var ids [8]string
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() {
			s, err := Open(t.Context(), path)
			if err != nil {
				t.Error(err)
				return
			}
			ids[i], err = s.ID(t.Context())
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if err != nil || len(ids[i]) < 26 || ids[i] != opened(t, path).mustID(t) {
				t.Errorf("ID %q, %v", ids[i], err)
			}
		})
	}
	all.Wait()
	if opened(t, newPath(t)).mustID(t) == ids[0] {
		t.Error("two archives have one ID")
	}
}

func (s *Store) mustID(t *testing.T) string {
	t.Helper()
	id, err := s.ID(t.Context())
	if err != nil {
		t.Error(err)
	}
	return id
}
