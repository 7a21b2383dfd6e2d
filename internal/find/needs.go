package find

import (
	"slices"

	"cuttings/index"
)

// Need is a word of which an article must have one or another to match a query.
type Need struct {
	Field  index.Field // "" is the text or the headline
	Term   string      // as index.Analyze gives it; of a prefix, its form
	Prefix bool        // any word that begins so
}

// cover is a set of needs of which every article that matches has at least one,
// and how many articles will be looked at because of it.
type cover struct {
	needs []Need
	cost  int
}

// What a need costs whose articles aren't counted, so that it is chosen only
// where there is nothing better: a stop word stands in nearly all, an outlet has
// many, and so has a beginning of words.
const (
	costMany = 1 << 30
	costAll  = 1 << 40
)

// Needs are words of which every article that matches has at least one: those by
// which the fewest articles come into question, where often tells how many hold a
// term. There is at least one, as Parse takes no query that matches what it
// doesn't name.
func (q Query) Needs(often func(term string) int) []Need {
	if q.root == nil {
		return nil
	}
	c, _ := coverOf(q.root, true, often)
	said := map[Need]bool{}
	return slices.DeleteFunc(c.needs, func(n Need) bool {
		again := said[n]
		said[n] = true
		return again
	})
}

// coverOf is the cheapest cover of a node that must match, or must not when it
// isn't wanted. ok is false where there is none: then it matches, or doesn't,
// also where it names nothing.
func coverOf(n node, wanted bool, often func(string) int) (c cover, ok bool) {
	switch n := n.(type) {
	case *leaf:
		return coverOfLeaf(n, often), wanted
	case *near:
		return cheaper(coverOfLeaf(n.a, often), coverOfLeaf(n.b, often)), wanted
	case *not:
		return coverOf(n.x, !wanted, often)
	case *and:
		return coverOfList(n.list, wanted, wanted, often)
	case *or:
		return coverOfList(n.list, !wanted, wanted, often)
	}
	return cover{}, false
}

// coverOfList covers nodes all of which must be as wanted, or one of which.
func coverOfList(list []node, all, wanted bool, often func(string) int) (sum cover, ok bool) {
	for i, x := range list {
		c, covered := coverOf(x, wanted, often)
		switch {
		case all && !covered:
		case all && !ok:
			sum, ok = c, true
		case all:
			sum = cheaper(sum, c)
		case !covered:
			return cover{}, false
		default:
			sum, ok = cover{append(sum.needs, c.needs...), sum.cost + c.cost}, i+1 == len(list)
		}
	}
	return sum, ok
}

func cheaper(a, b cover) cover {
	if b.cost < a.cost {
		return b
	}
	return a
}

// coverOfLeaf is the rarest of its words.
func coverOfLeaf(l *leaf, often func(string) int) cover {
	var best cover
	field := l.field
	if field == index.FieldText {
		field = "" // of which a Document names the words; more articles than needed come into question
	}
	for i, w := range l.words {
		c := cover{[]Need{{Field: field, Term: w.term, Prefix: l.prefix}}, 0}
		switch {
		case index.IsStopWord(w.term) && !l.prefix:
			c.cost = costAll
		case l.prefix || l.field == index.FieldOutlet:
			c.cost = costMany
		default:
			c.cost = min(often(w.term), costMany-1)
		}
		if i == 0 {
			best = c
		}
		best = cheaper(best, c)
	}
	return best
}
