package words

import (
	"strings"
	"testing"
	"time"

	"cuttings/internal/archive"
)

func TestStatus(t *testing.T) {
	at := time.Date(2026, 11, 26, 6, 30, 0, 0, time.UTC)
	running := archive.Bot{
		Version: "1.2", Since: at.Add(-25 * time.Hour), Seen: at.Add(-10 * time.Second), Heartbeat: 42 * time.Millisecond,
		Shards: []archive.Shard{{Connected: true}, {Number: 1}}, Interactions: 1204, Failed: 3,
		Acknowledged: archive.Latency{Half: 25 * time.Millisecond, Most: 250 * time.Millisecond},
		Answered:     archive.Latency{Half: 2500 * time.Millisecond, Most: -1},
	}
	behind := archive.Bot{Version: "1.2", Since: at, Seen: at, HTTP: true, Behind: 12, Late: 3 * time.Second}
	silent := archive.Bot{Version: "1.1", Since: at.Add(-time.Hour), Seen: at.Add(-archive.BotLife)}
	got := strings.Join((Language{}).Status(archive.Standing{
		At: at, Version: "1.2", Bots: []archive.Bot{running, behind, silent}, Coverage: archive.Coverage{Articles: 3},
		Feeds: archive.FeedStates{Active: 12, Paused: 2, Failing: []int64{3, 9}, Waiting: 4}, Next: []archive.NextDigest{{Digest: 1, At: at.Add(time.Hour)}},
		Digests: archive.SubscriptionStates{Active: 1, Paused: 1}, Watches: archive.SubscriptionStates{Drafts: 5}, Open: 1, Missed: 7, Store: 16_240_000, Index: 999,
	}), "\n")
	want := `Cuttings 1.2 · 26 November 2026, 06:30 UTC
Bot 1.2, running since 25 November 2026, 05:30 UTC (1 day 1 hour) · gateway: 1 of 2 shards connected, heartbeat 42 ms · interactions: 1,204, failed: 3 · acknowledged: half within 25 ms, 99 of 100 within 250 ms; answered: 2.5 s, more than is measured · index level with the store
Bot 1.2, running since 26 November 2026, 06:30 UTC (less than a minute) · interactions by HTTP · interactions: 0, failed: 0 · index behind for 3 s, changes: 12
A bot (1.1) has said nothing since 26 November 2026, 06:29 UTC: it was killed, or hangs.
Coverage: 3 articles.
Feeds: 12 read, 2 (3, 9) failing, 2 paused; pages to be fetched: 4
Digests: 1 active, 1 paused, 0 not confirmed; under way: 1
Next: digest 1 on 26 November 2026, 07:30 UTC
Watches: 0 active, 0 paused, 5 not confirmed
Questions of the last 7 days that found nothing: 7
On the disk: store 16.2 MB, index 0.0 MB`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if empty := (Language{}).Status(archive.Standing{}); !strings.Contains(strings.Join(empty, "\n"), "No bot runs") {
		t.Error(empty)
	}
}
