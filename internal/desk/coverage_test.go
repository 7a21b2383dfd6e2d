package desk_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// What is held and when nothing is, by outlets too, narrowed and with one hidden.
func TestCoverageOverTime(t *testing.T) {
	of := func(id, outlet string, d archive.Date) archive.Article {
		return archive.Article{ID: id, Outlet: outlet, Published: d, Text: "Words of " + id + "."}
	}
	june, april, may := archive.Date{Year: 2006, Month: 6}, archive.Date{Year: 2009, Month: 4}, archive.Date{Year: 2009, Month: 5, Day: 4}
	store, idx := librarytest.Open(t, of("a", "Mail", june), of("b", "Mail", april), of("c", "Argus", may), of("d", "", archive.Date{}))
	d := desk.New(store, idx)
	coverage := func(f archive.Filter) desk.CoverageReply {
		t.Helper()
		r, err := d.Coverage(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	long := archive.Gap{After: june, Before: april, Days: 1005}
	r := coverage(archive.Filter{})
	if diff := cmp.Diff([]archive.Gap{long}, r.Gaps); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]desk.OutletSpan{
		{Outlet: "Mail", From: june, To: april, Gap: []archive.Gap{long}}, {Outlet: "Argus", From: may, To: may},
	}, r.Spans); diff != "" {
		t.Error(diff)
	}
	d.Now = func() time.Time { return time.Date(2009, 6, 4, 12, 0, 0, 0, time.UTC) }
	since := archive.Gap{After: may, Days: 30}
	if diff := cmp.Diff([]archive.Gap{long, since}, coverage(archive.Filter{}).Gaps); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]archive.Gap(nil), coverage(archive.Filter{Since: april, Until: may}).Gaps); diff != "" {
		t.Error(diff)
	}
	if _, err := store.Hide(t.Context(), archive.Hiding{Number: 3, Reason: "a test", By: "test"}); err != nil {
		t.Fatal(err)
	}
	r = coverage(archive.Filter{})
	if len(r.Spans) != 1 || len(r.Dates) != 3 || r.Gaps[1].After != april {
		t.Errorf("with one hidden: %+v", r)
	}
}
