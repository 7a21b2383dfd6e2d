package words

import (
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

func TestWatches(t *testing.T) {
	direct := archive.Subscription{ID: 7, Topic: "jobs NOT agency", Watch: archive.AtOnce, Channel: "@1", State: archive.Active}
	channel := direct
	channel.Watch, channel.Channel, channel.State, channel.Why = archive.AtTimes, "1", archive.Paused, "its channel is gone"
	channel.Schedule = wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.Weekdays}
	draft := direct
	draft.State = archive.DryRun
	for got, want := range map[string]string{
		Watch(direct):             "Watch 7: jobs NOT agency",
		WatchHow(direct):          "Tells at once, by direct message",
		WatchHow(channel):         "Tells at 08:00 Europe/London, weekdays, in the channel where it was set up",
		WatchState(direct):        "Active",
		WatchState(channel):       "Paused: its channel is gone",
		WatchState(draft):         "Not confirmed yet",
		WatchNext(time.Time{}):    "",
		WouldHave(6, 30, 38):      "Would have matched 6 in the last 30 days, of 38 articles in all.",
		WouldHave(1, 30, 1):       "Would have matched 1 in the last 30 days, of 1 article in all.",
		WouldHave(0, 0, 1200):     "Would have matched 1,200 articles.",
		Told(6):                   "6 new articles",
		MoreTold(34, `"job cut"`): `and 34 more: /find words:"job cut" sort:newest`,
		WatchNext(time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)): "Next on Friday 27 November 2026, 08:00 UTC",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
