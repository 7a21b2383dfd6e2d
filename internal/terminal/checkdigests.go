package terminal

import (
	"fmt"

	"cuttings/internal/archive"
	"cuttings/internal/digest"
)

// checkDigests says which digests and watches are paused because Discord refused
// them; nothing where nobody has set one up.
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
			findings = append(findings, Finding{What: "channel " + d.Channel, Text: digest.PauseNotice(d)})
		}
	}
	text := fmt.Sprintf("%d active, %d paused, %d not confirmed", counts[archive.Active], counts[archive.Paused], counts[archive.DryRun])
	return append([]Finding{{What: what, OK: true, Text: text}}, findings...)
}
