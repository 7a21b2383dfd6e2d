package find

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"cuttings/index"
	"cuttings/internal/archive"
)

// Document is a version read once, to be matched against many queries: each
// looks only where its words stand. It is not safe for concurrent use.
type Document struct{ read *document }

// NewDocument reads a version. It takes time in proportion to its length, but for
// the sorting of its words where a query has a prefix.
func NewDocument(v archive.Version) Document {
	d := newDocument(v)
	d.standing = map[index.Field]*standing{}
	return Document{d}
}

// Match reports whether the query matches: Query.Match of the version.
func (d Document) Match(q Query) bool { return q.root != nil && d.read.matches(q.root) }

// Words are the different words of the version as Needs name them, in no order:
// where a field has the term, and the form that prefixes are compared with.
func (d Document) Words() iter.Seq2[Need, string] {
	return func(yield func(Need, string) bool) {
		type word struct{ term, form string }
		seen := map[word]bool{} // in the text or the headline
		for _, f := range []index.Field{index.FieldText, index.FieldHeadline, index.FieldAuthor, index.FieldOutlet} {
			own := map[word]bool{}
			for _, t := range d.read.terms(f) {
				w := word{t.Text, form(t.Span.Of(d.read.text(f)), t.Text)}
				anywhere := f == index.FieldText || f == index.FieldHeadline
				if anywhere && !seen[w] && !yield(Need{Term: w.term}, w.form) {
					return
				}
				if f != index.FieldText && !own[w] && !yield(Need{Field: f, Term: w.term}, w.form) {
					return
				}
				seen[w], own[w] = seen[w] || anywhere, true
			}
		}
	}
}

// standing is where the words of a field stand, by their terms and by the forms
// that prefixes are compared with.
type standing struct {
	terms map[string][]int
	forms []formAt // in order; nil until a prefix is looked for
}

type formAt struct {
	form string
	at   int
}

// starts are the places, in ascending order, at which the leaf may stand in the
// field: where its first word does, if that is known, else everywhere.
func (d *document) starts(l *leaf, f index.Field) iter.Seq[int] {
	terms := d.terms(f)
	if d.standing == nil {
		return func(yield func(int) bool) {
			for i := range terms {
				if !yield(i) {
					return
				}
			}
		}
	}
	s := d.standing[f]
	if s == nil {
		s = &standing{terms: map[string][]int{}}
		for i, t := range terms {
			s.terms[t.Text] = append(s.terms[t.Text], i)
		}
		d.standing[f] = s
	}
	if l.prefix {
		return slices.Values(d.beginning(s, l.words[0].term, f))
	}
	return slices.Values(s.terms[l.words[0].term])
}

// beginning are the places of the words that begin so, in ascending order.
func (d *document) beginning(s *standing, prefix string, f index.Field) []int {
	if s.forms == nil {
		for i, t := range d.terms(f) {
			s.forms = append(s.forms, formAt{form(t.Span.Of(d.text(f)), t.Text), i})
		}
		slices.SortFunc(s.forms, func(a, b formAt) int { return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.at, b.at)) })
	}
	first, _ := slices.BinarySearchFunc(s.forms, prefix, func(x formAt, p string) int { return cmp.Compare(x.form, p) })
	var places []int
	for _, x := range s.forms[first:] {
		if !strings.HasPrefix(x.form, prefix) {
			break
		}
		places = append(places, x.at)
	}
	slices.Sort(places)
	return places
}
