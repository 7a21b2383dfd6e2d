package index

import (
	"cmp"
	"context"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// Expand implements Index.
func (e *engine) Expand(ctx context.Context, field Field, prefix string, limit int) (terms []string, more bool, err error) {
	name, err := field.name()
	if err := cmp.Or(err, ctx.Err()); err != nil {
		return nil, false, err
	}
	limit = max(limit, 0)
	err = e.read(func(s *scorch.IndexSnapshot) error {
		for _, seg := range s.Segments() {
			if err := ctx.Err(); err != nil {
				return err
			}
			found, err := beginning(seg, name, prefix, limit)
			if err != nil {
				return err
			}
			terms = append(terms, found...)
		}
		return nil
	})
	if err != nil {
		return nil, false, err
	}
	slices.Sort(terms)
	terms = slices.Compact(terms)
	more = len(terms) > limit
	return slices.Clip(terms[:min(limit, len(terms))]), more, nil
}

// Expand returns the terms of the field that begin with the prefix (folded, not
// stemmed), at most limit, in order, and whether there are more.
func (r *Replica) Expand(ctx context.Context, field Field, prefix string, limit int) (terms []string, more bool, err error) {
	err = r.ask(func(e *engine) (err error) {
		terms, more, err = e.Expand(ctx, field, prefix, limit)
		return err
	})
	return terms, more, err
}

// beginning returns the terms of a segment that begin with the prefix and that
// a passage still has, in order: one more than limit at most.
func beginning(s *scorch.SegmentSnapshot, field, prefix string, limit int) ([]string, error) {
	dict, err := s.Segment().Dictionary(field)
	if err != nil {
		return nil, unreadable(err)
	}
	var found []string
	for terms := dict.AutomatonIterator(nil, []byte(prefix), after(prefix)); len(found) <= limit; {
		entry, err := terms.Next()
		if err != nil {
			return nil, unreadable(err)
		}
		if entry == nil {
			break
		}
		list, err := dict.PostingsList([]byte(entry.Term), s.Deleted(), nil)
		if err != nil {
			return nil, unreadable(err)
		}
		if list.Count() > 0 {
			found = append(found, entry.Term)
		}
	}
	return found, nil
}

// after is the first string behind all that begin with the prefix; nil when
// there is none.
func after(prefix string) []byte {
	end := []byte(prefix)
	for len(end) > 0 && end[len(end)-1] == 0xFF {
		end = end[:len(end)-1]
	}
	if len(end) == 0 {
		return nil
	}
	end[len(end)-1]++
	return end
}
