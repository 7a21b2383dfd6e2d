package find

import (
	"math"
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
	standing map[index.Field]*standing // nil where it isn't worth its making: for one query
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
		return slices.ContainsFunc(n.fields(), func(f index.Field) bool { return len(d.places(n, f, 1)) > 0 })
	case *near:
		return slices.ContainsFunc(n.a.fields(), func(f index.Field) bool { return len(d.pairs(n, f, 1)) > 0 })
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

// places are the first places where the leaf stands in the field, at most so
// many; those of a phrase may overlap.
func (d *document) places(l *leaf, f index.Field, most int) []place {
	terms := d.terms(f)
	var found []place
	for i := range d.starts(l, f) {
		if len(found) == most {
			break
		}
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

// pairs are where the two sides of a NEAR stand together, at most so many: for
// each place of one side the next and the last before of the other, if they are
// close enough and share no word. Every place that has a partner is in one of
// them.
func (d *document) pairs(n *near, f index.Field, most int) [][2]place {
	a := d.places(n.a, f, math.MaxInt)
	if len(a) == 0 {
		return nil
	}
	b := d.places(n.b, f, math.MaxInt)
	pairs := following(nil, a, b, n.within, most)
	return following(pairs, b, a, n.within, most)
}

// following adds each place of a with the first of b behind it, and each of b
// with the last of a before it, as long as there are fewer than most.
func following(pairs [][2]place, a, b []place, within, most int) [][2]place {
	add := func(x, y place) {
		if y.first-x.last <= within && len(pairs) < most && (len(pairs) == 0 || pairs[len(pairs)-1] != [2]place{x, y}) {
			pairs = append(pairs, [2]place{x, y})
		}
	}
	next := 0
	for _, x := range a {
		for next < len(b) && b[next].first <= x.last {
			next++
		}
		if next == len(b) || len(pairs) == most {
			break
		}
		add(x, b[next])
	}
	before := 0
	for _, y := range b {
		for before < len(a) && a[before].last < y.first {
			before++
		}
		if before > 0 {
			add(a[before-1], y)
		}
	}
	return pairs
}

// span is where a place lies, in bytes of the field's text.
func (d *document) span(p place, f index.Field) text.Span {
	terms := d.terms(f)
	return text.Span{Start: terms[p.first].Span.Start, End: terms[p.last].Span.End}
}
