package storetest

import (
	"errors"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// historyTests: an archive moves to another place.
var historyTests = map[string]func(*testing.T, Open){
	"what is restored is what was":           restored,
	"nothing is restored over anything else": occupied,
	"a damaged history is refused":           damagedHistory,
}

// lived fills an archive with a changed article, one that was removed, one that
// came back, and a log of what is hidden.
func lived(t *testing.T, s archive.Store) {
	t.Helper()
	second := full()
	second.Text = "Seven hundred."
	put(t, s, full(), article("b"), article("c"), second)
	remove(t, s, "b", "the court says so")
	remove(t, s, "c", "a mistake")
	put(t, s, article("c"), article("d"))
	for _, h := range []archive.Hiding{
		{Outlet: "The Bugle", Reason: "spam", By: "ann"}, {Scope: "77", Number: 4, By: "ben"}, {Outlet: "The Bugle", Shown: true, By: "ann"},
	} {
		if _, err := s.Hide(t.Context(), h); err != nil {
			t.Fatal(err)
		}
	}
}

// everything is what moves.
func everything(t *testing.T, s archive.Store) ([]archive.History, []archive.Hiding) {
	t.Helper()
	var all []archive.History
	for after := int64(0); ; {
		page, err := s.Histories(t.Context(), after, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		all = append(all, page...)
		after = page[len(page)-1].Number
	}
	log, err := s.Hidings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all, log
}

func restored(t *testing.T, open Open) {
	from, ctx := open.handle(t), t.Context()
	lived(t, from)
	all, log := everything(t, from)
	if len(all) != 4 || len(all[0].Versions) != 2 || all[1].Removed == nil || all[2].Latest != 2 || len(all[2].Versions) != 1 {
		t.Fatalf("the histories: %+v", all)
	}
	for i := range all { // into an archive that must not know the numbers yet
		all[i].Number += 100
		for k := range all[i].Versions {
			all[i].Versions[k].Number += 100
		}
		all[i].ID = "new " + all[i].ID
		for k := range all[i].Versions {
			all[i].Versions[k].ID, all[i].Versions[k].Address, all[i].Versions[k].URL = all[i].ID, "", ""
		}
	}
	for again := range 2 { // a second time changes nothing
		before := seq(t, from)
		if err := from.Restore(ctx, all, log); err != nil {
			t.Fatal(err)
		}
		got, hidings := everything(t, from)
		equal(t, "histories", all, got[4:])
		equal(t, "the log", log, hidings)
		if n := seq(t, from); (again == 1) != (n == before) {
			t.Errorf("Seq moved from %d to %d", before, n)
		}
	}
	if v, err := from.Cutting(ctx, 101, 1); err != nil || v.Text != all[0].Versions[0].Text {
		t.Errorf("the first version: %+v, %v", v, err)
	}
	if _, err := from.Cutting(ctx, 102, 0); !errors.Is(err, archive.ErrRemoved) {
		t.Errorf("the removed one: %v", err)
	}
	if r := put(t, from, article("next"))[0]; r.Number != 105 {
		t.Errorf("the next number is %d, want 105", r.Number)
	}
	sound(t, from)
}

func occupied(t *testing.T, open Open) {
	s, ctx := open.handle(t), t.Context()
	lived(t, s)
	all, log := everything(t, s)
	one := func(number int64, id, address string) archive.History {
		v := capture(archive.Article{ID: id, Address: address, URL: address, Text: "Six hundred."}, number, 1)
		return archive.History{ID: id, Number: number, Latest: 1, Versions: []archive.Version{v}}
	}
	otherLog := []archive.Hiding{{Outlet: "The Herald", By: "ann", At: time.Unix(5, 0).UTC()}}
	for name, try := range map[string]func() error{
		"a number":   func() error { return s.Restore(ctx, []archive.History{one(4, "x", "")}, nil) },
		"an ID":      func() error { return s.Restore(ctx, []archive.History{one(9, "d", "")}, nil) },
		"an address": func() error { return s.Restore(ctx, []archive.History{one(9, "x", full().Address)}, nil) },
		"the log":    func() error { return s.Restore(ctx, []archive.History{one(9, "x", "")}, otherLog) },
	} {
		if err := try(); !errors.Is(err, archive.ErrOccupied) {
			t.Errorf("%s: %v", name, err)
		}
	}
	again, sameLog := everything(t, s)
	equal(t, "histories", all, again)
	equal(t, "the log", log, sameLog)
}

func damagedHistory(t *testing.T, open Open) {
	s := open.handle(t)
	lived(t, s)
	all, _ := everything(t, s)
	for name, spoil := range map[string]func(h *archive.History){
		"another text":       func(h *archive.History) { h.Versions[0].Text += "!" },
		"another ID":         func(h *archive.History) { h.ID = "y" },
		"another number":     func(h *archive.History) { h.Number = 99 },
		"no number":          func(h *archive.History) { h.Number = 0 },
		"a later version":    func(h *archive.History) { h.Latest = 7 },
		"versions reversed":  func(h *archive.History) { h.Versions[0], h.Versions[1] = h.Versions[1], h.Versions[0] },
		"nothing of it":      func(h *archive.History) { h.Versions = nil },
		"removed, yet there": func(h *archive.History) { h.Removed = &archive.Removal{} },
	} {
		h := all[0]
		h.Versions = append([]archive.Version{}, h.Versions...)
		spoil(&h)
		if err := h.Validate(); err == nil {
			t.Errorf("%s: valid", name)
		}
		if err := s.Restore(t.Context(), []archive.History{h}, nil); err == nil {
			t.Errorf("%s: restored", name)
		}
	}
	sound(t, s)
}
