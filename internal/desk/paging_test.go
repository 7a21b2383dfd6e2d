package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
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

// bound carries out a command, for somebody who manages a server, and binds its reply.
func bound(t *testing.T, d *desk.Desk, command string, args map[string]string) desk.PageReply {
	t.Helper()
	r, err := d.Do(as(t, keeper), command, args)
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
	for _, c := range desk.InFull(d.Commands()) {
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
		turned, err := d.Turn(as(t, keeper), first.Search, 1, first.Paging().Total)
		if err != nil || turned.Search != first.Search || turned.Paging() != first.Paging() || turned.Was != 0 {
			t.Errorf("/%s: %+v, then %+v, %v", c.Name, first.Paging(), turned.Paging(), err)
		}
	}
}

// A list is whoever's turns it, and from the same entries on the same pages.
func TestListsAreOfWhoTurnsThem(t *testing.T) {
	d, store := shelf(t, 0)
	for i := range 12 {
		for _, one := range []archive.Subscription{
			{Server: "1", By: "2", Channel: "@2", Watch: archive.AtOnce, Topic: fmt.Sprint("mill", i)},
			{Server: "1", By: "2", Channel: "3", Topic: fmt.Sprint("mill", i)},
		} {
			one.State, one.Since, one.Max, one.Layout, one.Quiet, one.Late = archive.Active, time.Unix(1e9, 0), 5, archive.Quotes, archive.QuietSkip, desk.DigestLate
			one.Schedule = wallclock.Schedule{Zone: "UTC", Days: wallclock.EveryDay}
			if _, err := store.AddSubscription(t.Context(), one); err != nil {
				t.Fatal(err)
			}
		}
	}
	keeper := desk.By(t.Context(), desk.Asker{Server: "1", User: "2", Manages: true})
	member := desk.By(t.Context(), desk.Asker{Server: "1", User: "4"})
	elsewhere := desk.By(t.Context(), desk.Asker{Server: "5", User: "4", Manages: true})
	topics := func(r desk.PageReply) (list []string) {
		switch r := r.Paged.(type) {
		case desk.WatchesReply:
			for _, w := range r.Watches {
				list = append(list, w.Topic)
			}
		case desk.SubscriptionsReply:
			for _, s := range r.Digests {
				list = append(list, s.Topic)
			}
		}
		return list
	}
	for _, c := range []struct {
		name, search string
		ctx          context.Context
		page         int
		at           desk.Paging
		wanted       int
		first        string
	}{
		{"the first", "watch list?", keeper, 1, desk.Paging{Page: 1, Total: 12, More: true}, 0, "mill0"},
		{"the last", "watch list?", keeper, 2, desk.Paging{Page: 2, Total: 12}, 0, "mill10"},
		{"beyond the end", "watch list?", keeper, 999_999_999, desk.Paging{Page: 2, Total: 12}, 999_999_999, "mill10"},
		{"another's", "watch list?", member, 2, desk.Paging{Page: 1}, 2, ""},
		{"digests", "digest list?", keeper, 3, desk.Paging{Page: 3, Total: 12}, 0, "mill10"},
		{"digests beyond the end", "digest list?", keeper, 4, desk.Paging{Page: 3, Total: 12}, 4, "mill10"},
		{"another server's digests", "digest list?", elsewhere, 2, desk.Paging{Page: 1}, 2, ""},
	} {
		r, err := d.Turn(c.ctx, c.search, c.page, 0)
		if list := append(topics(r), ""); err != nil || r.Paging() != c.at || r.Wanted != c.wanted || list[0] != c.first {
			t.Errorf("%s: %+v, wanted %d, %q, %v", c.name, r.Paging(), r.Wanted, list, err)
		}
	}
}

// Figures are turned by sentences, and the coverage by outlets; the count and the
// picture are of all.
func TestPagesOfFiguresAndOutlets(t *testing.T) {
	var articles []archive.Article
	for i := range 12 {
		articles = append(articles, archive.Article{
			ID: fmt.Sprint(i), Title: "Jobs", Outlet: fmt.Sprint("Paper ", i), Published: archive.Date{Year: 2001 + i},
			Text: fmt.Sprintf("Of %d jobs to go at the mill, %d jobs will go by May.", 20+i, 5+i),
		})
	}
	store, replica := librarytest.Open(t, articles...)
	d := desk.New(store, replica)
	search := bound(t, d, "figures", map[string]string{"what": "jobs to go"}).Search
	var given []string
	for page := 1; page <= 3; page++ {
		r, err := d.Turn(t.Context(), search, page, 0)
		if err != nil || r.Paging().Page != page || r.Paging().More != (page < 3) || len(r.Paged.(desk.FiguresReply).Result.Rows) != r.Paging().Total {
			t.Fatalf("page %d: %+v, %v", page, r.Paging(), err)
		}
		for _, row := range r.Paged.(desk.FiguresReply).Rows() {
			given = append(given, row.Words())
		}
	}
	all, err := d.Figures(t.Context(), desk.FiguresRequest{What: "jobs to go"})
	if err != nil || len(given) != len(all.Result.Rows) || len(given) < 12 || given[0] != all.Result.Rows[0].Words() || given[len(given)-1] != all.Result.Rows[len(given)-1].Words() {
		t.Errorf("%d figures, on the pages %q, %v", len(all.Result.Rows), given, err)
	}
	r, err := d.Turn(t.Context(), "coverage?", 2, 12)
	if err != nil || r.Paging() != (desk.Paging{Page: 2, Total: 12}) {
		t.Fatalf("%+v, %v", r.Paging(), err)
	}
	second := r.Paged.(desk.CoverageReply)
	if len(second.Outlets()) != 2 || len(second.Spans) != 2 || second.Spans[0].Outlet != second.Outlets()[0].Outlet || second.Coverage.Articles != 12 {
		t.Errorf("%+v of %+v", second.Spans, second.Outlets())
	}
}

// What is no page is said to be none, whatever the list.
func TestNoSuchPage(t *testing.T) {
	d, _ := shelf(t, 2)
	ctx := desk.By(t.Context(), desk.Asker{Server: "1", User: "2", Manages: true})
	for _, command := range []string{"figures", "coverage", "watch list", "digest list", "reports list"} {
		for page, says := range map[string]string{
			"0": "is no page", "-1": "is no page", "x": "is no page", "1e3": "is no page", "999999999": "the last is 1", "2": "the last is 1", "9999999999": "at most 9",
		} {
			args := map[string]string{"page": page}
			if command == "figures" {
				args["what"] = "hours"
			}
			_, err := d.Do(ctx, command, args)
			if problem := new(desk.Problem); !errors.As(err, &problem) || !strings.Contains(problem.User.String(), says) {
				t.Errorf("/%s, page %s: %v", command, page, err)
			}
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
	if p.Search != "find?since=2005-03-01&until=2009&words=mill" {
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
		"", "?", "nosuch", "kept", "hide?cutting=1&reason=x", "digest add?channel=3", "watch add?words=mill", "help?", "status?", "ask?question=mill",
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
