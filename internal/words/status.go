package words

import (
	"strconv"
	"strings"
	"time"

	"cuttings/internal/archive"
)

// Status says how the program stands: a line for each part, the first of them a
// heading.
func (l Language) Status(s archive.Standing) []string {
	lines := []string{l.Say("status", "version", s.Version, "at", l.instant(s.At))}
	if len(s.Bots) == 0 {
		lines = append(lines, l.Say("status.no-bot"))
	}
	for _, b := range s.Bots {
		lines = append(lines, l.statusOfBot(b, s.At))
	}
	lines = append(lines, l.Say("status.coverage", "held", l.Held(s.Coverage)))
	if !s.Updated.IsZero() {
		lines[len(lines)-1] += " " + l.Updated(s.Updated)
	}
	lines = append(lines, l.statusOfFeeds(s.Feeds),
		l.Say("status.digests", "active", l.Number(s.Digests.Active), "paused", l.Number(s.Digests.Paused), "drafts", l.Number(s.Digests.Drafts), "open", l.Number(s.Open)))
	for _, n := range s.Next {
		lines = append(lines, l.Say("status.next", "number", n.Digest, "at", l.instant(n.At)))
	}
	return append(lines,
		l.Say("status.watches", "active", l.Number(s.Watches.Active), "paused", l.Number(s.Watches.Paused), "drafts", l.Number(s.Watches.Drafts)),
		l.Say("status.missed", "n", l.Number(s.Missed)),
		l.Say("status.disk", "store", l.megabytes(s.Store), "index", l.megabytes(s.Index)))
}

func (l Language) statusOfBot(b archive.Bot, now time.Time) string {
	if !b.Runs(now) {
		return l.Say("status.silent", "version", b.Version, "seen", l.instant(b.Seen))
	}
	parts := []string{l.Say("status.bot", "version", b.Version, "since", l.instant(b.Since), "lasting", l.Lasting(now.Sub(b.Since)))}
	switch {
	case b.HTTP:
		parts = append(parts, l.Say("status.http"))
	case b.Heartbeat > 0:
		parts = append(parts, l.Say("status.gateway", "connected", b.Connected(), "shards", len(b.Shards))+", "+l.Say("status.heartbeat", "took", l.brief(b.Heartbeat)))
	default:
		parts = append(parts, l.Say("status.gateway", "connected", b.Connected(), "shards", len(b.Shards)))
	}
	parts = append(parts, l.Say("status.interactions", "n", l.Number(int(b.Interactions)), "failed", l.Number(int(b.Failed))))
	if b.Interactions > 0 {
		parts = append(parts, l.Say("status.latency", "half", l.atMost(b.Acknowledged.Half), "most", l.atMost(b.Acknowledged.Most),
			"answer", l.atMost(b.Answered.Half), "slowest", l.atMost(b.Answered.Most)))
	}
	if b.Behind > 0 {
		parts = append(parts, l.Say("status.behind", "n", l.Number(int(b.Behind)), "lasting", l.brief(b.Late)))
	} else {
		parts = append(parts, l.Say("status.level"))
	}
	return strings.Join(parts, " · ")
}

func (l Language) statusOfFeeds(f archive.FeedStates) string {
	failing := l.Number(len(f.Failing))
	if len(f.Failing) > 0 {
		var numbers []string
		for _, n := range f.Failing[:min(len(f.Failing), 5)] {
			numbers = append(numbers, strconv.FormatInt(n, 10))
		}
		failing += " (" + strings.Join(numbers, ", ") + ")"
	}
	return l.Say("status.feeds", "active", l.Number(f.Active), "failing", failing, "paused", l.Number(f.Paused), "waiting", l.Number(f.Waiting))
}

// instant is a date with its time, in UTC.
func (l Language) instant(t time.Time) string {
	t = t.UTC()
	return l.Say("date.time", "date", l.day(t), "time", t.Format("15:04 UTC"))
}

// atMost is an upper bound of how long something took.
func (l Language) atMost(d time.Duration) string {
	if d < 0 {
		return l.Say("status.longer")
	}
	return l.brief(d)
}

// brief is a length of time in figures: "40 ms", "2.5 s".
func (l Language) brief(d time.Duration) string {
	if d < time.Second {
		return l.Number(int(d.Milliseconds())) + " ms"
	}
	return l.Digits(strconv.FormatFloat(d.Round(100*time.Millisecond).Seconds(), 'f', -1, 64)) + " s"
}

// megabytes is a size in figures: "16.2 MB".
func (l Language) megabytes(n int64) string {
	return l.Digits(strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64)) + " MB"
}
