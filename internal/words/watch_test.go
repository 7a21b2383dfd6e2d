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
		english.Watch(direct):                                            "Watch 7: jobs NOT agency",
		english.WatchHow(direct):                                         "Tells at once, by direct message",
		english.WatchHow(channel):                                        "Tells at 08:00 Europe/London, weekdays, in the channel where it was set up",
		english.WatchState(direct):                                       "Active",
		english.WatchState(channel):                                      "Paused: its channel is gone",
		english.WatchState(draft):                                        "Not confirmed yet",
		english.WatchNext(time.Time{}):                                   "",
		english.WouldHave(6, 30, 38):                                     "Would have matched 6 in the last 30 days, of 38 articles in all.",
		english.WouldHave(1, 30, 1):                                      "Would have matched 1 in the last 30 days, of 1 article in all.",
		english.WouldHave(0, 0, 1200):                                    "Would have matched 1,200 articles.",
		english.Told(6):                                                  "6 new articles",
		english.MoreTold(34, `"job cut"`):                                `and 34 more: /find words:"job cut" sort:newest`,
		english.WatchNext(time.Date(2026, 11, 27, 8, 0, 0, 0, time.UTC)): "Next on Friday 27 November 2026, 08:00 UTC",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
