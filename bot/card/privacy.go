package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
)

// privacy says what is kept, for how long, and how much of whoever asks.
func (d *draft) privacy(r desk.PrivacyReply) {
	lines := []string{strong(d.words.Say("privacy.head")), say(d.words.Say("privacy.messages"))}
	for _, kept := range r.Retentions {
		lines = append(lines, "- "+say(d.words.Say("privacy.kept", "what", d.words.Kept(kept.Kept), "long", d.words.KeptFor(kept))))
	}
	d.add(container(colourNote, display(strings.Join(lines, "\n"))))
	if r.You != nil {
		you := strong(d.words.PersonalCount(r.You.Watches, r.You.Digests, r.You.Posts, r.You.Told, r.You.Reports, r.You.Hidings))
		d.add(container(colourNote, display(you+"\n"+say(d.words.Say("privacy.next")))))
	}
}

// personalFile is the name of the file with all that is kept of whoever asks.
const personalFile = "cuttings-privacy.json"

// personal hands out the file.
func (d *draft) personal(r desk.PersonalReply) {
	d.add(display(say(d.words.Say("privacy.file"))))
	d.file(File{Name: personalFile, Type: "application/json", Alt: d.words.Say("privacy.file"), Data: r.JSON})
}

// forget says what goes when whoever asks is forgotten, with the button that does it;
// or what went.
func (d *draft) forget(r desk.ForgetReply) {
	head, rest := "privacy.will-go", "privacy.wait"
	switch {
	case r.Done:
		head, rest = "privacy.gone", "privacy.copies"
	case !r.Own.Any() && !r.Stays.Any():
		d.add(container(colourNote, display(say(d.words.Say("privacy.none")))))
		return
	}
	lines := []string{strong(d.words.Say(head))}
	for _, line := range d.words.Forgotten(r.Own.Watches, r.Own.Told, r.Own.Digests, r.Stays.Digests, r.Stays.Posts, r.Stays.Reports, r.Stays.Hidings) {
		lines = append(lines, "- "+say(line))
	}
	c := container(colourNote, display(strings.Join(append(lines, say(d.words.Say(rest))), "\n")))
	if !r.Done {
		c.Components = append(c.Components, row(discordgo.Button{
			Label: d.words.Say("button.forget"), Style: discordgo.DangerButton, CustomID: CommandID("privacy forget-me", "yes"),
		}))
	}
	d.add(c)
}
