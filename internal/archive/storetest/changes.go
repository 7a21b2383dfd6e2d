package storetest

import (
	"fmt"
	"testing"

	"cuttings/internal/archive"
)

// changesTests: the growing sequence that indexes follow.
var changesTests = map[string]func(*testing.T, Open){
	"changes come in order":              changesInOrder,
	"changes can be read page by page":   changesByPage,
	"nothing is missed while others put": changesWhileWriting,
}

func changesInOrder(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"), article("c"))
	newer := article("a")
	newer.Text = "Newer words."
	put(t, s, newer)
	remove(t, s, "b", "")
	a, c := capture(newer, 1, 2), capture(article("c"), 3, 1)
	want := []archive.Change{
		{Seq: 3, ID: "c", Number: 3, Current: &c},
		{Seq: 4, ID: "a", Number: 1, Current: &a},
		{Seq: 5, ID: "b", Number: 2},
	}
	equal(t, "all", want, changes(t, s, 0, 10))
	equal(t, "from below", want, changes(t, s, -7, 3))
	equal(t, "two", want[:2], changes(t, s, 0, 2))
	equal(t, "after the third", want[1:], changes(t, s, 3, 10))
	for _, tt := range []struct {
		after int64
		limit int
	}{{5, 10}, {99, 10}, {0, 0}, {0, -1}} {
		if got := changes(t, s, tt.after, tt.limit); got == nil || len(got) != 0 {
			t.Errorf("Changes(%d, %d) = %#v, want an empty slice", tt.after, tt.limit, got)
		}
	}
	put(t, s, article("b"))
	b := capture(article("b"), 2, 2)
	equal(t, "the removed one is back", []archive.Change{{Seq: 6, ID: "b", Number: 2, Current: &b}}, changes(t, s, 5, 10))
}

func changesByPage(t *testing.T, open Open) {
	s := open.handle(t)
	var articles []archive.Article
	for i := range 25 {
		articles = append(articles, article(fmt.Sprint("a", i)))
	}
	put(t, s, articles...)
	for _, limit := range []int{1, 7, 25, 26} {
		var seen []string
		var last int64
		for page := changes(t, s, 0, limit); len(page) > 0; page = changes(t, s, last, limit) {
			for _, c := range page {
				if c.Seq <= last {
					t.Fatalf("%d comes after %d", c.Seq, last)
				}
				last = c.Seq
				seen = append(seen, c.ID)
			}
		}
		if len(seen) != 25 || last != seq(t, s) {
			t.Errorf("with pages of %d: %d changes up to %d", limit, len(seen), last)
		}
	}
}

// A follower reads small pages while another handle adds, changes and removes,
// and must end with exactly what the archive holds.
func changesWhileWriting(t *testing.T, open Open) {
	reader, writer := open.handle(t), open.handle(t)
	done := make(chan error, 1)
	go func() { done <- write(t, writer) }()
	held := map[string]archive.Version{}
	var last int64
	for writing := true; ; {
		page := changes(t, reader, last, 3)
		for _, c := range page {
			if c.Seq <= last {
				t.Fatalf("%d comes after %d", c.Seq, last)
			}
			last = c.Seq
			delete(held, c.ID)
			if c.Current != nil {
				held[c.ID] = *c.Current
			}
		}
		if len(page) > 0 {
			continue
		}
		if !writing {
			break
		}
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			writing = false
		default:
		}
	}
	for i := range 10 {
		id := fmt.Sprint("a", i)
		v, wantHeld := held[id]
		if i%2 == 1 {
			if wantHeld {
				t.Errorf("%s was removed, and the follower still has it", id)
			}
			continue
		}
		equal(t, id, current(t, reader, id), v)
	}
	if want := seq(t, reader); last != want {
		t.Errorf("the follower stands at %d, the archive at %d", last, want)
	}
}

// write puts ten articles three times each, and removes every other one.
func write(t *testing.T, s archive.Store) error {
	for round := range 3 {
		for i := range 10 {
			a := article(fmt.Sprint("a", i))
			a.Text = fmt.Sprint("Words of round ", round)
			if _, err := s.Put(t.Context(), a); err != nil {
				return err
			}
		}
	}
	for i := 1; i < 10; i += 2 {
		if err := s.Remove(t.Context(), fmt.Sprint("a", i), ""); err != nil {
			return err
		}
	}
	return nil
}
