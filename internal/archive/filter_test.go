package archive_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
)

func date(t *testing.T, s string) archive.Date {
	t.Helper()
	d, err := archive.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestMatchDate(t *testing.T) {
	for _, tt := range []struct {
		published, since, until string
		want                    bool
	}{
		{"", "", "", true},
		{"", "2009", "", false},
		{"", "", "2009", false},
		{"2009-04-24", "", "", true},
		{"2009-04-24", "2009-04-24", "2009-04-24", true},
		{"2009-04-24", "2009-04-25", "", false},
		{"2009-04-24", "", "2009-04-23", false},
		{"2009-04-24", "2009", "2009", true},
		{"2009-12-31", "", "2009", true},
		{"2010-01-01", "", "2009", false},
		{"2008-12-31", "2009", "", false},
		{"2009-04", "2009-04-30", "", true}, // it may have been the last day
		{"2009-04", "2009-05", "", false},
		{"2009", "2009-12-31", "", true},
		{"2009", "", "2009-01-01", true},
		{"2009", "2010", "", false},
		{"2009", "2009-08", "2009-03", false}, // no day lies in that range
	} {
		f := archive.Filter{Since: date(t, tt.since), Until: date(t, tt.until)}
		v := archive.Version{Article: archive.Article{Published: date(t, tt.published)}}
		if got := f.Match(v); got != tt.want {
			t.Errorf("%q in %q to %q: %v", tt.published, tt.since, tt.until, got)
		}
	}
}

func TestMatchOutlet(t *testing.T) {
	for _, tt := range []struct {
		outlet, filter string
		want           bool
	}{
		{"Oxford Mail", "", true},
		{"", "", true},
		{"Oxford Mail", "oxford mail", true},
		{"Oxford Mail", " Oxford  Mail ", true},
		{"Le Québécois", "LE QUEBECOIS", true},
		{"Straße", "STRASSE", true},
		{"Reader’s Digest", "Reader's Digest", true},
		{"Oxford Mail", "Oxford", false},
		{"", "Oxford Mail", false},
	} {
		v := archive.Version{Article: archive.Article{Outlet: tt.outlet}}
		if got := (archive.Filter{Outlet: tt.outlet}).Match(v); !got {
			t.Errorf("%q does not match itself", tt.outlet)
		}
		if got := (archive.Filter{Outlet: tt.filter}).Match(v); got != tt.want {
			t.Errorf("filter %q on %q: %v", tt.filter, tt.outlet, got)
		}
	}
}

// An article passes exactly when some day that it may mean lies in the range:
// the rule said day by day.
func TestMatchIsOverlap(t *testing.T) {
	near := rapid.Custom(func(t *rapid.T) archive.Date {
		d := dates().Draw(t, "date")
		if !d.IsZero() {
			d.Year = 2008 + d.Year%3
		}
		if d.Month == 2 && d.Day == 29 {
			d.Day = 28
		}
		return d
	})
	rapid.Check(t, func(t *rapid.T) {
		published, since, until := near.Draw(t, "published"), near.Draw(t, "since"), near.Draw(t, "until")
		first, last, known := published.Days()
		from, _, lower := since.Days()
		_, to, upper := until.Days()
		want := !lower && !upper
		for day := first; known && day <= last; day++ {
			want = want || (!lower || day >= from) && (!upper || day <= to)
		}
		f := archive.Filter{Since: since, Until: until}
		if got := f.Match(archive.Version{Article: archive.Article{Published: published}}); got != want {
			t.Fatalf("%q in %q to %q: %v, want %v", published, since, until, got, want)
		}
	})
}

func TestSum(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC) }
	parts := []archive.Part{
		{Outlet: "Mail", Published: date(t, "2009"), Articles: 2, Updated: day(3)},
		{Outlet: "Mail", Published: date(t, "2009-01"), Articles: 1, Updated: day(5)},
		{Outlet: "MAIL", Published: date(t, "2009-12-31"), Articles: 1, Updated: day(1)},
		{Outlet: "Argus", Published: date(t, "2009-06-01"), Articles: 1, Updated: day(2)},
		{Outlet: "", Articles: 4, Updated: day(9)},
		{Outlet: "none", Published: date(t, "1900")},
	}
	for name, tt := range map[string]struct {
		filter archive.Filter
		want   archive.Coverage
	}{
		"all": {archive.Filter{}, archive.Coverage{
			Articles: 9, Undated: 4, Updated: day(9), From: date(t, "2009-01"), To: date(t, "2009-12-31"),
			Outlets: []archive.OutletCount{{Outlet: "", Articles: 4}, {Outlet: "Mail", Articles: 4}, {Outlet: "Argus", Articles: 1}},
		}},
		"outlet": {archive.Filter{Outlet: "mail"}, archive.Coverage{
			Articles: 4, Updated: day(5), From: date(t, "2009-01"), To: date(t, "2009-12-31"),
			Outlets: []archive.OutletCount{{Outlet: "Mail", Articles: 4}},
		}},
		"since": {archive.Filter{Since: date(t, "2009-06")}, archive.Coverage{
			Articles: 4, Updated: day(3), From: date(t, "2009"), To: date(t, "2009-12-31"),
			Outlets: []archive.OutletCount{{Outlet: "Mail", Articles: 3}, {Outlet: "Argus", Articles: 1}},
		}},
		"none": {archive.Filter{Until: date(t, "2008")}, archive.Coverage{}},
	} {
		if diff := cmp.Diff(tt.want, tt.filter.Sum(parts)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestNamedOutlets(t *testing.T) {
	c := archive.Coverage{Outlets: []archive.OutletCount{{Outlet: "", Articles: 4}, {Outlet: "Mail", Articles: 4}, {Outlet: "Argus", Articles: 1}}}
	if got := c.NamedOutlets(); got != 2 {
		t.Errorf("%d outlets are named, want 2", got)
	}
	if got := (archive.Coverage{}).NamedOutlets(); got != 0 {
		t.Errorf("nothing has %d outlets", got)
	}
}
