package find

import (
	"cmp"

	"cuttings/index"
)

// interval is what is known of a set of articles before a text is read: those
// that it must hold, and those that it may. Both are in ascending order of
// Number. With not set, it is the complement of that set.
type interval struct {
	must, may []index.Entry
	not       bool
}

// both is the interval of what lies in a and in b.
func both(a, b interval) interval {
	switch {
	case a.not && b.not:
		return interval{unite(a.must, b.must), unite(a.may, b.may), true}
	case b.not:
		return interval{subtract(a.must, b.may), subtract(a.may, b.must), false}
	case a.not:
		return both(b, a)
	}
	return interval{intersect(a.must, b.must), intersect(a.may, b.may), false}
}

// either is the interval of what lies in a or in b (De Morgan).
func either(a, b interval) interval { return complement(both(complement(a), complement(b))) }

func complement(a interval) interval {
	a.not = !a.not
	return a
}

// merge goes through two lists in step and keeps what keep says: of entries in
// one list only, or in both.
func merge(a, b []index.Entry, inA, inB, inBoth bool) []index.Entry {
	var out []index.Entry
	for len(a) > 0 && len(b) > 0 {
		switch c := cmp.Compare(a[0].Number, b[0].Number); {
		case c < 0:
			if inA {
				out = append(out, a[0])
			}
			a = a[1:]
		case c > 0:
			if inB {
				out = append(out, b[0])
			}
			b = b[1:]
		default:
			if inBoth {
				out = append(out, a[0])
			}
			a, b = a[1:], b[1:]
		}
	}
	if inA {
		out = append(out, a...)
	}
	if inB {
		out = append(out, b...)
	}
	return out
}

func unite(a, b []index.Entry) []index.Entry     { return merge(a, b, true, true, true) }
func intersect(a, b []index.Entry) []index.Entry { return merge(a, b, false, false, true) }
func subtract(a, b []index.Entry) []index.Entry  { return merge(a, b, true, false, false) }
