package card

import (
	"strings"

	"cuttings/internal/desk"
)

// hiding adds what became of a request to hide something, or to show it again.
func (d *draft) hiding(r desk.HideReply) {
	d.add(container(colourNote, display(d.hidingText(r))))
}

func (d *draft) hidingText(r desk.HideReply) string {
	state := d.words.Say("hide.now-hidden")
	switch {
	case r.Hiding.Shown && r.Everywhere:
		state = d.words.Say("hide.still")
	case r.Outlet:
		state = d.words.Say("hide.still-outlet")
	case r.Hiding.Shown:
		state = d.words.Say("hide.now-shown")
	}
	lines := []string{strong(d.words.Hid(r.Hiding, r.Changed)), say(state)}
	if r.Changed && r.Hiding.Reason != "" {
		lines = append(lines, small(say(d.words.Say("hide.reason", "reason", r.Hiding.Reason))))
	}
	return strings.Join(lines, "\n")
}
