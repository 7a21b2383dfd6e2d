package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/find"
	"cuttings/internal/librarytest"
)

func TestFind(t *testing.T) {
	d, _ := open(t)
	for _, c := range []struct {
		args map[string]string
		want []int64 // cutting numbers, in order
	}{
		{map[string]string{"words": "“job cuts”", "sort": "oldest"}, []int64{1, 2}},
		{map[string]string{"words": "“job cuts”", "sort": "Newest "}, []int64{2, 1}},
		{map[string]string{"words": "headline:meeting"}, []int64{2}},
		{map[string]string{"words": "(redundanc* OR clusters) -headline:meeting", "sort": "oldest"}, []int64{1, 3}},
		{map[string]string{"words": "posts OR redundancies", "since": "2009", "until": "2009"}, []int64{2}},
		{map[string]string{"words": "£44m", "outlet": "oxford mail", "page": " 1 "}, []int64{2}},
		{map[string]string{"words": "£44m", "outlet": "The Herald"}, nil},
		{map[string]string{"words": "redundancies", "in": "headline"}, nil},
		{map[string]string{"words": "“job cuts”", "in": "Text"}, []int64{1}},
		{map[string]string{"words": "job OR text:clusters", "in": "headline", "sort": "newest"}, []int64{3, 2}},
		{map[string]string{"words": "hill", "in": "byline"}, nil},
	} {
		reply, err := d.Do(t.Context(), "find", c.args)
		if err != nil {
			t.Errorf("%v: %v", c.args, err)
			continue
		}
		found := reply.(desk.FindReply)
		var got []int64
		for _, h := range found.Hits {
			got = append(got, h.Quote.Version.Number)
			if err := h.Quote.Verify(); err != nil {
				t.Errorf("%v: %v", c.args, err)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" || found.Total != len(c.want) || found.Page != 1 {
			t.Errorf("%v: %d found on page %d of %d (-want +got):\n%s", c.args, found.Total, found.Page, found.Pages, diff)
		}
	}
}

func TestFindPages(t *testing.T) {
	articles := make([]archive.Article, 9)
	for i := range articles {
		articles[i] = archive.Article{ID: string(rune('a' + i)), Text: "A zebra came to town."}
	}
	store, replica := librarytest.Open(t, articles...)
	d := desk.New(store, replica)
	for page, want := range map[int]int{0: desk.FindPage, 1: desk.FindPage, 2: 9 - desk.FindPage} {
		r, err := d.Find(t.Context(), desk.FindRequest{Words: "zebra", Page: page})
		if err != nil || len(r.Hits) != want || r.Total != 9 || r.Pages != 2 || r.Page != max(page, 1) || r.Query != "zebra" || r.Sort != find.Best {
			t.Errorf("page %d: %d hits, %+v, %v", page, len(r.Hits), r.Pages, err)
		}
	}
	if _, err := d.Find(t.Context(), desk.FindRequest{Words: "zebra", Page: 3}); err == nil || !strings.Contains(err.Error(), "no page 3: the last is 2") {
		t.Errorf("page 3: %v", err)
	}
}

// With group stories one article of each story is listed, the first in the order
// asked for; the articles are counted all the same.
func TestFindGroups(t *testing.T) {
	d, _ := events(t)
	every, err := d.Do(t.Context(), "find", map[string]string{"words": "council", "sort": "oldest"})
	if err != nil {
		t.Fatal(err)
	}
	if r := every.(desk.FindReply); r.Grouped || r.Total != 20 || r.Listed != 20 || r.Pages != 4 {
		t.Errorf("of every article: %d, %d listed, %d pages", r.Total, r.Listed, r.Pages)
	}
	for page, want := range map[string]string{"1": "1 3 5 7 9", "2": "11 13 15 17 19"} {
		stories, err := d.Do(t.Context(), "find", map[string]string{"words": "council", "sort": "oldest", "group": "Stories", "page": page})
		if err != nil {
			t.Fatal(err)
		}
		r := stories.(desk.FindReply)
		var got []string
		for _, h := range r.Hits {
			got = append(got, fmt.Sprint(h.Quote.Version.Number))
		}
		if !r.Grouped || r.Total != 20 || r.Listed != 10 || r.Pages != 2 || strings.Join(got, " ") != want {
			t.Errorf("page %s: %v of %d, %d listed, %d pages, want %s", page, got, r.Total, r.Listed, r.Pages, want)
		}
	}
	if _, err := d.Find(t.Context(), desk.FindRequest{Words: "council", Stories: true, Page: 3}); err == nil || !strings.Contains(err.Error(), "no page 3: the last is 2") {
		t.Errorf("a page too many: %v", err)
	}
}

func TestFindSaysWhatIsWrong(t *testing.T) {
	d, _ := open(t)
	long := strings.Repeat("jobs AND ", 20)
	for _, c := range []struct {
		args map[string]string
		want string
	}{
		{map[string]string{}, "/find needs words"},
		{map[string]string{"words": " "}, "/find needs words"},
		{
			map[string]string{"words": `health "job cuts`},
			`A quotation mark is opened at character 8 and not closed. Here: health ▸"job cuts — did you mean: health "job cuts"`,
		},
		{map[string]string{"words": "autor:hill"}, "Here: ▸autor:hill — did you mean: by:hill"},
		{map[string]string{"words": "NOT jobs"}, "name also what must be there, as in `jobs NOT agency`. Here: ▸NOT jobs"},
		{map[string]string{"words": long + "OR " + long + "jobs"}, "…obs AND jobs AND jobs AND jobs AND jobs ▸AND OR jobs AND"},
		{map[string]string{"words": "the"}, "These words stand in nearly every article"},
		{map[string]string{"words": strings.Repeat("a", 1001)}, "at most 1,000 can be read"},
		{map[string]string{"words": "jobs", "sort": "random"}, `sort: "random" can't be chosen. Choose one of: best, newest, oldest.`},
		{map[string]string{"words": "jobs", "page": "two"}, `page: "two" is no page`},
		{map[string]string{"words": "jobs", "page": "0"}, `page: "0" is no page`},
		{map[string]string{"words": "jobs", "page": "7"}, "There is no page 7: the last is 1."},
		{map[string]string{"words": "jobs", "since": "soon"}, "is not a date"},
	} {
		_, err := d.Do(t.Context(), "find", c.args)
		var problem *desk.Problem
		if !errors.As(err, &problem) || !strings.Contains(problem.User.String(), c.want) {
			t.Errorf("%.60v: %v, want %q", c.args, err, c.want)
		}
	}
}
