package discordtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// nonce remembers the message that was created with a nonce.
type nonce struct {
	message string
	until   time.Time
}

// Messages are the messages of a channel that everybody sees, oldest first.
func (s *Server) Messages(channelID string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := []Message{}
	for _, m := range s.public(channelID) {
		all = append(all, s.show(m))
	}
	return all
}

// Post puts a message of somebody else into a channel, for a message command.
func (s *Server) Post(channelID, userID, content string) Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.create(channelID, map[string]any{"content": content}, nil)
	m.author = user(userID, "somebody")
	return s.show(m)
}

// Delete takes a message away, as a moderator does.
func (s *Server) Delete(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if held := s.messages[m.ID]; held != nil {
		held.deleted = true
	}
}

func (s *Server) public(channelID string) (all []*message) {
	for _, m := range s.order {
		if m.channel == channelID && !m.deleted && !m.ephemeral() {
			all = append(all, m)
		}
	}
	return all
}

// getMessages lists newest first (docs: Message, Get Channel Messages).
func (s *Server) getMessages(r *request) answer {
	_, c, refused := s.channel(r.PathValue("channel_id"))
	if refused != nil {
		return *refused
	}
	limit, err := strconv.Atoi(orDefault(r.URL.Query().Get("limit"), "50"))
	if err != nil || limit < 1 || limit > 100 {
		return invalid("limit", "Must be between 1 and 100.")
	}
	q := r.URL.Query()
	all := []any{}
	held := s.public(c.ID)
	if c.NoHistory {
		held = nil // docs: Message, Get Channel Messages: "no messages will be returned"
	}
	for _, m := range slices.Backward(held) {
		if before := q.Get("before"); before != "" && !less(m.id, before) {
			continue
		}
		if after := q.Get("after"); after != "" && !less(after, m.id) {
			continue
		}
		all = append(all, s.read(m))
	}
	if q.Has("after") {
		all = all[max(0, len(all)-limit):]
	}
	return answer{http.StatusOK, all[:min(limit, len(all))]}
}

// read is the message as it is read later: its nonce was for whoever created it.
func (s *Server) read(m *message) map[string]any {
	o := s.object(m)
	delete(o, "nonce")
	return o
}

// less compares snowflakes.
func less(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// postMessage creates a message. A nonce with enforce_nonce that was used a few
// minutes ago returns the earlier message (docs: Message, Create Message).
func (s *Server) postMessage(r *request) answer {
	channel := r.PathValue("channel_id")
	if _, _, refused := s.channel(channel); refused != nil {
		return *refused
	}
	if refused := s.checkMessage(r.route, r.body, r.files); refused != nil {
		return *refused
	}
	key := ""
	if n := r.body["nonce"]; n != nil && r.body["enforce_nonce"] == true {
		key = channel + "/" + fmt.Sprint(n)
		if old, ok := s.nonces[key]; ok && !s.forgetful && s.cfg.Now().Before(old.until) && s.messages[old.message] != nil {
			return answer{http.StatusOK, s.object(s.messages[old.message])}
		}
	}
	m := s.create(channel, r.body, r.files)
	m.flags &^= flagEphemeral
	if key != "" {
		s.nonces[key] = nonce{m.id, s.cfg.Now().Add(s.cfg.NonceWindow)}
	}
	return answer{http.StatusOK, s.object(m)}
}

// ForgetNonces stops or starts to forget nonces: a second message with the same one
// is another message then.
func (s *Server) ForgetNonces(forget bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forgetful = forget
}

// held finds a message of a channel that everybody sees.
func (s *Server) held(r *request) (*message, *answer) {
	_, c, refused := s.channel(r.PathValue("channel_id"))
	if refused != nil {
		return nil, refused
	}
	if c.NoHistory && r.Method == http.MethodGet {
		a := fail(http.StatusForbidden, 50001, "Missing Access")
		return nil, &a
	}
	m := s.messages[r.PathValue("message_id")]
	if m == nil || m.deleted || m.ephemeral() || m.channel != r.PathValue("channel_id") {
		a := fail(http.StatusNotFound, 10008, "Unknown Message")
		return nil, &a
	}
	return m, nil
}

func (s *Server) getMessage(r *request) answer {
	m, refused := s.held(r)
	if refused != nil {
		return *refused
	}
	return answer{http.StatusOK, s.read(m)}
}

func (s *Server) patchMessage(r *request) answer {
	m, refused := s.held(r)
	if refused == nil && m.author["id"] != s.cfg.AppID {
		a := fail(http.StatusForbidden, 50005, "Cannot edit a message authored by another user")
		refused = &a
	}
	if refused == nil {
		refused = s.checkEdit(r.route, m, r.body, r.files)
	}
	if refused != nil {
		return *refused
	}
	s.edit(m, r.body, r.files)
	return answer{http.StatusOK, s.object(m)}
}

func (s *Server) deleteMessage(r *request) answer {
	m, refused := s.held(r)
	if refused != nil {
		return *refused
	}
	if m.author["id"] != s.cfg.AppID {
		return fail(http.StatusForbidden, 50013, "Missing Permissions")
	}
	m.deleted = true
	return answer{http.StatusNoContent, nil}
}
