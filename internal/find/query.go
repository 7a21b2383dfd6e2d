package find

import (
	"strconv"
	"strings"

	"cuttings/index"
)

// Query is a parsed query; the zero value finds nothing. It never changes, so
// any number of goroutines may use it.
type Query struct{ root node }

// node is a part of a query: *leaf, *near, *not, *and or *or. In the tree that
// Parse makes, no *and lies directly in an *and, no *or in an *or, no *not in a
// *not.
type node interface {
	write(b *strings.Builder)
	binding() binding
}

type (
	// leaf is a word, a phrase or the beginning of a word.
	leaf struct {
		field  index.Field // "" looks in the text and in the headline
		words  []word      // one, or those of a phrase in order
		prefix bool        // the only word is the beginning of one
	}
	// near is two leaves of one field with at most within-1 words between them.
	near struct {
		within int
		a, b   *leaf
	}
	not struct{ x node }
	and struct{ list []node }
	or  struct{ list []node }
)

// word is one word of a query.
type word struct {
	shown string // as String prints it; analysed, it gives the term again
	term  string // as index.Analyze gives it; of a prefix, its form
}

// binding tells how tightly an operator holds its operands together.
type binding int

const (
	bindOr binding = iota
	bindAnd
	bindNear
	bindNot
	bindWord
)

func (*leaf) binding() binding { return bindWord }
func (*near) binding() binding { return bindNear }
func (*not) binding() binding  { return bindNot }
func (*and) binding() binding  { return bindAnd }
func (*or) binding() binding   { return bindOr }

// String is the query in its canonical form: words folded, AND written out, a
// field before each word, no bracket that isn't needed. Parse reads it back as
// the same query, and queries with the same form find the same.
func (q Query) String() string {
	if q.root == nil {
		return ""
	}
	var b strings.Builder
	q.root.write(&b)
	return b.String()
}

// within writes n, in brackets if it binds less tightly than that.
func within(b *strings.Builder, n node, least binding) {
	if n.binding() >= least {
		n.write(b)
		return
	}
	b.WriteByte('(')
	n.write(b)
	b.WriteByte(')')
}

func (l *leaf) write(b *strings.Builder) {
	b.WriteString(prefixOf[l.field])
	shown := make([]string, len(l.words))
	for i, w := range l.words {
		shown[i] = w.shown
	}
	s := strings.Join(shown, " ")
	if len(shown) > 1 || isOperator(s) {
		s = `"` + s + `"`
	}
	b.WriteString(s)
	if l.prefix {
		b.WriteByte('*')
	}
}

func (n *near) write(b *strings.Builder) {
	n.a.write(b)
	b.WriteString(" NEAR/" + strconv.Itoa(n.within) + " ")
	n.b.write(b)
}

func (n *not) write(b *strings.Builder) {
	b.WriteString("NOT ")
	within(b, n.x, bindWord)
}

func (n *and) write(b *strings.Builder) { writeList(b, n.list, " AND ", bindNear) }

func (n *or) write(b *strings.Builder) { writeList(b, n.list, " OR ", bindAnd) }

func writeList(b *strings.Builder, list []node, operator string, least binding) {
	for i, x := range list {
		if i > 0 {
			b.WriteString(operator)
		}
		within(b, x, least)
	}
}

// fieldOf are the fields as they are written in a query, and prefixOf the way
// back.
var (
	fieldOf = map[string]index.Field{
		"headline": index.FieldHeadline, "text": index.FieldText, "by": index.FieldAuthor, "outlet": index.FieldOutlet,
	}
	prefixOf = map[index.Field]string{
		index.FieldHeadline: "headline:", index.FieldText: "text:", index.FieldAuthor: "by:", index.FieldOutlet: "outlet:",
	}
)

// fields are the fields in which the leaf is looked for.
func (l *leaf) fields() []index.Field {
	if l.field == "" {
		return []index.Field{index.FieldText, index.FieldHeadline}
	}
	return []index.Field{l.field}
}

// isStop reports whether the leaf says nothing about a subject: a single stop
// word. In a byline or an outlet's name it would.
func (l *leaf) isStop() bool {
	return len(l.words) == 1 && !l.prefix && index.IsStopWord(l.words[0].term) &&
		(l.field == "" || l.field == index.FieldHeadline || l.field == index.FieldText)
}

// excludes reports whether a node matches what it doesn't name: it can only
// take away from what something else finds.
func excludes(n node) bool {
	switch n := n.(type) {
	case *not:
		return !excludes(n.x)
	case *and:
		for _, x := range n.list {
			if !excludes(x) {
				return false
			}
		}
		return true
	case *or:
		for _, x := range n.list {
			if excludes(x) {
				return true
			}
		}
	}
	return false
}

// wanted calls f with every leaf and near whose presence speaks for an article:
// those under no NOT, or under an even number. A near's leaves are not called
// by themselves.
func wanted(n node, f func(node)) { walk(n, true, f) }

func walk(n node, present bool, f func(node)) {
	switch n := n.(type) {
	case *not:
		walk(n.x, !present, f)
	case *and:
		for _, x := range n.list {
			walk(x, present, f)
		}
	case *or:
		for _, x := range n.list {
			walk(x, present, f)
		}
	case *leaf, *near:
		if present {
			f(n)
		}
	}
}
