package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	"cuttings/internal/quote"
	sources "cuttings/internal/source"
)

// checked adds each sentence of the text with what the coverage has beside it, as
// many as fit, and what was searched.
func (d *draft) checked(r desk.CheckReply) error {
	d.lean = true // beside somebody's text "Wrong?" would read as a judgement
	foot := d.words.Searched(bounded(r.Checked.Scope)) + " " + d.words.Say("source.versions") + " " + d.words.Say("check.judges-not")
	if n := r.Checked.Unread; n > 0 {
		foot = d.words.Unread(n) + " " + foot
	}
	end := display(small(say(foot)))
	d.owe(d.piecesLeft(len(r.Checked.Claims)), end)
	left := 0
	for _, c := range r.Checked.Claims {
		card, shown, err := d.claim(r.Checked, c)
		switch {
		case err != nil:
			return err
		case left > 0 || !d.fits(card):
			left++
		default:
			d.add(card)
			d.shown = append(d.shown, shown...)
		}
	}
	if left > 0 {
		d.add(d.piecesLeft(left))
	}
	d.pay(end)
	return nil
}

// claim is the card of one sentence, with the quotes in it. A sentence of the
// coverage with several of its figures is shown once.
func (d *draft) claim(r sources.Checked, c sources.Claim) (discordgo.Container, []quote.Quote, error) {
	colour := colourNote
	if c.Finding != sources.Nothing {
		colour = colourQuote
	}
	lines := []string{small(say(shorten(sources.Undressed(c.Span.Of(r.Text)), maxPieceShown)))}
	var quotes []quote.Quote
	if c.Words {
		lines, quotes = append(lines, strong(d.words.Say("check.same"))), []quote.Quote{c.Quote}
	} else if len(c.Figures) == 0 {
		lines = append(lines, strong(d.words.Say("check.none")))
	}
	for _, f := range c.Figures {
		lines = append(lines, "- "+strong(d.words.Beside(shorten(f.Asked, maxChanged), shorten(f.Stands, maxChanged), f.Finding == sources.Same)))
		if f.Finding != sources.Nothing {
			quotes = with(quotes, f.Quote)
		}
	}
	parts := []discordgo.MessageComponent{display(strings.Join(lines, "\n"))}
	for _, q := range quotes {
		if err := q.Verify(); err != nil {
			return discordgo.Container{}, nil, err
		}
		parts = append(parts, d.quote(q, colour).Components...)
	}
	card := container(colour, parts...)
	d.oncePosted(&card)
	return card, quotes, nil
}

// with adds a quote to the list; one of the same sentence is marked there
// instead.
func with(list []quote.Quote, q quote.Quote) []quote.Quote {
	for i, have := range list {
		if have.Version.Number == q.Version.Number && have.Span == q.Span {
			if last := have.Answer[len(have.Answer)-1]; q.Answer[0].Start >= last.End {
				list[i].Answer = append(have.Answer[:len(have.Answer):len(have.Answer)], q.Answer...)
			}
			return list
		}
	}
	return append(list, q)
}
