package archive_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"cuttings/internal/archive"
)

func TestTally(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC) }
	var tally archive.Tally
	for i, e := range []archive.Entry{
		{Outlet: "Mail", Published: date(t, "2009"), Captured: day(3)},
		{Outlet: "Mail", Published: date(t, "2009"), Captured: day(2)},
		{Outlet: "Mail", Published: date(t, "2009-01"), Captured: day(5)},
		{Outlet: "MAIL", Published: date(t, "2009-12-31"), Captured: day(1)},
		{Outlet: "Argus", Published: date(t, "2009-06-01"), Captured: day(2), Author: "Jane Smith", Collection: "Union"},
		{Captured: day(9)},
		{Captured: day(8)},
		{Outlet: "Gone", Published: date(t, "1900"), Captured: day(20)},
	} {
		e.Number = int64(i + 1)
		tally.Put(e)
	}
	tally.Remove(8)
	tally.Remove(99)
	argus := archive.Coverage{
		Articles: 1, Updated: day(2), From: date(t, "2009-06-01"), To: date(t, "2009-06-01"),
		Outlets: []archive.OutletCount{{Outlet: "Argus", Articles: 1}},
	}
	for name, tt := range map[string]struct {
		filter archive.Filter
		want   archive.Coverage
	}{
		"all": {archive.Filter{}, archive.Coverage{
			Articles: 7, Undated: 2, Updated: day(9), From: date(t, "2009-01"), To: date(t, "2009-12-31"),
			Outlets: []archive.OutletCount{{Outlet: "Mail", Articles: 4}, {Outlet: "", Articles: 2}, {Outlet: "Argus", Articles: 1}},
		}},
		"outlet": {archive.Filter{Outlet: "mail"}, archive.Coverage{
			Articles: 4, Updated: day(5), From: date(t, "2009-01"), To: date(t, "2009-12-31"),
			Outlets: []archive.OutletCount{{Outlet: "Mail", Articles: 4}},
		}},
		"since": {archive.Filter{Since: date(t, "2009-06")}, archive.Coverage{
			Articles: 4, Updated: day(3), From: date(t, "2009"), To: date(t, "2009-12-31"),
			Outlets: []archive.OutletCount{{Outlet: "Mail", Articles: 3}, {Outlet: "Argus", Articles: 1}},
		}},
		"byline":     {archive.Filter{Byline: "smith"}, argus},
		"collection": {archive.Filter{Collection: "union"}, argus},
		"hidden":     {archive.Filter{Hidden: archive.Hide([]int64{6, 7}, []string{"mail"})}, argus},
		"none":       {archive.Filter{Until: date(t, "2008")}, archive.Coverage{}},
	} {
		if diff := cmp.Diff(tt.want, tally.Count(tt.filter)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if diff := cmp.Diff(archive.Coverage{}, new(archive.Tally).Count(archive.Filter{})); diff != "" {
		t.Errorf("an empty tally counts:\n%s", diff)
	}
}

// Whatever is put in, changed and taken out, what is counted is what Match lets
// through.
func TestTallyCountsWhatMatches(t *testing.T) {
	outlets := rapid.SampledFrom([]string{"", "Mail", "MAIL", "Argus"})
	authors := rapid.SampledFrom([]string{"", "Jane Smith", "By John Smith"})
	collections := rapid.SampledFrom([]string{"", "Union", "default"})
	var tally archive.Tally
	held := map[int64]archive.Version{}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 12).Draw(t, "number")
		if rapid.IntRange(0, 2).Draw(t, "what") == 0 {
			tally.Remove(n)
			delete(held, n)
		} else {
			e := archive.Entry{
				Number: n, Outlet: outlets.Draw(t, "outlet"), Author: authors.Draw(t, "author"),
				Collection: collections.Draw(t, "collection"), Published: dates().Draw(t, "published"),
				Captured: time.Unix(n, 0).UTC(),
			}
			tally.Put(e)
			held[n] = archive.Version{Number: n, Captured: e.Captured, Article: archive.Article{
				Outlet: e.Outlet, Author: e.Author, Collection: e.Collection, Published: e.Published,
			}}
		}
		f := archive.Filter{
			Outlet: rapid.SampledFrom([]string{"", "mail"}).Draw(t, "of"), Byline: rapid.SampledFrom([]string{"", "smith", "jane"}).Draw(t, "by"),
			Collection: rapid.SampledFrom([]string{"", "union", "default"}).Draw(t, "in"), Since: dates().Draw(t, "since"),
			Hidden: archive.Hide(rapid.SliceOf(rapid.Int64Range(1, 12)).Draw(t, "hidden"), rapid.SliceOf(outlets).Draw(t, "hidden outlets")),
		}
		if one := rapid.SampledFrom([]string{"", "union", "default"}).Draw(t, "within"); one != "" {
			f.Hidden = f.Hidden.Within(one)
		}
		var articles, undated, sum int
		var updated time.Time
		for _, v := range held {
			if !f.Match(v) {
				continue
			}
			articles++
			if v.Published.IsZero() {
				undated++
			}
			if v.Captured.After(updated) {
				updated = v.Captured
			}
		}
		c := tally.Count(f)
		for _, o := range c.Outlets {
			sum += o.Articles
		}
		if c.Articles != articles || c.Undated != undated || sum != articles || !c.Updated.Equal(updated) {
			t.Fatalf("%+v: counted %+v; Match lets %d through, undated %d, updated %v", f, c, articles, undated, updated)
		}
	})
}
