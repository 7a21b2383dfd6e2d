package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// Who asks what, and what the scope says of it.
func TestCollections(t *testing.T) {
	report := func(id, collection string) archive.Article {
		return archive.Article{ID: id, Title: "Strike", Outlet: "Herald", Collection: collection, Text: "Nurses at Wantage will strike on 3 July."}
	}
	store, index := librarytest.Open(t, report("a", ""))
	d := desk.New(store, index)
	searched := func(who desk.Asker) (articles int, named string) {
		t.Helper()
		r, err := d.Ask(desk.By(t.Context(), who), ask.Question{Text: "When will nurses strike?", MinConfidence: -1})
		if err != nil {
			t.Fatal(err)
		}
		if r.Answer.Found != (r.Answer.Scope.Coverage.Articles > 0) {
			t.Errorf("%+v: found: %t in %d articles", who, r.Answer.Found, r.Answer.Scope.Coverage.Articles)
		}
		for _, f := range r.Answer.Scope.Filters {
			named += f.Field + " " + f.Value
		}
		return r.Answer.Scope.Coverage.Articles, named
	}
	asks := func(who desk.Asker, articles int, named string) {
		t.Helper()
		if n, as := searched(who); n != articles || as != named {
			t.Errorf("%+v asks %d articles, %q; want %d, %q", who, n, as, articles, named)
		}
	}
	one, other, nowhere, operator := desk.Asker{Server: "1", User: "9"}, desk.Asker{Server: "2", User: "9"}, desk.Asker{User: "9"}, desk.Asker{User: desk.Operator}
	for _, who := range []desk.Asker{one, nowhere, operator, {}} {
		asks(who, 1, "") // there is only one
	}
	if _, err := store.Put(t.Context(), report("b", "Union"), report("c", "UNION")); err != nil {
		t.Fatal(err)
	}
	if err := index.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for _, who := range []desk.Asker{one, nowhere, {}} {
		asks(who, 1, "collection default")
	}
	asks(operator, 3, "")
	asks(desk.Asker{User: desk.Operator, Collection: "union"}, 2, "collection union")
	serve := func(server string, what archive.Asked) {
		t.Helper()
		if err := archive.Serve(t.Context(), store, server, what); err != nil {
			t.Fatal(err)
		}
	}
	serve("1", archive.Asked{Collection: "union"})
	asks(one, 2, "collection UNION") // as its articles write it: of equals the first
	asks(other, 1, "collection default")
	serve(archive.Others, archive.Asked{All: true})
	asks(other, 3, "")
	for who, want := range map[desk.Asker]int{one: 2, other: 3, operator: 3} { // what a miss says is there
		r, err := d.Ask(desk.By(t.Context(), who), ask.Question{Text: "When will nurses strike?", Filter: archive.Filter{Outlet: "Star"}})
		if s := r.Answer.Scope; err != nil || s.Coverage.Articles != 0 || s.Whole.Articles != want {
			t.Errorf("%+v: none of %d articles passes, want %d: %v", who, s.Whole.Articles, want, err)
		}
	}
	serve("2", archive.Asked{Collection: "Archive"})
	asks(other, 0, "collection archive")
}

// An article belongs where its newest version does: a button that remembers an older
// one goes with it. Of what isn't asked it isn't said that it is there.
func TestMovedToAnotherCollection(t *testing.T) {
	a := archive.Article{ID: "a", Title: "Strike", Outlet: "Herald", Text: "Nurses at Wantage will strike on 3 July."}
	store, index := librarytest.Open(t, a)
	d := desk.New(store, index)
	if err := archive.Serve(t.Context(), store, "1", archive.Asked{Collection: "Union"}); err != nil {
		t.Fatal(err)
	}
	ref := desk.QuoteRef{Number: 1, Version: 1}
	ref.Span.End = len(a.Text)
	union, others := desk.By(t.Context(), desk.Asker{Server: "1", User: "9", Manages: true}), desk.By(t.Context(), desk.Asker{Server: "2", User: "9"})
	see := func(ctx context.Context, want bool) {
		t.Helper()
		for name, do := range map[string]func() error{
			"cutting": func() error { _, err := d.Cutting(ctx, ref); return err },
			"cite":    func() error { _, err := d.Cite(ctx, desk.CiteRequest{Number: "1@1"}); return err },
			"story":   func() error { _, err := d.Story(ctx, desk.StoryRequest{Name: "#1"}); return err },
			"hide": func() error {
				_, err := d.Hide(ctx, desk.HideRequest{Number: 1, Undo: true})
				return err
			},
		} {
			err := do()
			var problem *desk.Problem
			if want != (err == nil) || err != nil && (!errors.As(err, &problem) || !strings.Contains(problem.User.String(), "There is no cutting 1 in this coverage")) {
				t.Errorf("%s: %v; it may be shown: %t", name, err, want)
			}
		}
	}
	see(union, false)
	see(others, true)
	a.Collection = "Union"
	if _, err := store.Put(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if err := index.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	see(union, true)
	see(others, false)
}
