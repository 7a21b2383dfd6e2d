package find

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cuttings/index"
	"cuttings/internal/language"
)

// drawInterval draws a set of the numbers below 12, or its complement, and an
// interval that is right about it.
func drawInterval(t *rapid.T) (map[int64]bool, interval) {
	set := map[int64]bool{}
	x := interval{not: rapid.Bool().Draw(t, "not")}
	for n := range int64(12) {
		in := rapid.Bool().Draw(t, "in")
		set[n] = in != x.not
		known := rapid.Bool().Draw(t, "known")
		if in && known {
			x.must = append(x.must, index.Entry{Number: n})
		}
		if in || !known {
			x.may = append(x.may, index.Entry{Number: n})
		}
	}
	return set, x
}

func has(list []index.Entry, n int64) bool {
	return slices.ContainsFunc(list, func(e index.Entry) bool { return e.Number == n })
}

// What is known of two sets stays right of what is made of them, and exact
// where it was exact.
func TestIntervals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, x := drawInterval(t)
		b, y := drawInterval(t)
		for name, c := range map[string]struct {
			got  interval
			want func(n int64) bool
		}{
			"both":       {both(x, y), func(n int64) bool { return a[n] && b[n] }},
			"either":     {either(x, y), func(n int64) bool { return a[n] || b[n] }},
			"complement": {complement(x), func(n int64) bool { return !a[n] }},
		} {
			for n := range int64(12) {
				want := c.want(n) != c.got.not
				if want && !has(c.got.may, n) || !want && has(c.got.must, n) {
					t.Fatalf("%s of %+v and %+v is %+v, wrong about %d", name, x, y, c.got, n)
				}
				certain := func(x interval) bool { return has(x.must, n) == has(x.may, n) }
				if certain(x) && certain(y) && has(c.got.must, n) != has(c.got.may, n) {
					t.Fatalf("%s of %+v and %+v is %+v, in doubt about %d", name, x, y, c.got, n)
				}
			}
			inOrder := func(p, q index.Entry) int { return cmp.Compare(p.Number, q.Number) }
			if !slices.IsSortedFunc(c.got.must, inOrder) || !slices.IsSortedFunc(c.got.may, inOrder) {
				t.Fatalf("%s is out of order: %+v", name, c.got)
			}
		}
	})
}

func TestUniteAll(t *testing.T) {
	var lists [][]index.Entry
	for n := range int64(7) {
		lists = append(lists, []index.Entry{{Number: 6 - n}, {Number: 10}})
	}
	if got := uniteAll(lists); len(got) != 8 || got[0].Number != 0 || got[7].Number != 10 {
		t.Errorf("%+v", got)
	}
	if got := uniteAll(nil); got != nil {
		t.Errorf("%+v", got)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"by", "", 2}, {"autor", "author", 1}, {"title", "title", 0}, {"outlte", "outlet", 1}, {"titel", "title", 1}, {"ab", "ba", 1}, {"abc", "xyz", 3}} {
		if got := distance(c.a, c.b); got != c.want || distance(c.b, c.a) != got {
			t.Errorf("%s and %s are %d apart, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestSyntaxErrorSaysAll(t *testing.T) {
	for suggestion, want := range map[string]string{"": "There is no word to look for.", "jobs": "There is no word to look for. Did you mean jobs?"} {
		if got := (&SyntaxError{Text: language.Phrase("query.no-word"), Suggestion: suggestion}).Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
