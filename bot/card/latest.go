package card

import (
	"slices"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
)

// latest adds the page's stories, as many as fit, and what was searched.
func (d *draft) latest(r desk.LatestReply) error {
	scope := bounded(r.Scope)
	if len(r.Stories) == 0 {
		d.add(container(colourNote, display(say(d.words.Miss(scope)))))
		return nil
	}
	d.add(display(strong(d.words.Stories(shorten(r.Topic, maxQuestion)))))
	turn := display(small(say(d.words.Turn(r.Page, r.More))))
	searched := display(small(say(d.words.Searched(scope) + " " + d.words.Since(r.Updated, r.Now) + ".")))
	d.owe(d.storiesLeft(len(r.Stories)), turn, searched)
	page, left := *d, 0
	for _, h := range r.Stories {
		if err := h.Line.Verify(); err != nil {
			return err
		}
		c := d.quote(h.Line, colourQuote)
		above := display(strong(d.titled(h.First)) + "\n" + small(say(d.words.Span(h.Told))))
		c.Components = slices.Insert(c.Components, 0, discordgo.MessageComponent(above))
		if !d.offer(c, h.Line, page) {
			left++
		}
	}
	if left > 0 {
		d.add(d.storiesLeft(left))
	}
	d.pay(turn)
	d.pay(searched)
	return nil
}

func (d *draft) storiesLeft(n int) discordgo.TextDisplay {
	return d.line("left.stories", "n", n)
}
