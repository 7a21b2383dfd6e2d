package card

import (
	"slices"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	"cuttings/internal/words"
)

// latest adds the page's stories, as many as fit, and what was searched.
func (d *draft) latest(r desk.LatestReply) error {
	scope := bounded(r.Scope)
	if len(r.Stories) == 0 {
		d.add(container(colourNote, display(say(words.Miss(scope)))))
		return nil
	}
	d.add(display(strong(words.Stories(shorten(r.Topic, maxQuestion)))))
	turn := display(small(say(words.Turn(r.Page, r.More))))
	searched := display(small(say(words.Searched(scope) + " " + words.Since(r.Updated, r.Now) + ".")))
	d.owe(storiesLeft(len(r.Stories)), turn, searched)
	page, left := *d, 0
	for _, h := range r.Stories {
		if err := h.Line.Verify(); err != nil {
			return err
		}
		c := d.quote(h.Line, colourQuote)
		above := display(strong(titled(h.First)) + "\n" + small(say(words.Span(h.Told))))
		c.Components = slices.Insert(c.Components, 0, discordgo.MessageComponent(above))
		if !d.offer(c, h.Line, page) {
			left++
		}
	}
	if left > 0 {
		d.add(storiesLeft(left))
	}
	d.pay(turn)
	d.pay(searched)
	return nil
}

func storiesLeft(n int) discordgo.TextDisplay {
	s := "1 more story not shown"
	if n != 1 {
		s = words.Number(n) + " more stories not shown"
	}
	return display(small(say(s)))
}
