package find_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"cuttings/index"
	"cuttings/internal/archive"
	"cuttings/internal/text"
)

// library is an archive and the postings of its articles in memory, analysed as
// the index analyses them: passage by passage.
type library struct {
	versions []archive.Version // number n at n-1
	removed  map[int64]bool    // from the archive; the postings have yet to hear
	reads    int
	lists    map[index.Field]map[string][]int // positions in versions, ascending
}

func newLibrary(articles ...archive.Article) *library {
	l := &library{removed: map[int64]bool{}, lists: map[index.Field]map[string][]int{}}
	for i, a := range articles {
		if a.ID == "" {
			a.ID = fmt.Sprint("id", i+1)
		}
		v := archive.Version{Article: a, Number: int64(i + 1), Version: 1, Hash: archive.Hash(a.Text)}
		l.versions = append(l.versions, v)
		for _, p := range index.Passages(v.Text) {
			l.index(index.FieldText, p.Of(v.Text), i)
		}
		l.index(index.FieldHeadline, v.Title, i)
		l.index(index.FieldAuthor, v.Author, i)
		l.index(index.FieldOutlet, v.Outlet, i)
	}
	return l
}

func (l *library) index(field index.Field, s string, i int) {
	if l.lists[field] == nil {
		l.lists[field] = map[string][]int{}
	}
	for _, t := range index.Analyze(s) {
		list := l.lists[field][t.Text]
		if len(list) == 0 || list[len(list)-1] != i {
			l.lists[field][t.Text] = append(list, i)
		}
	}
}

func (l *library) Having(ctx context.Context, field index.Field, term string, filter archive.Filter) ([]index.Entry, error) {
	var list []index.Entry
	for _, i := range l.lists[field][term] {
		v := l.versions[i]
		if !filter.Match(v) {
			continue
		}
		e := index.Entry{Number: v.Number, Version: v.Version, Day: math.MinInt}
		if first, _, ok := v.Published.Days(); ok {
			e.Day = first
		}
		list = append(list, e)
	}
	return list, ctx.Err()
}

func (l *library) Expand(ctx context.Context, field index.Field, prefix string, limit int) ([]string, bool, error) {
	terms := slices.DeleteFunc(slices.Sorted(maps.Keys(l.lists[field])), func(t string) bool { return !strings.HasPrefix(t, prefix) })
	return terms[:min(limit, len(terms))], len(terms) > limit, ctx.Err()
}

func (l *library) Cutting(ctx context.Context, number int64, version int) (archive.Version, error) {
	l.reads++
	if l.removed[number] {
		return archive.Version{}, archive.ErrRemoved
	}
	if number < 1 || int(number) > len(l.versions) || version != 1 {
		return archive.Version{}, archive.ErrNotFound
	}
	return l.versions[number-1], ctx.Err()
}

func (l *library) Coverage(ctx context.Context, filter archive.Filter) (archive.Coverage, error) {
	var c archive.Coverage
	for _, v := range l.versions {
		if filter.Match(v) && !l.removed[v.Number] {
			c.Articles++
		}
	}
	return c, ctx.Err()
}

// numbers are the cutting numbers of the versions for which keep says yes.
func (l *library) numbers(keep func(archive.Version) bool) []int64 {
	var list []int64
	for _, v := range l.versions {
		if keep(v) {
			list = append(list, v.Number)
		}
	}
	return list
}

// health is a small coverage to look things up in.
func health() *library {
	return newLibrary(
		archive.Article{
			Title: "Health jobs to go", Author: "Jane Hill", Outlet: "Oxford Mail", Published: archive.Date{Year: 2006, Month: 6},
			Text: "The trust said 600 posts must go. Unions fear that the hospitals will close. Nobody spoke of job cuts.",
		},
		archive.Article{
			Title: "Hospital trust looks for savings", Author: "John Smith", Outlet: "The Herald", Published: archive.Date{Year: 2009, Month: 4, Day: 24},
			Text: "Agency nurses cost £44m. The cuts to jobs begin in May. A nurse said the job cut came late, and the job cuts came hard.",
		},
		archive.Article{
			Title: "Council meets", Author: "Jane Smith", Outlet: "Oxford Mail",
			Text: "The council met on Monday. It heard of the jobs at the town hall, and of nothing else.",
		},
		archive.Article{
			Title: "Nurses win award", Outlet: "The Herald", Published: archive.Date{Year: 2010},
			Text: "Two nurses from a hospital near Oxford won. No jobs are to go. The posts stay.",
		},
	)
}

// marked are the words that the spans name.
func marked(s string, spans []text.Span) []string {
	var list []string
	for _, p := range spans {
		list = append(list, p.Of(s))
	}
	return list
}

func sortedNumbers(list []int64) []int64 {
	return slices.SortedFunc(slices.Values(list), cmp.Compare[int64])
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
