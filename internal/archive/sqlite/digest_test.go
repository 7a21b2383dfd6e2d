package sqlite

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

// What is kept of a subscription, to the letter: an archive that has it must be read
// by every later program.
const keptSetup = `{"server":"1","channel":"2","schedule":{"clock":480,"zone":"Europe/London","days":62},"watch":"at its times",` +
	`"topic":"jobs","outlets":["Oxford Mail"],"max":5,"layout":"quotes","role":"3","quiet":"line","thread":true,"late":21600000000000,` +
	`"by":"4","state":"paused","why":"its channel is gone","since":"2026-11-22T11:00:00Z","after":7}`

// The same as the first programs kept it, by the names of the fields.
const firstSetup = `{"ID":0,"Revision":0,"Latest":"","Server":"1","Channel":"2","Schedule":{"Clock":480,"Zone":"Europe/London","Days":62},"Watch":"at its times",` +
	`"Topic":"jobs","Outlets":["Oxford Mail"],"Max":5,"Layout":"quotes","Role":"3","Quiet":"line","Thread":true,"Late":21600000000000,` +
	`"By":"4","State":"paused","Why":"its channel is gone","Since":"2026-11-22T11:00:00Z","After":7}`

func TestSubscriptionAsItIsKept(t *testing.T) {
	s, ctx := opened(t, newPath(t)), t.Context()
	want := archive.Subscription{
		Server: "1", Channel: "2", Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.Weekdays},
		Watch: archive.AtTimes, Topic: "jobs", Outlets: []string{"Oxford Mail"}, Max: 5, Layout: archive.Quotes, Role: "3",
		Quiet: archive.QuietLine, Thread: true, Late: 6 * time.Hour, By: "4", State: archive.Paused, Why: "its channel is gone",
		Since: time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC), After: 7,
	}
	added, err := s.AddSubscription(ctx, want)
	if err != nil {
		t.Fatal(err)
	}
	var setup string
	if err := s.db.QueryRowContext(ctx, "SELECT setup FROM subscriptions").Scan(&setup); err != nil || setup != keptSetup {
		t.Errorf("%v, it is kept as\n%s", err, setup)
	}
	want.ID, want.Revision = added.ID, added.Revision
	for _, setup := range []string{keptSetup, firstSetup} {
		if _, err := s.db.ExecContext(ctx, "UPDATE subscriptions SET setup = $1", setup); err != nil {
			t.Fatal(err)
		}
		got, err := s.Subscription(ctx, added.ID)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
}
