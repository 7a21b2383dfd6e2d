package words

import (
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/wallclock"
)

func TestDigests(t *testing.T) {
	s := archive.Subscription{ID: 3, Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.Weekdays}, Max: 5, Late: 6 * time.Hour, Layout: archive.Quotes, State: archive.DryRun}
	full := s
	full.Topic, full.Outlets, full.Max, full.Layout, full.Quiet, full.Thread, full.Late = "jobs", []string{"Echo", "Star"}, 7, archive.Headlines, archive.QuietLine, true, 90*time.Minute
	active, paused, refused := s, s, s
	active.State, paused.State, refused.State, refused.Why = archive.Active, archive.Paused, archive.Paused, "its channel is gone"
	at := time.Date(2026, 3, 29, 7, 0, 0, 0, time.UTC)
	missed := &archive.Delivery{Slot: "2026-03-29", State: archive.Missed, Due: at, Ended: at.Add(7 * time.Hour)}
	for want, got := range map[string]string{
		"08:00 Europe/London, weekdays · about everything": english.DigestSettings(s, 5, 6*time.Hour),
		"08:00 Europe/London, weekdays · about jobs · of Echo, Star · at most 7 · headlines · a line on quiet days · each with a thread · up to 1 hour 30 minutes late": english.DigestSettings(full, 5, 6*time.Hour),
		"dry run: not confirmed yet":      english.DigestIs(s),
		"active":                          english.DigestIs(active),
		"":                                english.DigestLast(nil),
		"last, for 29 March 2026: posted": english.DigestLast(&archive.Delivery{Slot: "2026-03-29", State: archive.Posted}),
		"last, for 29 March 2026: missed, 7 hours after its time; what it would have had is in the next one":                english.DigestLast(missed),
		"last, for 29 March 2026: missed, as the archive was restored; what it would have had is in the next one":           english.DigestLast(&archive.Delivery{Slot: "2026-03-29", State: archive.Missed, Why: archive.Restored}),
		"last, for 29 March 2026: missed, as it was paused before it was posted; what it would have had is in the next one": english.DigestLast(&archive.Delivery{Slot: "2026-03-29", State: archive.Missed, Why: archive.Stopped}),
		"letzte, für 29. März 2026: verpasst, um 7 Stunden zu spät; was darin gewesen wäre, steht in der nächsten":          For("de").DigestLast(missed),
		"paused":                      english.DigestIs(paused),
		"paused: its channel is gone": english.DigestIs(refused),
		"Digest 3 is active.":         english.DigestNow(active, false),
		"Digest 3 is removed.":        english.DigestNow(active, true),
		"Digest 3, that for 29 March 2026: it is hidden.":                                                             english.Why("hidden", 3, "2026-03-29", false),
		"Digest 3, the next one: it is in it. A digest in between was missed; what it would have had is in this one.": english.Why("in", 3, "", true),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for s, part := range map[string]string{english.DigestNow(s, false): "until you confirm it", english.DigestNow(paused, false): "after /digest resume"} {
		if !strings.Contains(s, part) {
			t.Errorf("%q doesn't say %q", s, part)
		}
	}
}
