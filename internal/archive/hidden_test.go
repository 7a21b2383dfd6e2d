package archive_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
)

func TestHidden(t *testing.T) {
	h := archive.Hide([]int64{12, 3}, []string{"Oxford Mail", "", "Argus"})
	for _, tt := range []struct {
		number int64
		outlet string
		want   bool
	}{
		{12, "", true},
		{3, "Herald", true},
		{1, "", false},
		{2, "", false},
		{123, "Oxford", false},
		{5, "OXFORD  MAIL", true},
		{5, "argus", true},
		{5, "", false},
	} {
		v := archive.Version{Number: tt.number, Article: archive.Article{Outlet: tt.outlet}}
		if got := h.Has(v); got != tt.want {
			t.Errorf("cutting %d of %q is hidden: %v", tt.number, tt.outlet, got)
		}
		if got := (archive.Filter{Hidden: h}).Match(v); got == tt.want {
			t.Errorf("cutting %d of %q passes: %v", tt.number, tt.outlet, got)
		}
	}
	if archive.Hide(nil, nil) != (archive.Hidden{}) || archive.Hide(nil, []string{""}) != (archive.Hidden{}) {
		t.Error("nothing hidden is not the empty set")
	}
}

// A set is the same whatever the order and however often its members are given,
// and gives them back.
func TestHiddenIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cuttings := rapid.SliceOf(rapid.Int64Range(1, 40)).Draw(t, "cuttings")
		outlets := rapid.SliceOf(rapid.SampledFrom([]string{"a", "A", "bc", "b c", "é", "", "1,2"})).Draw(t, "outlets")
		h := archive.Hide(cuttings, outlets)
		again := archive.Hide(
			rapid.Permutation(append(cuttings, cuttings...)).Draw(t, "the same cuttings"),
			rapid.Permutation(append(outlets, outlets...)).Draw(t, "the same outlets"),
		)
		if h != again || archive.Hide(h.Cuttings(), h.Outlets()) != h {
			t.Fatalf("%+v, %+v", h, again)
		}
		slices.Sort(cuttings)
		if diff := cmp.Diff(slices.Compact(cuttings), h.Cuttings(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		other := int64(rapid.IntRange(1, 40).Draw(t, "other"))
		if got := h.Has(archive.Version{Number: other}); got != slices.Contains(cuttings, other) {
			t.Fatalf("%d in %v: %v", other, cuttings, got)
		}
	})
}

func TestHidingIsValidated(t *testing.T) {
	for what, h := range map[string]archive.Hiding{
		"name one":      {},
		"of the two":    {Number: 3, Outlet: "Mail"},
		"a cutting or":  {Outlet: " "},
		"reason is not": {Number: 3, Reason: "\xff"},
		"NUL":           {Outlet: "a\x00b"},
	} {
		if err := h.Validate(); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%+v: %v, want %q", h, err, what)
		}
	}
	for _, h := range []archive.Hiding{{Number: 3, Reason: "a request", By: "x"}, {Outlet: "Mail", Scope: "1"}} {
		if err := h.Validate(); err != nil {
			t.Error(err)
		}
	}
}
