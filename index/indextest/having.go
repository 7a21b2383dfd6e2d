package indextest

import (
	"cmp"
	"context"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var fields = []index.Field{index.FieldText, index.FieldHeadline, index.FieldAuthor, index.FieldOutlet}

// terms are those of a field of an article.
func terms(v archive.Version, f index.Field) map[string]bool {
	return termSet(map[index.Field]string{
		index.FieldText: v.Text, index.FieldHeadline: v.Title, index.FieldAuthor: v.Author, index.FieldOutlet: v.Outlet,
	}[f])
}

// Having lists articles as Index.Having ought to: those that have a passage.
func (c *Coverage) Having(field index.Field, term string, f archive.Filter) []index.Entry {
	var found []index.Entry
	for _, v := range c.Articles {
		if !terms(v, field)[term] || !f.Match(v) || len(index.Passages(v.Text)) == 0 {
			continue
		}
		e := index.Entry{Number: v.Number, Version: v.Version, Day: math.MinInt}
		if first, _, ok := v.Published.Days(); ok {
			e.Day = first
		}
		found = append(found, e)
	}
	slices.SortFunc(found, func(a, b index.Entry) int { return cmp.Compare(a.Number, b.Number) })
	return found
}

// Expand lists terms as Index.Expand ought to.
func (c *Coverage) Expand(field index.Field, prefix string) []string {
	all := map[string]bool{}
	for _, v := range c.Articles {
		if len(index.Passages(v.Text)) > 0 {
			maps.Copy(all, terms(v, field))
		}
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(all)), func(t string) bool { return !strings.HasPrefix(t, prefix) })
}

// testHaving asks for lists of articles and of terms after every step of a
// random history.
func testHaving(t *testing.T, open opener) {
	x := open.fresh(t)
	var c Coverage
	r := rand.New(rand.NewPCG(14, 14))
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		n := int64(rapid.IntRange(1, 40).Draw(t, "number"))
		change := c.Put(Article(r, n, len(c.Changes)+1, rapid.IntRange(0, 9).Draw(t, "sentences")))
		if rapid.IntRange(0, 4).Draw(t, "what") == 0 {
			change = c.Remove(n)
		}
		apply(t, x, []archive.Change{change})
		field := rapid.SampledFrom(fields).Draw(t, "field")
		term := rapid.SampledFrom([]string{"hospit", "the", "£44m", "oconnor", "oxford", "mail", "post", "jane", "nosuchterm"}).Draw(t, "term")
		f := archive.Filter{Since: drawDate(t, "since"), Outlet: rapid.SampledFrom([]string{"", "", "oxford mail"}).Draw(t, "outlet")}
		f.Hidden = archive.Hide(rapid.SliceOfN(rapid.Int64Range(1, 40), 0, 8).Draw(t, "hidden"), nil)
		found, err := x.Having(ctx, field, term, f)
		if diff := gocmp.Diff(c.Having(field, term, f), found, emptyIsNil); diff != "" || err != nil {
			t.Fatalf("%s having %q, %+v: %v\n%s", field, term, f, err, diff)
		}
		prefix := rapid.SampledFrom([]string{"", "h", "o", "ox", "rarity1", "£", "caf", "ja", "zz", "\xff"}).Draw(t, "prefix")
		limit := rapid.SampledFrom([]int{0, 1, 2, 5, 30, all}).Draw(t, "limit")
		want := c.Expand(field, prefix)
		some, more, err := x.Expand(ctx, field, prefix, limit)
		diff := gocmp.Diff(want[:min(limit, len(want))], some, emptyIsNil)
		if diff != "" || more != (len(want) > limit) || err != nil {
			t.Fatalf("%s beginning with %q, limit %d: more %v, %v\n%s", field, prefix, limit, more, err, diff)
		}
	})
}

// testUnknownField asks for a field that no article has: an error, no list.
func testUnknownField(t *testing.T, open opener) {
	x := open.fresh(t)
	if found, err := x.Having(context.Background(), "smell", "hospit", archive.Filter{}); err == nil {
		t.Errorf("Having = %v", found)
	}
	if found, _, err := x.Expand(context.Background(), "smell", "hos", 5); err == nil {
		t.Errorf("Expand = %v", found)
	}
}
