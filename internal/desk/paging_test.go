package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// shelf is a desk in front of so many articles that hold the word mill.
func shelf(t *testing.T, n int) (*desk.Desk, archive.Store) {
	t.Helper()
	var articles []archive.Article
	for i := range n {
		articles = append(articles, archive.Article{
			ID: fmt.Sprint(i), Title: fmt.Sprint("The mill, part ", i), Text: fmt.Sprintf("The mill burned for %d hours.", i+2),
			Published: archive.Date{Year: 2000 + i},
		})
	}
	store, replica := librarytest.Open(t, articles...)
	return desk.New(store, replica), store
}

// bound carries out a command and binds its reply.
func bound(t *testing.T, d *desk.Desk, command string, args map[string]string) desk.PageReply {
	t.Helper()
	r, err := d.Do(t.Context(), command, args)
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.Bind(t.Context(), r.(desk.Paged), command, args)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func kept(t *testing.T, store archive.Store, key string) string {
	t.Helper()
	search, err := store.Search(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return search
}

// Every command that takes a page answers with one, which can be turned.
func TestEveryPageCanBeTurned(t *testing.T) {
	d, _ := shelf(t, 6)
	for _, c := range d.Commands() {
		if !slices.ContainsFunc(c.Options, func(o desk.Option) bool { return o.Name == "page" }) {
			continue
		}
		args := map[string]string{}
		for _, o := range c.Options {
			if o.Required {
				args[o.Name] = "mill"
			}
		}
		first := bound(t, d, c.Name, args)
		turned, err := d.Turn(t.Context(), first.Search, 1, first.Paging().Total)
		if err != nil || turned.Search != first.Search || turned.Paging() != first.Paging() || turned.Was != 0 {
			t.Errorf("/%s: %+v, then %+v, %v", c.Name, first.Paging(), turned.Paging(), err)
		}
	}
}

// A short search is its own name, and nothing of it is kept; a long one is kept only
// where there are more pages.
func TestWhatIsKeptOfASearch(t *testing.T) {
	d, store := shelf(t, 6)
	long := "mill OR " + strings.Repeat("ö", 40)
	short := bound(t, d, "find", map[string]string{"words": "mill", "sort": "newest", "page": "2", "outlet": ""})
	if short.Search != "find?sort=newest&words=mill" {
		t.Errorf("a short search is called %q", short.Search)
	}
	one := bound(t, d, "find", map[string]string{"words": long, "since": "2002"})
	if one.Search != "" {
		t.Errorf("of a single page %q is kept", kept(t, store, one.Search))
	}
	for _, page := range []string{"1", "2"} {
		p := bound(t, d, "find", map[string]string{"words": long, "page": page})
		if want := "find?words=mill+OR+" + strings.Repeat("%C3%B6", 40); kept(t, store, p.Search) != want || len(p.Search) > 80 {
			t.Errorf("page %s: under %q is kept %q", page, p.Search, kept(t, store, p.Search))
		}
		turned, err := d.Turn(t.Context(), p.Search, 2, 6)
		if err != nil || turned.Paging() != (desk.Paging{Page: 2, Total: 6}) {
			t.Errorf("turned to %+v, %v", turned.Paging(), err)
		}
	}
}

// What came or went meanwhile is counted anew; a page that is no more is the last.
func TestTurnAfterChanges(t *testing.T) {
	d, store := shelf(t, 11)
	search := bound(t, d, "find", map[string]string{"words": "mill", "sort": "oldest"}).Search
	for number := range int64(2) {
		if _, err := store.Hide(t.Context(), archive.Hiding{Number: 3 * (number + 1)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		page, was   int
		want        desk.Paging
		wanted, had int
	}{
		{2, 9, desk.Paging{Page: 2, Total: 9}, 0, 0},
		{2, 11, desk.Paging{Page: 2, Total: 9}, 0, 11},
		{3, 11, desk.Paging{Page: 2, Total: 9}, 3, 11},
		{999_999_999, 11, desk.Paging{Page: 2, Total: 9}, 999_999_999, 11},
		{1, 0, desk.Paging{Page: 1, Total: 9, More: true}, 0, 0},
	} {
		r, err := d.Turn(t.Context(), search, c.page, c.was)
		if err != nil || r.Paging() != c.want || r.Wanted != c.wanted || r.Was != c.had {
			t.Errorf("page %d of %d: %+v, wanted %d, was %d, %v", c.page, c.was, r.Paging(), r.Wanted, r.Was, err)
		}
	}
}

// A date that counts from today stays the one that it was when it was searched.
func TestTurnOnAnotherDay(t *testing.T) {
	d, _ := shelf(t, 11)
	now := time.Date(2010, 3, 1, 12, 0, 0, 0, time.UTC)
	d.Now = func() time.Time { return now }
	args := map[string]string{"words": "mill", "since": "5 years ago", "until": "last year"}
	p := bound(t, d, "find", args)
	if p.Search != "find?since=2005-03-01&until=2009-12-31&words=mill" && p.Search != "find?since=2005-03-01&until=2009&words=mill" {
		t.Errorf("bound to %q", p.Search)
	}
	if args["since"] != "5 years ago" || args["until"] != "last year" {
		t.Errorf("the arguments became %v", args)
	}
	now = now.AddDate(2, 0, 0)
	turned, err := d.Turn(t.Context(), p.Search, 1, p.Paging().Total)
	if err != nil || turned.Paging() != p.Paging() {
		t.Errorf("%+v, two years later %+v, %v", p.Paging(), turned.Paging(), err)
	}
	sheet, err := d.SheetOf(t.Context(), p.Search, 1<<20)
	if err != nil || sheet.Total != p.Paging().Total || sheet.Total == 0 {
		t.Errorf("a table of %d, %v", sheet.Total, err)
	}
	if none, err := d.Bind(t.Context(), p.Paged, "latest", nil); err != nil || none.Search != "latest?" {
		t.Errorf("without arguments: %q, %v", none.Search, err)
	}
}

// A name comes over the network: only a list can be asked for by it.
func TestTurnRefuses(t *testing.T) {
	d, store := shelf(t, 1)
	ctx := desk.By(t.Context(), desk.Asker{Server: "1", User: "2", Manages: true})
	if err := store.KeepSearch(ctx, "kept", "hide?cutting=1&reason=x"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"", "?", "nosuch", "kept", "hide?cutting=1&reason=x", "digest add?channel=3", "watch add?words=mill", "help?", "coverage?", "ask?question=mill",
		"find?words=%zz", "find?words=mill;page=2", "find?", "find?nosuch=1&words=mill", "find?words=mill&words=mill&sort=upwards", "nosuch?page=1",
	} {
		r, err := d.Turn(ctx, name, 1, 0)
		if problem := new(desk.Problem); !errors.As(err, &problem) || r.Paged != nil {
			t.Errorf("%q: %T, %v", name, r.Paged, err)
		}
	}
	if hidden, err := store.Hidings(ctx); len(hidden) > 0 || err != nil {
		t.Errorf("a button hid something: %v, %v", hidden, err)
	}
}
