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
	closing := d.closing()
	d.owe(closing...)
	for _, c := range cuttings {
		if !c.Shown {
			d.add(container(colourNote, display(say(d.words.Say("hide.not-shown"))), display(small(say(d.words.Cutting(c.Number))))))
			continue
		}
		d.oweBecame(c.Now.Present)
		if err := d.one(c.Now.Quote, colourQuote); err != nil {
			return err
		}
		if err := d.became(c.Now.Present); err != nil {
			return err
		}
	}
	for _, c := range closing {
		d.pay(c)
	}
	return nil
}

// closing is what stands at the end of what everybody sees: who posted it or asked,
// and a button that deletes it.
func (d *draft) closing() []discordgo.MessageComponent {
	by, user := "posted.by", d.opts.PostedBy
	if d.opts.AskedBy != "" {
		by, user = "asked.by", d.opts.AskedBy
	}
	if user == "" {
		return nil
	}
	line := say(d.words.Say("posted.by-nobody"))
	if user != Nobody {
		line = d.around(by, "user", "<@"+user+">")
	}
	return []discordgo.MessageComponent{display(small(line)), row(d.deleteButton(user))}
}

// deleteButton deletes the message, for that user and for those who moderate.
func (d *draft) deleteButton(user string) discordgo.Button {
	return discordgo.Button{Label: d.words.Say("button.delete"), Style: discordgo.SecondaryButton, CustomID: DeleteID(user)}
}
