package index

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"cuttings/internal/archive"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// fieldNames are bleve's names of the fields that can be searched by themselves.
var fieldNames = map[Field]string{
	FieldText: fieldText, FieldHeadline: fieldHeadline, FieldAuthor: fieldAuthor, FieldOutlet: fieldPaper,
}

func (f Field) name() (string, error) {
	name, ok := fieldNames[f]
	if !ok {
		return "", fmt.Errorf("the index has no field %q: it has text, headline, author and outlet", string(f))
	}
	return name, nil
}

// Having implements Index.
func (e *engine) Having(ctx context.Context, field Field, term string, filter archive.Filter) ([]Entry, error) {
	name, err := field.name()
	if err := cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	var found []Entry
	err = e.read(func(s *scorch.IndexSnapshot) error {
		for _, seg := range s.Segments() {
			if err := ctx.Err(); err != nil {
				return err
			}
			if found, err = e.having(found, seg, name, term, filter); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b Entry) int { return cmp.Compare(a.Number, b.Number) })
	return slices.Compact(found), nil
}

// Having returns the articles whose field holds the term (as Analyze gives it)
// and that pass the filter, in ascending order of Number.
func (r *Replica) Having(ctx context.Context, field Field, term string, filter archive.Filter) (found []Entry, err error) {
	err = r.ask(func(e *engine) (err error) {
		found, err = e.Having(ctx, field, term, filter)
		return err
	})
	return found, err
}

// having adds the articles of one segment, each at least once.
func (e *engine) having(found []Entry, s *scorch.SegmentSnapshot, field, term string, f archive.Filter) ([]Entry, error) {
	lists, err := postings(s, field, []string{term})
	if err != nil || lists[0].Count() == 0 {
		return found, err
	}
	alive, err := e.alive(s, f)
	if err != nil {
		return nil, err
	}
	r, err := e.roll(s)
	if err != nil {
		return nil, err
	}
	article := 0
	for it := lists[0].Iterator(false, false, false, nil); ; {
		p, err := it.Next()
		if err != nil {
			return nil, unreadable(err)
		}
		if p == nil {
			return found, nil
		}
		doc := uint32(p.Number())
		for article+1 < len(r.starts) && r.starts[article+1] <= doc {
			article++
		}
		if entry := r.entries[article]; alive.has(doc) && (len(found) == 0 || found[len(found)-1] != entry) {
			found = append(found, entry)
		}
	}
}

// roll tells which article the passages of a segment are of: those from
// starts[i] up to the next start are of entries[i].
type roll struct {
	starts  []uint32
	entries []Entry
}

// roll reads the keys and dates of all passages of a segment, once.
func (e *engine) roll(s *scorch.SegmentSnapshot) (*roll, error) {
	return e.articles.get(s.Id(), func() (*roll, int, error) {
		days, err := firstDays(s)
		if err != nil {
			return nil, 0, err
		}
		r := &roll{}
		for doc, day := range days {
			key, err := s.DocID(uint64(doc))
			if err != nil {
				return nil, 0, unreadable(err)
			}
			p, err := parsePlace(key)
			if err != nil {
				return nil, 0, err
			}
			entry := Entry{Number: p.number, Version: p.version, Day: day}
			if n := len(r.entries); n == 0 || r.entries[n-1] != entry {
				r.starts, r.entries = append(r.starts, uint32(doc)), append(r.entries, entry)
			}
		}
		return r, 256 + 28*len(r.entries), nil
	})
}

// firstDays is the first day of the date of each passage of a segment.
func firstDays(s *scorch.SegmentSnapshot) ([]int, error) {
	days := slices.Repeat([]int{math.MinInt}, int(s.Segment().Count()))
	dict, err := s.Segment().Dictionary(fieldDate)
	if err != nil {
		return nil, unreadable(err)
	}
	for dates := dict.AutomatonIterator(nil, nil, nil); ; {
		entry, err := dates.Next()
		if err != nil {
			return nil, unreadable(err)
		}
		if entry == nil {
			return days, nil
		}
		first, _, ok := parseDateKey(entry.Term)
		if !ok {
			return nil, fmt.Errorf("%w: a date is named %x", ErrDamaged, entry.Term)
		}
		list, err := dict.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			return nil, unreadable(err)
		}
		o, err := readOccurrences(list, false)
		if err != nil {
			return nil, err
		}
		for _, doc := range o.docs {
			days[doc] = first
		}
	}
}
