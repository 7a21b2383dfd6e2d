package terminal

import (
	"fmt"
	"time"
)

// checkBots says which bots run on the data folder, and which have fallen silent;
// nothing where none did within a day.
func (s *session) checkBots(library *Library) []Finding {
	status, err := library.Desk.Status(s.ctx)
	if err != nil {
		return []Finding{{What: "bots", Text: err.Error()}}
	}
	var findings []Finding
	for _, b := range status.Bots {
		f := Finding{What: "bot", OK: true, Text: fmt.Sprintf("%s, running since %s", b.Version, b.Since.Format(time.RFC3339))}
		switch {
		case !b.Runs(status.At):
			f.OK, f.Text = false, fmt.Sprintf("%s has said nothing since %s: it was killed, or hangs. Start it again; it is forgotten a day after that", b.Version, b.Seen.Format(time.RFC3339))
		case !b.HTTP && len(b.Shards) > 0 && b.Connected() < len(b.Shards):
			f.OK, f.Text = false, fmt.Sprintf("%s, %d of %d shards connected to Discord's gateway: its log says why", b.Version, b.Connected(), len(b.Shards))
		case b.Version != status.Version:
			f.OK, f.Text = false, fmt.Sprintf("%s runs, and this program is %s: start it again", b.Version, status.Version)
		}
		findings = append(findings, f)
	}
	return findings
}
