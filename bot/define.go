package bot

import (
	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
	"cuttings/internal/language"
)

// maxOptionLength is what Discord allows as max_length of a text.
const maxOptionLength = 6000

// define writes the desk's slash commands as Discord wants them.
func define(commands []desk.Command) []command {
	list := []command{}
	for _, c := range commands {
		d := everywhere(command{Type: discordgo.ChatApplicationCommand, Name: c.Name, Description: c.Description.String(), localized: localizedFor(c.Name, c.Description)})
		if c.Manage {
			d.Permissions = discordgo.PermissionManageGuild
		}
		if c.Manage && !c.Anywhere {
			d = inServers(d)
		}
		d.Options = optionsOf(c)
		list = append(list, d)
	}
	return list
}

// optionsOf are a command's options, or the commands that it stands for.
func optionsOf(c desk.Command) []option {
	list := []option{}
	for _, inner := range c.Commands {
		kind := discordgo.ApplicationCommandOptionSubCommand
		if len(inner.Commands) > 0 {
			kind = discordgo.ApplicationCommandOptionSubCommandGroup
		}
		list = append(list, option{Type: kind, Name: inner.Name, Description: inner.Description.String(), Options: optionsOf(inner), localized: localizedFor(inner.Name, inner.Description)})
	}
	for _, o := range c.Options {
		list = append(list, optionOf(o))
	}
	return list
}

// optionTypes are what Discord calls the kinds of options.
var optionTypes = map[desk.Kind]discordgo.ApplicationCommandOptionType{
	desk.Text:    discordgo.ApplicationCommandOptionString,
	desk.Channel: discordgo.ApplicationCommandOptionChannel,
	desk.Role:    discordgo.ApplicationCommandOptionRole,
}

// sendable are the channels in which messages can be sent.
var sendable = []discordgo.ChannelType{
	discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildVoice, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildNewsThread,
	discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread, discordgo.ChannelTypeGuildStageVoice,
}

func optionOf(o desk.Option) option {
	d := option{
		Type: optionTypes[o.Kind], Name: o.Name, Description: o.Description.String(), localized: localizedFor(o.Name, o.Description),
		Required: o.Required, MaxLength: min(o.MaxLength, maxOptionLength), Autocomplete: o.Suggests,
	}
	for _, c := range o.Choices {
		d.Choices = append(d.Choices, choice{Name: c, Value: c, Names: namesOf(c)})
	}
	if o.Kind == desk.Channel {
		d.ChannelTypes = sendable
	}
	return d
}

// everywhere is the command for everybody: in servers, in direct messages and as
// an app that a user installs.
func everywhere(c command) command {
	c.Options = []option{}
	c.Contexts = []discordgo.InteractionContextType{
		discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel,
	}
	c.IntegrationTypes = []discordgo.ApplicationIntegrationType{
		discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall,
	}
	return c
}

// inServers is the command in servers that installed the bot.
func inServers(c command) command {
	c.Contexts = []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	c.IntegrationTypes = []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	return c
}

// localized is what a command or an option is called and what it does in the
// languages other than English, by Discord's locales. What is sent when it is used
// has the English name.
type localized struct {
	Names        map[string]string `json:"name_localizations,omitempty"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
}

func localizedFor(name string, description language.Text) localized {
	l := localized{Names: namesOf(name), Descriptions: map[string]string{}}
	for _, in := range language.All()[1:] {
		for _, locale := range in.Locales() {
			l.Descriptions[locale] = in.Of(description)
		}
	}
	return l
}

func namesOf(english string) map[string]string {
	names := map[string]string{}
	for _, in := range language.All()[1:] {
		for _, locale := range in.Locales() {
			names[locale] = in.Name(english)
		}
	}
	return names
}
