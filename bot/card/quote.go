package card

import (
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/markdown"
	"cuttings/internal/cite"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// quote is the card of one quote: its words, who speaks, where they stand, and
// its buttons.
func (d *draft) quote(q quote.Quote, colour int) discordgo.Container {
	return d.quoteBy(q, d.words.Speaker(q), colour)
}

// quoteBy is quote with a line that says who speaks.
func (d *draft) quoteBy(q quote.Quote, speaker string, colour int) discordgo.Container {
	where := d.standing(q)
	if line := shorten(speaker, maxSpeaker); line != "" {
		where = markdown.Escape(line) + "\n" + where
	}
	c := container(colour, display(quoted(q)+"\n"+where))
	if row := d.buttons(q); len(row.Components) > 0 {
		c.Components = append(c.Components, row)
	}
	return c
}

// above puts lines of Markdown above the quote of a card.
func above(c *discordgo.Container, md string) {
	c.Components[0] = display(md + "\n" + c.Components[0].(discordgo.TextDisplay).Content)
}

// buttons are what can be done with a quote: it is posted, unless it is posted
// already; what is around it is shown; its story, where others tell it too; and it is
// reported.
func (d *draft) buttons(q quote.Quote) discordgo.ActionsRow {
	var row discordgo.ActionsRow
	button := func(label, id string) {
		row.Components = append(row.Components, discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: id})
	}
	ref := desk.RefTo(q)
	if d.opts.PostedBy == "" && d.opts.AskedBy == "" && !d.public {
		button(d.words.Say("button.post"), PostID(ref))
	}
	if !d.passage && !d.public {
		button(d.words.Say("button.context"), ContextID(ref))
	}
	if q.Told.Articles > 1 {
		button(d.words.Say("button.story"), StoryID(ref))
	}
	if !d.lean {
		button(d.words.Say("button.wrong"), WrongID(ref))
	}
	return row
}

// quoted is the quote as a block quote with the answer in bold.
func quoted(q quote.Quote) string {
	var bold []text.Span
	for _, a := range q.Answer {
		bold = append(bold, text.Span{Start: a.Start - q.Span.Start, End: a.End - q.Span.Start})
	}
	return markdown.Quote(markdown.Bold(q.Text(), bold...))
}

// standing is where a quote stands: byline, outlet and date, then the headline with
// its link, then the number and who tells its story besides. Nothing from outside may
// follow the link: see markdown.Link.
func (d *draft) standing(q quote.Quote) string {
	a := q.Version.Article
	a.Author, a.Outlet = name(a.Author), name(a.Outlet)
	return say(d.words.Attribution(a)) + "\n" + d.links(q) + "\n" + small(say(d.words.Numbered(q.Version.Number, q.Told)))
}

// links are the headline with its link; where the page is gone, behind that of an
// archived copy.
func (d *draft) links(q quote.Quote) string {
	if q.Gone.IsZero() {
		return d.headline(q)
	}
	lines := d.headline(q) + "\n" + small(say(d.words.GoneSince(q.Gone)))
	label := d.words.Say("archived")
	if md, ok := markdown.Link(label, cite.Archived(q.Version)); ok && len(md) <= len(label)+maxLink {
		return md + "\n" + lines
	}
	return lines
}

// headline is the headline as a link to the sentence. Where it can't be the text
// of a link, or there is none to lead to, it stands by itself and the next line
// has the link, or says that there is none.
func (d *draft) headline(q quote.Quote) string {
	title := shorten(q.Version.Title, maxHeadline)
	if title == "" {
		title = d.words.Say("headline.none")
	}
	if md, ok := linked(title, q); ok {
		return md
	}
	if md, ok := linked(d.words.Say("link.open"), q); ok {
		return say(title) + "\n" + md
	}
	return say(title) + "\n" + small(say(d.noLink(q.Version.URL)))
}

// linked is the label as a link that opens the article at the quote, or at its
// top where the address of the quote is too long. It is never cut.
func linked(label string, q quote.Quote) (string, bool) {
	for _, address := range []string{q.Link(), q.Version.URL} {
		if md, ok := markdown.Link(label, address); ok && len(md) <= len(label)+maxLink {
			return md, true
		}
	}
	return "", false
}

// tooLong stands for a quote that no card can hold.
func (d *draft) tooLong(q quote.Quote) discordgo.Container {
	return container(colourNote, display(say(d.words.Say("left.too-long", "n", utf8.RuneCountInString(q.Text())))), display(d.standing(q)))
}
