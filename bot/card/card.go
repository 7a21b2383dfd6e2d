// Package card turns a reply of the desk into what Discord shows: a message of
// components, within Discord's limits, in which every quote stands on the screen
// word for word as it is stored. It is pure. Its last step reads its own message
// as the client would and refuses one that shows anything else.
package card

import (
	"fmt"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/language"
	"cuttings/internal/quote"
	"cuttings/internal/words"
)

// Message is what is sent: components of version 2, so the message needs the
// flag for it (1 << 15) and no content of its own; and allowed_mentions with an
// empty list, for whoever posted it and channels are mentioned in it, and nobody is
// pinged. A digest alone pings Options.Role, which allowed_mentions has to name.
type Message struct {
	Components []discordgo.MessageComponent
	Files      []File          // what components show of them they name as attachment://NAME
	Quotes     []desk.QuoteRef // those that it shows or names
	Cuttings   []int64         // of a digest: those that lead the stories for which there was room
	Beside     archive.Beside  // of a digest: what else there was room for
}

// File is a picture that goes with a message, or a file to be opened.
type File struct {
	Name string // letters, digits, a point
	Type string // of its content; "" for a picture, image/png
	Alt  string // what it shows, in words, for those who don't see it: at most 1,024 characters
	Data []byte
}

// Options are what a card shows apart from the reply.
type Options struct {
	Words      words.Language    // the language of the card's own words
	PostedBy   string            // the ID of the user who posts a cutting for everybody; "" for a private card, which has a Post button instead
	AskedBy    string            // the ID of the user whose answer everybody sees at once; "" for a private card
	Role       string            // the ID of the role that a digest pings; "" for none
	CommandIDs map[string]string // the IDs of the commands by name: those in it can be clicked

	Permissions int64 // the bot's own in the channel, as Discord's bits: what /setup shows
}

// Render makes the message for a reply. Quotes are never cut: what is over the
// limits is left out, and the message says so. The error is that a quote is not
// what is stored or would not be shown as it is stored: then nothing may be sent.
func Render(reply desk.Reply, opts Options) (Message, error) {
	if err := opts.valid(); err != nil {
		return Message{}, err
	}
	d, err := draw(reply, draft{opts: opts, words: opts.Words})
	if err != nil {
		return Message{}, err
	}
	if d.crowded { // the button gives way to quotes
		if lean, err := draw(reply, draft{opts: opts, words: opts.Words, lean: true}); err == nil && len(lean.shown) > len(d.shown) {
			d = lean
		}
	}
	return d.message()
}

// draw fills a draft with a reply.
func draw(reply desk.Reply, empty draft) (*draft, error) {
	d := &empty
	if r, ok := reply.(desk.PageReply); ok {
		d.page, reply = r, r.Paged
		d.changed(r)
	}
	var closing []discordgo.MessageComponent
	if d.opts.AskedBy != "" {
		closing = d.closing()
	}
	d.owe(closing...)
	var err error
	switch r := reply.(type) {
	case desk.AskReply:
		err = d.ask(r)
	case desk.FindReply:
		err = d.found(r)
	case desk.SheetReply:
		d.sheet(r)
	case desk.SaidReply:
		err = d.said(r)
	case desk.SourceReply:
		err = d.source(r)
	case desk.LatestReply:
		err = d.latest(r)
	case desk.StoryReply:
		err = d.story(r)
	case desk.DigestReply:
		err = d.digest(r)
	case desk.SubscriptionReply:
		d.subscription(r)
	case desk.SubscriptionsReply:
		d.subscriptions(r)
	case desk.WhyReply:
		d.why(r)
	case desk.CiteReply:
		err = d.citation(r)
	case desk.FiguresReply:
		err = d.figures(r)
	case desk.CheckReply:
		err = d.checked(r)
	case desk.CuttingReply:
		err = d.posted([]desk.PostedCutting{{Shown: true, Now: r}})
	case desk.ContextReply:
		err = d.context(r)
	case desk.RevisitReply:
		err = d.posted(r.Cuttings)
	case desk.WithdrawnReply:
		d.add(container(colourNote, display(say(d.words.Say("hide.withdrawn")))))
	case desk.CoverageReply:
		err = d.coverage(r)
	case desk.WatchReply:
		err = d.watch(r)
	case desk.WatchesReply:
		d.watches(r)
	case desk.ToldReply:
		err = d.told(r)
	case desk.HideReply:
		d.hiding(r)
	case desk.ReportReply:
		d.reported(r)
	case desk.ReportsReply:
		err = d.reports(r)
	case desk.ReportClosedReply:
		d.reportClosed(r)
	case desk.PrivacyReply:
		d.privacy(r)
	case desk.PersonalReply:
		d.personal(r)
	case desk.ForgetReply:
		d.forget(r)
	case desk.StatusReply:
		d.status(r)
	case desk.SetupReply:
		err = d.setup(r)
	case desk.HelpReply:
		d.help(r)
	default:
		err = fmt.Errorf("there is no card for a reply of type %T: add one to bot/card", reply)
	}
	if _, again := reply.(desk.RevisitReply); !again && len(closing) > 0 && len(d.shown)+len(d.named) == 0 {
		d.spare(closing[0]) // without quotes it isn't kept by its ID: nothing could take a name out of it
		closing = closing[1:]
	}
	d.pay(closing...)
	return d, err
}

// Problem is the message for a request that can't be answered.
func Problem(in words.Language, text language.Text) Message { return Notice(in.Of(text)) }

// Notice is a message of one text: as it is, on one line, and shortened when it is
// longer than 1,500 characters.
func Notice(text string) Message {
	if shorten(text, maxSaid) == "" {
		text = words.Language{}.Say("problem")
	}
	d := &draft{}
	d.add(container(colourNote, display(say(text))))
	return Message{Components: d.parts}
}

// ask adds the answer's quotes, best first, as many as fit, and the scope.
func (d *draft) ask(r desk.AskReply) error {
	if r.Answer.Found != (len(r.Answer.Quotes) > 0) {
		return fmt.Errorf("the answer says found: %t, and has %d quotes", r.Answer.Found, len(r.Answer.Quotes))
	}
	if r.Question != "" {
		d.add(d.line("asked", "question", shorten(r.Question, maxQuestion)))
	}
	if !r.Answer.Found {
		return d.miss(r.Answer)
	}
	scope := display(small(say(d.words.Searched(bounded(r.Answer.Scope)))))
	d.owe(d.leftOut(len(r.Answer.Quotes)), scope)
	left := 0
	for i, q := range r.Answer.Quotes {
		if err := q.Verify(); err != nil {
			return err
		}
		c := d.quote(q, colourQuote)
		switch fits := d.fits(c); {
		case fits && i < ask.DefaultQuotes:
			d.show(c, q)
		case !fits && i == 0:
			d.pointTo(q)
		default:
			left++
		}
	}
	if left > 0 {
		d.add(d.leftOut(left))
	}
	d.pay(scope)
	return nil
}

// miss says what was searched in vain, shows the nearest passage as such, and leads to
// being told later.
func (d *draft) miss(a ask.Answer) error {
	d.add(container(colourNote, display(say(d.words.Miss(bounded(a.Scope))))))
	later := d.later()
	d.owe(later)
	if a.Nearest != nil {
		d.add(display(say(d.words.Say("nearest"))))
		if err := d.one(*a.Nearest, colourNote); err != nil {
			return err
		}
	}
	d.pay(later)
	return nil
}

// later leads to being told of what may come yet.
func (d *draft) later() discordgo.TextDisplay {
	return display(small(d.around("miss.later", "command", d.command("watch add"))))
}

// one adds a quote, or that it is too long.
func (d *draft) one(q quote.Quote, colour int) error {
	if err := q.Verify(); err != nil {
		return err
	}
	c := d.quote(q, colour)
	d.oncePosted(&c)
	if d.fits(c) {
		d.show(c, q)
	} else {
		d.pointTo(q)
	}
	return nil
}
