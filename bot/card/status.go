package card

import (
	"strings"

	"cuttings/internal/desk"
)

// status adds how the program stands, a line for each part.
func (d *draft) status(r desk.StatusReply) {
	lines := d.words.Status(r.Standing)
	for i, l := range lines {
		if lines[i] = say(l); i == 0 {
			lines[i] = strong(l)
		}
	}
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
}
