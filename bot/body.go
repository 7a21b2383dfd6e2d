package bot

import (
	"bytes"
	"cmp"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/card"
)

// The bodies are our own: discordgo's WebhookEdit has no flags, and its empty
// AllowedMentions says null where a list is wanted.

// message creates or edits a message.
type message struct {
	Components      []discordgo.MessageComponent `json:"components"`
	Flags           discordgo.MessageFlags       `json:"flags"`
	AllowedMentions mentions                     `json:"allowed_mentions"`
	Attachments     []attachment                 `json:"attachments"` // all: those that an edited message had go with what they showed

	files []*discordgo.File // sent beside it, in the order of Attachments
}

// attachment says what a file that is sent beside a message shows.
type attachment struct {
	ID          int    `json:"id,string"` // which file, from 0
	Filename    string `json:"filename"`
	Description string `json:"description"`
}

// mentions says who is pinged: with an empty list nobody, whatever the text says.
type mentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles,omitempty"` // those that are pinged all the same
}

// newMessage is a card as it is sent.
func newMessage(c card.Message, flags discordgo.MessageFlags) message {
	m := message{
		Components:      c.Components,
		Flags:           discordgo.MessageFlagsIsComponentsV2 | flags,
		AllowedMentions: mentions{Parse: []string{}},
		Attachments:     []attachment{},
	}
	for i, f := range c.Files {
		m.Attachments = append(m.Attachments, attachment{ID: i, Filename: f.Name, Description: f.Alt})
		m.files = append(m.files, &discordgo.File{Name: f.Name, ContentType: cmp.Or(f.Type, "image/png"), Reader: bytes.NewReader(f.Data)})
	}
	return m
}

// callback is the first answer to an interaction.
type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data any                               `json:"data,omitempty"`
}

type deferral struct {
	Flags discordgo.MessageFlags `json:"flags"`
}

type choices struct {
	Choices []choice `json:"choices"` // at most 25
}

// choice is a value that somebody may choose. Both have 1 to 100 characters.
type choice struct {
	Name  string            `json:"name"`
	Names map[string]string `json:"name_localizations,omitempty"` // by locale
	Value string            `json:"value"`
}

// command is the definition of a slash command.
type command struct {
	Type        discordgo.ApplicationCommandType `json:"type"`
	Name        string                           `json:"name"`
	Description string                           `json:"description"`
	localized
	Options          []option                               `json:"options"`
	Contexts         []discordgo.InteractionContextType     `json:"contexts"`
	IntegrationTypes []discordgo.ApplicationIntegrationType `json:"integration_types"`
	Permissions      int64                                  `json:"default_member_permissions,omitempty,string"` // needed to use it; 0 for none
}

type option struct {
	Type        discordgo.ApplicationCommandOptionType `json:"type"`
	Name        string                                 `json:"name"`
	Description string                                 `json:"description"`
	localized
	Required  bool `json:"required,omitempty"`
	MaxLength int  `json:"max_length,omitempty"`
	// Autocomplete asks for suggestions while somebody types.
	Autocomplete bool                    `json:"autocomplete,omitempty"`
	Choices      []choice                `json:"choices,omitempty"` // at most 25
	ChannelTypes []discordgo.ChannelType `json:"channel_types,omitempty"`
	Options      []option                `json:"options,omitempty"` // of a subcommand or a group of them
}
