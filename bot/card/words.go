package card

import (
	"strings"

	"cuttings/bot/markdown"
)

// noLink is what is said in the place of a link.
func (d *draft) noLink(address string) string {
	if address == "" {
		return d.words.Say("link.none")
	}
	return d.words.Say("link.unshowable")
}

// mark stands in a text for Markdown of the card's own: an object replacement
// character.
const mark = "\uFFFC"

// around is a text as Markdown, with a mention or a time of Discord's in one place, and
// what else it says.
func (d *draft) around(key, place, md string, args ...any) string {
	return strings.Replace(say(d.words.Say(key, append(args, place, mark)...)), mark, md, 1)
}

// command is a command by its whole name, to be clicked where its ID is known.
func (d *draft) command(whole string) string {
	name, _, _ := strings.Cut(whole, " ")
	if id := d.opts.CommandIDs[name]; id != "" {
		return "</" + whole + ":" + id + ">"
	}
	return strong(d.words.CommandName(whole))
}

// say is plain text as Markdown, on one line and bounded.
func say(text string) string { return markdown.Escape(shorten(text, maxSaid)) }

// small is a line of Markdown in small print.
func small(md string) string { return "-# " + md }

// strong is plain text as bold Markdown.
func strong(text string) string { return "**" + say(text) + "**" }
