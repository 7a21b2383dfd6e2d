package bot

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/card"
	"cuttings/internal/desk"
)

// asker is who acts, as the desk knows them.
func (in *interaction) asker() desk.Asker {
	who := desk.Asker{User: in.user(), Channel: in.ChannelID, Locale: in.Locale, PublicLocale: cmp.Or(in.GuildLocale, in.Locale)}
	const sending = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages
	if _, installed := in.Owners["0"]; !installed {
		return who // only the user has the bot, and here it is nowhere
	}
	who.Server = in.GuildID
	who.Sends = in.GuildID == "" || in.AppPermissions.has(sending)
	who.Manages = in.GuildID != "" && in.Member != nil && in.Member.Permissions.has(discordgo.PermissionManageGuild)
	return who
}

// asker is who acts, as the desk knows them. Whom Discord lets give a command for
// managers manages: at first those who may manage the server, and whom the server
// lets besides, under Integrations. So does whoever presses a button that carries out
// such a command, or turns what it lists, on a private message: nobody else was shown
// it. It proves nothing of a command that they have as an app of their own too: no
// server's permission is asked for that.
func (s *service) asker(in *interaction) desk.Asker {
	who := in.asker()
	who.Owns = who.User != "" && slices.Contains(s.owners, who.User)
	_, own := in.Owners["1"]
	if name := in.gives(); who.Server != "" && name != "" {
		who.Manages = who.Manages || slices.ContainsFunc(s.cfg.Desk.Commands(), func(c desk.Command) bool {
			return c.Manage && !(c.Anywhere && own) && c.Name == name
		})
	}
	return who
}

// gives is the first word of the command that whoever acts was let give; "" for
// none.
func (in *interaction) gives() string {
	switch in.Type {
	case discordgo.InteractionApplicationCommand, discordgo.InteractionApplicationCommandAutocomplete:
		return in.Data.Name
	case discordgo.InteractionMessageComponent:
		command, _, ok := card.ParseCommandID(in.Data.CustomID)
		if to, is := card.ParseTurn(in.Data.CustomID); is {
			command, _, ok = strings.Cut(to.Search, "?")
		}
		if ok && in.Message.Flags&private != 0 {
			name, _, _ := strings.Cut(command, " ")
			return name
		}
	}
	return ""
}

// mayDelete reports whether whoever acts may delete what that user posted.
func (in *interaction) mayDelete(user string) bool {
	return user != card.Nobody && in.user() == user || in.moderates()
}

// moderates reports whether whoever acts may manage the messages or the server.
func (in *interaction) moderates() bool {
	return in.Member != nil && (in.Member.Permissions.has(discordgo.PermissionManageMessages) || in.Member.Permissions.has(discordgo.PermissionManageGuild))
}

// bits are permissions that Discord writes as a decimal number in a string
// (docs: Permissions). What can't be read permits nothing.
type bits int64

func (p *bits) UnmarshalJSON(raw []byte) error {
	*p = 0
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return nil
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		*p = bits(max(n, 0))
	}
	return nil
}

// has reports whether all of these are there, or the administrator's, who has
// them all.
func (p bits) has(all int64) bool {
	return int64(p)&all == all || p&discordgo.PermissionAdministrator != 0
}
