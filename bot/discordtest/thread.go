package discordtest

import "net/http"

// Threads are the names of the threads of a channel, in the order in which they
// were opened.
func (s *Server) Threads(channelID string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := []string{}
	for _, m := range s.order {
		if m.channel == channelID && m.thread != "" {
			names = append(names, m.thread)
		}
	}
	return names
}

// postThread opens the thread of a message: it has one at most, and the thread has
// its ID (docs: Channel, Start Thread from Message).
func (s *Server) postThread(r *request) answer {
	m, refused := s.held(r)
	if refused != nil {
		return *refused
	}
	g, _, _ := s.channel(m.channel)
	name := text(r.body["name"])
	switch {
	case g.ID == "":
		return fail(http.StatusBadRequest, 50024, "Cannot execute action on this channel type")
	case m.thread != "":
		return fail(http.StatusBadRequest, 160004, "A thread has already been created for this message")
	case length(name) < 1 || length(name) > 100:
		s.violate("docs: Channel, Start Thread from Message", "%s: a name of %d characters, want 1 to 100", r.route, length(name))
		return invalid("name", "Must be between 1 and 100 in length.")
	}
	m.thread = name
	s.notify()
	return answer{http.StatusCreated, map[string]any{
		"id": m.id, "type": 11, "flags": 0, "guild_id": g.ID, "parent_id": m.channel, "name": name, "owner_id": s.cfg.AppID,
		"message_count": 0, "member_count": 1, "total_message_sent": 0, "last_message_id": nil, "rate_limit_per_user": 0,
		"thread_metadata": map[string]any{
			"archived": false, "archive_timestamp": stamp(s.cfg.Now()), "auto_archive_duration": 1440,
			"create_timestamp": stamp(s.cfg.Now()), "locked": false,
		},
	}}
}
