package card

import (
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/chart"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/series"
	"cuttings/internal/words"
)

// figures adds a picture of all figures, the page's sentences in the order of time
// until the card is full, and what was searched.
func (d *draft) figures(r desk.FiguresReply) error {
	d.add(display(strong(d.words.FiguresFound(r.Result, shorten(r.What, maxQuestion), shorten(r.Where, maxQuestion)))))
	scope := bounded(r.Result.Scope)
	if len(r.Result.Rows) == 0 {
		d.add(container(colourNote, display(say(d.words.Miss(scope)))))
		d.add(d.later())
		return nil
	}
	d.add(display(small(say(d.words.Say("figures.as-given")))))
	drawn, err := d.chart(r)
	if err != nil {
		return err
	}
	foot := func(left int) []discordgo.MessageComponent {
		at := ""
		if r.Pages > 1 {
			at = d.words.Say("page.in-time", "page", r.Page, "pages", r.Pages)
		}
		return d.foot([]string{d.left("left.figures", left), at, d.words.Searched(scope)})
	}
	beside := func(q quote.Quote) { // the picture shows something of it
		if drawn[q.Version.Number] {
			d.named = append(d.named, q)
		}
	}
	d.owe(foot(len(r.Rows()))...)
	page, left, full := *d, 0, false
	for _, sentence := range r.Sentences() {
		if err := sentence.Quote.Verify(); err != nil {
			return err
		}
		c := d.given(sentence)
		if full = full || page.fits(c) && !d.fits(c); full || !page.fits(c) {
			left += len(sentence.Rows)
			beside(sentence.Quote)
			continue
		}
		d.show(c, sentence.Quote)
	}
	for _, sentence := range r.Others() {
		beside(sentence.Quote)
	}
	d.pay(foot(left)...)
	return nil
}

// chart adds a picture of the figures, or says that there are too few for one. It
// returns the numbers of the cuttings in it.
func (d *draft) chart(r desk.FiguresReply) (numbers map[int64]bool, err error) {
	drawn, err := chart.Of(shorten(r.What, maxQuestion), r.Result)
	if errors.Is(err, chart.ErrTooFew) {
		d.add(d.line("figures.no-chart"))
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	data, err := drawn.PNG(d.words)
	if err != nil {
		return nil, err
	}
	d.picture(File{Name: "figures.png", Alt: drawn.Alt(d.words), Data: data})
	if drawn.Left > 0 {
		d.add(display(small(say(d.words.Undrawn(drawn.Left)))))
	}
	numbers = map[int64]bool{}
	for _, p := range drawn.Points {
		numbers[p.Number] = true
	}
	return numbers, nil
}

// given is the figures of one sentence: of each when, where and how much, then
// the sentence and its link.
func (d *draft) given(s series.Sentence) discordgo.Container {
	v := s.Quote.Version
	from := d.words.Date(v.Published) + " · " + d.words.Cutting(v.Number)
	if outlet := name(words.Source(v.Article)); outlet != "" {
		from = d.words.Date(v.Published) + " · " + outlet + " · " + d.words.Cutting(v.Number)
	}
	var lines []string
	for _, r := range s.Rows {
		lines = append(lines, strong(from+" · "+shorten(words.Figure(r), maxHeadline)))
		for _, note := range d.words.FigureNotes(r) {
			lines = append(lines, small(say(shorten(note, maxHeadline))))
		}
	}
	return container(colourQuote, display(strings.Join(lines, "\n")), display(quoted(s.Quote)), display(d.headline(s.Quote)))
}
