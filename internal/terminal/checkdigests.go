package terminal

import (
	"fmt"

	"cuttings/internal/archive"
)

// checkDigests says which digests and watches are paused because Discord refused
// them, and of which others the latest was not posted as it should; nothing where
// nobody has set one up.
func (s *session) checkDigests(library *Library) []Finding {
	const what = "digests, watches"
	list, err := library.Store.Subscriptions(s.ctx)
	if err != nil {
		return []Finding{{What: what, Text: err.Error()}}
	}
	if len(list) == 0 {
		return nil
	}
	counts := map[archive.SubscriptionState]int{}
	var findings []Finding
	for _, d := range list {
		counts[d.State]++
		if d.State == archive.Paused && d.Why != "" {
			findings = append(findings, Finding{What: place(d), Text: english.PauseNotice(d)})
			continue
		}
		last, err := library.Store.Deliveries(s.ctx, d.ID, 1)
		if err != nil {
			return []Finding{{What: what, Text: err.Error()}}
		}
		if len(last) > 0 {
			findings = append(findings, notPosted(d, last[0])...)
		}
	}
	text := fmt.Sprintf("%d active, %d paused, %d not confirmed", counts[archive.Active], counts[archive.Paused], counts[archive.DryRun])
	return append([]Finding{{What: what, OK: true, Text: text}}, findings...)
}

// notPosted says that the latest of a digest or a watch was not, or perhaps not,
// posted. One that came too late needs nobody.
func notPosted(s archive.Subscription, last archive.Delivery) []Finding {
	if last.State != archive.Missed && last.State != archive.Withheld && last.State != archive.Uncertain {
		return nil
	}
	name := english.DigestNumber(s.ID)
	if s.Watch != "" {
		name = english.Watch(s)
	}
	return []Finding{{What: place(s), OK: last.State == archive.Missed, Text: name + ": " + english.DigestLast(&last)}}
}
