package desk_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/find"
)

// A table has all pages, in the order asked for, without what is hidden.
func TestSheet(t *testing.T) {
	d, store := shelf(t, 12)
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 2}); err != nil {
		t.Fatal(err)
	}
	request := desk.FindRequest{Words: "mill", Sort: find.Oldest, Page: 2}
	r, err := d.Sheet(t.Context(), request, math.MaxInt)
	if err != nil || r.Total != 11 || r.Rows != 11 || strings.Count(string(r.CSV), "\n") != 12 {
		t.Fatalf("%d of %d, %v:\n%s", r.Rows, r.Total, err, r.CSV)
	}
	if first, last := strings.Index(string(r.CSV), "\n1,"), strings.Index(string(r.CSV), "\n12,"); first < 0 || last < first || strings.Contains(string(r.CSV), "\n2,") {
		t.Errorf("%s", r.CSV)
	}
	again, err := d.SheetOf(t.Context(), "find?sort=oldest&words=mill", math.MaxInt)
	if err != nil || string(again.CSV) != string(r.CSV) {
		t.Errorf("by its name it is another: %v\n%s", err, again.CSV)
	}
	small, err := d.Sheet(t.Context(), request, len(r.CSV)-1)
	if err != nil || small.Total != 11 || small.Rows != 10 || !strings.HasPrefix(string(r.CSV), string(small.CSV)) {
		t.Errorf("with a byte less it has %d of %d, %v", small.Rows, small.Total, err)
	}
	none, err := d.Sheet(t.Context(), desk.FindRequest{Words: "nosuch"}, math.MaxInt)
	if err != nil || none.Total != 0 || none.Rows != 0 {
		t.Errorf("of nothing it has %d rows, %v", none.Rows, err)
	}
}

// With stories the table has one article of each, and the articles are counted all the
// same.
func TestSheetGroups(t *testing.T) {
	d, _ := events(t)
	r, err := d.SheetOf(t.Context(), "find?group=stories&words=council", math.MaxInt)
	if err != nil || r.Total != 20 || !r.Grouped || r.Listed != 10 || r.Rows != 10 {
		t.Errorf("%d rows of %d, %d articles, %t, %v", r.Rows, r.Listed, r.Total, r.Grouped, err)
	}
}

func TestSheetRefuses(t *testing.T) {
	d, _ := shelf(t, 1)
	for _, name := range []string{"", "nosuch", "latest?", "hide?cutting=1&reason=x", "find?words=%22", "find?words=mill&since=soon", "find?words=mill&nosuch=1"} {
		if _, err := d.SheetOf(t.Context(), name, math.MaxInt); !errors.As(err, new(*desk.Problem)) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
