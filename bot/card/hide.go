package card

import (
	"strings"

	"cuttings/internal/desk"
	"cuttings/internal/words"
)

const (
	wordsNowHidden = "It is in no answer, list or count in this server; posts that show it are being edited."
	wordsNowShown  = "It is in answers in this server as before; posts show it again soon."
)

// hiding adds what became of a request to hide something, or to show it again.
func (d *draft) hiding(r desk.HideReply) {
	state := wordsNowHidden
	switch {
	case r.Hiding.Shown && r.Everywhere:
		state = words.StillHidden
	case r.Hiding.Shown:
		state = wordsNowShown
	}
	lines := []string{strong(words.Hid(r.Hiding, r.Changed)), say(state)}
	if r.Changed && r.Hiding.Reason != "" {
		lines = append(lines, small(say("Reason, for the log: "+r.Hiding.Reason)))
	}
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
}
