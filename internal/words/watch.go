package words

import (
	"fmt"
	"strings"
	"time"

	"cuttings/internal/archive"
)

// Watch names a watch.
func Watch(w archive.Subscription) string { return fmt.Sprintf("Watch %d: %s", w.ID, w.Topic) }

// WatchHow says when and where a watch tells.
func WatchHow(w archive.Subscription) string {
	when := "Tells at once"
	if w.Watch == archive.AtTimes {
		when = "Tells at " + w.Schedule.String()
	}
	if strings.HasPrefix(w.Channel, "@") {
		return when + ", by direct message"
	}
	return when + ", in the channel where it was set up"
}

// WatchState says whether a watch is active, and why not.
func WatchState(w archive.Subscription) string {
	switch w.State {
	case archive.Paused:
		if w.Why != "" {
			return "Paused: " + w.Why
		}
		return "Paused"
	case archive.DryRun:
		return "Not confirmed yet"
	}
	return "Active"
}

// WatchNext says when a watch tells next; "" for the zero time.
func WatchNext(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "Next on " + t.Format("Monday 2 January 2006, 15:04 MST")
}

// WouldHave says how many articles a watch would have matched; no days mean all.
func WouldHave(recent, days, total int) string {
	if days == 0 {
		return fmt.Sprintf("Would have matched %s.", Count(total, "article"))
	}
	return fmt.Sprintf("Would have matched %s in the last %d days, of %s in all.", Number(recent), days, Count(total, "article"))
}

// Told says how many articles a watch tells of.
func Told(n int) string { return Count(n, "new article") }

// MoreTold says how many articles a watch doesn't show, and how to see them.
func MoreTold(n int, query string) string {
	return fmt.Sprintf("and %s more: /find words:%s sort:newest", Number(n), query)
}

// NoWatches says that there are none.
const NoWatches = "No watches. /watch add begins one."
