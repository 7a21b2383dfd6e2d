package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
)

// Nobody posted a message that only those who moderate may delete: no user has this
// ID.
const Nobody = "0"

// removal is what the custom_id of a button that deletes a post begins with.
const removal = "delete:"

// DeleteID is the custom_id of the button that deletes what that user posted.
func DeleteID(user string) string { return removal + user }

// ParseDelete reads who posted what a button deletes. What DeleteID did not write
// is not ok.
func ParseDelete(customID string) (user string, ok bool) {
	user, ok = strings.CutPrefix(customID, removal)
	return user, ok && user != "" && isID(user)
}

// posted adds cuttings as they stand in a post, and who posted it, who may delete
// it too. In the place of one that may not be shown any more stands a notice: its
// headline is the article's as well, so only the number stays.
func (d *draft) posted(cuttings []desk.PostedCutting) error {
	var closing []discordgo.MessageComponent
	if d.opts.AskedBy == "" { // else draw adds it, as below any answer
		closing = d.closing()
	}
	d.owe(closing...)
	for _, c := range cuttings {
		if c.Shown {
			if err := c.Now.Quote.Verify(); err != nil {
				return err
			}
		}
		d.owe(d.least(c)...)
	}
	kept, rest := d.roomFor(cuttings)
	for _, c := range kept {
		least := d.least(c)
		if !c.Shown {
			d.pay(least...)
			continue
		}
		d.spare(least[0])
		if err := d.one(c.Now.Quote, colourQuote); err != nil {
			return err
		}
		if err := d.became(c.Now.Present); err != nil {
			return err
		}
	}
	d.pay(rest...)
	d.pay(closing...)
	return nil
}

// least is the shortest that stands for a cutting in a post; behind it, where its
// passage is no longer as it was, that it isn't.
func (d *draft) least(c desk.PostedCutting) []discordgo.MessageComponent {
	if !c.Shown {
		return []discordgo.MessageComponent{container(colourNote, display(say(d.words.Say("hide.not-shown"))), display(small(say(d.words.Cutting(c.Number)))))}
	}
	least := d.tooLong(c.Now.Quote)
	if whole := d.quote(c.Now.Quote, colourQuote); size(whole).text < size(least).text {
		least = whole
	}
	if line := d.changedLine(c.Now.Present); line != "" {
		return []discordgo.MessageComponent{least, note(line)}
	}
	return []discordgo.MessageComponent{least}
}

// roomFor is for how many of the cuttings, of which the least is owed, there is room:
// for one in any case. What says how many are left out is owed then in their place.
func (d *draft) roomFor(cuttings []desk.PostedCutting) (kept []desk.PostedCutting, rest []discordgo.MessageComponent) {
	kept = cuttings
	for len(kept) > 1 && !d.spent.plus(d.owed).within() {
		last := len(kept) - 1
		d.spare(append(d.least(kept[last]), rest...)...)
		kept = kept[:last]
		rest = []discordgo.MessageComponent{d.leftOut(len(cuttings) - last)}
		d.owe(rest...)
	}
	return kept, rest
}

// closing is what stands at the end of what everybody sees: who posted it or asked,
// and a button that deletes it.
func (d *draft) closing() []discordgo.MessageComponent {
	by, nobody, user := "posted.by", "posted.by-nobody", d.opts.PostedBy
	if d.opts.AskedBy != "" {
		by, nobody, user = "asked.by", "asked.by-nobody", d.opts.AskedBy
	}
	if user == "" {
		return nil
	}
	line := say(d.words.Say(nobody))
	if user != Nobody {
		line = d.around(by, "user", "<@"+user+">")
	}
	return []discordgo.MessageComponent{display(small(line)), row(d.deleteButton(user))}
}

// deleteButton deletes the message, for that user and for those who moderate.
func (d *draft) deleteButton(user string) discordgo.Button {
	return discordgo.Button{Label: d.words.Say("button.delete"), Style: discordgo.SecondaryButton, CustomID: DeleteID(user)}
}
