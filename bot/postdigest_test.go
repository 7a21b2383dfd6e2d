package bot

import (
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/librarytest"
	"cuttings/internal/story"
	"cuttings/internal/wallclock"
)

// From the subscription to the channel: a digest is posted once, at its time, with
// what came, and /digest why knows it; the day after has what came since and
// nothing twice; what is hidden in the server is in none.
func TestDigestIsPosted(t *testing.T) {
	sender, server := posting(t, both...)
	store, replica, seqs := librarytest.Week(t, 3)
	d := desk.New(store, replica)
	now := time.Date(2026, time.November, 26, 7, 59, 0, 0, time.UTC)
	d.Now = func() time.Time { return now }
	if _, err := store.Hide(t.Context(), archive.Hiding{Scope: discordtest.GuildID, Outlet: "County Gazette", Reason: "r", By: "7"}); err != nil {
		t.Fatal(err)
	}
	s, err := store.AddSubscription(t.Context(), archive.Subscription{
		Server: discordtest.GuildID, Channel: openChannel, Max: 5, Layout: archive.Quotes, Quiet: archive.QuietSkip, Late: digest.DefaultLate,
		Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.EveryDay},
		State:    archive.Active, By: "7", Since: now.Add(-time.Hour), After: seqs[1],
	})
	if err != nil {
		t.Fatal(err)
	}
	m, err := digest.New(t.Context(), digest.Config{
		Store: store, Composer: composing(d), Sender: sender, Now: func() time.Time { return now }, Holder: "test",
	})
	if err != nil {
		t.Fatal(err)
	}
	ticks := func(want int) []discordtest.Message {
		t.Helper()
		for range 2 {
			if err := m.Tick(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		list := server.Messages(openChannel)
		if len(list) != want {
			t.Fatalf("%d messages, want %d", len(list), want)
		}
		return list
	}
	ticks(0)
	now = now.Add(time.Minute)
	first := ticks(1)[0]
	expect(t, first, "Digest · Thursday 26 November 2026")
	expect(t, first, "gulls took food")
	if strings.Contains(first.Text(), "Gazette") {
		t.Errorf("hidden, and posted:\n%s", first.Text())
	}
	ctx := desk.By(t.Context(), desk.Asker{User: "7", Server: discordtest.GuildID, Manages: true})
	why, err := d.Do(ctx, "digest why", map[string]string{"cutting": "14"})
	if r, ok := why.(desk.WhyReply); err != nil || !ok || r.Stage != desk.StageIn || r.Slot != "2026-11-26" || r.Digest.ID != s.ID {
		t.Errorf("%+v, %v", why, err)
	}
	now = now.Add(24 * time.Hour)
	ticks(1) // nothing came: a quiet day
	if _, err := store.Put(t.Context(), archive.Article{ID: "new", Title: "New", Outlet: "Echo", Text: "The clock on the town hall is right again."}); err != nil {
		t.Fatal(err)
	}
	if err := replica.CatchUp(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	now = now.Add(24*time.Hour + 40*time.Minute)
	ticks(1) // it isn't placed among the stories yet
	list, err := store.Deliveries(t.Context(), s.ID, 10)
	if err != nil || len(list) != 3 || list[0].State != archive.QuietDay || list[0].To != list[1].To {
		t.Errorf("%+v, %v", list, err)
	}
	if err := story.CatchUp(t.Context(), store, replica, nil); err != nil {
		t.Fatal(err)
	}
	now = now.Add(24 * time.Hour)
	last := ticks(2)[1]
	expect(t, last, "The clock on the town hall is right again")
	expect(t, last, "late by 40 minutes")
	if strings.Contains(last.Text(), "gulls") {
		t.Errorf("shown twice:\n%s", last.Text())
	}
}
