package card

import (
	"slices"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/said"
)

// said adds how much there is, the page's statements as many as fit, those that
// are uncertain apart, and what was searched.
func (d *draft) said(r desk.SaidReply) error {
	r.Scope, r.Nearest = bounded(r.Scope), named(r.Nearest)
	if r.Person != nil {
		r.Person = &named([]said.Person{*r.Person})[0]
		d.person(r)
	}
	if r.Certain.Total == 0 {
		d.add(container(colourNote, display(say(d.words.Unsaid(shorten(r.Who, maxName), r.Result)))))
	}
	if r.Pages == 0 {
		return nil
	}
	foot := func(left int) []discordgo.MessageComponent {
		return d.foot([]string{
			d.left("left.quotes", left), d.words.Say("page.newest", "page", r.Page, "pages", r.Pages),
			d.words.Searched(ask.Scope{Coverage: r.Scope.Coverage, Filters: r.Scope.Filters}),
		})
	}
	unsure := display(say(d.words.Unsure(r.Result)))
	d.owe(foot(len(r.Certain.Statements) + len(r.Uncertain.Statements))...)
	if len(r.Uncertain.Statements) > 0 {
		d.owe(unsure)
	}
	page := *d
	left, err := d.statements(r.Certain.Statements, page)
	if err != nil {
		return err
	}
	if len(r.Uncertain.Statements) > 0 {
		d.pay(unsure)
		more, err := d.statements(r.Uncertain.Statements, page)
		if err != nil {
			return err
		}
		left += more
	}
	d.pay(foot(left)...)
	return nil
}

// named are the people with names that fit on a card.
func named(people []said.Person) []said.Person {
	people = slices.Clone(people)
	for i := range people {
		people[i].Name = name(people[i].Name)
	}
	return people
}

// person adds who was taken, what the articles call them, and who else there is.
func (d *draft) person(r desk.SaidReply) {
	text := strong(d.words.SaidCount(r.Result, shorten(r.About, maxQuestion)))
	for _, line := range []string{d.words.Roles(*r.Person), d.words.Others(r.Others)} {
		if line = shorten(line, maxSpeaker); line != "" {
			text += "\n" + small(say(line))
		}
	}
	d.add(display(text))
}

// statements adds those that fit, and returns how many don't.
func (d *draft) statements(list []said.Statement, page draft) (left int, err error) {
	for _, s := range list {
		if err := s.Quote.Verify(); err != nil {
			return 0, err
		}
		c := d.quoteBy(s.Quote, d.words.SaidBy(s.Quote.Version, s.Speech[0]), colourQuote)
		if !d.offer(c, s.Quote, page) {
			left++
		}
	}
	return left, nil
}
