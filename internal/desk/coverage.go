package desk

import (
	"context"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
)

// CoveragePage is how many outlets a page of the coverage has.
const CoveragePage = 10

const (
	mostGaps  = 3  // of the whole coverage that are named
	mostSpans = 25 // outlets that are looked at one by one
)

// CoverageReply says what is in the collection.
type CoverageReply struct {
	Coverage archive.Coverage
	Dates    []archive.DateCount // see archive.Store
	Gaps     []archive.Gap       // the longest, longest first; see archive.Gaps
	Spans    []OutletSpan        // of the page's outlets, or of those with most articles, in the order of Coverage.Outlets
	Filters  []ask.Filter
	Whole    archive.Coverage // see ask.Scope

	Page, Pages int // of the outlets; 0 where all are meant
}

// OutletSpan is when the articles of an outlet were published.
type OutletSpan struct {
	Outlet   string
	From, To archive.Date  // zero where none has a date
	Gap      []archive.Gap // the longest between two articles, if there is one
}

func (CoverageReply) reply() {}

// Scope is what is told of.
func (r CoverageReply) Scope() ask.Scope {
	return ask.Scope{Coverage: r.Coverage, Filters: r.Filters, Whole: r.Whole}
}

// Outlets are those of the page.
func (r CoverageReply) Outlets() []archive.OutletCount {
	if r.Page == 0 {
		return r.Coverage.Outlets
	}
	from := min((r.Page-1)*CoveragePage, len(r.Coverage.Outlets))
	return r.Coverage.Outlets[from:min(from+CoveragePage, len(r.Coverage.Outlets))]
}

// Coverage says what is in the collection, or in the part of it that passes
// the filter, and when nothing is.
func (d *Desk) Coverage(ctx context.Context, f archive.Filter) (CoverageReply, error) {
	return d.coverage(ctx, f, 0)
}

// coverage is Coverage with a page of the outlets, from 1 on, or with 0 all of them.
func (d *Desk) coverage(ctx context.Context, f archive.Filter, page int) (CoverageReply, error) {
	f, err := d.visible(ctx, f)
	if err != nil {
		return CoverageReply{}, err
	}
	scope, err := ask.ScopeOf(ctx, d.store, f)
	if err != nil {
		return CoverageReply{}, err
	}
	r := CoverageReply{Coverage: scope.Coverage, Filters: scope.Filters, Whole: scope.Whole}
	if page > 0 {
		if _, _, r.Pages, err = cut(len(r.Coverage.Outlets), CoveragePage, page); err != nil {
			return CoverageReply{}, err
		}
		r.Page = page
	}
	if r.Dates, err = d.store.Dates(ctx, f); err != nil {
		return CoverageReply{}, err
	}
	today := d.today()
	if !f.Until.IsZero() {
		today = archive.Date{} // what came after it wasn't asked for
	}
	r.Gaps = archive.Gaps(r.Dates, today, mostGaps)
	outlets := r.Outlets()
	for _, o := range outlets[:min(len(outlets), mostSpans)] {
		if archive.OutletKey(o.Outlet) == "" {
			continue
		}
		f.Outlet = o.Outlet
		dates, err := d.store.Dates(ctx, f)
		if err != nil {
			return CoverageReply{}, err
		}
		span := OutletSpan{Outlet: o.Outlet, Gap: archive.Gaps(dates, archive.Date{}, 1)}
		for _, one := range dates {
			span.From, span.To = archive.Widest(span.From, span.To, one.Date, one.Date)
		}
		r.Spans = append(r.Spans, span)
	}
	return r, nil
}
