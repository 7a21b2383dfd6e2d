package words

import (
	"strings"
	"time"

	"cuttings/internal/archive"
)

// Watch names a watch.
func (l Language) Watch(w archive.Subscription) string {
	return l.Say("watch", "number", w.ID, "query", w.Topic)
}

// WatchHow says when and where a watch tells.
func (l Language) WatchHow(w archive.Subscription) string {
	when := l.Say("watch.at-once")
	if w.Watch == archive.AtTimes {
		when = l.Say("watch.at-times", "schedule", l.Schedule(w.Schedule))
	}
	if strings.HasPrefix(w.Channel, "@") {
		return l.Say("watch.direct", "when", when)
	}
	return l.Say("watch.here", "when", when)
}

// WatchState says whether a watch is active, and why not.
func (l Language) WatchState(w archive.Subscription) string {
	switch w.State {
	case archive.Paused:
		if w.Why != "" {
			return l.Say("watch.paused-why", "why", l.Again("reason.", w.Why))
		}
		return l.Say("watch.paused")
	case archive.DryRun:
		return l.Say("watch.draft")
	}
	return l.Say("watch.active")
}

// PauseNotice tells whoever set up a digest or a watch that it is paused, and what to
// do.
func (l Language) PauseNotice(s archive.Subscription) string {
	why := l.Again("reason.", s.Why)
	if s.Watch != "" {
		return l.Say("watch.notice", "number", s.ID, "query", s.Topic, "why", why)
	}
	return l.Say("digest.notice", "number", s.ID, "schedule", l.Schedule(s.Schedule), "why", why)
}

// WatchNext says when a watch tells next; "" for the zero time.
func (l Language) WatchNext(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return l.Say("watch.next", "moment", l.moment(t, "15:04 MST"))
}

// WouldHave says how many articles a watch would have matched; no days mean all.
func (l Language) WouldHave(recent, days, total int) string {
	if days == 0 {
		return l.Say("watch.all", "n", total)
	}
	return l.Say("watch.recent", "recent", recent, "days", l.Count(days, "day"), "articles", l.Count(total, "article"))
}

// Told says how many articles a watch tells of.
func (l Language) Told(n int) string { return l.Say("watch.told", "n", n) }

// MoreTold says how many articles a watch doesn't show, and how to see them.
func (l Language) MoreTold(n int, query string) string {
	return l.Say("watch.more", "n", n, "query", query)
}
