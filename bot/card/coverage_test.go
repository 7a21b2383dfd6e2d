package card

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/words"
)

func TestGoldenCoverageOverTime(t *testing.T) {
	april := archive.Date{Year: 2009, Month: 4}
	r := desk.CoverageReply{
		Coverage: coverage,
		Dates:    []archive.DateCount{{Date: coverage.From, Articles: 1}, {Date: april, Articles: 1}, {Date: coverage.To, Articles: 1}},
		Gaps:     []archive.Gap{{After: coverage.To, Days: 5804}, {After: coverage.From, Before: april, Days: 1005}},
		Spans:    []desk.OutletSpan{{Outlet: "Oxford Mail", From: coverage.From, To: coverage.To, Gap: []archive.Gap{{After: coverage.From, Before: april, Days: 1005}}}},
	}
	m, err := Render(r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "coverage_over_time", outline(m))
	german, err := Render(r, Options{Words: words.For("de")})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "german_coverage_over_time", outline(german))
	if len(m.Files) != 1 || len(m.Files[0].Data) < 1000 || !strings.HasPrefix(m.Files[0].Alt, "Bar chart.") {
		t.Errorf("the picture: %+v", m.Files)
	}
}

// Whatever the outlets, the filters and the dates, the card keeps to Discord's
// limits and says what the picture shows.
func TestCoverageOfAnyDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := desk.CoverageReply{Coverage: coverage}
		date := rapid.Custom(func(t *rapid.T) archive.Date {
			return archive.Date{Year: rapid.IntRange(1990, 2020).Draw(t, "year"), Month: rapid.IntRange(0, 12).Draw(t, "month")}
		})
		gaps := rapid.Custom(func(t *rapid.T) archive.Gap {
			return archive.Gap{After: date.Draw(t, "after"), Before: date.Draw(t, "before")}
		})
		for range rapid.SampledFrom([]int{0, 0, 0, 0, 3}).Draw(t, "dates") { // a picture takes a while
			r.Dates = append(r.Dates, archive.DateCount{Date: date.Draw(t, "date"), Articles: rapid.IntRange(1, 9999).Draw(t, "articles")})
		}
		r.Gaps = rapid.SliceOfN(gaps, 0, 3).Draw(t, "gaps")
		r.Coverage.Outlets = nil
		r.Page, r.Pages = rapid.IntRange(1, 2).Draw(t, "page"), 2
		for range rapid.IntRange(1, 24).Draw(t, "outlets") {
			o := archive.OutletCount{Outlet: hostile(20).Draw(t, "outlet"), Articles: 1}
			r.Coverage.Outlets = append(r.Coverage.Outlets, o)
			r.Spans = append(r.Spans, desk.OutletSpan{Outlet: o.Outlet, From: date.Draw(t, "from"), To: date.Draw(t, "to"), Gap: rapid.SliceOfN(gaps, 0, 1).Draw(t, "gap")})
		}
		for _, field := range []string{"outlet", "since", "until"} {
			r.Filters = append(r.Filters, ask.Filter{Field: field, Value: hostile(40).Draw(t, field)})
		}
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := keepsLimits(m); err != nil {
			t.Fatalf("%v\n%s", err, markdownOf(m))
		}
		if len(m.Files) > 0 && !strings.Contains(Text(m), "[Bar chart. Articles by ") {
			t.Fatalf("the picture has no words\n%s", Text(m))
		}
	})
}
