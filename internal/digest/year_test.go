package digest_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

// year makes TestYear last a year instead of the weeks around the clock changes.
var year = flag.Bool("year", false, "TestYear takes a whole year and fifty subscriptions")

// zones of the year: both hemispheres, changes at midnight and of half an hour,
// months that a religion moves, and none.
var zones = []string{
	"Europe/London", "Europe/Dublin", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Havana",
	"America/Santiago", "America/Sao_Paulo", "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Asia/Jerusalem", "Asia/Kathmandu",
	"Asia/Tokyo", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia",
}

// clocks of the year: ordinary ones, and those that changes skip or repeat.
var clocks = []string{"08:00", "01:30", "02:15", "00:00", "00:30", "02:45", "23:59", "12:00", "03:00", "17:05"}

// watch is when a clock on the wall shows a time on each day, found by watching it
// minute by minute: the first time that it does, or where it doesn't on a day that
// there is, when it first shows a later one.
func watch(zone *time.Location, clock wallclock.Clock, from, to time.Time) (at []time.Time) {
	done := map[wallclock.Date]bool{}
	for t := from; t.Before(to); t = t.Add(time.Minute) {
		local := t.In(zone)
		date, minute := wallclock.DateOf(local), wallclock.Clock(local.Hour()*60+local.Minute())
		if minute >= clock && !done[date] {
			at, done[date] = append(at, t), true
		}
	}
	if len(at) > 0 && from.In(zone).Hour()*60+from.In(zone).Minute() > int(clock) {
		at = at[1:] // that day's time was before
	}
	return at
}

// No day twice, none missing, each at its time: through both clock changes, in
// twenty zones.
func TestYear(t *testing.T) {
	w := newWorld(t)
	spans := [][2]time.Time{
		{time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), time.Date(2026, 4, 8, 0, 0, 0, 0, time.UTC)},
		{time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)},
	}
	n := 20
	if testing.Short() {
		n = 8
	}
	if *year {
		spans = [][2]time.Time{{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)}}
		n = channels
	}
	days := 0
	for _, span := range spans {
		w.clock.set(span[0])
		days += w.yearlong(n, span[1])
	}
	w.kept()
	t.Logf("%d digests, each on its day and at its time", days)
}

// yearlong subscribes n channels and follows the clock until an instant. It
// returns how many digests there were.
func (w *world) yearlong(n int, until time.Time) (total int) {
	w.t.Helper()
	begin := w.clock.now()
	want := make([][]time.Time, n)
	subs := make([]archive.Subscription, n)
	var moments []time.Time // at which something is to happen, and the minute before each
	for i := range n {
		s := w.daily(i)
		clock, err := wallclock.ParseClock(clocks[(i/len(zones)+i)%len(clocks)])
		if err != nil {
			w.t.Fatal(err)
		}
		zone, err := wallclock.Zone(zones[i%len(zones)])
		if err != nil {
			w.t.Fatal(err)
		}
		s.Schedule.Clock, s.Schedule.Zone = clock, zone.String()
		subs[i] = w.subscribe(s)
		want[i] = watch(zone, clock, begin, until)
		if len(want[i]) > 0 && want[i][0].Equal(begin) {
			want[i] = want[i][1:] // what is due when it is set up is over
		}
		for _, at := range want[i] {
			moments = append(moments, at.Add(-time.Minute), at)
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	m := w.machine("a")
	for _, at := range slices.CompactFunc(moments, time.Time.Equal) {
		w.clock.set(at)
		if err := m.Tick(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
	for i, s := range subs {
		var got []time.Time
		dates := map[string]bool{}
		for _, message := range w.server.Messages(channel(i)) {
			date, mine := strings.CutPrefix(strings.SplitN(message.Text(), "\n", 2)[0], fmt.Sprintf("digest %d for ", s.ID))
			if !mine {
				continue
			}
			if dates[date] {
				w.t.Errorf("%s: %s was posted twice", s.Schedule, date)
			}
			dates[date] = true
			got = append(got, message.Created)
		}
		equalTimes(w.t, s.Schedule.String(), want[i], got)
		total += len(got)
		if err := w.store.RemoveSubscription(w.t.Context(), s.ID); err != nil {
			w.t.Error(err)
		}
	}
	return total
}

func equalTimes(t testing.TB, what string, want, got []time.Time) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("%s: %d digests, want %d", what, len(got), len(want))
	}
	for i := range min(len(want), len(got)) {
		if !want[i].Equal(got[i]) {
			t.Errorf("%s: the digest number %d is of %v, want %v", what, i+1, got[i], want[i])
			return
		}
	}
}
