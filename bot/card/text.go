package card

import (
	"slices"
	"strconv"
	"strings"
	"time"

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
			lines = append(lines, plain(markdown.Render(c.Content)))
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

// plain is the visible text. In the place of a moment, which every client shows on its
// reader's clock, stands that of UTC.
func plain(d markdown.Doc) string {
	s := d.Text()
	for _, m := range slices.Backward(d.Marks(markdown.TimeMark)) {
		seconds, _, _ := strings.Cut(s[m.Start:m.End], ":")
		if n, err := strconv.ParseInt(seconds, 10, 64); err == nil {
			s = s[:m.Start] + time.Unix(n, 0).UTC().Format("2 January 2006 15:04 UTC") + s[m.End:]
		}
	}
	return s
}
