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
		head := d.pieceHead(r.Result, p)
		c, err := d.piece(p, head)
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
			c := d.tooLong(p.Quote)
			above(&c, head)
			if !d.fits(c) {
				c = d.tooLong(p.Quote)
			}
			d.nameIn(c, p.Quote)
		}
	}
	if left > 0 {
		d.add(d.piecesLeft(left))
	}
	d.pay(foot)
	return nil
}

// pieceHead says how well a piece is known, and what differs.
func (d *draft) pieceHead(r sources.Result, p sources.Piece) string {
	var lines []string
	if p.LeftOut {
		lines = append(lines, small(say(d.words.Omitted(p.Omitted))))
	}
	switch p.Match {
	case sources.Exact:
		lines = append(lines, strong(d.words.WordForWord(p.Articles, p.More)))
		if p.SignsDiffer {
			lines = append(lines, say(d.words.Say("source.signs")))
		}
	case sources.Nearly:
		lines = append(append(lines, strong(d.words.Say("source.nearly"))), d.differences(p.Changes, d.words.Say("source.asked"), d.words.Say("source.stands"))...)
	default:
		lines = append(lines, strong(d.words.Say("source.none"))+" "+say(shorten(sources.Undressed(p.Span.Of(r.Text)), maxPieceShown)))
	}
	return strings.Join(lines, "\n")
}

// piece is the card of one piece: its head, and the quote where there is one.
func (d *draft) piece(p sources.Piece, head string) (discordgo.Container, error) {
	if p.Match == sources.None {
		return container(colourNote, display(head)), nil
	}
	if err := p.Quote.Verify(); err != nil {
		return discordgo.Container{}, err
	}
	c := d.quote(p.Quote, colourQuote)
	c.Components = append([]discordgo.MessageComponent{display(head)}, c.Components...)
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
