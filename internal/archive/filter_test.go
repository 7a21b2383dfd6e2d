package archive_test

import (
	"testing"

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

func TestNamedOutlets(t *testing.T) {
	c := archive.Coverage{Outlets: []archive.OutletCount{{Outlet: "", Articles: 4}, {Outlet: "Mail", Articles: 4}, {Outlet: "Argus", Articles: 1}}}
	if got := c.NamedOutlets(); got != 2 {
		t.Errorf("%d outlets are named, want 2", got)
	}
	if got := (archive.Coverage{}).NamedOutlets(); got != 0 {
		t.Errorf("nothing has %d outlets", got)
	}
}

func TestMatchByline(t *testing.T) {
	for _, tt := range []struct {
		author, filter string
		want           bool
	}{
		{"Jane Smith", "", true},
		{"", "", true},
		{"By Jane Smith and John Doe", "jane smith", true},
		{"By Jane Smith and John Doe", "Smith, Jane", true},
		{"By Jane Smith and John Doe", "Doe", true},
		{"By Jane Smith and John Doe", "Do", false}, // whole words
		{"By Jane Smith", "Jane Doe", false},        // all of them
		{"Seán O’Connor", "sean o'connor", true},
		{"Seán O’Connor", "OConnor", true},
		{"Mary Hill-Jones", "Jones", true},
		{"Mary Hill Jones", "HILL-JONES", true},
		{"", "Smith", false},
		{"Jane Smith", "?", true}, // no word to ask for
	} {
		v := archive.Version{Article: archive.Article{Author: tt.author}}
		if got := (archive.Filter{Byline: tt.filter}).Match(v); got != tt.want {
			t.Errorf("byline %q of %q: %v", tt.filter, tt.author, got)
		}
	}
}

func TestMatchCollection(t *testing.T) {
	for _, tt := range []struct {
		collection, filter string
		want               bool
	}{
		{"", "", true},
		{"Union", "", true},
		{"Union", " UNION ", true},
		{"Union", "default", false},
		{"", "Default", true},
		{"default", "default", true},
		{"", "union", false},
	} {
		v := archive.Version{Article: archive.Article{Collection: tt.collection}}
		if got := (archive.Filter{Collection: tt.filter}).Match(v); got != tt.want {
			t.Errorf("%q in %q: %v", tt.collection, tt.filter, got)
		}
	}
}
