// Package picture draws a card as a page of HTML, near enough to how Discord
// shows it on a phone: for the pictures in the documents, made from the real
// components, and for looking at a card without a server.
package picture

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/card"
)

//go:embed *.html
var files embed.FS

var pages = template.Must(template.ParseFS(files, "*.html"))

// Shot is a message and what stands around it.
type Shot struct {
	Title   string // of the page
	Command string // what the reader typed
	Message card.Message
	Private bool              // only its reader sees it
	Members map[string]string // the names of those who are mentioned, by ID
}

// block is a component as the page draws it.
type block struct {
	Kind   string // text, container, row, button
	Text   template.HTML
	Label  string
	Accent template.CSS // the colour of a container's bar
	Blocks []block
}

// HTML is the shot as a page that needs nothing else.
func (s Shot) HTML() ([]byte, error) {
	blocks, err := s.draw(s.Message.Components)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = pages.ExecuteTemplate(&b, "page.html", struct {
		Shot
		Blocks []block
	}{s, blocks})
	return b.Bytes(), err
}

func (s Shot) draw(parts []discordgo.MessageComponent) ([]block, error) {
	blocks := make([]block, len(parts))
	for i, c := range parts {
		var inside []discordgo.MessageComponent
		switch c := c.(type) {
		case discordgo.TextDisplay:
			blocks[i] = block{Kind: "text", Text: s.text(c.Content)}
		case discordgo.Button:
			blocks[i] = block{Kind: "button", Label: c.Label}
		case discordgo.ActionsRow:
			blocks[i].Kind, inside = "row", c.Components
		case discordgo.Container:
			blocks[i].Kind, inside = "container", c.Components
			if c.AccentColor != nil {
				blocks[i].Accent = template.CSS(fmt.Sprintf("#%06x", *c.AccentColor))
			}
		default:
			return nil, fmt.Errorf("a component of type %T can't be drawn", c)
		}
		below, err := s.draw(inside)
		if err != nil {
			return nil, err
		}
		blocks[i].Blocks = below
	}
	return blocks, nil
}
