package card

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/said"
	"cuttings/internal/words"
)

// said adds how much there is, the page's statements as many as fit, those that
// are uncertain apart, and what was searched.
func (d *draft) said(r desk.SaidReply) error {
	scope := bounded(r.Scope)
	if r.Person != nil {
		taken := *r.Person
		taken.Name = shorten(taken.Name, maxName)
		r.Person = &taken
		d.person(r)
	}
	if r.Certain.Total == 0 {
		result := r.Result
		result.Scope = scope
		d.add(container(colourNote, display(say(words.Unsaid(shorten(r.Who, maxName), result)))))
	}
	if r.Pages == 0 {
		return nil
	}
	end := []discordgo.MessageComponent{
		display(small(say(fmt.Sprintf("Page %s of %s, newest first", words.Number(r.Page), words.Number(r.Pages))))),
		display(small(say(words.Searched(ask.Scope{Coverage: scope.Coverage, Filters: scope.Filters})))),
	}
	certain, uncertain := r.Certain.Statements, r.Uncertain.Statements
	rest := size(leftOut(len(certain) + len(uncertain)))
	for _, c := range end {
		rest = rest.plus(size(c))
	}
	unsure := display(say(words.Unsure(r.Result)))
	apart := rest
	if len(uncertain) > 0 {
		apart = rest.plus(size(unsure))
	}
	left, err := d.statements(certain, apart)
	if err != nil {
		return err
	}
	if len(uncertain) > 0 {
		d.add(unsure)
		more, err := d.statements(uncertain, rest)
		if err != nil {
			return err
		}
		left += more
	}
	if left > 0 {
		d.add(leftOut(left))
	}
	for _, c := range end {
		d.add(c)
	}
	return nil
}

// person adds who was taken, what the articles call them, and who else there is.
func (d *draft) person(r desk.SaidReply) {
	text := strong(words.SaidCount(r.Result, shorten(r.About, maxQuestion)))
	for _, line := range []string{words.Roles(*r.Person), words.Others(r.Others)} {
		if line = shorten(line, maxSpeaker); line != "" {
			text += "\n" + small(say(line))
		}
	}
	d.add(display(text))
}

// statements adds those that fit, and returns how many don't.
func (d *draft) statements(list []said.Statement, rest cost) (left int, err error) {
	page := draft{spent: d.spent} // with one statement alone
	for _, s := range list {
		if err := s.Quote.Verify(); err != nil {
			return 0, err
		}
		c := d.quoteBy(s.Quote, words.SaidBy(s.Quote.Version, s.Speech[0]), colourQuote)
		instead := d.tooLong(s.Quote)
		switch {
		case d.fits(c, rest):
			d.show(c, s.Quote)
		case !page.fits(c, rest) && d.fits(instead, rest):
			d.add(instead)
		default:
			left++
		}
	}
	return left, nil
}
