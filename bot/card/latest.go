package card

import (
	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
)

// latest adds the page's stories, as many as fit, and what was searched.
func (d *draft) latest(r desk.LatestReply) error {
	scope := bounded(r.Scope)
	if len(r.Stories) == 0 {
		miss := say(d.words.Miss(scope))
		if !r.Updated.IsZero() {
			miss += "\n" + small(say(d.words.Since(r.Updated, r.Now)+"."))
		}
		d.add(container(colourNote, display(miss)))
		d.add(d.later())
		return nil
	}
	d.add(display(strong(d.words.Stories(shorten(r.Topic, maxQuestion)))))
	foot := func(left int) []discordgo.MessageComponent {
		return d.foot([]string{
			d.left("left.stories", left), d.words.Turn(r.Page, r.More),
			d.words.Searched(scope) + " " + d.words.Since(r.Updated, r.Now) + ".",
		})
	}
	d.owe(foot(len(r.Stories))...)
	page, left := *d, 0
	for _, h := range r.Stories {
		if err := h.Line.Verify(); err != nil {
			return err
		}
		c := d.quote(h.Line, colourQuote)
		if !toldOnce(h.Told, h.First, h.Line) {
			above(&c, strong(d.titled(h.First))+"\n"+small(say(d.words.Span(h.Told))))
		}
		if !d.offer(c, h.Line, page) {
			left++
		}
	}
	d.pay(foot(left)...)
	return nil
}

// toldOnce reports that a story is one report, which the quote is from: with its headline
// and its date, so that nothing has to say them above.
func toldOnce(told archive.Told, first archive.Version, q quote.Quote) bool {
	return told.Articles <= 1 && first.Number == q.Version.Number
}
