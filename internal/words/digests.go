package words

import (
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

// DigestNumber names a digest.
func (l Language) DigestNumber(id int64) string { return l.Say("digest.number", "number", id) }

// DigestNow says how a digest is that was just set up or changed.
func (l Language) DigestNow(s archive.Subscription, removed bool) string {
	key := "digest.active"
	switch {
	case removed:
		key = "digest.removed"
	case s.State == archive.DryRun:
		key = "digest.dry-run"
	case s.State == archive.Paused:
		key = "digest.paused"
	}
	return l.Say(key, "digest", l.DigestNumber(s.ID))
}

// DigestAbsent names outlets of which nothing is in the coverage; "" where there are
// none.
func (l Language) DigestAbsent(outlets []string) string {
	if len(outlets) == 0 {
		return ""
	}
	return l.Say("digest.absent", "outlets", strings.Join(outlets, ", "))
}

// Schedule is when something comes: "08:00 Europe/London, every day".
func (l Language) Schedule(s wallclock.Schedule) string {
	return l.Say("digest.schedule", "clock", s.Clock, "zone", s.Zone, "days", l.days(s.Days))
}

// days names days of the week, from Monday on.
func (l Language) days(d wallclock.Days) string {
	switch d & wallclock.EveryDay {
	case wallclock.EveryDay:
		return l.Say("days.all")
	case wallclock.Weekdays:
		return l.Say("days.weekdays")
	case wallclock.Weekend:
		return l.Say("days.weekend")
	}
	var names []string
	for i := range 7 {
		if day := time.Weekday((i + 1) % 7); d.Has(day) {
			names = append(names, l.Weekday(day))
		}
	}
	if n := len(names); n > 1 {
		return l.Say("list.last", "list", strings.Join(names[:n-1], ", "), "last", names[n-1])
	}
	return strings.Join(names, "")
}

// DigestSettings says what goes into a digest: when it comes, and all that isn't
// usual.
func (l Language) DigestSettings(s archive.Subscription, usualMax int, usualLate time.Duration) string {
	topic := s.Topic
	if topic == "" {
		topic = l.Say("digest.everything")
	}
	parts := []string{l.Schedule(s.Schedule), l.Say("digest.topic", "topic", topic)}
	if len(s.Outlets) > 0 {
		parts = append(parts, l.Say("digest.outlets", "outlets", strings.Join(s.Outlets, ", ")))
	}
	if s.Max != usualMax {
		parts = append(parts, l.Say("digest.max", "n", s.Max))
	}
	if s.Layout == archive.Headlines {
		parts = append(parts, l.Say("digest.headlines"))
	}
	if s.Quiet == archive.QuietLine {
		parts = append(parts, l.Say("digest.quiet-line"))
	}
	if s.Thread {
		parts = append(parts, l.Say("digest.thread"))
	}
	if s.Late != usualLate {
		parts = append(parts, l.Say("digest.up-to", "late", l.Lasting(s.Late)))
	}
	return strings.Join(parts, " · ")
}

// DigestIs says whether a digest is posted, and why not.
func (l Language) DigestIs(s archive.Subscription) string {
	switch {
	case s.State == archive.DryRun:
		return l.Say("digest.is-dry-run")
	case s.State == archive.Paused && s.Why != "":
		return l.Say("digest.is-paused-why", "why", l.Again("reason.", s.Why))
	case s.State == archive.Paused:
		return l.Say("digest.is-paused")
	}
	return l.Say("digest.is-active")
}

// slot is the date of a digest, which a delivery has as ISO 8601.
func (l Language) slot(s string) string {
	if d, err := archive.ParseDate(s); err == nil {
		return l.Date(d)
	}
	return s
}

// Why says how far an article came on its way into a digest, by the name of the
// stage (desk.Stage); slot is the date of the digest, "" for the next one.
func (l Language) Why(stage string, digest int64, slot string, missed bool) string {
	which := l.Say("why.next")
	if slot != "" {
		which = l.Say("why.slot", "date", l.slot(slot))
	}
	why := l.Say("why." + strings.ReplaceAll(stage, " ", "-"))
	s := l.Say("why", "digest", l.DigestNumber(digest), "which", which, "why", why)
	if missed {
		s += " " + l.Say("why.missed")
	}
	return s
}

// DigestLast says what became of the latest delivery of a digest; "" before the
// first.
func (l Language) DigestLast(last *archive.Delivery) string {
	if last == nil {
		return ""
	}
	became := l.Say("last.coming")
	switch last.State {
	case archive.Posted:
		became = l.Say("last.posted")
	case archive.QuietDay:
		became = l.Say("last.quiet")
	case archive.Missed:
		became = l.missed(*last)
	case archive.Withheld:
		became = l.Say("last.withheld")
	case archive.Uncertain:
		became = l.Say("last.uncertain")
	}
	return l.Say("last", "date", l.slot(last.Slot), "became", became)
}

func (l Language) missed(d archive.Delivery) string {
	switch d.Why {
	case archive.Restored:
		return l.Say("last.restored")
	case archive.Stopped:
		return l.Say("last.stopped")
	}
	return l.Say("last.missed", "late", l.Lasting(d.Ended.Sub(d.Due)))
}
