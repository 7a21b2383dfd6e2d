package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	"cuttings/internal/series"
	"cuttings/internal/words"
)

// figures adds the sentences with their figures, in the order of time, as many as
// fit, and what was searched.
func (d *draft) figures(r desk.FiguresReply) error {
	d.add(display(strong(words.FiguresFound(r.Result, shorten(r.What, maxQuestion)))))
	scope := bounded(r.Result.Scope)
	if len(r.Result.Rows) == 0 {
		d.add(container(colourNote, display(say(words.Miss(scope)))))
		return nil
	}
	searched := display(small(say(words.Searched(scope))))
	rest := size(searched).plus(size(moreFigures(len(r.Result.Rows))))
	d.add(display(small(say(words.AsGiven))))
	left := 0
	for _, sentence := range r.Result.Sentences() {
		if err := sentence.Quote.Verify(); err != nil {
			return err
		}
		c := figures(sentence)
		if left > 0 || !d.fits(c, rest) {
			left += len(sentence.Rows)
			continue
		}
		d.show(c, sentence.Quote)
	}
	if left > 0 {
		d.add(moreFigures(left))
	}
	d.add(searched)
	return nil
}

// figures is the figures of one sentence: of each when, where and how much, then
// the sentence and its link.
func figures(s series.Sentence) discordgo.Container {
	v := s.Quote.Version
	var lines []string
	for _, r := range s.Rows {
		lines = append(lines, strong(v.Published.Long()+" · "+words.Cutting(v.Number)+" · "+shorten(words.Figure(r), maxHeadline)))
		for _, note := range words.FigureNotes(r) {
			lines = append(lines, small(say(shorten(note, maxHeadline))))
		}
	}
	return container(colourQuote, display(strings.Join(lines, "\n")), display(quoted(s.Quote)), display(headline(s.Quote)))
}

func moreFigures(n int) discordgo.TextDisplay {
	return display(small(say(words.Count(n, "more figure") + " not shown")))
}
