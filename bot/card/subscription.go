package card

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/markdown"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/words"
)

// maxSettings is how long the settings of a digest may be, in characters.
const maxSettings = 600

// subscription adds how a digest is now, and a button that confirms one that is a
// dry run.
func (d *draft) subscription(r desk.SubscriptionReply) {
	c := d.subscribed(r.Digest, words.DigestNow(r.Digest.Subscription, r.Removed), !r.Removed)
	if r.Digest.State == archive.DryRun && !r.Removed {
		c.Components = append(c.Components, row(discordgo.Button{
			Label: wordConfirmDigest, Style: discordgo.PrimaryButton, CustomID: CommandID("digest resume", strconv.FormatInt(r.Digest.ID, 10)),
		}))
	}
	d.add(c)
}

const wordConfirmDigest = "Confirm" // on a button

// subscriptions lists digests, as many as fit.
func (d *draft) subscriptions(r desk.SubscriptionsReply) {
	if len(r.Digests) == 0 {
		d.add(container(colourNote, display(say(words.NoDigests))))
		return
	}
	more := func(n int) discordgo.TextDisplay {
		return display(small(say(words.Count(n, "more digest") + " not shown")))
	}
	d.owe(more(len(r.Digests)))
	for i, s := range r.Digests {
		c := d.subscribed(s, words.DigestNumber(s.ID)+" · "+words.DigestIs(s.Subscription), s.State != archive.Paused)
		if !d.fits(c) {
			d.add(more(len(r.Digests) - i))
			return
		}
		d.add(c)
	}
}

// subscribed is a digest with where it is posted and when the next one comes, on
// the clock of whoever reads it.
func (d *draft) subscribed(s desk.Subscribed, head string, coming bool) discordgo.Container {
	d.marks = []markdown.Kind{markdown.ChannelMark, markdown.TimeMark, markdown.RoleMark}
	lines := []string{strong(head), "in <#" + s.Channel + "> · " + say(shorten(words.DigestSettings(s.Subscription, desk.DigestStories), maxSettings))}
	if s.Role != "" {
		lines = append(lines, "pings <@&"+s.Role+">")
	}
	if last := words.DigestLast(s.Last); last != "" {
		lines = append(lines, say(last))
	}
	if coming {
		lines = append(lines, fmt.Sprintf("next: <t:%d:F>", s.Next.Unix()))
	}
	return container(colourNote, display(strings.Join(lines, "\n")))
}

// why adds how far an article came on its way into a digest.
func (d *draft) why(r desk.WhyReply) {
	lines := []string{strong(words.Why(string(r.Stage), r.Digest.ID, r.Slot, r.Missed))}
	switch v := r.Version; {
	case v.Version != 0:
		lines = append(lines, say(titled(v)+" · "+words.Cutting(v.Number)))
	case v.Number != 0: // its headline may not be shown
		lines = append(lines, say(words.Cutting(v.Number)))
	}
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
}
