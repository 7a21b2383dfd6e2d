package storetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
)

// modelTests: what the store does, beside the contract written as a map.
var modelTests = map[string]func(*testing.T, Open){
	"the store does as the model does": likeTheModel,
}

// model is an archive in the fewest words.
type model struct {
	entries map[string]*entry
	seq     int64
}

type entry struct {
	number   int64
	seq      int64
	versions []*archive.Article // nil at those that went with a removal
	held     bool
	reason   string
}

func (m *model) put(a archive.Article) archive.Receipt {
	e := m.entries[a.ID]
	for id, other := range m.entries {
		if id != a.ID && other.held && a.Address != "" && other.newest().Address == a.Address {
			return archive.Receipt{ID: a.ID, Status: archive.Refused}
		}
	}
	switch {
	case a.Text == "":
		return archive.Receipt{ID: a.ID, Status: archive.Refused}
	case e == nil:
		e = &entry{number: int64(len(m.entries) + 1)}
		m.entries[a.ID] = e
	case e.held && *e.newest() == a:
		return archive.Receipt{ID: a.ID, Number: e.number, Version: len(e.versions), Status: archive.Unchanged}
	}
	status := archive.Changed
	if !e.held {
		status = archive.Added
	}
	m.seq++
	e.seq, e.held, e.reason = m.seq, true, ""
	e.versions = append(e.versions, &a)
	return archive.Receipt{ID: a.ID, Number: e.number, Version: len(e.versions), Status: status}
}

func (e *entry) newest() *archive.Article { return e.versions[len(e.versions)-1] }

func (m *model) remove(id, reason string) error {
	e := m.entries[id]
	if e == nil {
		return archive.ErrNotFound
	}
	if !e.held {
		return archive.ErrRemoved
	}
	m.seq++
	e.seq, e.held, e.reason = m.seq, false, reason
	clear(e.versions)
	return nil
}

// likeTheModel goes on with one archive and one model from draw to draw, so that
// the archive gets a history.
func likeTheModel(t *testing.T, open Open) {
	handles := []archive.Store{open.handle(t), open.handle(t)}
	m := &model{entries: map[string]*entry{}}
	ids := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"})
	articles := rapid.Custom(func(rt *rapid.T) archive.Article {
		return archive.Article{
			ID:      ids.Draw(rt, "ID"),
			Address: rapid.SampledFrom([]string{"", "", "x", "y", "z"}).Draw(rt, "address"),
			Text:    rapid.SampledFrom([]string{"", "one", "two"}).Draw(rt, "text"),
			Outlet:  rapid.SampledFrom([]string{"", "Mail"}).Draw(rt, "outlet"),
		}
	})
	rapid.Check(t, func(rt *rapid.T) {
		s := handles[rapid.IntRange(0, 1).Draw(rt, "handle")]
		if rapid.IntRange(0, 3).Draw(rt, "what") == 0 {
			id := ids.Draw(rt, "removed")
			reason := fmt.Sprint("at ", m.seq)
			if got, want := s.Remove(t.Context(), id, reason), m.remove(id, reason); !errors.Is(got, want) || (got == nil) != (want == nil) {
				rt.Fatalf("Remove of %s: %v, want %v", id, got, want)
			}
		} else {
			batch := rapid.SliceOfN(articles, 1, 4).Draw(rt, "articles")
			for i, got := range put(t, s, batch...) {
				got.Reason = ""
				if diff := cmp.Diff(m.put(batch[i]), got); diff != "" {
					rt.Fatalf("receipt of %+v (-want +got):\n%s", batch[i], diff)
				}
			}
		}
		m.compare(t, s)
	})
	sound(t, handles[0])
}

// compare looks at everything that the model knows.
func (m *model) compare(t *testing.T, s archive.Store) {
	t.Helper()
	if n := seq(t, s); n != m.seq {
		t.Fatalf("Seq is %d, want %d", n, m.seq)
	}
	held := 0
	latest := map[string]archive.Change{}
	for _, c := range changes(t, s, 0, 100) {
		latest[c.ID] = c
	}
	for id, e := range m.entries {
		c := latest[id]
		if c.Seq != e.seq || c.Number != e.number || (c.Current != nil) != e.held {
			t.Fatalf("the change of %s is %+v, want %+v", id, c, e)
		}
		reason, gone, err := s.Removal(t.Context(), id)
		if reason != e.reason || gone == e.held || err != nil {
			t.Fatalf("Removal of %s: %q, %v, %v; want %+v", id, reason, gone, err, e)
		}
		if e.held {
			held++
			equal(t, id, capture(*e.newest(), e.number, len(e.versions)), current(t, s, id))
			equal(t, id, current(t, s, id), *c.Current)
		}
		m.compareOldest(t, s, e)
	}
	if got := coverage(t, s, archive.Filter{}).Articles; got != held || len(latest) != len(m.entries) {
		t.Fatalf("%d articles are counted and %d changed, want %d and %d", got, len(latest), held, len(m.entries))
	}
}

func (m *model) compareOldest(t *testing.T, s archive.Store, e *entry) {
	t.Helper()
	v, err := s.Cutting(t.Context(), e.number, 1)
	if e.versions[0] == nil {
		if !errors.Is(err, archive.ErrRemoved) {
			t.Fatalf("the first version of cutting %d: %v", e.number, err)
		}
		return
	}
	equal(t, "first version", capture(*e.versions[0], e.number, 1), must(t, "Cutting", v, err))
}
