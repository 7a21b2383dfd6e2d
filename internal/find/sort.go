package find

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"cuttings/index"
)

// Sort is the order of hits.
type Sort string

// The orders. Newest and oldest go by the first day of an article's date, then
// by its number; those without a date come last in both.
//
// Best goes by how many different words of the query stand in the best sentence
// (stop words not counted, nor those after NOT), then by how many stand in the
// headline, then by the newest. Where more than MaxRanked articles match, only
// so many are ranked by their sentences: those with the most words of the query
// in the headline, then the newest; the others follow in that order.
const (
	Best   Sort = "best"
	Newest Sort = "newest"
	Oldest Sort = "oldest"
)

// Sorts are all of them, the usual one first.
var Sorts = []Sort{Best, Newest, Oldest}

// MaxRanked is how many articles are read to find the best.
const MaxRanked = 500

// sorted brings the entries into the order.
func sorted(l *lookup, held Archive, root node, entries []index.Entry, order Sort) error {
	switch order {
	case Newest:
		slices.SortFunc(entries, newer)
	case Oldest:
		slices.SortFunc(entries, older)
	case Best, "":
		return rank(l, held, root, entries)
	default:
		return fmt.Errorf("there is no order %q: write one of %v", order, Sorts)
	}
	return nil
}

func newer(a, b index.Entry) int {
	return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.Number, a.Number)) // no date is the smallest Day
}

func older(a, b index.Entry) int {
	day := func(e index.Entry) int {
		if e.Day == math.MinInt {
			return math.MaxInt
		}
		return e.Day
	}
	return cmp.Or(cmp.Compare(day(a), day(b)), cmp.Compare(a.Number, b.Number))
}

// rank brings the best entries to the front.
func rank(l *lookup, held Archive, root node, entries []index.Entry) error {
	if len(entries) > MaxRanked {
		if err := byHeadline(l, root, entries); err != nil {
			return err
		}
		entries = entries[:MaxRanked]
	}
	for _, e := range entries {
		if _, known := l.scores[e.Number]; known {
			continue
		}
		v, ok, err := read(l.ctx, held, e)
		if err != nil {
			return err
		}
		if ok {
			l.scores[e.Number] = newDocument(v).score(root)
		}
	}
	slices.SortFunc(entries, func(a, b index.Entry) int {
		x, y := l.scores[a.Number], l.scores[b.Number]
		return cmp.Or(cmp.Compare(y.words, x.words), cmp.Compare(y.headline, x.headline), newer(a, b))
	})
	return nil
}

// byHeadline sorts by what the index knows of headlines, then by the newest.
func byHeadline(l *lookup, root node, entries []index.Entry) error {
	words := map[int64]int{}
	var err error
	count := func(n *leaf) {
		if n.isStop() || !slices.Contains(n.fields(), index.FieldHeadline) || err != nil {
			return
		}
		var known interval
		if known, err = l.leaf(n, index.FieldHeadline); err == nil {
			for _, e := range known.may {
				words[e.Number] += len(n.words)
			}
		}
	}
	wanted(root, func(n node) {
		switch n := n.(type) {
		case *leaf:
			count(n)
		case *near:
			count(n.a)
			count(n.b)
		}
	})
	slices.SortFunc(entries, func(a, b index.Entry) int {
		return cmp.Or(cmp.Compare(words[b.Number], words[a.Number]), newer(a, b))
	})
	return err
}
