package card

import (
	"fmt"

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
	d.add(display(strong(d.words.Found(r.Total, r.Grouped, r.Listed, shorten(r.Query, maxQuestion)))))
	watch := d.watchFor(r)
	if r.Total == 0 {
		d.add(container(colourNote, display(say(d.words.Miss(bounded(r.Scope))))))
		if len(watch) > 0 {
			d.add(row(watch...))
		}
		return nil
	}
	foot := func(left int) []discordgo.MessageComponent {
		return d.foot([]string{d.left("left.quotes", left), d.pageOf(r), d.words.Searched(bounded(r.Scope))}, append(d.tables(), watch...)...)
	}
	d.owe(foot(len(r.Hits))...)
	left, err := d.hits(r.Hits)
	if err != nil {
		return err
	}
	d.pay(foot(left)...)
	return nil
}

// watchFor is the button that begins a watch for what was looked for. There is none
// where the search was narrowed beyond its words, or they are too long for it.
func (d *draft) watchFor(r desk.FindReply) []discordgo.MessageComponent {
	id := CommandID("watch add", r.Query)
	if _, _, ok := ParseCommandID(id); !ok || len(r.Scope.Filters) > 0 {
		return nil
	}
	return []discordgo.MessageComponent{
		discordgo.Button{Label: d.words.Say("button.tell-me"), Style: discordgo.SecondaryButton, CustomID: id},
	}
}

// tables is the button that makes a table of all pages; none where the search has no
// name.
func (d *draft) tables() []discordgo.MessageComponent {
	if d.page.Search == "" {
		return nil
	}
	return []discordgo.MessageComponent{
		discordgo.Button{Label: d.words.Say("button.csv"), Style: discordgo.SecondaryButton, CustomID: SheetID(d.page.Search)},
	}
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
			above(&c, small(say(d.wordsBeside(h))))
		}
		if !d.offer(c, h.Quote, page) {
			left++
		}
	}
	return left, nil
}

func (d *draft) pageOf(r desk.FindReply) string {
	return d.words.Say("page."+string(r.Sort), "page", r.Page, "pages", r.Pages)
}
