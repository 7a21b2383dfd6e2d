package index

import (
	"fmt"
	"math"

	"cuttings/internal/archive"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// mask is a set of the passages of a segment, a bit each; nil has all of them.
type mask []uint64

func (m mask) has(doc uint32) bool { return m == nil || m[doc/64]>>(doc%64)&1 != 0 }

// maskKey names the passages of a segment that a filter lets through. bleve
// makes a new set of deletions for each change.
type maskKey struct {
	segment uint64
	deleted *roaring.Bitmap
	filter  archive.Filter
}

// alive returns the passages of a segment that are not deleted and pass the
// filter.
func (e *engine) alive(s *scorch.SegmentSnapshot, f archive.Filter) (mask, error) {
	if f == (archive.Filter{}) && s.Deleted() == nil {
		return nil, nil
	}
	return e.masks.get(maskKey{s.Id(), s.Deleted(), f}, func() (mask, int, error) {
		set, err := passing(s, f)
		if err != nil {
			return nil, 0, err
		}
		m := make(mask, (s.Segment().Count()+63)/64)
		set.WriteDenseTo(m)
		return m, 256 + 8*len(m), nil
	})
}

// passing returns the passages of a segment that are not deleted and pass the
// filter. It means what archive.Filter.Match means.
func passing(s *scorch.SegmentSnapshot, f archive.Filter) (*roaring.Bitmap, error) {
	set := s.DocNumbersLive()
	terms := map[string][]string{fieldByline: archive.NameWords(f.Byline)}
	if f.Outlet != "" {
		terms[fieldOutlet] = []string{archive.OutletKey(f.Outlet)}
	}
	if f.Collection != "" {
		terms[fieldCollection] = []string{archive.CollectionKey(f.Collection)}
	}
	if one := f.Hidden.Collection(); one != "" {
		terms[fieldCollection] = append(terms[fieldCollection], one)
	}
	for field, all := range terms {
		if err := keep(set, s, field, all); err != nil {
			return nil, err
		}
	}
	if !f.Since.IsZero() || !f.Until.IsZero() {
		dated, err := dated(s, f)
		if err != nil {
			return nil, err
		}
		set.And(dated)
	}
	if f.Hidden == (archive.Hidden{}) {
		return set, nil
	}
	hidden, err := hidden(s, f.Hidden)
	if err != nil {
		return nil, err
	}
	set.AndNot(hidden)
	return set, nil
}

// keep takes out of a set what doesn't have all of the terms in a field.
func keep(set *roaring.Bitmap, s *scorch.SegmentSnapshot, field string, terms []string) error {
	lists, err := postings(s, field, terms)
	if err != nil {
		return err
	}
	for _, l := range lists {
		having := roaring.New()
		if err := unite(having, l); err != nil {
			return err
		}
		set.And(having)
	}
	return nil
}

// hidden returns the passages of a segment that are of a cutting or of an outlet
// that is hidden.
func hidden(s *scorch.SegmentSnapshot, h archive.Hidden) (*roaring.Bitmap, error) {
	found := roaring.New()
	lists, err := postings(s, fieldOutlet, h.Outlets())
	if err != nil {
		return nil, err
	}
	for _, n := range h.Cuttings() {
		err := eachPassage(s, n, func(_ string, l segment.PostingsList) error {
			lists = append(lists, l)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for _, l := range lists {
		if err := unite(found, l); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// dated returns the passages of a segment whose date may lie in the filter's
// range.
func dated(s *scorch.SegmentSnapshot, f archive.Filter) (*roaring.Bitmap, error) {
	since, until := math.MinInt32, math.MaxInt32
	if first, _, ok := f.Since.Days(); ok {
		since = first
	}
	if _, last, ok := f.Until.Days(); ok {
		until = last
	}
	found := roaring.New()
	if since > until {
		return found, nil
	}
	dict, err := s.Segment().Dictionary(fieldDate)
	if err != nil {
		return nil, unreadable(err)
	}
	var list segment.PostingsList
	dates := dict.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := dates.Next()
		if err != nil {
			return nil, unreadable(err)
		}
		if entry == nil {
			return found, nil
		}
		first, last, ok := parseDateKey(entry.Term)
		if !ok {
			return nil, fmt.Errorf("%w: a date is named %x", ErrDamaged, entry.Term)
		}
		if first > until {
			return found, nil
		}
		if last < since {
			continue
		}
		if list, err = dict.PostingsList([]byte(entry.Term), s.Deleted(), list); err != nil {
			return nil, unreadable(err)
		}
		if err := unite(found, list); err != nil {
			return nil, err
		}
	}
}

// unite adds a postings list to a set: whole, where the list can give its bits.
func unite(set *roaring.Bitmap, list segment.PostingsList) error {
	it := list.Iterator(false, false, false, nil)
	if whole, ok := it.(segment.OptimizablePostingsIterator); ok {
		if doc, ok := whole.DocNum1Hit(); ok {
			set.Add(uint32(doc))
			return nil
		}
		if all := whole.ActualBitmap(); all != nil {
			set.Or(all)
			return nil
		}
	}
	for {
		p, err := it.Next()
		if err != nil {
			return unreadable(err)
		}
		if p == nil {
			return nil
		}
		set.Add(uint32(p.Number()))
	}
}
