package card

import (
	"fmt"
	"slices"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	"cuttings/internal/find"
)

// wordsBeside stands above a quote that holds none of the words found.
func (d *draft) wordsBeside(h find.Hit) string {
	if len(h.Headline) > 0 {
		return d.words.Say("find.in-headline")
	}
	return d.words.Say("find.in-byline")
}

// found adds the count, the page's hits as many as fit, and what was searched.
func (d *draft) found(r desk.FindReply) error {
	if len(r.Hits) > r.Total {
		return fmt.Errorf("%d hits are to be shown, and %d were found", len(r.Hits), r.Total)
	}
	d.add(display(strong(d.words.Say("find.found", "n", r.Total, "query", shorten(r.Query, maxQuestion)))))
	watch, watchable := d.watchFor(r)
	if r.Total == 0 {
		d.add(container(colourNote, display(say(d.words.Miss(bounded(r.Scope))))))
		if watchable {
			d.add(watch)
		}
		return nil
	}
	turn := display(small(say(d.page(r))))
	scope := display(small(say(d.words.Searched(bounded(r.Scope)))))
	d.owe(d.leftOut(len(r.Hits)), turn, scope)
	if watchable {
		d.owe(watch)
	}
	left, err := d.hits(r.Hits)
	if err != nil {
		return err
	}
	if left > 0 {
		d.add(d.leftOut(left))
	}
	d.pay(turn)
	d.pay(scope)
	if watchable {
		d.pay(watch)
	}
	return nil
}

// watchFor is the button that begins a watch for what was looked for. There is none
// where the search was narrowed beyond its words, or they are too long for it.
func (d *draft) watchFor(r desk.FindReply) (discordgo.ActionsRow, bool) {
	id := CommandID("watch add", r.Query)
	_, _, ok := ParseCommandID(id)
	return row(discordgo.Button{Label: d.words.Say("button.tell-me"), Style: discordgo.SecondaryButton, CustomID: id}), ok && len(r.Scope.Filters) == 0
}

// hits adds articles that were found, as many as fit, and returns how many don't.
func (d *draft) hits(hits []find.Hit) (left int, err error) {
	page := *d
	for _, h := range hits {
		if err := h.Quote.Verify(); err != nil {
			return 0, err
		}
		c := d.quote(h.Quote, colourQuote)
		if len(h.Quote.Answer) == 0 {
			c.Components = slices.Insert(c.Components, 0, discordgo.MessageComponent(display(small(say(d.wordsBeside(h))))))
		}
		if !d.offer(c, h.Quote, page) {
			left++
		}
	}
	return left, nil
}

func (d *draft) page(r desk.FindReply) string {
	return d.words.Say("page."+string(r.Sort), "page", r.Page, "pages", r.Pages)
}
