package storetest

import (
	"errors"
	"testing"

	"cuttings/internal/archive"
)

// refilingTests: what is filed by itself brings nothing back.
var refilingTests = map[string]func(*testing.T, Open){
	"what was removed is not put again":         unlessRemoved,
	"an article is put over the newest version": putOver,
}

func unlessRemoved(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"))
	remove(t, s, "a", "the court says so")
	a, b := article("a"), article("b")
	a.Text, b.Text = "Other words.", "Other words too."
	before := seq(t, s)
	receipts, err := s.PutUnlessRemoved(t.Context(), a, b, article("c"), article(""))
	got := must(t, "PutUnlessRemoved", receipts, err)
	equal(t, "receipts", []archive.Receipt{
		{ID: "a", Status: archive.Removed, Reason: "the court says so"},
		{ID: "b", Number: 2, Version: 2, Status: archive.Changed},
		{ID: "c", Number: 3, Version: 1, Status: archive.Added},
		{Status: archive.Refused, Reason: got[3].Reason},
	}, got)
	if reason, gone, err := s.Removal(t.Context(), "a"); !gone || reason != "the court says so" || err != nil || seq(t, s) != before+2 {
		t.Errorf("the article is back: %q, %v, Seq went from %d to %d", reason, err, before, seq(t, s))
	}
	put(t, s, article("a"))
	if receipts, err := s.PutUnlessRemoved(t.Context(), a); err != nil || receipts[0].Status != archive.Changed {
		t.Errorf("added again it is held: %+v, %v", receipts, err)
	}
	sound(t, s)
}

func putOver(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	first, a := current(t, s, "a"), article("a")
	over := func(held archive.Version, text string, want archive.Receipt, wantErr error) {
		t.Helper()
		before := seq(t, s)
		a.Text = text
		got, err := s.PutOver(t.Context(), held, a)
		if got != want || !errors.Is(err, wantErr) {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
		if wantErr != nil && seq(t, s) != before {
			t.Errorf("%q: something was filed", text)
		}
	}
	over(first, article("a").Text, archive.Receipt{ID: "a", Number: 1, Version: 1, Status: archive.Unchanged}, nil)
	over(first, "Two.", archive.Receipt{ID: "a", Number: 1, Version: 2, Status: archive.Changed}, nil)
	over(first, "Over an older one.", archive.Receipt{}, archive.ErrOvertaken)
	second := current(t, s, "a")
	over(archive.Version{Article: article("none")}, "Over none.", archive.Receipt{}, archive.ErrNotFound)
	remove(t, s, "a", "the court says so")
	over(second, "Over a removed one.", archive.Receipt{}, archive.ErrRemoved)
	put(t, s, article("a"))
	over(second, "Over what came back.", archive.Receipt{}, archive.ErrOvertaken)
	over(current(t, s, "a"), " ", archive.Receipt{ID: "a", Status: archive.Refused, Reason: "it has no text: see whether the source is empty or was cut off"}, nil)
	sound(t, s)
}
