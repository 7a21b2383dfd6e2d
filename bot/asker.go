package bot

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
)

// asker is who acts, as the desk knows them.
func (in *interaction) asker() desk.Asker {
	who := desk.Asker{User: in.user(), Channel: in.ChannelID}
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
// lets besides, under Integrations.
func (s *service) asker(in *interaction) desk.Asker {
	who := in.asker()
	if who.Server != "" && (in.Type == discordgo.InteractionApplicationCommand || in.Type == discordgo.InteractionApplicationCommandAutocomplete) {
		who.Manages = who.Manages || slices.ContainsFunc(s.cfg.Desk.Commands(), func(c desk.Command) bool {
			return c.Manage && c.Name == in.Data.Name
		})
	}
	return who
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
