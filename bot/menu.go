package bot

import (
	"github.com/bwmarrin/discordgo"
)

// menus are the message commands as Discord wants them: a name and nothing more.
func menus(names []string) []command {
	list := []command{}
	for _, name := range names {
		list = append(list, everywhere(command{Type: discordgo.MessageApplicationCommand, Name: name, localized: localized{Names: namesOf(name)}}))
	}
	return list
}

// target is the message that a message command was used on.
type target struct {
	Content string `json:"content"`
}

// maxTarget is how many bytes of a message are read: Discord's longest has 4,000
// characters.
const maxTarget = 4 * 4000

// chosen is the text of the message that was chosen. It goes to the desk and
// nowhere else.
func (in *interaction) chosen() string {
	s := in.Data.Resolved.Messages[in.Data.TargetID].Content
	return s[:min(len(s), maxTarget)]
}
