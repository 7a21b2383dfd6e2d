package digest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
)

// The bot is off for a while, and articles arrive all the time. A digest that is
// not too late is posted, and says so; one that is, is missed. No article is lost,
// and none is shown twice.
func TestOutage(t *testing.T) {
	for _, c := range []struct {
		name   string
		off    time.Duration
		states []string // around the outage, newest first
		first  string   // of what is posted after it
	}{
		{"10 minutes", 10 * time.Minute, []string{"2026-03-20 posted", "2026-03-19 posted", "2026-03-18 posted"}, "digest 1 for 2026-03-19"},
		{"5 hours", 5 * time.Hour, []string{"2026-03-20 posted", "2026-03-19 posted", "2026-03-18 posted"}, "digest 1 for 2026-03-19, 4h55m0s late"},
		{"10 hours", 10 * time.Hour, []string{"2026-03-20 posted", "2026-03-19 missed", "2026-03-18 posted"}, "digest 1 for 2026-03-20"},
		{"10 days", 10 * 24 * time.Hour, []string{"2026-03-29 posted", "2026-03-28 missed", "2026-03-27 missed"}, "digest 1 for 2026-03-29, 55m0s late"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			s := w.daily(0)
			s.Schedule.Zone = "Etc/UTC"
			s = w.subscribe(s)
			off := time.Date(2026, 3, 19, 7, 55, 0, 0, time.UTC) // five minutes before a digest
			if c.off == 10*24*time.Hour {
				off = off.Add(time.Hour)
			}
			articles, before := 0, 0
			m := w.machine("a")
			for end := off.Add(c.off + 3*24*time.Hour); w.clock.now().Before(end); w.clock.move(10 * time.Minute) {
				now := w.clock.now()
				if now.Minute() == 45 && now.Hour()%2 == 0 {
					w.publish(fmt.Sprint("article ", articles))
					articles++
				}
				if on := now.Before(off) || !now.Before(off.Add(c.off)); on {
					tick(t, m)
				} else {
					before = len(w.posts(0))
				}
			}
			posts := w.posts(0)
			if got := strings.Split(posts[before], "\n")[0]; got != c.first {
				t.Errorf("after the outage came %q, want %q", got, c.first)
			}
			if states := w.states(s.ID); !strings.Contains(states, strings.Join(c.states, ", ")) {
				t.Errorf("%s; want %v in it", states, c.states)
			}
			var want, got []string
			for _, p := range posts {
				got = append(got, strings.Split(p, "\n")[1:]...)
			}
			for i := range len(got) {
				want = append(want, fmt.Sprint("article ", i))
			}
			equal(t, "the articles in all digests together", want, got)
			if articles-len(got) > 12 { // a day's, which are in tomorrow's
				t.Errorf("%d articles arrived, %d were shown", articles, len(got))
			}
			t.Logf("%d articles in %d digests; %s", len(got), len(posts), w.states(s.ID))
		})
	}
}

// Months without a bot are written down day by day, and the last digest is posted.
func TestLongOutage(t *testing.T) {
	w := newWorld(t)
	s := w.subscribe(w.daily(0))
	w.clock.move(100 * 24 * time.Hour)
	tick(t, w.machine("a"))
	list, err := w.store.Deliveries(t.Context(), s.ID, 1000)
	if err != nil {
		t.Fatal(err)
	}
	missed := 0
	for _, d := range list[1:] {
		if d.State == archive.Missed && strings.Contains(d.Why, "after its time") {
			missed++
		}
	}
	if len(list) != 101 || missed != 100 || list[0].State != archive.Posted {
		t.Errorf("%d days, %d missed, the last %s", len(list), missed, list[0].State)
	}
}
