package discordtest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
)

// Context is where an interaction happens (docs: Receiving and Responding,
// Interaction Context Types).
type Context int

// The contexts. Private is a direct or group message between other people, which
// only an app installed for the user reaches.
const (
	InGuild Context = iota
	InBotDM
	InPrivate
)

// Invocation is what somebody does. Only Command is needed: the rest is a member
// of the first guild in its first channel.
type Invocation struct {
	// Command is a registered name; a subcommand follows after a space, or two:
	// "digest add", "admin outlet hide".
	Command string
	// Options are the values by name: string, bool, any integer or float type; the
	// id for a user, channel or role. json.Number passes through.
	Options map[string]any
	// Focused names the option that is being typed, for Autocomplete.
	Focused string
	// Unchecked dispatches the interaction even if the command or its options are
	// not as registered: clients with an old definition do that.
	Unchecked bool

	GuildID   string // default: the first guild
	ChannelID string // default: the guild's first channel, or DMID
	UserID    string // default: UserID
	UserName  string // default: "reader"
	Locale    string // default: "en-GB"
	InLocale  string // of the guild; default: "en-US"

	Context     Context
	UserInstall bool // the app is installed for the user, and not in the guild

	Permissions         string // of the member; default: the usual ones
	AppPermissions      string // of the bot in the channel; default: the usual ones
	AttachmentSizeLimit int    // default: 10 MiB

	typing bool // this is an autocomplete
}

func (in *Invocation) setDefaults(s *Server) {
	if in.ChannelID == DMID {
		in.Context = InBotDM
	}
	if in.Context == InGuild {
		g, _, _ := s.channel(in.ChannelID)
		in.GuildID = orDefault(in.GuildID, orDefault(g.ID, s.cfg.Guilds[0].ID))
		for _, g := range s.cfg.Guilds {
			if g.ID == in.GuildID && len(g.Channels) > 0 {
				in.ChannelID = orDefault(in.ChannelID, g.Channels[0].ID)
			}
		}
	}
	in.UserInstall = in.UserInstall || in.Context == InPrivate
	in.ChannelID = orDefault(in.ChannelID, DMID)
	in.UserID = orDefault(in.UserID, UserID)
	in.UserName = orDefault(in.UserName, "reader")
	in.Locale = orDefault(in.Locale, "en-GB")
	in.Permissions = orDefault(in.Permissions, strconv.Itoa(defaultPermissions))
	in.AppPermissions = orDefault(in.AppPermissions, strconv.Itoa(defaultPermissions))
	in.AttachmentSizeLimit = orDefault(in.AttachmentSizeLimit, 10<<20)
}

// Kinds of interactions and of commands.
const (
	kindPing         = 1
	kindCommand      = 2
	kindComponent    = 3
	kindAutocomplete = 4
	kindModal        = 5

	commandSlash   = 1
	commandUser    = 2
	commandMessage = 3
)

// Invoke sends a slash command.
func (s *Server) Invoke(in Invocation) *Exchange {
	return s.start(in, kindCommand, func(e *Exchange) (map[string]any, error) {
		data, _, err := s.commandData(in, commandSlash)
		return data, err
	})
}

// Autocomplete asks for the choices of in.Focused, whose value so far is in
// in.Options, with the other options filled in so far.
func (s *Server) Autocomplete(in Invocation) *Exchange {
	return s.start(in, kindAutocomplete, func(e *Exchange) (map[string]any, error) {
		in.typing = true
		data, focused, err := s.commandData(in, commandSlash)
		e.focused = focused
		return data, err
	})
}

// Menu uses a message command on a message: in.Command is its name. The message
// may be one that the server holds or one of somebody else, see [Server.Post].
func (s *Server) Menu(in Invocation, target Message) *Exchange {
	return s.start(in, kindCommand, func(e *Exchange) (map[string]any, error) {
		data, _, err := s.commandData(in, commandMessage)
		if m := s.messages[target.ID]; m != nil && err == nil {
			data["target_id"] = m.id
			data["resolved"] = map[string]any{"messages": map[string]any{m.id: s.object(m)}}
			return data, nil
		}
		return data, orErr(err, "discordtest: no message %s", target.ID)
	})
}

func orErr(err error, format string, args ...any) error {
	if err != nil {
		return err
	}
	return fmt.Errorf(format, args...)
}

// start makes an interaction out of what somebody did and dispatches it.
func (s *Server) start(in Invocation, kind int, data func(*Exchange) (map[string]any, error)) *Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	in.setDefaults(s)
	id := s.newID()
	sum := sha256.Sum256([]byte("interaction:" + id + ":" + s.cfg.Token))
	e := &Exchange{
		s: s, kind: kind, ID: id, owner: in.UserID, at: s.cfg.Now(), in: in,
		Token: base64.RawURLEncoding.EncodeToString(append([]byte("interaction:"+id+":"), sum[:]...)),
	}
	d, err := data(e)
	if err != nil {
		e.err = err
		return e
	}
	e.meta = e.metadata(in, d)
	payload := s.interaction(e, in, d)
	e.payload = mustJSON(payload)
	s.byID[e.ID], s.byToken[e.Token] = e, e
	s.counts.Dispatches++
	if n := len(s.endpoints); n > 0 && !s.closed {
		address := s.endpoints[s.counts.Dispatches%n]
		e.byHTTP, e.reached = true, ReachBot
		s.running.Go(func() { s.deliver(e, address) })
	}
	for _, ss := range s.sessions {
		if !e.byHTTP && ss.holds(in.GuildID) {
			ss.dispatch("INTERACTION_CREATE", payload)
			if e.reached = max(e.reached, ReachSession); ss.connected() {
				e.reached = ReachBot
			}
		}
	}
	s.notify()
	return e
}

// owners names where the app is installed (docs: Receiving and Responding,
// Authorizing Integration Owners Object).
func (in Invocation) owners() map[string]any {
	switch {
	case in.UserInstall:
		return map[string]any{"1": in.UserID}
	case in.Context == InBotDM:
		return map[string]any{"0": "0"}
	}
	return map[string]any{"0": in.GuildID}
}

// metadata is the interaction_metadata of the messages that answer this.
func (e *Exchange) metadata(in Invocation, data map[string]any) map[string]any {
	m := map[string]any{
		"id": e.ID, "type": e.kind, "user": user(in.UserID, in.UserName), "authorizing_integration_owners": in.owners(),
	}
	if e.kind == kindCommand {
		m["name"], m["command_type"] = data["name"], data["type"]
	}
	if e.kind == kindComponent {
		m["interacted_message_id"] = e.source.id
	}
	if e.kind == kindModal {
		m["triggering_interaction_metadata"] = e.opener.meta
	}
	return m
}

// interaction is the d of INTERACTION_CREATE (docs: Receiving and Responding,
// Interaction Structure).
func (s *Server) interaction(e *Exchange, in Invocation, data map[string]any) map[string]any {
	g, c, _ := s.channel(in.ChannelID)
	if c.ID == "" {
		c = Channel{ID: in.ChannelID}
	}
	p := map[string]any{
		"id": e.ID, "application_id": s.cfg.AppID, "type": e.kind, "token": e.Token, "version": 1, "data": data,
		"channel_id": in.ChannelID, "channel": s.channelObject(g, c), "locale": in.Locale, "context": int(in.Context),
		"entitlements": []any{}, "entitlement_sku_ids": []any{}, "authorizing_integration_owners": in.owners(),
		"app_permissions": in.AppPermissions, "attachment_size_limit": in.AttachmentSizeLimit,
	}
	if e.source != nil {
		p["message"] = s.object(e.source)
	}
	if in.Context == InGuild {
		p["guild_id"], p["guild_locale"] = in.GuildID, orDefault(in.InLocale, "en-US")
		p["guild"] = map[string]any{"id": in.GuildID, "locale": orDefault(in.InLocale, "en-US"), "features": []any{}}
		p["member"] = member(in.UserID, in.UserName, in.Permissions)
	} else {
		p["user"] = user(in.UserID, in.UserName)
	}
	return p
}
