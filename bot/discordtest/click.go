package discordtest

import (
	"fmt"
	"slices"
)

// Shown is a message that somebody can act on: a [Message], or the original
// response of an [Exchange].
type Shown interface{ shown() string }

func (m Message) shown() string { return m.ID }

func (e *Exchange) shown() string {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	if e.original == nil {
		return ""
	}
	return e.original.id
}

// Click presses a button as the person who sees the message: who acted, for the
// answer to an interaction.
func (s *Server) Click(on Shown, customID string) *Exchange {
	return s.component(on, "", customID, nil)
}

// ClickAs presses a button as somebody else.
func (s *Server) ClickAs(on Shown, customID, userID string) *Exchange {
	return s.component(on, userID, customID, nil)
}

// Select picks values in a select menu.
func (s *Server) Select(on Shown, customID string, values ...string) *Exchange {
	return s.component(on, "", customID, values)
}

func (s *Server) component(on Shown, userID, customID string, values []string) *Exchange {
	id := on.shown()
	s.mu.Lock()
	m := s.messages[id]
	s.mu.Unlock()
	var in Invocation
	if m != nil {
		in = m.scene(userID)
	}
	return s.start(in, kindComponent, func(e *Exchange) (map[string]any, error) {
		if m == nil || m.deleted {
			return nil, fmt.Errorf("discordtest: no message %q", id)
		}
		c := m.component(customID)
		switch {
		case c == nil:
			return nil, fmt.Errorf("discordtest: message %s has no component %q", m.id, customID)
		case c["disabled"] == true:
			return nil, fmt.Errorf("discordtest: component %q is disabled", customID)
		case m.ephemeral() && m.ex != nil && in.UserID != m.ex.owner:
			return nil, fmt.Errorf("discordtest: message %s is ephemeral, user %s doesn't see it", m.id, in.UserID)
		}
		for _, v := range values {
			if options := objects(c["options"]); options != nil && !slices.ContainsFunc(options, func(o map[string]any) bool { return o["value"] == v }) {
				return nil, fmt.Errorf("discordtest: %q is no option of %q", v, customID)
			}
		}
		e.source = m
		data := map[string]any{"component_type": number(c["type"]), "custom_id": customID, "id": number(c["id"])}
		if values != nil {
			data["values"] = values
		}
		return data, nil
	})
}

// scene is the place and person of a message.
func (m *message) scene(userID string) Invocation {
	in := Invocation{ChannelID: m.channel, UserID: userID}
	if m.ex != nil {
		in = m.ex.in
		in.UserID = orDefault(userID, m.ex.owner)
		if in.UserID != m.ex.owner {
			in.UserName = "somebody"
		}
	}
	return in
}
