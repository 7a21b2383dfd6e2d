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
	for _, state := range []struct {
		state archive.SubscriptionState
		why   string
	}{{archive.Active, ""}, {archive.DryRun, ""}, {archive.Paused, ""}, {archive.Paused, "its channel is gone"}} {
		_, err := store.AddSubscription(t.Context(), archive.Subscription{
			Channel: "5", Max: 1, Layout: archive.Quotes, Quiet: archive.QuietSkip, State: state.state, Why: state.why, Since: time.Now(),
			Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.Weekdays},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	want := []Finding{
		{What: "digests, watches", OK: true, Text: "1 active, 2 paused, 1 not confirmed"},
		{What: "channel 5", Text: "Digest 4 (08:00 Europe/London, weekdays) is paused: its channel is gone. When that is mended, resume it with /digest resume; what comes in the meantime will be in the next one."},
	}
	if diff := cmp.Diff(want, s.checkDigests(library)); diff != "" {
		t.Error(diff)
	}
}
