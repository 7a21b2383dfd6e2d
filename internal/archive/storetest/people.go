package storetest

import (
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

// peopleTests: what is kept with a user's ID, and how it is forgottenUser.
var peopleTests = map[string]func(*testing.T, Open){
	"what is kept of one user is known":      personalKnown,
	"who is forgotten is in nothing":         forgottenUser,
	"what was kept long enough is forgotten": pruned,
	"what is needed still is not pruned":     notPruned,
}

const user, another = "80351110224678912", "80351110224678913"

// of is a subscription that somebody set up.
func of(by, server, channel string, watch archive.How) archive.Subscription {
	s := archive.Subscription{
		Server: server, Channel: channel, By: by, Watch: watch, Max: 5, Layout: archive.Quotes, Quiet: archive.QuietSkip, State: archive.Active, Since: stored,
		Schedule: wallclock.Schedule{Zone: "UTC", Days: wallclock.EveryDay},
	}
	if watch != "" {
		s.Topic = "jobs"
	}
	return s
}

// life leaves everything of both users that is kept with an ID.
func life(t *testing.T, s archive.Store) {
	t.Helper()
	put(t, s, article("a"), article("b"))
	for _, who := range []string{user, another} {
		draft := of(who, "x", "c", "")
		draft.State = archive.DryRun
		for _, sub := range []archive.Subscription{of(who, "x", "c", ""), of(who, "", "dm", ""), draft, of(who, "x", "c", archive.AtTimes)} {
			setUp(t, s, sub)
		}
		watch := setUp(t, s, of(who, "x", "@"+who, archive.AtOnce))
		at, err := s.Matched(t.Context())
		if done, err := s.KeepMatches(t.Context(), must(t, "Matched", at, err), 2, archive.Match{Watch: watch.ID, Number: 2, Seq: 2}); err != nil || !done {
			t.Fatal(done, err)
		}
		d := archive.Delivery{Subscription: watch.ID, Slot: "1", Due: stored, State: archive.Claimed, Channel: watch.Channel, Payload: []byte("delete:" + who)}
		_, done, err := s.Begin(t.Context(), d)
		if err != nil || !done {
			t.Fatal(done, err)
		}
		p, told := post("x", "m"+who, 1), post("x", "t"+who, 2)
		p.By, told.Kind, told.By, told.Channel = who, archive.WatchPost, "", "@"+who
		keepPost(t, s, p, told)
		r := report(1, archive.WrongText)
		r.By, r.Words = who, "Ask "+who+"."
		keepReport(t, s, r)
		hide(t, s, archive.Hiding{Scope: who[16:], Number: 2, Reason: "a complaint", By: who})
	}
}

func personal(t *testing.T, s archive.Store, who string) archive.Personal {
	t.Helper()
	p, err := s.Personal(t.Context(), who)
	return must(t, "Personal", p, err)
}

func personalKnown(t *testing.T, open Open) {
	s := open.handle(t)
	life(t, s)
	p := personal(t, open.handle(t), user)
	for what, n := range map[string][2]int{
		"watches": {len(p.Watches), 2}, "digests": {len(p.Digests), 3}, "sent": {len(p.Sent), 1}, "posts": {len(p.Posts), 1}, "told": {len(p.Told), 1},
		"quotes": {len(p.Posts[0].Quotes), 1}, "reports": {len(p.Reports), 1}, "hidings": {len(p.Hidings), 1}, "matched": {len(p.Matched[p.Watches[1].ID]), 1},
	} {
		if n[0] != n[1] {
			t.Errorf("%d %s, want %d", n[0], what, n[1])
		}
	}
	equal(t, "of a user with half the number", 0, size(personal(t, s, "8035111022467891")))
}

func size(p archive.Personal) int {
	return len(p.Watches) + len(p.Matched) + len(p.Digests) + len(p.Sent) + len(p.Posts) + len(p.Told) + len(p.Reports) + len(p.Hidings)
}

func forgottenUser(t *testing.T, open Open) {
	s := open.handle(t)
	life(t, s)
	before, theirs := personal(t, s, user), personal(t, s, another)
	went, err := s.Forget(t.Context(), user)
	equal(t, "what went", before, must(t, "Forget", went, err))
	other := open.handle(t)
	equal(t, "of the other", theirs, personal(t, other, another))
	list, err := other.Subscriptions(t.Context())
	stayed := 0
	for _, sub := range must(t, "Subscriptions", list, err) {
		if sub.By == "" {
			stayed++
			if sub.Server == "" || sub.Watch != "" || sub.State != archive.Active || sub.Revision != 2 {
				t.Errorf("stayed: %+v", sub)
			}
		}
	}
	equal(t, "digests that stay", 1, stayed)
	reports, err := other.Reports(t.Context(), 0, 9)
	if must(t, "Reports", reports, err); len(reports) != 2 || reports[0].By+reports[0].Words != "" || reports[0].Reason != archive.WrongText {
		t.Errorf("the report: %+v", reports)
	}
	posts, err := other.Posts(t.Context(), 0, 9)
	if must(t, "Posts", posts, err); len(posts) != 3 || posts[0].By != "" || len(posts[0].Quotes) != 1 {
		t.Errorf("the post: %+v", posts)
	}
	dueAre(t, other, "forgetting who posted it", posts[0].Message)
	if log := hidings(t, other); len(log) != 2 || log[0].By != "" || log[0].Reason != "a complaint" {
		t.Errorf("the log: %+v", log)
	}
	again, err := s.Forget(t.Context(), user)
	equal(t, "a second time", 0, size(must(t, "Forget", again, err)))
	if _, err := s.Forget(t.Context(), ""); err == nil {
		t.Error("nobody was forgottenUser")
	}
	sound(t, s)
}

// pruned: a day before its time each is there, a day after it each is gone.
func pruned(t *testing.T, open Open) {
	for kept, days := range map[archive.Kept]int{
		"drafts": archive.DraftDays, "posters": archive.PosterDays, "reports": archive.ReportDays, "closed-reports": archive.ClosedReportDays,
		"misses": archive.MissDays, "searches": archive.SearchDays,
	} {
		clock := noon
		s := open.at(t, func() time.Time { return clock })
		put(t, s, article("a"+string(kept)))
		count := leave(t, s, kept)
		for _, step := range []struct{ days, want int }{{days - 1, 1}, {days + 1, 0}} {
			clock = noon.AddDate(0, 0, step.days)
			if err := s.Prune(t.Context()); err != nil {
				t.Fatal(err)
			}
			clock = noon // so that only Prune can have taken it
			if got := count(); got != step.want {
				t.Errorf("%s after %d days: %d, want %d", kept, step.days, got, step.want)
			}
		}
	}
	listed := 0
	for _, r := range archive.Retentions() {
		if r.Days > 0 {
			listed++
		}
	}
	equal(t, "how many are pruned, and deliveries", 7, listed)
}

// leave leaves one of something and returns how to count it.
func leave(t *testing.T, s archive.Store, kept archive.Kept) func() int {
	t.Helper()
	number := current(t, s, "a"+string(kept)).Number
	made := func() int { return len(personal(t, s, string(kept)).Reports) }
	r := report(number, archive.WrongText)
	r.By = string(kept)
	switch kept {
	case "drafts":
		draft := of(string(kept), "x", "c", archive.AtOnce)
		draft.State = archive.DryRun
		setUp(t, s, draft)
		return func() int { return len(personal(t, s, string(kept)).Watches) }
	case "posters":
		p := post("x", "m", number)
		p.By = string(kept)
		keepPost(t, s, p)
		return func() int { return len(personal(t, s, string(kept)).Posts) }
	case "reports":
		keepReport(t, s, r)
		return made
	case "closed-reports":
		id := keepReport(t, s, r).ID
		if _, _, err := s.CloseReport(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		return made
	case "misses":
		today := archive.DateOf(int(noon.Unix() / 86400))
		if err := s.KeepMisses(t.Context(), today, archive.Miss{Question: "who?", Times: 1, First: today, Last: today}); err != nil {
			t.Fatal(err)
		}
		return func() int {
			list, err := s.Misses(t.Context(), today)
			return len(must(t, "Misses", list, err))
		}
	}
	if err := s.KeepSearch(t.Context(), "key", "words"); err != nil {
		t.Fatal(err)
	}
	return func() int {
		found, err := s.Search(t.Context(), "key")
		return min(1, len(must(t, "Search", found, err)))
	}
}

// notPruned: what somebody set up and confirmed stays, however old it is, and a post.
func notPruned(t *testing.T, open Open) {
	clock := noon
	s := open.at(t, func() time.Time { return clock })
	put(t, s, article("a"))
	paused := of(user, "x", "c", archive.AtOnce)
	paused.State = archive.Paused
	setUp(t, s, paused)
	setUp(t, s, of(user, "x", "c", ""))
	keepPost(t, s, post("x", "m", 1))
	hide(t, s, archive.Hiding{Number: 1, Reason: "a complaint", By: user})
	clock = noon.AddDate(20, 0, 0)
	if err := s.Prune(t.Context()); err != nil {
		t.Fatal(err)
	}
	p := personal(t, s, user)
	equal(t, "what stays", []int{1, 1, 1}, []int{len(p.Watches), len(p.Digests), len(p.Hidings)})
	list, err := s.Posts(t.Context(), 0, 9)
	equal(t, "the post", 1, len(must(t, "Posts", list, err)))
	sound(t, s)
}
