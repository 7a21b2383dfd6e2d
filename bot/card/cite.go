package card

import (
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/markdown"
	"cuttings/internal/desk"
	"cuttings/internal/words"
)

// maxCitation is how long a citation may be on a card, in characters; one with a
// longer quote is not shown, for a quote is never cut.
const maxCitation = 1500

// wordsLongCitation stands for one that no card can hold.
const wordsLongCitation = "This citation is too long for a card, and a quote is never cut. Cite the cutting by its number instead."

// citation adds a citation to copy, character by character as it is, and what
// there is to know about it.
func (d *draft) citation(r desk.CiteReply) {
	if utf8.RuneCountInString(r.Citation) > maxCitation {
		d.add(container(colourNote, display(say(wordsLongCitation)), display(small(say(words.Cutting(r.Version.Number))))))
		return
	}
	var lines []string
	for line := range strings.Lines(r.Citation) {
		lines = append(lines, markdown.Escape(strings.TrimRight(line, "\r\n")))
	}
	archived := r.Archived
	if strings.Contains(r.Citation, archived) {
		archived = "" // it says so itself
	}
	parts := []discordgo.MessageComponent{display(strings.Join(lines, "\n"))}
	for _, note := range words.CiteNotes(r.Version, r.Newest, archived) {
		parts = append(parts, display(small(say(note))))
	}
	d.add(container(colourQuote, parts...))
}
