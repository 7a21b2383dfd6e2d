package discordtest

import (
	"net/http"
	"strconv"
)

// routes is the part of the API that a bot with commands needs. Paths are
// written as in the document, so that each finds its schemas there.
var routes = []route{
	{"GET", "/gateway", (*Server).getGateway, true},
	{"GET", "/gateway/bot", (*Server).getGatewayBot, false},
	{"GET", "/users/@me", (*Server).getMe, false},
	{"GET", "/applications/@me", (*Server).getApplication, false},
	{"GET", "/oauth2/applications/@me", (*Server).getApplication, false},
	{"GET", "/guilds/{guild_id}", (*Server).getGuild, false},
	{"GET", "/channels/{channel_id}", (*Server).getChannel, false},
	{"POST", "/users/@me/channels", (*Server).postDM, false},

	{"GET", "/applications/{application_id}/commands", (*Server).getCommands, false},
	{"POST", "/applications/{application_id}/commands", (*Server).postCommand, false},
	{"PUT", "/applications/{application_id}/commands", (*Server).putCommands, false},
	{"GET", "/applications/{application_id}/commands/{command_id}", (*Server).getCommand, false},
	{"PATCH", "/applications/{application_id}/commands/{command_id}", (*Server).patchCommand, false},
	{"DELETE", "/applications/{application_id}/commands/{command_id}", (*Server).deleteCommand, false},
	{"GET", "/applications/{application_id}/guilds/{guild_id}/commands", (*Server).getCommands, false},
	{"POST", "/applications/{application_id}/guilds/{guild_id}/commands", (*Server).postCommand, false},
	{"PUT", "/applications/{application_id}/guilds/{guild_id}/commands", (*Server).putCommands, false},
	{"GET", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", (*Server).getCommand, false},
	{"PATCH", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", (*Server).patchCommand, false},
	{"DELETE", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}", (*Server).deleteCommand, false},

	{"POST", "/interactions/{interaction_id}/{interaction_token}/callback", (*Server).postCallback, true},
	{"POST", "/webhooks/{webhook_id}/{webhook_token}", (*Server).postFollowup, true},
	{"GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", (*Server).getWebhookMessage, true},
	{"PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", (*Server).patchWebhookMessage, true},
	{"DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", (*Server).deleteWebhookMessage, true},
	{"GET", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", (*Server).getWebhookMessage, true},
	{"PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", (*Server).patchWebhookMessage, true},
	{"DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", (*Server).deleteWebhookMessage, true},

	{"GET", "/channels/{channel_id}/messages", (*Server).getMessages, false},
	{"POST", "/channels/{channel_id}/messages", (*Server).postMessage, false},
	{"GET", "/channels/{channel_id}/messages/{message_id}", (*Server).getMessage, false},
	{"PATCH", "/channels/{channel_id}/messages/{message_id}", (*Server).patchMessage, false},
	{"DELETE", "/channels/{channel_id}/messages/{message_id}", (*Server).deleteMessage, false},
	{"POST", "/channels/{channel_id}/messages/{message_id}/threads", (*Server).postThread, false},
}

func (s *Server) getGateway(*request) answer {
	return answer{http.StatusOK, map[string]any{"url": s.GatewayURL()}}
}

// getGatewayBot names the address and the day's identifies (docs: Gateway, Get Gateway
// Bot). Who was sent away for too few shards may come with as many as it says.
func (s *Server) getGatewayBot(*request) answer {
	if s.final == CloseShardingRequired {
		s.final = 0
	}
	return answer{http.StatusOK, map[string]any{
		"url": s.GatewayURL(), "shards": s.cfg.Shards,
		"session_start_limit": map[string]any{
			"total": 1000, "remaining": max(0, 1000-s.counts.Identifies),
			"reset_after": 14400000, "max_concurrency": s.cfg.MaxConcurrency,
		},
	}}
}

func (s *Server) getMe(*request) answer {
	me := s.botUser()
	me["locale"], me["mfa_enabled"], me["verified"], me["email"] = "en-US", false, true, nil
	return answer{http.StatusOK, me}
}

// SetFlags sets the application's flags, which say among other things what intents it
// may have; at first there are none (docs: Application, Application Flags).
func (s *Server) SetFlags(flags int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.flags = flags
}

func (s *Server) getApplication(*request) answer {
	var endpoint any
	if len(s.endpoints) > 0 {
		endpoint = s.endpoints[0]
	}
	return answer{http.StatusOK, map[string]any{
		"id": s.cfg.AppID, "name": "Bot", "icon": nil, "description": "", "type": nil,
		"verify_key": s.verifyKey(),
		"flags":      s.flags, "flags_new": strconv.Itoa(s.flags), "bot": s.botUser(), "redirect_uris": []any{},
		"interactions_endpoint_url": endpoint, "role_connections_verification_url": nil,
		"owner": user(UserID, "reader"), "approximate_guild_count": len(s.cfg.Guilds),
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "team": nil, "bot_public": true, "bot_require_code_grant": false,
		"eligible_oauth2_scopes": []any{}, "summary": "", "integration_types_config": map[string]any{"0": map[string]any{}, "1": map[string]any{}},
	}}
}

func (s *Server) getGuild(r *request) answer {
	for _, g := range s.cfg.Guilds {
		if g.ID == r.PathValue("guild_id") {
			return answer{http.StatusOK, s.guild(g)}
		}
	}
	return fail(http.StatusNotFound, 10004, "Unknown Guild")
}

func (s *Server) getChannel(r *request) answer {
	g, c, refused := s.channel(r.PathValue("channel_id"))
	if refused != nil {
		return *refused
	}
	return answer{http.StatusOK, s.channelObject(g, c)}
}

// postDM opens the direct channel to the one user who has one (docs: User, Create
// DM).
func (s *Server) postDM(r *request) answer {
	if r.body["recipient_id"] != UserID {
		return fail(http.StatusBadRequest, 50033, "Invalid Recipient(s)")
	}
	return answer{http.StatusOK, s.channelObject(Guild{}, Channel{ID: DMID})}
}

// channel finds a channel; the guild of a direct channel is empty.
func (s *Server) channel(id string) (Guild, Channel, *answer) {
	if id == DMID {
		return Guild{}, Channel{ID: DMID}, nil
	}
	for _, g := range s.cfg.Guilds {
		for _, c := range g.Channels {
			if c.ID == id && c.Forbidden {
				a := fail(http.StatusForbidden, 50001, "Missing Access")
				return g, c, &a
			}
			if c.ID == id {
				return g, c, nil
			}
		}
	}
	a := fail(http.StatusNotFound, 10003, "Unknown Channel")
	return Guild{}, Channel{}, &a
}
