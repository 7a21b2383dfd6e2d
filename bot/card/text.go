package card

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/markdown"
)

// Text is the message as plain text, as a screen reader reads it: what is
// visible, and each button as its label and each picture as its words in brackets.
func Text(m Message) string {
	var lines []string
	walk(m.Components, func(c discordgo.MessageComponent) {
		switch c := c.(type) {
		case discordgo.TextDisplay:
			lines = append(lines, markdown.Render(c.Content).Text())
		case discordgo.MediaGallery:
			for _, item := range c.Items {
				lines = append(lines, "["+*item.Description+"]")
			}
		case discordgo.FileComponent:
			lines = append(lines, "["+strings.TrimPrefix(c.File.URL, "attachment://")+"]")
		case discordgo.Button:
			lines = append(lines, "["+c.Label+"]")
		}
	})
	return strings.Join(lines, "\n")
}
