package card

import (
	"strings"
	"testing"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/wallclock"
)

func TestGoldenDigests(t *testing.T) {
	daily := desk.Subscribed{Subscription: archive.Subscription{
		ID: 3, Server: "77", Channel: "778", Role: "779", Topic: "jobs AND <@&1>", Outlets: []string{"Oxford *Mail*"}, Max: 5, Late: desk.DigestLate,
		Layout: archive.Headlines, Quiet: archive.QuietLine, Thread: true, State: archive.Active,
		Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.EveryDay},
	}, Next: digestAt}
	paused := daily
	paused.ID, paused.Role, paused.State, paused.Why = 4, "", archive.Paused, "its channel is gone"
	paused.Last = &archive.Delivery{Slot: "2026-03-29", State: archive.Withheld, Why: "HTTP 404: Unknown Channel"}
	dry := daily
	dry.State = archive.DryRun
	for name, r := range map[string]desk.Reply{
		"digests":        desk.SubscriptionsReply{Digests: []desk.Subscribed{daily, paused}},
		"digests_none":   desk.SubscriptionsReply{},
		"digest_added":   desk.SubscriptionReply{Digest: dry},
		"digest_absent":  desk.SubscriptionReply{Digest: dry, Absent: []string{"Nobody", "*Herold*"}},
		"digest_paused":  desk.SubscriptionReply{Digest: paused},
		"digest_removed": desk.SubscriptionReply{Digest: dry, Removed: true},
		"digest_why":     desk.WhyReply{Digest: daily.Subscription, Version: seeds(t)[2009], Stage: desk.StageOver, Slot: "2026-03-29", Missed: true},
		"digest_unread":  desk.WhyReply{Digest: daily.Subscription, Stage: desk.StageUnread},
	} {
		m, err := Render(r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, outline(m))
	}
}

// As many digests as a server may have, with settings as long as they can be, keep
// to Discord's limits, and those left out are counted.
func TestManyDigests(t *testing.T) {
	var r desk.SubscriptionsReply
	for i := range desk.MaxDigests {
		r.Digests = append(r.Digests, desk.Subscribed{Subscription: archive.Subscription{
			ID: int64(i + 1), Channel: strings.Repeat("9", 19), Topic: strings.Repeat("*jobs* ", 200), Max: 5, Late: desk.DigestLate, State: archive.Active,
			Schedule: wallclock.Schedule{Zone: "Europe/London", Days: wallclock.Weekdays},
		}, Next: digestAt})
	}
	m, err := Render(r, Options{})
	if err == nil {
		err = keepsLimits(m)
	}
	if err != nil || !strings.Contains(Text(m), "more digests not shown") {
		t.Errorf("%v\n%s", err, Text(m))
	}
}
