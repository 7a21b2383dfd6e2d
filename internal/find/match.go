package find

import (
	"cmp"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// Match reports whether the article matches: what Find counts, decided by its
// words alone. It takes time in proportion to the length of the article.
func (q Query) Match(v archive.Version) bool { return q.root != nil && newDocument(v).matches(q.root) }

// document is a version, its fields analysed when they are first needed.
type document struct {
	version  archive.Version
	analysed map[index.Field][]index.Term
}

func newDocument(v archive.Version) *document {
	return &document{version: v, analysed: map[index.Field][]index.Term{}}
}

func (d *document) text(f index.Field) string {
	switch f {
	case index.FieldHeadline:
		return d.version.Title
	case index.FieldAuthor:
		return d.version.Author
	case index.FieldOutlet:
		return d.version.Outlet
	}
	return d.version.Text
}

func (d *document) terms(f index.Field) []index.Term {
	terms, known := d.analysed[f]
	if !known {
		terms = index.Analyze(d.text(f))
		d.analysed[f] = terms
	}
	return terms
}

// matches evaluates a query on this article as it is defined.
func (d *document) matches(n node) bool {
	switch n := n.(type) {
	case *leaf:
		return slices.ContainsFunc(n.fields(), func(f index.Field) bool { return len(d.places(n, f)) > 0 })
	case *near:
		return slices.ContainsFunc(n.a.fields(), func(f index.Field) bool { return len(d.pairs(n, f)) > 0 })
	case *not:
		return !d.matches(n.x)
	case *and:
		return !slices.ContainsFunc(n.list, func(x node) bool { return !d.matches(x) })
	case *or:
		return slices.ContainsFunc(n.list, d.matches)
	}
	return false
}

// place is where a leaf stands in a field: its first and its last word, counted
// in terms.
type place struct{ first, last int }

// places are where the leaf stands in the field, in order; those of a phrase may
// overlap.
func (d *document) places(l *leaf, f index.Field) []place {
	terms := d.terms(f)
	var found []place
	for i := range terms {
		if d.stands(l, f, terms[i:]) {
			found = append(found, place{i, i + len(l.words) - 1})
		}
	}
	return found
}

// stands reports whether the terms begin with the leaf.
func (d *document) stands(l *leaf, f index.Field, terms []index.Term) bool {
	if l.prefix {
		p, t := l.words[0].term, terms[0]
		return t.Text[0] == p[0] && strings.HasPrefix(form(t.Span.Of(d.text(f)), t.Text), p) // stemming leaves the first byte
	}
	if len(terms) < len(l.words) {
		return false
	}
	for i, w := range l.words {
		if terms[i].Text != w.term {
			return false
		}
	}
	return true
}

// pairs are where the two sides of a NEAR stand together: for each place of one
// side the next and the last before of the other, if they are close enough and
// share no word. Every place that has a partner is in one of the pairs.
func (d *document) pairs(n *near, f index.Field) [][2]place {
	a := d.places(n.a, f)
	if len(a) == 0 {
		return nil
	}
	b := d.places(n.b, f)
	return append(following(a, b, n.within), following(b, a, n.within)...)
}

// following pairs each place of a with the first of b behind it, and each of b
// with the last of a before it.
func following(a, b []place, within int) [][2]place {
	var pairs [][2]place
	add := func(x, y place) {
		if y.first-x.last <= within && (len(pairs) == 0 || pairs[len(pairs)-1] != [2]place{x, y}) {
			pairs = append(pairs, [2]place{x, y})
		}
	}
	for _, x := range a {
		if i, _ := slices.BinarySearchFunc(b, x.last+1, func(p place, at int) int { return cmp.Compare(p.first, at) }); i < len(b) {
			add(x, b[i])
		}
	}
	for _, y := range b {
		if i, _ := slices.BinarySearchFunc(a, y.first, func(p place, at int) int { return cmp.Compare(p.last, at) }); i > 0 {
			add(a[i-1], y)
		}
	}
	return pairs
}

// span is where a place lies, in bytes of the field's text.
func (d *document) span(p place, f index.Field) text.Span {
	terms := d.terms(f)
	return text.Span{Start: terms[p.first].Span.Start, End: terms[p.last].Span.End}
}
