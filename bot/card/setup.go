package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	"cuttings/internal/words"
)

// permissions are all that the bot asks a server for, in the order in which Discord
// shows them, with the keys of their names.
var permissions = []struct {
	bit  int64
	name string
}{
	{discordgo.PermissionViewChannel, "permission.view"},
	{discordgo.PermissionSendMessages, "permission.send"},
	{discordgo.PermissionSendMessagesInThreads, "permission.threads"},
	{discordgo.PermissionEmbedLinks, "permission.embed"},
	{discordgo.PermissionAttachFiles, "permission.attach"},
}

// Permissions are all that the bot asks a server for, as Discord's bits.
func Permissions() (all int64) {
	for _, p := range permissions {
		all |= p.bit
	}
	return all
}

// PermissionNames are what Discord calls them, in its order.
func PermissionNames(l words.Language) (names []string) {
	for _, p := range permissions {
		names = append(names, l.Say(p.name))
	}
	return names
}

// maxPanelDigests is how many digests /setup shows: it is read on a phone, and a
// command lists them all.
const maxPanelDigests = 3

// setup adds what the bot may do in the channel, who sees answers, some of the
// digests, and a sample; outside of a server what can be done there.
func (d *draft) setup(r desk.SetupReply) error {
	if r.Server == "" {
		d.add(container(colourNote, display(d.alone(r.Direct))))
		sample, err := d.sample(r)
		for _, c := range sample {
			d.add(c)
		}
		return err
	}
	d.add(container(colourNote, display(d.permitted())))
	d.add(d.audience(r.Public))
	sample, err := d.sample(r)
	if err != nil {
		return err
	}
	members := d.line("setup.members")
	d.owe(append(sample, members)...)
	if len(r.Digests) > 0 {
		d.digests(r.Digests, maxPanelDigests, func(left int) []discordgo.MessageComponent {
			if left == 0 {
				return nil
			}
			return []discordgo.MessageComponent{display(small(d.around("setup.digests", "command", d.command("digest list"), "n", left)))}
		})
	} else {
		d.add(container(colourNote, display(d.around("setup.no-digest", "command", d.command("digest add")))))
	}
	d.pay(append(sample, members)...)
	return nil
}

// permitted says of each permission whether the bot has it here, and what to do
// about one that is missing.
func (d *draft) permitted() string {
	lines := []string{strong(d.words.Say("setup.here"))}
	for _, p := range permissions {
		key := "setup.may-not"
		if d.opts.Permissions&(p.bit|discordgo.PermissionAdministrator) != 0 {
			key = "setup.may"
		}
		lines = append(lines, "- "+say(d.words.Say(key, "what", d.words.Say(p.name))))
	}
	return strings.Join(lines, "\n")
}

// audience says who sees answers, and has a button that changes it.
func (d *draft) audience(public bool) discordgo.Container {
	is, button, other := "setup.private", "button.public", desk.ToEverybody
	if public {
		is, button, other = "setup.public", "button.private", desk.ToAsker
	}
	return container(colourNote, display(say(d.words.Say(is))), row(discordgo.Button{
		Label: d.words.Say(button), Style: discordgo.SecondaryButton, CustomID: CommandID("setup", other),
	}))
}

// alone says what can be done outside of a server.
func (d *draft) alone(direct bool) string {
	lines := []string{say(d.words.Say("setup.personal"))}
	if direct {
		lines = append(lines, d.around("setup.personal-watch", "command", d.command("watch add")))
	}
	return strings.Join(append(lines, say(d.words.Say("setup.elsewhere"))), "\n")
}

// sample is a quote of the coverage as every card shows it, under what there is.
func (d *draft) sample(r desk.SetupReply) ([]discordgo.MessageComponent, error) {
	if r.Sample == nil {
		return []discordgo.MessageComponent{container(colourNote, display(say(d.words.Say("miss.empty"))))}, nil
	}
	if err := r.Sample.Verify(); err != nil {
		return nil, err
	}
	head := d.line("setup.sample", "held", d.words.HeldOf(bounded(r.Scope)))
	c := d.quote(*r.Sample, colourQuote)
	if !d.fits(c) {
		return []discordgo.MessageComponent{head, d.tooLong(*r.Sample)}, nil
	}
	d.shown = append(d.shown, *r.Sample)
	return []discordgo.MessageComponent{head, c}, nil
}
