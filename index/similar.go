package index

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/vellum/levenshtein"
)

// How far a word may be from the one that was meant: one slip of the finger in
// six letters, two in nine: shorter words have too many neighbours.
const (
	oneSlip  = 6
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
func (e *engine) Similar(ctx context.Context, term string) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	letters := utf8.RuneCountInString(term)
	for n := 1; n < len(slips); n++ {
		if n == 1 && letters < oneSlip || n == 2 && letters < twoSlips {
			return nil, nil
		}
		var found []string
		err := e.read(func(s *scorch.IndexSnapshot) (err error) {
			found, err = within(s, term, n)
			return err
		})
		if err != nil || len(found) > 0 {
			return found, err
		}
	}
	return nil, nil
}

// Similar returns the terms of the text that are nearest to one that it doesn't
// have, most frequent first; see Searcher.
func (r *Replica) Similar(ctx context.Context, term string) (found []string, err error) {
	err = r.ask(func(e *engine) (err error) {
		found, err = e.Similar(ctx, term)
		return err
	})
	return found, err
}

// within returns the terms of the text that begin as this one does and differ
// from it by at most n slips.
func within(s *scorch.IndexSnapshot, term string, n int) ([]string, error) {
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
		for terms := dict.AutomatonIterator(automaton, []byte(term[:first]), after(term[:first])); ; {
			entry, err := terms.Next()
			if err != nil {
				return nil, unreadable(err)
			}
			if entry == nil {
				break
			}
			list, err := dict.PostingsList([]byte(entry.Term), seg.Deleted(), nil)
			if err != nil {
				return nil, unreadable(err)
			}
			if count := int(list.Count()); count > 0 {
				with[entry.Term] += count
			}
		}
	}
	found := make([]string, 0, len(with))
	for t := range with {
		found = append(found, t)
	}
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(cmp.Compare(with[b], with[a]), cmp.Compare(a, b))
	})
	return found, nil
}
