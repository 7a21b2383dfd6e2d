package index

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"cuttings/internal/archive"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum/levenshtein"
)

// How far a word may be from the one that was meant: one slip of the finger in
// OneSlip letters, two in nine, only a swap in four: shorter words have too many
// neighbours.
const (
	swap     = 4
	OneSlip  = 6
	twoSlips = 9
)

// slips build the automata for one and for two slips; a swap of neighbours is one.
var slips = func() (builders [3]*levenshtein.LevenshteinAutomatonBuilder) {
	for n := 1; n < len(builders); n++ {
		var err error
		if builders[n], err = levenshtein.NewLevenshteinAutomatonBuilder(uint8(n), true); err != nil {
			panic(err) // only for a distance that the library doesn't know
		}
	}
	return builders
}()

// Similar implements Searcher.
func (e *engine) Similar(ctx context.Context, term string, f archive.Filter) (found []string, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	letters := utf8.RuneCountInString(term)
	err = e.read(func(s *scorch.IndexSnapshot) (err error) {
		if letters >= swap && letters < OneSlip {
			found, err = e.swapped(s, term, f)
		}
		if letters >= OneSlip {
			found, err = e.within(s, term, 1, f)
		}
		if letters >= twoSlips && err == nil && len(found) == 0 {
			found, err = e.within(s, term, 2, f)
		}
		return err
	})
	return found, err
}

// Similar returns the terms of the text that are nearest to one that it doesn't
// have, most frequent first; see Searcher.
func (r *Replica) Similar(ctx context.Context, term string, filter archive.Filter) (found []string, err error) {
	err = r.ask(func(e *engine) (err error) {
		found, err = e.Similar(ctx, term, filter)
		return err
	})
	return found, err
}

// swapped returns the terms of the text from which this one differs by two
// neighbours that changed places.
func (e *engine) swapped(s *scorch.IndexSnapshot, term string, f archive.Filter) ([]string, error) {
	with := map[string]int{}
	letters := []rune(term)
	for i := range len(letters) - 1 {
		other := slices.Clone(letters)
		other[i], other[i+1] = other[i+1], other[i]
		with[string(other)] = 0
	}
	delete(with, term)
	for _, seg := range s.Segments() {
		dict, err := seg.Segment().Dictionary(fieldText)
		if err != nil {
			return nil, unreadable(err)
		}
		passing, err := e.narrowed(seg, f)
		if err != nil {
			return nil, err
		}
		for other := range with {
			count, err := holding(seg, dict, other, passing)
			if err != nil {
				return nil, err
			}
			with[other] += count
		}
	}
	return frequent(with), nil
}

// within returns the terms of the text that begin as this one does and differ
// from it by at most n slips.
func (e *engine) within(s *scorch.IndexSnapshot, term string, n int, f archive.Filter) ([]string, error) {
	_, first := utf8.DecodeRuneInString(term)
	automaton, err := slips[n].BuildDfa(term, uint8(n))
	if err != nil {
		return nil, err
	}
	with := map[string]int{}
	for _, seg := range s.Segments() {
		dict, err := seg.Segment().Dictionary(fieldText)
		if err != nil {
			return nil, unreadable(err)
		}
		passing, err := e.narrowed(seg, f)
		if err != nil {
			return nil, err
		}
		for terms := dict.AutomatonIterator(automaton, []byte(term[:first]), after(term[:first])); ; {
			entry, err := terms.Next()
			if err != nil {
				return nil, unreadable(err)
			}
			if entry == nil {
				break
			}
			count, err := holding(seg, dict, entry.Term, passing)
			if err != nil {
				return nil, err
			}
			with[entry.Term] += count
		}
	}
	return frequent(with), nil
}

// narrowed are the passages of a segment that pass the filter; nil where it lets all
// through that aren't deleted.
func (e *engine) narrowed(s *scorch.SegmentSnapshot, f archive.Filter) (mask, error) {
	if f == (archive.Filter{}) {
		return nil, nil
	}
	return e.alive(s, f)
}

// holding is in how many of these passages of a segment, that aren't deleted, a term of
// its dictionary is.
func holding(s *scorch.SegmentSnapshot, dict segment.TermDictionary, term string, passing mask) (n int, err error) {
	list, err := dict.PostingsList([]byte(term), s.Deleted(), nil)
	if err != nil {
		return 0, unreadable(err)
	}
	if passing == nil {
		return int(list.Count()), nil
	}
	for it := list.Iterator(false, false, false, nil); ; {
		p, err := it.Next()
		if err != nil {
			return 0, unreadable(err)
		}
		if p == nil {
			return n, nil
		}
		if passing.has(uint32(p.Number())) {
			n++
		}
	}
}

// frequent are the terms that are in a passage, those in most first.
func frequent(with map[string]int) []string {
	var found []string
	for t, n := range with {
		if n > 0 {
			found = append(found, t)
		}
	}
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(cmp.Compare(with[b], with[a]), cmp.Compare(a, b))
	})
	return found
}
