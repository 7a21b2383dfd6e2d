package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/markdown"
	"cuttings/internal/desk"
)

// citation adds a citation to copy, character by character as it is, and what
// there is to know about it. One that doesn't fit is not shown, for neither a
// quote nor an address is ever cut.
func (d *draft) citation(r desk.CiteReply) error {
	var lines []string
	for line := range strings.Lines(r.Citation) {
		lines = append(lines, markdown.Escape(strings.TrimRight(line, "\r\n")))
	}
	archived := r.Archived
	if strings.Contains(r.Citation, archived) || len(archived) > maxLink {
		archived = "" // it says so itself, or can't be shown
	}
	parts := []discordgo.MessageComponent{display(strings.Join(lines, "\n"))}
	for _, note := range d.words.CiteNotes(r.Version, r.Newest, r.Present.State == desk.Unchanged, r.Gone, archived) {
		parts = append(parts, display(small(say(note))))
	}
	d.oweBecame(r.Present)
	c := container(colourQuote, parts...)
	if !d.fits(c) {
		c = container(colourNote, display(say(d.words.Say("cite.too-long"))), display(small(say(d.words.Cutting(r.Version.Number)))))
	}
	d.add(c)
	return d.became(r.Present)
}
