package card

import (
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	sources "cuttings/internal/source"
)

const (
	maxPieceShown = 200 // characters of a piece of somebody's text
	maxChanged    = 100 // characters of one side of a difference
	maxChanges    = 8   // differences named in one card
)

// source adds each piece of the text with where it is from, as many as fit, and
// what was searched.
func (d *draft) source(r desk.SourceReply) error {
	scope := d.words.Searched(bounded(r.Result.Scope))
	found := false
	for _, p := range r.Result.Pieces {
		found = found || p.Match != sources.None
	}
	if !found {
		scope = d.words.Miss(bounded(r.Result.Scope))
	}
	if n := r.Result.Unread; n > 0 {
		scope = d.words.Unread(n) + " " + scope
	}
	foot := display(small(say(scope + " " + d.words.Say("source.versions"))))
	d.owe(d.piecesLeft(len(r.Result.Pieces)), foot)
	left := 0
	for _, p := range r.Result.Pieces {
		c, err := d.piece(r.Result, p)
		if err != nil {
			return err
		}
		switch {
		case left > 0 || !d.fits(c) && len(d.parts) > 0:
			left++
		case p.Match == sources.None:
			d.add(c)
		case d.fits(c):
			d.show(c, p.Quote)
		default:
			d.pointTo(p.Quote)
		}
	}
	if left > 0 {
		d.add(d.piecesLeft(left))
	}
	d.pay(foot)
	return nil
}

// piece is the card of one piece: how well it is known, what differs, and the
// quote.
func (d *draft) piece(r sources.Result, p sources.Piece) (discordgo.Container, error) {
	var lines []string
	if p.LeftOut {
		lines = append(lines, small(say(d.words.Omitted(p.Omitted))))
	}
	asked := say(shorten(sources.Undressed(p.Span.Of(r.Text)), maxPieceShown))
	switch p.Match {
	case sources.Exact:
		lines = append(lines, strong(d.words.WordForWord(p.Articles, p.More)))
		if p.SignsDiffer {
			lines = append(lines, say(d.words.Say("source.signs")))
		}
	case sources.Nearly:
		lines = append(append(lines, strong(d.words.Say("source.nearly"))), d.differences(p.Changes, d.words.Say("source.asked"), d.words.Say("source.stands"))...)
	default:
		return container(colourNote, display(strings.Join(append(lines, strong(d.words.Say("source.none"))+" "+asked), "\n"))), nil
	}
	if err := p.Quote.Verify(); err != nil {
		return discordgo.Container{}, err
	}
	c := d.quote(p.Quote, colourQuote)
	c.Components = append([]discordgo.MessageComponent{display(strings.Join(lines, "\n"))}, c.Components...)
	d.oncePosted(&c)
	return c, nil
}

// oncePosted takes the buttons from a card that the message has already: a text
// that repeats itself leads to the same quote again, and one button posts it.
func (d *draft) oncePosted(c *discordgo.Container) {
	met := map[string]bool{}
	walk(d.parts, func(c discordgo.MessageComponent) {
		if b, ok := c.(discordgo.Button); ok {
			met[b.CustomID] = true
		}
	})
	c.Components = slices.DeleteFunc(c.Components, func(c discordgo.MessageComponent) bool {
		row, ok := c.(discordgo.ActionsRow)
		return ok && slices.ContainsFunc(row.Components, func(c discordgo.MessageComponent) bool {
			b, ok := c.(discordgo.Button)
			return ok && met[b.CustomID]
		})
	})
}

// differences names what two texts have differently, a line each, each side behind
// its name.
func (d *draft) differences(list []sources.Change, asked, stands string) []string {
	var lines []string
	for i, c := range list {
		if i == maxChanges {
			lines = append(lines, "- "+say(d.words.MoreDifferences(len(list)-i)))
			break
		}
		lines = append(lines, "- "+say(asked)+" "+strong(d.words.Side(shorten(c.Asked, maxChanged)))+" "+
			say(stands)+" "+strong(d.words.Side(shorten(c.Stands, maxChanged))))
	}
	return lines
}

func (d *draft) piecesLeft(n int) discordgo.TextDisplay {
	return d.line("left.parts", "n", n)
}
