package storetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"cuttings/internal/archive"
)

// storyTests: where articles stand among the stories.
var storyTests = map[string]func(*testing.T, Open){
	"nothing is placed at first":              unplaced,
	"placements are kept and replaced":        placements,
	"of two that place at once one succeeds":  placedOnce,
	"a removal takes an article's place away": placeOfRemoved,
	"other rules forget what was placed":      placedAnew,
}

func unplaced(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	put(t, s, article("a"))
	if at, err := s.Placed(ctx); at != (archive.Placed{}) || err != nil {
		t.Errorf("Placed: %+v, %v", at, err)
	}
	for name, list := range map[string]func() ([]archive.Placement, error){
		"Placements":         func() ([]archive.Placement, error) { return s.Placements(ctx, 1, 2) },
		"Placements of none": func() ([]archive.Placement, error) { return s.Placements(ctx) },
		"Story":              func() ([]archive.Placement, error) { return s.Story(ctx, 1) },
		"Stories":            func() ([]archive.Placement, error) { return s.Stories(ctx, 0, 10) },
	} {
		got, err := list()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		equal(t, name, []archive.Placement{}, got)
	}
}

// place moves Placed on by one change and fails t when it can't.
func place(t *testing.T, s archive.Store, list ...archive.Placement) archive.Placed {
	t.Helper()
	before, err := s.Placed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	after := archive.Placed{Rules: max(before.Rules, 1), Seq: before.Seq + 1, Stories: before.Stories + 1}
	if done, err := s.Place(t.Context(), before, after, list...); !done || err != nil {
		t.Fatalf("Place: %v, %v", done, err)
	}
	return after
}

func placements(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	put(t, s, article("a"), article("b"), article("c"))
	place(t, s, archive.Placement{Number: 1, Story: 1}, archive.Placement{Number: 2, Story: 2}, archive.Placement{Number: 9, Story: 2})
	want := place(t, s, archive.Placement{Number: 3, Story: 1, ReprintOf: 2}, archive.Placement{Number: 2, Story: 1})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open.handle(t)
	if at, err := s.Placed(ctx); at != want || err != nil {
		t.Errorf("Placed: %+v, %v; want %+v", at, err, want)
	}
	all := []archive.Placement{{Number: 1, Story: 1}, {Number: 2, Story: 1}, {Number: 3, Story: 1, ReprintOf: 2}}
	got, err := s.Placements(ctx, 3, 1, 3, 2, 9)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "Placements", all, got)
	if got, err = s.Story(ctx, 1); err != nil {
		t.Fatal(err)
	}
	equal(t, "Story 1", all, got)
	place(t, s, archive.Placement{Number: 1, Story: 3})
	if got, err = s.Stories(ctx, 0, 1); err != nil {
		t.Fatal(err)
	}
	equal(t, "the first of the Stories", all[1:], got)
	if got, err = s.Stories(ctx, 1, 5); err != nil {
		t.Fatal(err)
	}
	equal(t, "the Stories after it", []archive.Placement{{Number: 1, Story: 3}}, got)
}

func placedOnce(t *testing.T, open Open) {
	put(t, open.handle(t), article("a"))
	var won atomic.Int32
	var all sync.WaitGroup
	for i := range int64(8) {
		s := open.handle(t)
		all.Go(func() {
			done, err := s.Place(t.Context(), archive.Placed{}, archive.Placed{Rules: 1, Seq: 1, Stories: i + 1},
				archive.Placement{Number: 1, Story: i + 1})
			if err != nil {
				t.Error(err)
			}
			if done {
				won.Add(1)
			}
		})
	}
	all.Wait()
	if won.Load() != 1 {
		t.Errorf("%d of 8 placed the article", won.Load())
	}
}

func placeOfRemoved(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	put(t, s, article("a"), article("b"))
	place(t, s, archive.Placement{Number: 1, Story: 1}, archive.Placement{Number: 2, Story: 1})
	remove(t, s, "a", "")
	place(t, s, archive.Placement{Number: 1, Story: 1}) // by somebody who hadn't heard of it
	got, err := s.Story(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "Story", []archive.Placement{{Number: 2, Story: 1}}, got)
	sound(t, s)
}

func placedAnew(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	put(t, s, article("a"), article("b"))
	before := place(t, s, archive.Placement{Number: 1, Story: 1}, archive.Placement{Number: 2, Story: 1})
	after := archive.Placed{Rules: 2, Seq: 1, Stories: before.Stories + 1}
	if done, err := s.Place(ctx, before, after, archive.Placement{Number: 1, Story: after.Stories}); !done || err != nil {
		t.Fatalf("Place: %v, %v", done, err)
	}
	got, err := s.Stories(ctx, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "Stories", []archive.Placement{{Number: 1, Story: after.Stories}}, got)
	if done, err := s.Place(ctx, before, after); done || err != nil {
		t.Errorf("Place from where it was before: %v, %v", done, err)
	}
}
