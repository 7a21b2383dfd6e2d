package card

import (
	"errors"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	sources "cuttings/internal/source"
)

// story adds what is counted of a story, the page's reports in the order of time
// until the card is full, and what was searched.
func (d *draft) story(r desk.StoryReply) error {
	scope := bounded(r.Scope)
	if len(r.Steps) == 0 {
		var title string
		var number int64
		if r.Nearest != nil {
			title, number = d.titled(*r.Nearest), r.Nearest.Number
		}
		d.add(container(colourNote, display(say(d.words.NoStory(shorten(r.Name, maxName), scope, title, number)))))
		return nil
	}
	told := d.words.Newsrooms(r.Told)
	head := say(told)
	if !toldOnce(r.Told, r.First, r.Steps[0].Key) {
		head = strong(d.titled(r.First)) + "\n" + say(d.words.Span(r.Told)+" · "+told)
		if outlets := d.words.Outlets(namedOutlets(r.Outlets)); outlets != "" {
			head += "\n" + small(say(outlets))
		}
	}
	d.add(display(head))
	foot := func(left, figures int) []discordgo.MessageComponent {
		return d.foot([]string{
			d.left("left.reports", left), d.left("left.figures", figures),
			d.words.Say("page.in-time", "page", r.Page, "pages", r.Pages), d.words.Searched(scope),
		})
	}
	d.owe(foot(len(r.Steps), maxComponents)...)
	page, left, figures := *d, 0, 0
	for _, s := range r.Steps {
		if err := s.Key.Verify(); err != nil {
			return err
		}
		if left > 0 || !d.offer(d.step(s), s.Key, page) {
			left++
			continue
		}
		for _, f := range s.Revised {
			shown, err := d.revised(f)
			if err != nil {
				return err
			}
			if !shown {
				figures++
			}
		}
	}
	d.pay(foot(left, figures)...)
	return nil
}

// step is the card of one report: its key quote, and who reprints it.
func (d *draft) step(s desk.Step) discordgo.Container {
	label := d.words.Say("story.later")
	if s.First {
		label = d.words.Say("story.first")
	}
	c := d.quote(s.Key, colourQuote)
	above(&c, strong(label))
	parts := []discordgo.MessageComponent{c.Components[0]}
	reprints := make([]archive.Teller, len(s.Reprints))
	for i, t := range s.Reprints {
		reprints[i] = t
		reprints[i].Outlet = name(t.Outlet)
	}
	if line := d.words.ReprintedBy(reprints); line != "" {
		parts = append(parts, display(small(say(line))))
	}
	c.Components = append(parts, c.Components[1:]...)
	return c
}

// revised adds a figure beside an earlier one, if there is room for both
// sentences.
func (d *draft) revised(f sources.Revised) (shown bool, err error) {
	if err := errors.Join(f.Was.Verify(), f.Is.Verify()); err != nil {
		return false, err
	}
	c := d.revision(f)
	if !d.fits(c) {
		return false, nil
	}
	d.show(c, f.Was)
	d.shown = append(d.shown, f.Is)
	return true, nil
}

// revision is a figure beside an earlier one, each in its sentence.
func (d *draft) revision(f sources.Revised) discordgo.Container {
	return container(
		colourNote, display(say(d.words.EarlierHas(f.Was.Version.Number))+"\n"+quoted(f.Was)+"\n"+d.headline(f.Was)),
		display(say(d.words.Say("story.this-has"))+"\n"+quoted(f.Is)+"\n"+d.headline(f.Is)),
	)
}

// titled is a version's headline as a label.
func (d *draft) titled(v archive.Version) string {
	if title := shorten(v.Title, maxHeadline); title != "" {
		return title
	}
	return d.words.Say("headline.none")
}

// namedOutlets are outlets with names that fit on a card.
func namedOutlets(list []archive.OutletCount) []archive.OutletCount {
	named := make([]archive.OutletCount, len(list))
	for i, o := range list {
		named[i] = archive.OutletCount{Outlet: name(o.Outlet), Articles: o.Articles}
	}
	return named
}
