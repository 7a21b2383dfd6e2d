package storetest

import (
	"errors"
	"testing"

	"cuttings/internal/archive"
)

// removeTests: an article is taken out, and may come back.
var removeTests = map[string]func(*testing.T, Open){
	"a removed article is gone":      removed,
	"a number is never given again":  numberStays,
	"a removed article can be added": readded,
}

func removed(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	second := full()
	second.Text = "Seven hundred."
	put(t, s, full(), second, article("b"))
	before := seq(t, s)
	remove(t, s, "full", "the court says so")
	if n := seq(t, s); n != before+1 {
		t.Errorf("Seq went from %d to %d", before, n)
	}
	if v, err := s.Current(ctx, "full"); !errors.Is(err, archive.ErrRemoved) || v != (archive.Version{}) {
		t.Errorf("Current: %+v, %v", v, err)
	}
	for _, version := range []int{0, 1, 2} {
		if v, err := s.Cutting(ctx, 1, version); !errors.Is(err, archive.ErrRemoved) || v != (archive.Version{}) {
			t.Errorf("version %d: %+v, %v", version, v, err)
		}
	}
	if reason, gone, err := s.Removal(ctx, "full"); reason != "the court says so" || !gone || err != nil {
		t.Errorf("Removal: %q, %v, %v", reason, gone, err)
	}
	if reason, gone, err := s.Removal(ctx, "b"); reason != "" || gone || err != nil {
		t.Errorf("Removal of what is held: %q, %v, %v", reason, gone, err)
	}
	equal(t, "Changes", []archive.Change{{Seq: before + 1, ID: "full", Number: 1}}, changes(t, s, before, 10))
	equal(t, "Coverage", archive.Coverage{
		Articles: 1, Undated: 1, Updated: stored, Outlets: []archive.OutletCount{{Articles: 1}},
	}, coverage(t, s, archive.Filter{}))
	if err := s.Remove(ctx, "full", "another reason"); !errors.Is(err, archive.ErrRemoved) {
		t.Errorf("the second Remove: %v", err)
	}
	if reason, _, err := s.Removal(ctx, "full"); reason != "the court says so" || err != nil || seq(t, s) != before+1 {
		t.Errorf("after the second Remove: %q, %v, Seq %d", reason, err, seq(t, s))
	}
	sound(t, s)
}

func numberStays(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"))
	remove(t, s, "b", "") // the latest number
	if r := put(t, s, article("c"))[0]; r.Number != 3 {
		t.Errorf("the next number is %d, want 3", r.Number)
	}
	if reason, gone, err := s.Removal(t.Context(), "b"); reason != "" || !gone || err != nil {
		t.Errorf("a removal without a reason: %q, %v, %v", reason, gone, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := open.handle(t)
	remove(t, again, "c", "")
	remove(t, again, "a", "")
	if r := put(t, again, article("d"))[0]; r.Number != 4 {
		t.Errorf("the next number is %d, want 4", r.Number)
	}
	if n := seq(t, again); n != 7 {
		t.Errorf("Seq is %d, want 7", n)
	}
}

func readded(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	second := full()
	second.Text = "Seven hundred."
	put(t, s, full(), second)
	remove(t, s, "full", "a mistake")
	before := seq(t, s)
	equal(t, "receipt", archive.Receipt{ID: "full", Number: 1, Version: 3, Status: archive.Added}, put(t, s, second)[0])
	equal(t, "Current", capture(second, 1, 3), current(t, s, "full"))
	if n := seq(t, s); n != before+1 {
		t.Errorf("Seq went from %d to %d", before, n)
	}
	if reason, gone, err := s.Removal(ctx, "full"); reason != "" || gone || err != nil {
		t.Errorf("Removal: %q, %v, %v", reason, gone, err)
	}
	for version, want := range map[int]error{1: archive.ErrRemoved, 2: archive.ErrRemoved, 3: nil, 4: archive.ErrNotFound} {
		if _, err := s.Cutting(ctx, 1, version); !errors.Is(err, want) {
			t.Errorf("version %d: %v, want %v", version, err, want)
		}
	}
	if r := put(t, s, full())[0]; r.Version != 4 || r.Status != archive.Changed {
		t.Errorf("the next version: %+v", r)
	}
	remove(t, s, "full", "a second reason")
	if reason, _, err := s.Removal(ctx, "full"); reason != "a second reason" || err != nil {
		t.Errorf("the second removal: %q, %v", reason, err)
	}
	sound(t, s)
}
