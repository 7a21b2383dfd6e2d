package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cuttings/internal/archive"
)

// postTests: what was posted, and what of it is to be edited.
var postTests = map[string]func(*testing.T, Open){
	"posts are kept, listed and forgotten":           postsKept,
	"what can't be kept of a post":                   postsRefused,
	"hiding makes posts due where it is hidden":      postsHidden,
	"an outlet makes its posts due":                  postsOfOutlet,
	"removing makes posts due":                       postsRemoved,
	"a post is kept with the step of its delivery":   postsOfDeliveries,
	"what a digest shows makes its message due":      postsOfDigests,
	"a post of what is hidden already is due":        postsLate,
	"a mark during an edit is not lost":              postsMarkedMeanwhile,
	"a failure is tried again or given up":           postsFail,
	"where the bot is not, nothing is due":           postsFar,
	"eight posters keep eight posts":                 postsAtOnce,
	"as many are due as are asked for, oldest first": postsInOrder,
}

func shows(number int64) archive.PostedQuote {
	return archive.PostedQuote{Number: number, Version: 1, Ref: fmt.Sprint(number, ".1.0.9")}
}

// post is a post of those cuttings, in the channel "c".
func post(server, message string, numbers ...int64) archive.Post {
	p := archive.Post{Server: server, Channel: "c", Message: message, By: "77"}
	for _, n := range numbers {
		p.Quotes = append(p.Quotes, shows(n))
	}
	return p
}

func keepPost(t *testing.T, s archive.Store, posts ...archive.Post) {
	t.Helper()
	for _, p := range posts {
		if err := s.KeepPost(t.Context(), p); err != nil {
			t.Fatalf("KeepPost: %v", err)
		}
	}
}

func duePosts(t *testing.T, s archive.Store) []archive.Post {
	t.Helper()
	list, err := s.DuePosts(t.Context(), 100)
	return must(t, "DuePosts", list, err)
}

// dueAre compares the messages of the posts that are due.
func dueAre(t *testing.T, s archive.Store, what string, want ...string) {
	t.Helper()
	var got []string
	for _, p := range duePosts(t, s) {
		got = append(got, p.Message)
	}
	equal(t, "due after "+what, want, got)
}

// edited notes that all that is due was edited.
func edited(t *testing.T, s archive.Store) {
	t.Helper()
	for _, p := range duePosts(t, s) {
		if err := s.PostEdited(t.Context(), p.ID, p.Marks); err != nil {
			t.Fatal(err)
		}
	}
	dueAre(t, s, "all was edited")
}

func postsKept(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"))
	first, second := post("x", "m1", 1, 2), post("", "m2", 2)
	earlier := stored.AddDate(-1, 0, 0)
	second.At = earlier // as when an archive moves
	keepPost(t, s, first, second, first)
	for _, handle := range []archive.Store{s, open.handle(t)} {
		list, err := handle.Posts(t.Context(), 0, 10)
		want := []archive.Post{second, first} // kept again, it is a new one
		want[1].At = stored
		if diff := cmp.Diff(want, must(t, "Posts", list, err), cmpopts.IgnoreFields(archive.Post{}, "ID")); diff != "" {
			t.Errorf("Posts (-want +got):\n%s", diff)
		}
		rest, err := handle.Posts(t.Context(), list[0].ID, 10)
		equal(t, "the rest", list[1:], must(t, "Posts", rest, err))
		none, err := handle.Posts(t.Context(), 0, -1)
		equal(t, "none", []archive.Post{}, must(t, "Posts", none, err))
	}
	dueAre(t, s, "posting what may be shown")
	for _, message := range []string{"m1", "m1", "nosuch"} {
		if err := s.ForgetPost(t.Context(), "c", message); err != nil {
			t.Error(err)
		}
	}
	list, err := s.Posts(t.Context(), 0, 10)
	if len(must(t, "Posts", list, err)) != 1 {
		t.Errorf("after forgetting one: %+v", list)
	}
	sound(t, s)
}

func postsRefused(t *testing.T, open Open) {
	s := open.handle(t)
	for _, p := range []archive.Post{{}, post("", "m"), post("", "", 1), post("\xff", "m", 1), {Channel: "c", Message: "m", Quotes: []archive.PostedQuote{{Ref: "\x00"}}}} {
		if err := s.KeepPost(t.Context(), p); err == nil {
			t.Errorf("%+v was kept", p)
		}
	}
	if err := s.PostFailed(t.Context(), 1, 0, "\xff", 0); err == nil {
		t.Error("a fault that is no text was kept")
	}
}

func postsHidden(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"))
	keepPost(t, s, post("x", "m1", 1), post("y", "m2", 2, 1), post("", "m3", 1), post("x", "m4", 2))
	hide(t, s, archive.Hiding{Scope: "x", Number: 1})
	dueAre(t, s, "hiding in a server", "m1")
	edited(t, s)
	hide(t, s, archive.Hiding{Scope: "x", Number: 1})
	dueAre(t, s, "hiding again")
	hide(t, s, archive.Hiding{Number: 1})
	dueAre(t, s, "hiding everywhere", "m1", "m2", "m3")
	edited(t, s)
	hide(t, s, archive.Hiding{Number: 1, Shown: true})
	dueAre(t, s, "showing again", "m1", "m2", "m3")
}

func postsOfOutlet(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, about("a", "Le Québécois", archive.Date{}), about("b", "Mail", archive.Date{}))
	put(t, s, about("b", "Herald", archive.Date{})) // renamed: the quote is of the first version
	keepPost(t, s, post("x", "m1", 1), post("y", "m2", 2), post("y", "m3", 1))
	hide(t, s, archive.Hiding{Outlet: " LE quebecois"})
	dueAre(t, s, "hiding an outlet by another spelling", "m1", "m3")
	edited(t, s)
	hide(t, s, archive.Hiding{Scope: "x", Outlet: "mail"})
	dueAre(t, s, "hiding it elsewhere")
	hide(t, s, archive.Hiding{Scope: "y", Outlet: "mail"})
	dueAre(t, s, "hiding its old name", "m2")
	edited(t, s)
	hide(t, s, archive.Hiding{Scope: "y", Outlet: "herald"})
	dueAre(t, s, "hiding its new name", "m2")
}

func postsRemoved(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"), article("b"))
	keepPost(t, s, post("x", "m1", 1), post("y", "m2", 2), post("", "m3", 1, 2))
	remove(t, s, "a", "a complaint")
	dueAre(t, open.handle(t), "removing", "m1", "m3")
}

func postsOfDigests(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, about("a", "Mail", archive.Date{}), article("b"), article("c"))
	put(t, s, about("a", "Herald", archive.Date{})) // renamed
	digest := archive.Post{
		Server: "x", Channel: "c", Message: "m1", Kind: archive.DigestPost, Locale: "de", Edition: `{"a":"é"}`,
		Quotes: []archive.PostedQuote{{Number: 1}, {Number: 2}},
	}
	watch := archive.Post{Channel: "@7", Message: "m2", Kind: archive.WatchPost, Quotes: []archive.PostedQuote{{Number: 3}}}
	keepPost(t, s, digest, watch, digest)
	dueAre(t, s, "posting")
	for _, one := range []struct {
		what string
		hide archive.Hiding
		due  []string
	}{
		{"its old name hidden", archive.Hiding{Scope: "x", Outlet: "Mail"}, []string{"m1"}},
		{"its new name hidden", archive.Hiding{Scope: "x", Outlet: "Herald"}, []string{"m1"}},
		{"a cutting hidden", archive.Hiding{Scope: "x", Number: 2}, []string{"m1"}},
		{"one hidden in another server", archive.Hiding{Scope: "y", Number: 3}, nil},
		{"one hidden everywhere", archive.Hiding{Number: 3}, []string{"m2"}},
	} {
		hide(t, s, one.hide)
		dueAre(t, s, one.what, one.due...)
		edited(t, s)
	}
	list, err := open.handle(t).Posts(t.Context(), 0, 10)
	for i, p := range must(t, "Posts", list, err) {
		want := []archive.Post{watch, digest}[i]
		want.At = stored
		if diff := cmp.Diff(want, p, cmpopts.IgnoreFields(archive.Post{}, "ID", "Marks")); diff != "" {
			t.Errorf("Posts (-want +got):\n%s", diff)
		}
	}
	digest.Message = "m3"
	keepPost(t, s, digest)
	dueAre(t, s, "one that shows what is hidden already", "m3")
	edited(t, s)
	remove(t, s, "c", "")
	dueAre(t, s, "removing", "m2")
	digest.Kind = "x"
	if err := s.KeepPost(t.Context(), digest); err == nil {
		t.Error("a post of an unknown kind was kept")
	}
	sound(t, s)
}

// postsOfDeliveries: a subscription that is removed meanwhile leaves the post in a
// server's channel, and none to a user.
func postsOfDeliveries(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	for i, one := range []struct {
		channel       string
		removed, kept bool
	}{
		{"c", false, true}, {"c", true, true}, {"@" + user, false, true}, {"@" + user, true, false},
	} {
		sub := setUp(t, s, of(user, "x", one.channel, archive.AtOnce))
		d, _ := begin(t, s, taken(sub.ID, "2026-03-29"))
		if one.removed {
			if err := s.RemoveSubscription(t.Context(), sub.ID); err != nil {
				t.Fatal(err)
			}
		}
		p := post("x", fmt.Sprint("m", i), 1)
		p.Channel, d.State = one.channel, archive.Posted
		now, done, err := s.AdvanceAndKeep(t.Context(), d, p)
		if err != nil || done == one.removed || done && now.State != archive.Posted {
			t.Errorf("%+v: %+v, %t, %v", one, now, done, err)
		}
		for range 2 { // a step that is taken already keeps the same message again
			list, err := open.handle(t).Posts(t.Context(), 0, 10)
			found := 0
			for _, kept := range must(t, "Posts", list, err) {
				if kept.Message == p.Message {
					found++
				}
			}
			if found != 1 && one.kept || found != 0 && !one.kept {
				t.Errorf("%+v: it is kept %d times", one, found)
			}
			if _, done, err := s.AdvanceAndKeep(t.Context(), d, p); done || err != nil {
				t.Errorf("%+v again: %t, %v", one, done, err)
			}
		}
	}
	if _, _, err := s.AdvanceAndKeep(t.Context(), archive.Delivery{}, post("x", "m")); err == nil {
		t.Error("a post that shows nothing was kept")
	}
	sound(t, s)
}

func postsLate(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, about("a", "Mail", archive.Date{}), article("b"), article("c"))
	hide(t, s, archive.Hiding{Scope: "x", Outlet: "mail"})
	hide(t, s, archive.Hiding{Number: 2})
	remove(t, s, "c", "")
	keepPost(t, s, post("x", "m1", 1), post("y", "m2", 1), post("y", "m3", 1, 2), post("", "m4", 3))
	dueAre(t, s, "posting", "m1", "m3", "m4")
}

func postsMarkedMeanwhile(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	keepPost(t, s, post("x", "m1", 1))
	hide(t, s, archive.Hiding{Number: 1})
	before := duePosts(t, s)[0]
	hide(t, s, archive.Hiding{Number: 1, Shown: true})
	if err := s.PostEdited(t.Context(), before.ID, before.Marks); err != nil {
		t.Fatal(err)
	}
	if err := s.PostFailed(t.Context(), before.ID, before.Marks, "gone", 0); err != nil {
		t.Fatal(err)
	}
	dueAre(t, s, "an edit that came too late", "m1")
	if now := duePosts(t, s)[0]; now.Marks <= before.Marks || now.Fault != "" {
		t.Errorf("before %+v, now %+v", before, now)
	}
}

func postsFail(t *testing.T, open Open) {
	clock := noon
	s := open.at(t, func() time.Time { return clock })
	put(t, s, article("a"))
	keepPost(t, s, post("x", "m1", 1))
	hide(t, s, archive.Hiding{Number: 1})
	p := duePosts(t, s)[0]
	fail := func(pause time.Duration) {
		if err := s.PostFailed(t.Context(), p.ID, p.Marks, "HTTP 503", pause); err != nil {
			t.Fatal(err)
		}
	}
	fail(time.Minute)
	dueAre(t, s, "a failure")
	clock = clock.Add(time.Minute)
	dueAre(t, s, "the pause", "m1")
	if p = duePosts(t, s)[0]; p.Tries != 1 || p.Fault != "HTTP 503" || !p.Due {
		t.Errorf("%+v", p)
	}
	fail(0)
	clock = clock.Add(24 * 365 * time.Hour)
	dueAre(t, s, "giving it up")
	list, err := s.Posts(t.Context(), 0, 1)
	if must(t, "Posts", list, err); list[0].Due || list[0].Fault == "" || list[0].Tries != 2 {
		t.Errorf("given up: %+v", list[0])
	}
	hide(t, s, archive.Hiding{Number: 1, Shown: true})
	dueAre(t, s, "the next mark", "m1")
	if p = duePosts(t, s)[0]; p.Tries != 0 {
		t.Errorf("%+v", p)
	}
	edited(t, s)
	list, err = s.Posts(t.Context(), 0, 1)
	if must(t, "Posts", list, err); list[0].Fault != "" {
		t.Errorf("edited: %+v", list[0])
	}
}

func postsFar(t *testing.T, open Open) {
	s := open.handle(t)
	put(t, s, article("a"))
	p := post("", "m1", 1)
	p.Far = true
	keepPost(t, s, p)
	hide(t, s, archive.Hiding{Number: 1})
	remove(t, s, "a", "")
	dueAre(t, s, "hiding and removing")
}

func postsAtOnce(t *testing.T, open Open) {
	put(t, open.handle(t), article("a"))
	s := eight(t, open, func(i int, s archive.Store) error {
		return s.KeepPost(t.Context(), post("", fmt.Sprint(i), 1))
	})
	list, err := s.Posts(t.Context(), 0, 100)
	if len(must(t, "Posts", list, err)) != 8 {
		t.Errorf("%d posts", len(list))
	}
}

func postsInOrder(t *testing.T, open Open) {
	clock := noon
	s := open.at(t, func() time.Time { return clock })
	put(t, s, article("a"), article("b"))
	keepPost(t, s, post("", "m1", 1), post("", "m2", 2))
	hide(t, s, archive.Hiding{Number: 2})
	clock = clock.Add(time.Second)
	hide(t, s, archive.Hiding{Number: 1})
	list, err := s.DuePosts(t.Context(), 1)
	if must(t, "DuePosts", list, err); len(list) != 1 || list[0].Message != "m2" {
		t.Errorf("%+v", list)
	}
	dueAre(t, s, "two", "m2", "m1")
}
