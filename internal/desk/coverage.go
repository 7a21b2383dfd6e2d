package desk

import (
	"context"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
)

const (
	mostGaps  = 3  // of the whole coverage that are named
	mostSpans = 25 // outlets that are looked at one by one
)

// CoverageReply says what is in the collection.
type CoverageReply struct {
	Coverage archive.Coverage
	Dates    []archive.DateCount // see archive.Store
	Gaps     []archive.Gap       // the longest, longest first; see archive.Gaps
	Spans    []OutletSpan        // of the outlets with most articles, in the order of Coverage.Outlets
	Filters  []ask.Filter
}

// OutletSpan is when the articles of an outlet were published.
type OutletSpan struct {
	Outlet   string
	From, To archive.Date  // zero where none has a date
	Gap      []archive.Gap // the longest between two articles, if there is one
}

func (CoverageReply) reply() {}

// Coverage says what is in the collection, or in the part of it that passes
// the filter, and when nothing is.
func (d *Desk) Coverage(ctx context.Context, f archive.Filter) (CoverageReply, error) {
	f, err := d.visible(ctx, f)
	if err != nil {
		return CoverageReply{}, err
	}
	r := CoverageReply{Filters: ask.Filters(f)}
	if r.Coverage, err = d.store.Coverage(ctx, f); err != nil {
		return CoverageReply{}, err
	}
	if r.Dates, err = d.store.Dates(ctx, f); err != nil {
		return CoverageReply{}, err
	}
	today := d.today()
	if !f.Until.IsZero() {
		today = archive.Date{} // what came after it wasn't asked for
	}
	r.Gaps = archive.Gaps(r.Dates, today, mostGaps)
	for _, o := range r.Coverage.Outlets[:min(len(r.Coverage.Outlets), mostSpans)] {
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
