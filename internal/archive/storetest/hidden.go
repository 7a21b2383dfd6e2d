package storetest

import (
	"errors"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// hiddenTests: what may not be shown, and the log of it.
var hiddenTests = map[string]func(*testing.T, Open){
	"hidden and shown again":     hiddenAndShown,
	"a scope is its own":         hiddenScopes,
	"an outlet by any spelling":  hiddenOutlet,
	"what can't be hidden":       unhideable,
	"hidden through a removal":   hiddenRemoved,
	"eight callers, one hides":   oneHides,
	"the coverage leaves it out": hiddenCoverage,
}

func hide(t *testing.T, s archive.Store, h archive.Hiding) (changed bool) {
	t.Helper()
	changed, err := s.Hide(t.Context(), h)
	return must(t, "Hide", changed, err)
}

func hidden(t *testing.T, s archive.Store, scope string) archive.Hidden {
	t.Helper()
	h, err := s.Hidden(t.Context(), scope)
	return must(t, "Hidden", h, err)
}

func hidings(t *testing.T, s archive.Store) []archive.Hiding {
	t.Helper()
	log, err := s.Hidings(t.Context())
	return must(t, "Hidings", log, err)
}

func hiddenAndShown(t *testing.T, open Open) {
	clock := noon
	s := open.at(t, func() time.Time { return clock })
	put(t, s, article("a"), article("b"))
	before := seq(t, s)
	if h := hidden(t, s, archive.Everywhere); h != (archive.Hidden{}) {
		t.Errorf("at first %+v is hidden", h)
	}
	lines := []archive.Hiding{
		{Number: 2, Reason: "a complaint", By: "the operator"},
		{Outlet: "Oxford Mail", Reason: "a takedown", By: "the operator"},
		{Number: 2, Shown: true, Reason: "settled", By: "another"},
		{Number: 2, Reason: "not settled", By: "the operator"},
	}
	for i := range lines {
		if !hide(t, s, lines[i]) {
			t.Errorf("%+v changed nothing", lines[i])
		}
		again := lines[i]
		again.Reason = "once more"
		if hide(t, s, again) {
			t.Errorf("%+v changed something twice", lines[i])
		}
		lines[i].At = clock.UTC().Truncate(time.Second)
		clock = clock.Add(time.Minute)
	}
	if hide(t, s, archive.Hiding{Number: 1, Shown: true}) {
		t.Error("showing what never was hidden changed something")
	}
	for _, handle := range []archive.Store{s, open.handle(t)} {
		if h := hidden(t, handle, archive.Everywhere); h != archive.Hide([]int64{2}, []string{"Oxford Mail"}) {
			t.Errorf("%+v is hidden", h)
		}
		equal(t, "the log", lines, hidings(t, handle))
	}
	if seq(t, s) != before {
		t.Error("hiding moved the sequence")
	}
	sound(t, s)
}

func hiddenScopes(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"), article("c"))
	hide(t, s, archive.Hiding{Number: 1})
	hide(t, s, archive.Hiding{Scope: "x", Number: 2})
	hide(t, s, archive.Hiding{Scope: "y", Number: 3})
	hide(t, s, archive.Hiding{Scope: "x", Number: 1, Shown: true}) // it never was hidden there
	for scope, want := range map[string][]int64{archive.Everywhere: {1}, "x": {1, 2}, "y": {1, 3}, "z": {1}} {
		equal(t, "hidden in "+scope, want, hidden(t, s, scope).Cuttings())
	}
	hide(t, s, archive.Hiding{Scope: "x", Number: 1})
	hide(t, s, archive.Hiding{Number: 1, Shown: true})
	for scope, want := range map[string][]int64{archive.Everywhere: {}, "x": {1, 2}, "y": {3}} {
		equal(t, "hidden in "+scope, want, hidden(t, s, scope).Cuttings())
	}
}

func hiddenOutlet(t *testing.T, open Open) {
	s := open.handle(t)
	hide(t, s, archive.Hiding{Outlet: "Le Québécois"})
	if hide(t, s, archive.Hiding{Outlet: " le  quebecois"}) {
		t.Error("another spelling was hidden by itself")
	}
	equal(t, "outlets", []string{"le quebecois"}, hidden(t, s, archive.Everywhere).Outlets())
	if !hide(t, s, archive.Hiding{Outlet: "LE QUEBECOIS", Shown: true}) || hidden(t, s, "") != (archive.Hidden{}) {
		t.Error("another spelling didn't show it again")
	}
}

func unhideable(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	for _, h := range []archive.Hiding{{}, {Number: 1, Outlet: "Mail"}, {Outlet: " "}, {Number: 1, Reason: "\xff"}, {Number: 2}, {Number: -1}} {
		changed, err := s.Hide(t.Context(), h)
		if err == nil || changed {
			t.Errorf("%+v: %v, %v", h, changed, err)
		}
		if missing := h.Number == 2 || h.Number == -1; errors.Is(err, archive.ErrNotFound) != missing {
			t.Errorf("%+v: %v", h, err)
		}
	}
	equal(t, "the log", nil, hidings(t, s))
}

func hiddenRemoved(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	remove(t, s, "a", "")
	if !hide(t, s, archive.Hiding{Number: 1}) {
		t.Error("a removed one wasn't hidden")
	}
	put(t, s, article("a"))
	if !hidden(t, s, "").Has(current(t, s, "a")) {
		t.Error("added again, it isn't hidden")
	}
}

func oneHides(t *testing.T, open Open) {
	put(t, open.handle(t), article("a"))
	var changed [8]bool
	s := eight(t, open, func(i int, s archive.Store) (err error) {
		changed[i], err = s.Hide(t.Context(), archive.Hiding{Number: 1})
		return err
	})
	n := 0
	for _, c := range changed {
		if c {
			n++
		}
	}
	if log := hidings(t, s); n != 1 || len(log) != 1 {
		t.Errorf("%d callers hid it; the log: %+v", n, log)
	}
}

func hiddenCoverage(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, about("a", "Mail", archive.Date{Year: 2009}), about("b", "Mail", archive.Date{}), about("c", "Argus", archive.Date{}))
	hide(t, s, archive.Hiding{Number: 1})
	hide(t, s, archive.Hiding{Outlet: "argus"})
	equal(t, "Coverage", archive.Coverage{
		Articles: 1, Undated: 1, Updated: stored, Outlets: []archive.OutletCount{{Outlet: "Mail", Articles: 1}},
	}, coverage(t, s, archive.Filter{Hidden: hidden(t, s, archive.Everywhere)}))
}
