package discordtest

import "strconv"

// user is a user object (docs: User, User Structure).
func user(id, name string) map[string]any {
	return map[string]any{
		"id": id, "username": name, "discriminator": "0", "global_name": nil, "avatar": nil,
		"avatar_decoration_data": nil, "collectibles": nil, "clan": nil, "primary_guild": nil,
		"public_flags": 0, "flags": 0, "banner": nil, "accent_color": nil, "display_name_styles": nil,
	}
}

func (s *Server) botUser() map[string]any {
	u := user(s.cfg.AppID, "bot")
	u["bot"], u["discriminator"] = true, "0001"
	return u
}

// member is a guild member object as interactions carry it.
func member(userID, name, permissions string) map[string]any {
	return map[string]any{
		"user": user(userID, name), "nick": nil, "avatar": nil, "banner": nil, "roles": []any{},
		"joined_at": "2024-01-02T03:04:05.000000+00:00", "premium_since": nil, "deaf": false, "mute": false,
		"flags": 0, "pending": false, "permissions": permissions, "communication_disabled_until": nil,
		"unusual_dm_activity_until": nil, "collectibles": nil, "display_name_styles": nil,
	}
}

func (s *Server) channelObject(g Guild, c Channel) map[string]any {
	var last any // it may name a message that was deleted
	for _, m := range s.order {
		if m.channel == c.ID && !m.ephemeral() {
			last = m.id
		}
	}
	if g.ID == "" {
		return map[string]any{"id": c.ID, "type": 1, "flags": 0, "last_message_id": last, "recipients": []any{user(UserID, "reader")}}
	}
	return map[string]any{
		"id": c.ID, "type": 0, "flags": 0, "guild_id": g.ID, "name": c.Name, "position": 0, "nsfw": false,
		"parent_id": nil, "topic": nil, "last_message_id": last, "rate_limit_per_user": 0, "permission_overwrites": []any{},
	}
}

// guild is a guild object as GET /guilds/{id} gives it (docs: Guild, Guild Structure).
func (s *Server) guild(g Guild) map[string]any {
	return map[string]any{
		"id": g.ID, "name": g.Name, "icon": nil, "description": nil, "home_header": nil, "splash": nil,
		"discovery_splash": nil, "features": []any{}, "banner": nil, "owner_id": UserID, "application_id": nil,
		"region": "deprecated", "afk_channel_id": nil, "afk_timeout": 300, "system_channel_id": nil,
		"system_channel_flags": 0, "widget_enabled": false, "widget_channel_id": nil, "verification_level": 0,
		"roles": []any{s.everyone(g)}, "default_message_notifications": 0, "mfa_level": 0, "explicit_content_filter": 0,
		"max_presences": nil, "max_members": 500000, "max_stage_video_channel_users": 50, "max_video_channel_users": 25,
		"vanity_url_code": nil, "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": "en-US",
		"rules_channel_id": nil, "safety_alerts_channel_id": nil, "public_updates_channel_id": nil,
		"premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0, "emojis": []any{}, "stickers": []any{},
		"incidents_data": nil,
	}
}

// everyone is the role that every member has; its id is the guild's.
func (s *Server) everyone(g Guild) map[string]any {
	return map[string]any{
		"id": g.ID, "name": "@everyone", "color": 0, "colors": map[string]any{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
		"hoist": false, "icon": nil, "unicode_emoji": nil, "description": nil, "position": 0,
		"permissions": strconv.Itoa(defaultPermissions), "managed": false, "mentionable": false, "flags": 0,
	}
}

// guildCreate is the guild as the gateway sends it (docs: Gateway Events, Guild Create).
func (s *Server) guildCreate(g Guild) map[string]any {
	channels := []any{}
	for _, c := range g.Channels {
		channels = append(channels, s.channelObject(g, c))
	}
	d := s.guild(g)
	me := member(s.cfg.AppID, "bot", strconv.Itoa(defaultPermissions))
	me["user"] = s.botUser()
	for k, v := range map[string]any{
		"joined_at": "2024-01-02T03:04:05.000000+00:00", "large": false, "unavailable": false, "member_count": 2,
		"voice_states": []any{}, "members": []any{me}, "channels": channels, "threads": []any{}, "presences": []any{},
		"stage_instances": []any{}, "guild_scheduled_events": []any{}, "soundboard_sounds": []any{},
	} {
		d[k] = v
	}
	return d
}

// defaultPermissions: view channel, send messages, embed links, attach files,
// read message history, use application commands.
const defaultPermissions = 1<<10 | 1<<11 | 1<<14 | 1<<15 | 1<<16 | 1<<31
