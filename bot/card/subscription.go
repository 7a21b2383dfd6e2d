package card

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/markdown"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// maxSettings is how long the settings of a digest may be, in characters.
const maxSettings = 600

// subscription adds how a digest is now, and a button that confirms one that is a
// dry run.
func (d *draft) subscription(r desk.SubscriptionReply) {
	c := d.subscribed(r.Digest, d.words.DigestNow(r.Digest.Subscription, r.Removed), !r.Removed && r.Digest.State != archive.Paused)
	if absent := d.words.DigestAbsent(r.Absent); absent != "" {
		c.Components = append(c.Components, display(say(shorten(absent, maxSettings))))
	}
	if r.Digest.State == archive.DryRun && !r.Removed {
		c.Components = append(c.Components, row(discordgo.Button{
			Label: d.words.Say("button.confirm"), Style: discordgo.PrimaryButton, CustomID: CommandID("digest resume", strconv.FormatInt(r.Digest.ID, 10)),
		}))
	}
	d.add(c)
}

// subscriptions lists digests, as many as fit.
func (d *draft) subscriptions(r desk.SubscriptionsReply) {
	if len(r.Digests) == 0 {
		d.add(container(colourNote, display(say(d.words.Say("digest.none")))))
		return
	}
	d.digests(r.Digests, len(r.Digests), func(left int) []discordgo.MessageComponent {
		return d.under(d.left("left.digests", left), r.Page, r.Pages)
	})
}

// digests adds digests, as many as fit and most at most, and what stands under them
// when so many are left.
func (d *draft) digests(list []desk.Subscribed, most int, foot func(left int) []discordgo.MessageComponent) {
	d.owe(foot(len(list))...)
	left := len(list)
	for _, s := range list[:min(most, len(list))] {
		c := d.subscribed(s, d.words.DigestNumber(s.ID)+" · "+d.words.DigestIs(s.Subscription), s.State != archive.Paused)
		if !d.fits(c) {
			break
		}
		d.add(c)
		left--
	}
	d.pay(foot(left)...)
}

// subscribed is a digest with where it is posted and when the next one comes, on
// the clock of whoever reads it.
func (d *draft) subscribed(s desk.Subscribed, head string, coming bool) discordgo.Container {
	d.marks = []markdown.Kind{markdown.ChannelMark, markdown.TimeMark, markdown.RoleMark}
	lines := []string{strong(head), d.around("digest.channel", "channel", "<#"+s.Channel+">") + " · " + say(shorten(d.words.DigestSettings(s.Subscription, desk.DigestStories, desk.DigestLate), maxSettings))}
	if s.Role != "" {
		lines = append(lines, d.around("digest.pings", "role", "<@&"+s.Role+">"))
	}
	if last := d.words.DigestLast(s.Last); last != "" {
		lines = append(lines, say(last))
	}
	if coming {
		lines = append(lines, d.around("digest.next", "moment", fmt.Sprintf("<t:%d:F>", s.Next.Unix())))
	}
	return container(colourNote, display(strings.Join(lines, "\n")))
}

// why adds how far an article came on its way into a digest.
func (d *draft) why(r desk.WhyReply) {
	lines := []string{strong(d.words.Why(string(r.Stage), r.Digest.ID, r.Slot, r.Missed))}
	switch v := r.Version; {
	case v.Version != 0:
		lines = append(lines, say(d.titled(v)+" · "+d.words.Cutting(v.Number)))
	case v.Number != 0: // its headline may not be shown
		lines = append(lines, say(d.words.Cutting(v.Number)))
	}
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
}
