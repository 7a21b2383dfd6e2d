package discordtest

import "errors"

// OnIdentify scripts the replies to the next IDENTIFYs that are otherwise in
// order, one each; afterwards the server answers as usual.
func (s *Server) OnIdentify(replies ...GatewayReply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onIdent = append(s.onIdent, replies...)
}

// OnResume scripts the replies to the next RESUMEs, one each.
func (s *Server) OnResume(replies ...GatewayReply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onResume = append(s.onResume, replies...)
}

// Reconnect sends op 7 on every connection.
func (s *Server) Reconnect() {
	s.each(func(c *conn) { c.op(opReconnect, nil) })
}

// RequestHeartbeat sends op 1: clients must answer with a heartbeat at once.
func (s *Server) RequestHeartbeat() {
	s.each(func(c *conn) { c.op(opHeartbeat, nil) })
}

// InvalidateSessions sends op 9 on every connection. Unless resumable, the
// sessions are gone.
func (s *Server) InvalidateSessions(resumable bool) {
	s.each(func(c *conn) { s.invalidate(c, resumable) })
}

// CloseGateway closes every connection with a close code. Codes that end the
// session do so; after a final one every new connection is a violation.
func (s *Server) CloseGateway(code int) {
	s.each(func(c *conn) { s.end(c, code, "Scripted.") })
}

// Drop cuts every TCP connection of the gateway without a close frame. The
// sessions can be resumed.
func (s *Server) Drop() {
	s.each(func(c *conn) { c.cut() })
}

// DropShard is Drop for the connections of one shard.
func (s *Server) DropShard(shard int) {
	s.each(func(c *conn) {
		if c.session != nil && c.session.shard == shard {
			c.cut()
		}
	})
}

// MuteACKs stops or starts acknowledging heartbeats: a connection that looks
// alive and is dead.
func (s *Server) MuteACKs(mute bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.muted = mute
}

// ExpireSessions forgets every session, as Discord does some minutes after its
// connection was lost: RESUME is answered by op 9.
func (s *Server) ExpireSessions() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.sessions)
}

// Redeliver dispatches an interaction once more by the gateway, as Discord does now
// and then: what comes of it a second time is a violation.
func (s *Server) Redeliver(e *Exchange) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.err != nil {
		return e.err
	}
	for _, ss := range s.sessions {
		if ss.holds(e.in.GuildID) {
			ss.dispatch("INTERACTION_CREATE", e.payload)
			return nil
		}
	}
	return errors.New("discordtest: nobody is connected")
}

func (s *Server) each(do func(*conn)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		do(c)
	}
}
