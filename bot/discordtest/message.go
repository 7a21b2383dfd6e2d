package discordtest

import (
	"encoding/json"
	"strings"
	"time"
)

// Message is a message as a person or the API sees it at one moment.
type Message struct {
	ID, ChannelID string
	AuthorID      string
	Content       string
	Flags         int
	Embeds        []json.RawMessage
	Components    []json.RawMessage
	Nonce         string
	Created       time.Time
	Edits         int
	Sent          json.RawMessage // the fields as the bot sent them, edits merged
	Raw           json.RawMessage // the whole object as the API shows it
}

// Button is a button of a message.
type Button struct {
	CustomID, Label, URL string
	Style                int
	Disabled             bool
}

// Ephemeral reports that one person sees the message.
func (m Message) Ephemeral() bool { return m.Flags&flagEphemeral != 0 }

// V2 reports that the message is made of Components V2.
func (m Message) V2() bool { return m.Flags&flagV2 != 0 }

// Text is the content and the text of every TextDisplay, top to bottom, a blank
// line between.
func (m Message) Text() string {
	parts := []string{}
	if m.Content != "" {
		parts = append(parts, m.Content)
	}
	m.walk(func(c map[string]any) {
		if number(c["type"]) == componentText {
			parts = append(parts, text(c["content"]))
		}
	})
	return strings.Join(parts, "\n\n")
}

// Buttons are the buttons of the message, top to bottom.
func (m Message) Buttons() []Button {
	all := []Button{}
	m.walk(func(c map[string]any) {
		if number(c["type"]) == componentButton {
			all = append(all, Button{
				CustomID: text(c["custom_id"]), Label: text(c["label"]), URL: text(c["url"]),
				Style: number(c["style"]), Disabled: c["disabled"] == true,
			})
		}
	})
	return all
}

func (m Message) walk(do func(map[string]any)) {
	walk(at(decode(m.Raw), "components"), do)
}

// walk calls do for every component, nested ones and accessories too.
func walk(v any, do func(map[string]any)) {
	for _, c := range objects(v) {
		do(c)
		walk(c["components"], do)
		for _, one := range []string{"accessory", "component"} {
			if inner, ok := c[one].(map[string]any); ok {
				walk([]any{inner}, do)
			}
		}
	}
}

// component finds a component of a message by its custom_id.
func (m *message) component(customID string) (found map[string]any) {
	walk(m.components(), func(c map[string]any) {
		if c["custom_id"] == customID {
			found = c
		}
	})
	return found
}

// show makes the outside's view of a message. The lock is held.
func (s *Server) show(m *message) Message {
	o := s.object(m)
	v := Message{
		ID: m.id, ChannelID: m.channel, Content: text(m.body["content"]), Flags: number(o["flags"]), Nonce: text(m.body["nonce"]),
		AuthorID: text(m.author["id"]), Created: m.created, Edits: m.edits, Sent: mustJSON(m.body), Raw: mustJSON(o),
	}
	for _, e := range o["embeds"].([]any) {
		v.Embeds = append(v.Embeds, mustJSON(e))
	}
	for _, c := range o["components"].([]any) {
		v.Components = append(v.Components, mustJSON(c))
	}
	return v
}
