package desk_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
	"cuttings/internal/watch"
)

// reader is a member of a server, and keeper somebody who may manage it.
var (
	reader = desk.Asker{User: "2", Server: "1", Channel: "3", Sends: true}
	keeper = desk.Asker{User: "4", Server: "1", Channel: "3", Sends: true, Manages: true}
)

// watching is a desk at noon, with three articles, one of them of this month.
func watching(t *testing.T) (*desk.Desk, archive.Store, *watch.Matcher) {
	t.Helper()
	store, replica := librarytest.Open(
		t,
		archive.Article{ID: "old", Title: "Old", Text: "Jobs went in the spring.", Published: archive.Date{Year: 2009}},
		archive.Article{ID: "new", Title: "New", Text: "Jobs went this week.", Published: archive.Date{Year: 2026, Month: 11, Day: 20}},
		archive.Article{ID: "undated", Title: "Undated", Text: "Jobs went at some time."},
	)
	d := desk.New(store, replica)
	d.Now = func() time.Time { return time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC) }
	return d, store, watch.New(store, replica)
}

func as(t *testing.T, who desk.Asker) context.Context { return desk.By(t.Context(), who) }

// do carries out a command, which must succeed, and returns what became of the watch.
func do(t *testing.T, d *desk.Desk, who desk.Asker, command string, args map[string]string) desk.WatchReply {
	t.Helper()
	reply, err := d.Do(as(t, who), command, args)
	if err != nil {
		t.Fatalf("/%s %v: %v", command, args, err)
	}
	return reply.(desk.WatchReply)
}

// refused carries out a command, which must be a Problem that says so.
func refused(t *testing.T, d *desk.Desk, who desk.Asker, says, command string, args map[string]string) {
	t.Helper()
	_, err := d.Do(as(t, who), command, args)
	var problem *desk.Problem
	if !errors.As(err, &problem) || !strings.Contains(problem.User.String(), says) {
		t.Errorf("/%s %v: %v, want a problem that says %q", command, args, err, says)
	}
}

func number(r desk.WatchReply) map[string]string {
	return map[string]string{"number": fmt.Sprint(r.Watch.ID)}
}

func TestTrial(t *testing.T) {
	d, _, _ := watching(t)
	r, err := d.TryWatch(t.Context(), "job NOT spring")
	if err != nil {
		t.Fatal(err)
	}
	if tr := r.Trial; tr.Query != "job AND NOT spring" || tr.Days != 30 || tr.Recent != 1 || tr.Total != 2 || len(tr.Hits) != 1 || tr.Hits[0].Quote.Version.ID != "new" {
		t.Errorf("%+v", tr)
	}
	ahead := desk.New(librarytest.Open(t, archive.Article{ID: "ahead", Text: "Jobs will go.", Published: archive.Date{Year: 2026, Month: 12}}))
	ahead.Now = d.Now
	if r, err = ahead.TryWatch(t.Context(), "jobs"); err != nil || r.Trial.Recent != 0 || r.Trial.Total != 1 {
		t.Errorf("one of a day to come: %+v, %v", r.Trial, err)
	}
	d.Now = nil
	if r, err = d.TryWatch(t.Context(), "jobs"); err != nil || r.Trial.Days != 0 || r.Trial.Recent != 3 {
		t.Errorf("without a calendar: %+v, %v", r.Trial, err)
	}
}

// A watch is tried, confirmed, paused, resumed and ended.
func TestLifeOfAWatch(t *testing.T) {
	d, store, m := watching(t)
	added := do(t, d, reader, "watch add", map[string]string{"words": "Jobs", "how": "weekly", "time": "7.30", "timezone": "london", "day": "Friday"})
	if added.Deed != desk.WatchDrafted || added.Trial.Total != 3 || added.Watch.State != archive.DryRun {
		t.Errorf("added: %+v", added)
	}
	want := archive.Subscription{
		ID: added.Watch.ID, Revision: 1, Server: "1", Channel: "@2", By: "2", Topic: "jobs", Watch: archive.AtTimes,
		Schedule: wallclock.Schedule{Clock: 7*60 + 30, Zone: "Europe/London", Days: 1 << time.Friday},
		Max:      5, Layout: archive.Quotes, Quiet: archive.QuietSkip, Late: 6 * time.Hour, State: archive.DryRun, Since: d.Now(),
	}
	if diff := cmp.Diff(want, added.Watch); diff != "" {
		t.Errorf("added (-want +got):\n%s", diff)
	}
	refused(t, d, reader, "no watch", "watch pause", number(added))
	begun := do(t, d, reader, "watch resume", number(added))
	if begun.Deed != desk.WatchActive || !begun.Changed || begun.Watch.After != 3 || begun.Next.Format(time.RFC3339) != "2026-11-27T07:30:00Z" {
		t.Errorf("begun: %+v", begun)
	}
	if again := do(t, d, reader, "watch resume", number(added)); again.Changed {
		t.Error("begun twice")
	}
	paused := do(t, d, reader, "watch pause", number(added))
	if paused.Watch.State != archive.Paused || !paused.Next.IsZero() {
		t.Errorf("paused: %+v", paused)
	}
	if _, err := store.Put(t.Context(), archive.Article{ID: "meanwhile", Text: "Jobs went meanwhile."}); err != nil {
		t.Fatal(err)
	}
	if err := m.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	resumed := do(t, d, reader, "watch resume", number(added))
	if resumed.Deed != desk.WatchResumed || !resumed.Changed {
		t.Errorf("resumed: %+v", resumed)
	}
	told, err := d.Tell(t.Context(), resumed.Watch, resumed.Watch.After)
	if err != nil || len(told.Hits) != 1 || told.Hits[0].Quote.Version.ID != "meanwhile" {
		t.Errorf("told after a pause: %+v, %v", told, err)
	}
	do(t, d, reader, "watch remove", number(added))
	refused(t, d, reader, "no watch", "watch resume", number(added))
}

func TestWhoMayWatchWhere(t *testing.T) {
	d, _, _ := watching(t)
	here := map[string]string{"words": "jobs", "where": "this channel"}
	refused(t, d, desk.Asker{}, "in Discord", "watch add", here)
	if r, err := d.Do(desk.By(t.Context(), desk.Asker{User: desk.Operator}), "watch add", here); err != nil || r.(desk.WatchReply).Deed != desk.WatchTried {
		t.Errorf("at the terminal: %+v, %v", r, err)
	}
	refused(t, d, reader, "Choose where: direct message.", "watch add", here)
	silent := keeper
	silent.Sends = false
	refused(t, d, silent, "may not send", "watch add", here)
	if w := do(t, d, desk.Asker{User: "2", Channel: "9", Sends: true}, "watch add", here).Watch; w.Channel != "@2" {
		t.Errorf("in a direct message it tells %s", w.Channel)
	}
	mine, theirs := do(t, d, reader, "watch add", map[string]string{"words": "jobs"}), do(t, d, keeper, "watch add", here)
	if theirs.Watch.Channel != "3" {
		t.Errorf("in a channel it tells %s", theirs.Watch.Channel)
	}
	do(t, d, reader, "watch resume", number(mine))
	do(t, d, keeper, "watch resume", number(theirs))
	other := desk.Asker{User: "5", Server: "8", Manages: true}
	refused(t, d, keeper, "no watch", "watch pause", number(mine)) // a direct message is its reader's alone
	refused(t, d, reader, "no watch", "watch pause", number(theirs))
	refused(t, d, other, "no watch", "watch remove", number(theirs))
	moderator := keeper
	moderator.User = "6"
	if r := do(t, d, moderator, "watch pause", number(theirs)); r.Watch.State != archive.Paused || r.Watch.Why != "" {
		t.Errorf("paused: %+v", r.Watch)
	}
	for name, c := range map[string]struct {
		who  desk.Asker
		want int
	}{"reader": {reader, 1}, "keeper": {keeper, 1}, "moderator": {moderator, 1}, "stranger": {other, 0}, "operator": {desk.Asker{User: desk.Operator}, 2}, "nobody": {desk.Asker{}, 0}} {
		list, err := d.Watches(as(t, c.who))
		if err != nil || len(list.Watches) != c.want || len(list.Next) != c.want {
			t.Errorf("%s sees %+v, %v", name, list, err)
		}
	}
	got, err := d.Suggest(as(t, reader), "watch pause", "number", "job")
	if err != nil || len(got) != 1 || got[0].Shown != "2: jobs" || got[0].Value != "2" {
		t.Errorf("suggested: %v, %v", got, err)
	}
	if got, err = d.Suggest(as(t, reader), "watch add", "timezone", "lond"); err != nil || len(got) == 0 || got[0].Value != "Europe/London" {
		t.Errorf("suggested: %v, %v", got, err)
	}
}

func TestWrongWatches(t *testing.T) {
	d, _, _ := watching(t)
	for says, args := range map[string]map[string]string{
		"nearly everything":      {"words": "NOT jobs"},
		"needs words":            {"words": " "},
		"time is for watches":    {"words": "jobs", "time": "08:00"},
		"day is for watches":     {"words": "jobs", "how": "daily", "day": "Friday"},
		"timezone: \"Atlantis\"": {"words": "jobs", "how": "daily", "timezone": "Atlantis"},
		"time: ":                 {"words": "jobs", "how": "daily", "time": "soon"},
		"how: \"hourly\"":        {"words": "jobs", "how": "hourly"},
	} {
		refused(t, d, reader, says, "watch add", args)
	}
	refused(t, d, reader, "no watch's number", "watch pause", map[string]string{"number": "x"})
}

// Nobody has more watches than is good; those that weren't confirmed make room
// after a while.
func TestLimitOfWatches(t *testing.T) {
	d, _, _ := watching(t)
	for range desk.MaxWatches {
		do(t, d, reader, "watch add", map[string]string{"words": "jobs"})
	}
	refused(t, d, reader, "the most that one may have", "watch add", map[string]string{"words": "jobs"})
	do(t, d, keeper, "watch add", map[string]string{"words": "jobs"})
	noon := d.Now()
	d.Now = func() time.Time { return noon.Add(2 * time.Hour) }
	refused(t, d, reader, "not begun within an hour", "watch resume", map[string]string{"number": "1"})
	added := do(t, d, reader, "watch add", map[string]string{"words": "jobs"})
	if added.Watch.ID != desk.MaxWatches+2 {
		t.Errorf("the next is %d", added.Watch.ID)
	}
	refused(t, d, reader, "no watch", "watch resume", map[string]string{"number": "1"})
	refused(t, d, keeper, "no watch", "watch resume", map[string]string{"number": fmt.Sprint(desk.MaxWatches + 1)})
}

// What was hidden, in the server of the watch or everywhere, was removed, or has
// no such words any more, is told to nobody; of many the newest are shown.
func TestTold(t *testing.T) {
	d, store, m := watching(t)
	added := do(t, d, reader, "watch add", map[string]string{"words": "jobs"})
	w := do(t, d, reader, "watch resume", number(added)).Watch
	for i := range 10 {
		if _, err := store.Put(t.Context(), archive.Article{ID: fmt.Sprint(i), Title: fmt.Sprint(i), Text: fmt.Sprint("Jobs went, the ", i, "th time.")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	told, err := d.Tell(t.Context(), w, w.After)
	if err != nil || len(told.Hits) != 5 || told.More != 5 || told.UpTo != 13 || told.Hits[0].Quote.Version.ID != "9" {
		t.Errorf("told %d and %d more, up to %d, %v", len(told.Hits), told.More, told.UpTo, err)
	}
	for _, h := range []archive.Hiding{{Scope: "1", Number: 13, Reason: "r", By: "b"}, {Number: 12, Reason: "r", By: "b"}, {Scope: "7", Number: 11, Reason: "r", By: "b"}} {
		if _, err := store.Hide(t.Context(), h); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Remove(t.Context(), "0", "r"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Put(t.Context(), archive.Article{ID: "1", Text: "They stay."}); err != nil {
		t.Fatal(err)
	}
	told, err = d.Tell(t.Context(), w, w.After)
	if err != nil || len(told.Hits) != 5 || told.More != 1 || told.Hits[0].Quote.Version.ID != "7" {
		t.Errorf("told %d and %d more, the first %s, %v", len(told.Hits), told.More, told.Hits[0].Quote.Version.ID, err)
	}
	if told, err = d.Tell(t.Context(), w, told.UpTo); err != nil || len(told.Hits)+told.More != 0 {
		t.Errorf("told again: %+v, %v", told, err)
	}
}
