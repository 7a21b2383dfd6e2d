package card

import (
	"fmt"
	"unicode/utf16"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/markdown"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/words"
)

// What Discord takes (its OpenAPI document, and the reference of components).
const (
	maxComponents = 40   // in a message, nested ones counted
	maxText       = 4000 // over all text displays, here in UTF-16 units, the most that any counting gives
	maxLabel      = 80   // on a button
	maxCustomID   = 100
	maxAlt        = 1024 // what a picture shows, in words
)

// draft is a message being made.
type draft struct {
	opts  Options
	words words.Language
	parts []discordgo.MessageComponent
	spent cost          // by parts
	owed  cost          // by what is still to come
	shown []quote.Quote // as they stand in parts, in order
	named []quote.Quote // that parts name and don't show
	files []File

	page     desk.PageReply  // which page of a list it is, and how to turn it; the zero value without
	passage  bool            // it shows what is around a quote: nothing of it leads to that
	public   bool            // everybody sees it: nothing of it is left to be posted
	lean     bool            // quotes go without the button to report them
	crowded  bool            // something did not fit
	cuttings []int64         // those that lead the stories in it
	beside   archive.Beside  // what else is in a digest
	marks    []markdown.Kind // that this card makes besides those of every card
}

// cost is what components take of the limits.
type cost struct{ components, text int }

func (c cost) plus(o cost) cost {
	return cost{components: c.components + o.components, text: c.text + o.text}
}

func (c cost) minus(o cost) cost {
	return cost{components: c.components - o.components, text: c.text - o.text}
}

// within reports whether a message may cost that.
func (c cost) within() bool { return c.components <= maxComponents && c.text <= maxText }

// size counts a component with everything in it.
func size(c discordgo.MessageComponent) cost {
	total := cost{components: 1}
	if t, ok := c.(discordgo.TextDisplay); ok {
		total.text = len(utf16.Encode([]rune(t.Content)))
	}
	for _, inner := range inside(c) {
		total = total.plus(size(inner))
	}
	return total
}

// inside returns what a component holds.
func inside(c discordgo.MessageComponent) []discordgo.MessageComponent {
	switch c := c.(type) {
	case discordgo.Container:
		return c.Components
	case discordgo.ActionsRow:
		return c.Components
	}
	return nil
}

// walk calls f with every component, outer ones first, in reading order.
func walk(parts []discordgo.MessageComponent, f func(discordgo.MessageComponent)) {
	for _, c := range parts {
		f(c)
		walk(inside(c), f)
	}
}

// fits reports whether c can be added and still leave room for what is owed.
func (d *draft) fits(c discordgo.MessageComponent) bool {
	fits := d.spent.plus(d.owed).plus(size(c)).within()
	d.crowded = d.crowded || !fits
	return fits
}

// owe keeps room for components that come later.
func (d *draft) owe(parts ...discordgo.MessageComponent) {
	for _, c := range parts {
		d.owed = d.owed.plus(size(c))
	}
}

// spare lets go of the room that was kept for components.
func (d *draft) spare(parts ...discordgo.MessageComponent) {
	for _, c := range parts {
		d.owed = d.owed.minus(size(c))
	}
}

// pay adds components that room was kept for.
func (d *draft) pay(parts ...discordgo.MessageComponent) {
	d.spare(parts...)
	for _, c := range parts {
		d.add(c)
	}
}

func (d *draft) add(c discordgo.MessageComponent) {
	d.parts = append(d.parts, c)
	d.spent = d.spent.plus(size(c))
}

// show adds the card of a quote, to be compared at the end.
func (d *draft) show(c discordgo.MessageComponent, q quote.Quote) {
	d.add(c)
	d.shown = append(d.shown, q)
}

// pointTo adds that a quote is too long to be shown, and where it stands.
func (d *draft) pointTo(q quote.Quote) { d.nameIn(d.tooLong(q), q) }

// nameIn adds a component that says where a quote stands, without its words.
func (d *draft) nameIn(c discordgo.MessageComponent, q quote.Quote) {
	d.add(c)
	d.named = append(d.named, q)
}

// offer adds the card of a quote if there is room, or says of one that would be
// too long even on the page without the others that it is. It reports whether it
// did either.
func (d *draft) offer(c discordgo.MessageComponent, q quote.Quote, page draft) bool {
	switch {
	case d.fits(c):
		d.show(c, q)
	case !page.fits(c) && d.fits(d.tooLong(q)):
		d.pointTo(q)
	default:
		return false
	}
	return true
}

// message is the last step: the draft, if the screen will show what it should.
func (d *draft) message() (Message, error) {
	m := Message{Components: d.parts, Files: d.files, Cuttings: d.cuttings, Beside: d.beside}
	for _, q := range append(d.shown, d.named...) {
		m.Quotes = append(m.Quotes, desk.RefTo(q))
	}
	if err := check(m, d.shown, d.opts, d.marks...); err != nil {
		return Message{}, fmt.Errorf("card not sent: %w", err)
	}
	return m, nil
}

// The colours of the bar beside a card: decoration, never the only sign.
const (
	colourQuote = 0x5B7FA6
	colourNote  = 0x6B6F76
)

func display(md string) discordgo.TextDisplay { return discordgo.TextDisplay{Content: md} }

func container(colour int, parts ...discordgo.MessageComponent) discordgo.Container {
	return discordgo.Container{AccentColor: &colour, Components: parts}
}

// file adds a file to be opened.
func (d *draft) file(f File) {
	d.add(discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: "attachment://" + f.Name}})
	d.files = append(d.files, f)
}

// picture adds a picture with what it shows in words.
func (d *draft) picture(f File) {
	d.add(discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{{
		Media: discordgo.UnfurledMediaItem{URL: "attachment://" + f.Name}, Description: &f.Alt,
	}}})
	d.files = append(d.files, f)
}

// line is a text of the card's own in small print.
func (d *draft) line(key string, args ...any) discordgo.TextDisplay {
	return display(small(say(d.words.Say(key, args...))))
}

func (d *draft) leftOut(n int) discordgo.TextDisplay { return d.line("left.quotes", "n", n) }
