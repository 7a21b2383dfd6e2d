package card

import (
	"cmp"
	"errors"
	"slices"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/words"
)

// digestPart is a part of a digest that is shown whole or not at all.
type digestPart struct {
	c      discordgo.MessageComponent
	quotes []quote.Quote         // as they stand in it
	number int64                 // of the cutting that leads a story; 0 for other parts
	beside func(*archive.Beside) // names another part; nil for a story
	worth  int                   // the lower, the sooner it gets room
}

// The worth of parts: of the stories the first has 0 and each next one ten more, so
// that the first figure and the first edit come behind the third story. The others
// come behind all stories, and an old story last.
const (
	worthStory  = 10
	worthFirst  = 21
	worthOthers = worthStory * desk.MaxDigest
	worthOld    = 2 * worthOthers
)

// worthBeside is the worth of the i-th figure (kind 0) or edit (kind 1).
func worthBeside(i, kind int) int {
	if i == 0 {
		return worthFirst + kind
	}
	return worthOthers + 2*i + kind
}

// digest adds what came: each part in its order on the page, as far as room was
// given out in the order of worth.
func (d *draft) digest(r desk.DigestReply) error {
	d.public = true
	parts, err := d.digestParts(r)
	if err != nil {
		return err
	}
	d.add(display(d.digestHead(r)))
	scope := display(small(say(d.words.Searched(bounded(r.Scope)))))
	more := d.andMore(len(r.Stories) + r.More)
	foot := []discordgo.MessageComponent{scope}
	if !r.Preview {
		foot = append(foot, row(d.deleteButton(Nobody)))
	}
	d.owe(more)
	d.owe(foot...)
	byWorth := slices.Clone(parts)
	slices.SortStableFunc(byWorth, func(a, b digestPart) int { return cmp.Compare(a.worth, b.worth) })
	room := map[int]bool{}
	for _, p := range byWorth {
		if d.fits(p.c) {
			d.owe(p.c)
			room[p.worth] = true
		}
	}
	left := r.More
	for i, p := range parts {
		switch {
		case room[p.worth]:
			d.pay(p.c)
			d.shown = append(d.shown, p.quotes...)
			if p.number != 0 {
				d.cuttings = append(d.cuttings, p.number)
			}
			if p.beside != nil {
				p.beside(&d.beside)
			}
		case p.number != 0:
			left++
		}
		if i == len(r.Stories)-1 && left > 0 {
			d.spare(more)
			d.add(d.andMore(left))
		}
	}
	d.beside.Others = left
	d.pay(foot...)
	return nil
}

// digestHead says what it is and pings the one role that asked for it.
func (d *draft) digestHead(r desk.DigestReply) string {
	head := strong(d.words.Digest(shorten(r.Topic, maxQuestion), r.At)) + "\n" +
		small(say(d.words.Gathered(len(r.Stories)+r.More, r.Since, r.At, r.Late)))
	if d.opts.Role != "" {
		head += "\n<@&" + d.opts.Role + ">"
	}
	return head
}

// andMore leads to the stories that are left out.
func (d *draft) andMore(n int) discordgo.TextDisplay {
	return display(say(d.words.AndMore(n)) + ": " + d.command("latest"))
}

// digestParts are all parts, in their order on the page.
func (d *draft) digestParts(r desk.DigestReply) ([]digestPart, error) {
	var parts []digestPart
	var errs []error
	add := func(p digestPart, instead quote.Quote) {
		for _, q := range p.quotes {
			errs = append(errs, q.Verify())
		}
		if alone := (&draft{opts: d.opts, words: d.words}); !alone.fits(p.c) {
			p.c, p.quotes = d.tooLong(instead), nil
		}
		parts = append(parts, p)
	}
	for i, h := range r.Stories {
		p := d.storyPart(h, r.Layout)
		p.worth = worthStory * i
		add(p, h.Line)
	}
	for i, f := range r.Revised {
		pair := [2]int64{f.Was.Version.Number, f.Is.Version.Number}
		note := func(b *archive.Beside) { b.Revised = append(b.Revised, pair) }
		add(digestPart{c: d.revision(f), quotes: []quote.Quote{f.Was, f.Is}, beside: note, worth: worthBeside(i, 0)}, f.Is)
	}
	for i, e := range r.Edited {
		c, quotes := d.edited(e)
		note := func(b *archive.Beside) { b.Edited = append(b.Edited, e.Was.Version.Number) }
		add(digestPart{c: c, quotes: quotes, beside: note, worth: worthBeside(i, 1)}, e.Was)
	}
	if h := r.OnThisDay; h != nil {
		p := d.storyPart(*h, archive.Quotes)
		c := p.c.(discordgo.Container)
		label := display(strong(d.words.OnThisDay(h.Line.Version.Published)))
		c.Components = append([]discordgo.MessageComponent{label}, c.Components...)
		note := func(b *archive.Beside) { b.OnThisDay = h.Line.Version.Number }
		add(digestPart{c: c, quotes: p.quotes, beside: note, worth: worthOld}, h.Line)
	}
	return parts, errors.Join(errs...)
}

// storyPart is a story by its best line or, as a headline, without it. In a line of
// its own the outlet stands first, for nothing from outside may follow a link.
func (d *draft) storyPart(h desk.Headline, layout archive.Layout) digestPart {
	v := h.Line.Version
	p := digestPart{number: v.Number}
	if layout == archive.Headlines {
		line := d.headline(h.Line) + "\n" + small(say(d.words.Date(v.Published)+" · "+d.words.Numbered(v.Number, h.Told)))
		if outlet := name(words.Source(v.Article)); outlet != "" {
			line = say(outlet) + "\n" + line
		}
		p.c = display(line)
		return p
	}
	p.c, p.quotes = d.quote(h.Line, colourQuote), []quote.Quote{h.Line}
	return p
}

// edited is a passage as it was, and what stands there now as far as a card can
// show it.
func (d *draft) edited(e desk.Edited) (discordgo.Container, []quote.Quote) {
	c := note(d.whatBecame(e.Present))
	c.Components = append(c.Components, display(say(d.words.Say("edit.read"))), display(quoted(e.Was)))
	now := e.Present.Now.Quote
	if e.Present.State != desk.Changed || now.Version.Number == 0 {
		c.Components = append(c.Components, display(d.standing(e.Was)))
		return c, []quote.Quote{e.Was}
	}
	c.Components = append(c.Components, display(say(d.words.Say("edit.reads"))), display(quoted(now)), display(d.standing(now)))
	return c, []quote.Quote{e.Was, now}
}
