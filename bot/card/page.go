package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
)

// changed says first what has changed since the page before this was shown.
func (d *draft) changed(r desk.PageReply) {
	var lines []string
	if r.Wanted > 0 {
		lines = append(lines, small(say(d.words.Say("page.ended", "page", r.Wanted))))
	}
	if r.Was > 0 {
		lines = append(lines, small(say(d.words.Say("page.changed", "was", r.Was, "now", r.Paging().Total))))
	}
	if len(lines) > 0 {
		d.add(display(strings.Join(lines, "\n")))
	}
}

// foot is what stands under a page of a list: the lines that aren't empty, in small
// print, and the buttons that turn the page, with others beside them.
func (d *draft) foot(lines []string, beside ...discordgo.MessageComponent) []discordgo.MessageComponent {
	var shown []string
	for _, line := range lines {
		if line != "" {
			shown = append(shown, small(say(line)))
		}
	}
	parts := []discordgo.MessageComponent{display(strings.Join(shown, "\n"))}
	if buttons := append(d.turns(), beside...); len(buttons) > 0 {
		parts = append(parts, row(buttons...))
	}
	return parts
}

// turns are the buttons that turn the page; none where there is only one. Both are
// there on every page, so that neither changes its place under somebody's finger.
func (d *draft) turns() []discordgo.MessageComponent {
	if d.page.Search == "" {
		return nil
	}
	at := d.page.Paging()
	if at.Page <= 1 && !at.More {
		return nil
	}
	to := func(page int) string { return TurnID(Turn{Search: d.page.Search, Page: page, Total: at.Total}) }
	return []discordgo.MessageComponent{
		discordgo.Button{Label: d.words.Say("button.previous"), Style: discordgo.SecondaryButton, CustomID: to(at.Page - 1), Disabled: at.Page <= 1},
		discordgo.Button{Label: d.words.Say("button.next"), Style: discordgo.SecondaryButton, CustomID: to(at.Page + 1), Disabled: !at.More},
	}
}

// left says how many had no room, by the key of the text that counts them.
func (d *draft) left(key string, n int) string {
	if n == 0 {
		return ""
	}
	return d.words.Say(key, "n", n)
}
