package terminal

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/librarytest"
	"cuttings/internal/wallclock"
)

func TestCheckDigests(t *testing.T) {
	store, _ := librarytest.Open(t)
	s := &session{ctx: t.Context()}
	library := &Library{Store: store}
	if got := s.checkDigests(library); got != nil {
		t.Errorf("nobody has one: %+v", got)
	}
	due := time.Now()
	for _, one := range []struct {
		channel string
		state   archive.SubscriptionState
		why     string
		watch   archive.How
		last    archive.DeliveryState
	}{
		{"5", archive.Active, "", "", archive.Posted},
		{"5", archive.DryRun, "", "", ""},
		{"5", archive.Paused, "", "", ""},
		{"5", archive.Paused, "its channel is gone", "", archive.Withheld},
		{"6", archive.Active, "", "", archive.Uncertain},
		{"6", archive.Active, "", "", archive.Missed},
		{"@7", archive.Active, "", archive.AtOnce, archive.Withheld},
	} {
		state := one.state
		if one.last != "" {
			state = archive.Active // while something was posted
		}
		added, err := store.AddSubscription(t.Context(), archive.Subscription{
			Channel: one.channel, Max: 1, Layout: archive.Quotes, Quiet: archive.QuietSkip, State: state, Why: one.why, Since: time.Now(),
			Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.Weekdays}, Watch: one.watch, Topic: "jobs",
		})
		if err != nil {
			t.Fatal(err)
		}
		if one.last == "" {
			continue
		}
		if _, done, err := store.Begin(t.Context(), archive.Delivery{Subscription: added.ID, Slot: "2026-03-29", State: one.last, Why: "7h0m0s late", Due: due, Ended: due.Add(7 * time.Hour)}); err != nil || !done {
			t.Fatal(done, err)
		}
		if one.state == archive.Paused {
			if added, err = store.Subscription(t.Context(), added.ID); err != nil {
				t.Fatal(err)
			}
			added.State = archive.Paused
			if _, done, err := store.ChangeSubscription(t.Context(), added); err != nil || !done {
				t.Fatal(done, err)
			}
		}
	}
	want := []Finding{
		{What: "digests, watches", OK: true, Text: "4 active, 2 paused, 1 not confirmed"},
		{What: "channel 5", Text: "Digest 4 (08:00 Europe/London, weekdays) is paused: its channel is gone. When that is mended, resume it with /digest resume; what comes in the meantime will be in the next one."},
		{What: "channel 6", Text: "Digest 5: last, for 29 March 2026: perhaps not posted, for its channel couldn't be read; what it would have had is in the next one"},
		{What: "channel 6", OK: true, Text: "Digest 6: last, for 29 March 2026: missed, 7 hours after its time; what it would have had is in the next one"},
		{What: "user 7", Text: "Watch 7: jobs: last, for 29 March 2026: not taken by Discord; what it would have had is in the next one"},
	}
	if diff := cmp.Diff(want, s.checkDigests(library)); diff != "" {
		t.Error(diff)
	}
}
