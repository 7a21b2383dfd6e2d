package find

import (
	"context"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/language"
)

// Postings is what searching by words needs of an index. It is safe for
// concurrent use.
type Postings interface {
	// Having returns the articles whose field holds the term (as index.Analyze
	// gives it) and that pass the filter, in ascending order of Number.
	Having(ctx context.Context, field index.Field, term string, filter archive.Filter) ([]index.Entry, error)

	// Expand returns the terms of the field that begin with the prefix (folded,
	// not stemmed), at most limit, in order, and whether there are more.
	Expand(ctx context.Context, field index.Field, prefix string, limit int) (terms []string, more bool, err error)
}

// MaxExpansion is how many different words may begin with a prefix. More say
// nothing about a subject, and each is a list to read.
const MaxExpansion = 1000

// MaxVerified is how many articles may be read to answer one query, beyond what
// the index knows.
const MaxVerified = 20_000

// TooBroadError says that a query can't be answered exactly at a bearable cost.
type TooBroadError struct{ Text language.Text } // what is too much, and what to do

func (e *TooBroadError) Error() string { return e.Text.String() }

// lookup is what one query has read: each list of the index once.
type lookup struct {
	ctx      context.Context
	postings Postings
	filter   archive.Filter
	lists    map[listKey][]index.Entry
	prefixes map[listKey]interval

	ranking bool            // scores will be asked for
	scores  map[int64]score // by cutting number, of the articles that were read
}

type listKey struct {
	field index.Field
	term  string
}

func newLookup(ctx context.Context, p Postings, f archive.Filter) *lookup {
	return &lookup{
		ctx: ctx, postings: p, filter: f,
		lists: map[listKey][]index.Entry{}, prefixes: map[listKey]interval{}, scores: map[int64]score{},
	}
}

func (l *lookup) having(field index.Field, term string) ([]index.Entry, error) {
	key := listKey{field, term}
	list, known := l.lists[key]
	if known {
		return list, nil
	}
	list, err := l.postings.Having(l.ctx, field, term, l.filter)
	if err != nil {
		return nil, err
	}
	l.lists[key] = list
	return list, nil
}

// bounds is what the index knows of the articles that match.
func (l *lookup) bounds(n node) (interval, error) {
	switch n := n.(type) {
	case *leaf:
		return l.inFields(n.fields(), func(f index.Field) (interval, error) { return l.leaf(n, f) })
	case *near:
		return l.inFields(n.a.fields(), func(f index.Field) (interval, error) {
			x, err := l.leaf(n.a, f)
			if err != nil {
				return x, err
			}
			y, err := l.leaf(n.b, f)
			return interval{may: intersect(x.may, y.may)}, err
		})
	case *not:
		x, err := l.bounds(n.x)
		return complement(x), err
	case *and:
		return l.all(n.list, both)
	case *or:
		return l.all(n.list, either)
	}
	return interval{}, nil
}

// all joins the bounds of the nodes, of which there is at least one.
func (l *lookup) all(list []node, join func(a, b interval) interval) (interval, error) {
	sum, err := l.bounds(list[0])
	for _, x := range list[1:] {
		if err != nil {
			return sum, err
		}
		var next interval
		next, err = l.bounds(x)
		sum = join(sum, next)
	}
	return sum, err
}

// inFields joins what is known of several fields: it may be in either.
func (l *lookup) inFields(fields []index.Field, of func(index.Field) (interval, error)) (interval, error) {
	var sum interval
	for _, f := range fields {
		x, err := of(f)
		if err != nil {
			return sum, err
		}
		sum = either(sum, x)
	}
	return sum, nil
}

// leaf is what the index knows of a leaf in one field.
func (l *lookup) leaf(n *leaf, field index.Field) (interval, error) {
	if n.prefix {
		return l.prefix(n.words[0].term, field)
	}
	may, err := l.having(field, n.words[0].term)
	for _, w := range n.words[1:] {
		if err != nil || len(may) == 0 {
			break
		}
		var list []index.Entry
		list, err = l.having(field, w.term)
		may = intersect(may, list)
	}
	if len(n.words) > 1 {
		return interval{may: may}, err // the index doesn't know where the words stand
	}
	return interval{must: may, may: may}, err
}

// prefix is what the index, which knows stems, knows of words that begin so.
func (l *lookup) prefix(p string, field index.Field) (interval, error) {
	key := listKey{field, p}
	if known, ok := l.prefixes[key]; ok {
		return known, nil
	}
	terms, more, err := l.postings.Expand(l.ctx, field, p, MaxExpansion)
	if err != nil {
		return interval{}, err
	}
	if more {
		return interval{}, &TooBroadError{language.Phrase("query.broad-prefix", "most", MaxExpansion, "prefix", p)}
	}
	var must, may [][]index.Entry
	for _, t := range terms {
		list, err := l.having(field, t)
		if err != nil {
			return interval{}, err
		}
		if begins(t, p) {
			must = append(must, list)
		} else {
			may = append(may, list)
		}
	}
	for _, t := range stems(p) {
		list, err := l.having(field, t)
		if err != nil {
			return interval{}, err
		}
		may = append(may, list)
	}
	known := interval{must: uniteAll(must)}
	known.may = unite(known.must, uniteAll(may))
	l.prefixes[key] = known
	return known, nil
}

// uniteAll unites lists two by two, so that each entry is moved only as often as
// the number of lists can be halved.
func uniteAll(lists [][]index.Entry) []index.Entry {
	switch len(lists) {
	case 0:
		return nil
	case 1:
		return lists[0]
	}
	half := len(lists) / 2
	return unite(uniteAll(lists[:half]), uniteAll(lists[half:]))
}
