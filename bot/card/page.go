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

// under is what stands under a page of a list that one page often holds: how many had
// no room, and where there are more pages which this is; nothing where neither is so.
func (d *draft) under(left string, page, pages int) []discordgo.MessageComponent {
	at := ""
	if pages > 1 {
		at = d.words.Say("page.of", "page", page, "pages", pages)
	}
	if left == "" && at == "" {
		return nil
	}
	return d.foot([]string{left, at})
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
	to := func(page int) Turn { return Turn{Search: d.page.Search, Page: page, Total: at.Total} }
	return d.between(to(at.Page-1), at.Page > 1, to(at.Page+1), at.More)
}

// between are the buttons that turn to the pages before and after, where there are any.
func (d *draft) between(before Turn, isBefore bool, after Turn, isAfter bool) []discordgo.MessageComponent {
	return []discordgo.MessageComponent{
		discordgo.Button{Label: d.words.Say("button.previous"), Style: discordgo.SecondaryButton, CustomID: TurnID(before), Disabled: !isBefore},
		discordgo.Button{Label: d.words.Say("button.next"), Style: discordgo.SecondaryButton, CustomID: TurnID(after), Disabled: !isAfter},
	}
}

// left says how many had no room, by the key of the text that counts them.
func (d *draft) left(key string, n int) string {
	if n == 0 {
		return ""
	}
	return d.words.Say(key, "n", n)
}
