package card

import (
	"fmt"
	"slices"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	"cuttings/internal/find"
	"cuttings/internal/words"
)

// wordsBeside stands above a quote that holds none of the words found.
func wordsBeside(h find.Hit) string {
	where := "byline or the outlet's name"
	if len(h.Headline) > 0 {
		where = "headline"
	}
	return "Found in the " + where + "; this is how the article begins:"
}

// found adds the count, the page's hits as many as fit, and what was searched.
func (d *draft) found(r desk.FindReply) error {
	if len(r.Hits) > r.Total {
		return fmt.Errorf("%d hits are to be shown, and %d were found", len(r.Hits), r.Total)
	}
	d.add(display(strong(words.Count(r.Total, "article") + " found: " + shorten(r.Query, maxQuestion))))
	watch, watchable := watchFor(r)
	if r.Total == 0 {
		d.add(container(colourNote, display(say(words.Miss(bounded(r.Scope))))))
		if watchable {
			d.add(watch)
		}
		return nil
	}
	turn := display(small(say(wordsPage(r))))
	scope := display(small(say(words.Searched(bounded(r.Scope)))))
	d.owe(leftOut(len(r.Hits)), turn, scope)
	if watchable {
		d.owe(watch)
	}
	left, err := d.hits(r.Hits)
	if err != nil {
		return err
	}
	if left > 0 {
		d.add(leftOut(left))
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
func watchFor(r desk.FindReply) (discordgo.ActionsRow, bool) {
	id := CommandID("watch add", r.Query)
	_, _, ok := ParseCommandID(id)
	return row(discordgo.Button{Label: wordTellMe, Style: discordgo.SecondaryButton, CustomID: id}), ok && len(r.Scope.Filters) == 0
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
			c.Components = slices.Insert(c.Components, 0, discordgo.MessageComponent(display(small(say(wordsBeside(h))))))
		}
		if !d.offer(c, h.Quote, page) {
			left++
		}
	}
	return left, nil
}

func wordsPage(r desk.FindReply) string {
	return fmt.Sprintf("Page %s of %s, %s first", words.Number(r.Page), words.Number(r.Pages), r.Sort)
}
