package discordtest

import (
	"maps"
	"time"
)

// Message flags (docs: Message, Message Flags).
const (
	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
	flagLoading        = 1 << 7
	flagSilent         = 1 << 12
	flagV2             = 1 << 15
	flagsSettable      = flagSuppressEmbeds | flagEphemeral | flagSilent | flagV2
)

// message is what the server holds of a message.
type message struct {
	id, channel string
	body        map[string]any // as sent, edits merged
	flags       int
	created     time.Time
	edited      time.Time
	edits       int
	ex          *Exchange // that it answers; nil for an ordinary message
	editedBy    *Exchange
	followup    bool
	loading     bool
	deleted     bool
	author      map[string]any
	thread      string // the name of the thread that it opens; "" without one
	files       []any
}

func (m *message) ephemeral() bool { return m.flags&flagEphemeral != 0 }

// create makes a message of a body. The lock is held.
func (s *Server) create(channel string, body map[string]any, files []file) *message {
	m := &message{id: s.newID(), channel: channel, body: map[string]any{}, created: s.cfg.Now(), author: s.botUser()}
	maps.Copy(m.body, body)
	m.flags = number(body["flags"]) & flagsSettable
	m.attach(s, files)
	s.messages[m.id] = m
	s.order = append(s.order, m)
	s.notify()
	return m
}

// edit merges a body into a message: what it doesn't name stays. The lock is held.
func (s *Server) edit(m *message, body map[string]any, files []file) {
	m.files = m.kept(body)
	maps.Copy(m.body, body)
	if f, ok := body["flags"]; ok {
		keep := flagEphemeral | m.flags&flagV2
		m.flags = m.flags&keep | number(f)&(flagSuppressEmbeds|flagV2)
	}
	m.attach(s, files)
	if !m.loading {
		m.edited = s.cfg.Now()
	}
	m.loading = false
	m.edits++
	s.notify()
}

// kept are the files that stay after an edit: all of them, unless attachments
// names the ones to keep (docs: Message, Edit Message).
func (m *message) kept(body map[string]any) []any {
	named, ok := body["attachments"].([]any)
	if !ok {
		return m.files
	}
	kept := []any{}
	for _, f := range m.files {
		for _, n := range objects(named) {
			if at(f, "id") == n["id"] {
				kept = append(kept, f)
			}
		}
	}
	return kept
}

// object is the message as the API shows it (docs: Message, Message Structure).
func (s *Server) object(m *message) map[string]any {
	flags := m.flags
	if m.loading {
		flags |= flagLoading
	}
	o := map[string]any{
		"id": m.id, "channel_id": m.channel, "type": 0, "author": m.author, "content": text(m.body["content"]),
		"embeds": shownEmbeds(m.body["embeds"]), "components": m.components(), "attachments": items(m.files),
		"mentions": []any{}, "mention_roles": []any{}, "mention_everyone": false, "pinned": false, "tts": false,
		"timestamp": stamp(m.created), "edited_timestamp": nil, "flags": flags,
	}
	if !m.edited.IsZero() {
		o["edited_timestamp"] = stamp(m.edited)
	}
	if n, ok := m.body["nonce"]; ok && n != nil {
		o["nonce"] = n
	}
	if m.ex != nil {
		o["application_id"], o["webhook_id"], o["interaction_metadata"] = s.cfg.AppID, s.cfg.AppID, m.ex.meta
		o["type"] = m.kind()
	}
	return o
}

// kind is the message's type: 20 answers a slash command, 23 a context menu, 0 is
// an ordinary message (docs: Message, Message Types).
func (m *message) kind() int {
	switch {
	case m.ex == nil || m.followup || m.ex.kind != kindCommand:
		return 0
	case m.ex.meta["command_type"] == commandSlash:
		return 20
	}
	return 23
}
