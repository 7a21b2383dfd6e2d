package discordtest

import (
	"encoding/json"
	"strings"
	"time"
)

// identify handles IDENTIFY (docs: Gateway, Identifying). The lock is held.
func (s *Server) identify(c *conn, f frame) {
	s.counts.Identifies++
	s.notify()
	var id identify
	err := json.Unmarshal(f.D, &id)
	switch {
	case c.session != nil:
		s.refuse(c, CloseAlreadyAuthenticated, "Already authenticated.", "docs: Gateway Close Event Codes", "gateway: IDENTIFY sent twice")
		return
	case err != nil || id.Intents == nil || len(id.Properties) == 0:
		s.refuse(c, CloseDecodeError, "Error while decoding payload.", "docs: Gateway Events, Identify", "gateway: IDENTIFY needs token, properties and intents")
		return
	}
	c.started = true
	s.expectHeartbeat(c)
	if !s.authentic(c, id.Token) || !s.shardFits(c, id) || !s.intentsFit(c, *id.Intents) {
		return
	}
	if s.counts.Identifies > 1000 {
		s.violate("docs: Gateway, Identifying", "gateway: more than 1,000 identifies; Discord resets the token")
	}
	if s.tooOften(id) {
		s.invalidate(c, false)
		return
	}
	s.answer(c, &s.onIdent, nil, func() { s.open(c, id) })
}

// authentic checks a token. IDENTIFY takes it bare; discordgo and others send
// "Bot TOKEN", which Discord takes as well.
func (s *Server) authentic(c *conn, token string) bool {
	if strings.TrimPrefix(token, "Bot ") == s.cfg.Token {
		return true
	}
	s.refuse(c, CloseAuthenticationFailed, "Authentication failed.", "docs: Gateway Close Event Codes", "gateway: wrong token")
	return false
}

// shardFits checks the shard and how many guilds it would hold (docs: Gateway, Sharding).
func (s *Server) shardFits(c *conn, id identify) bool {
	ss := session{shards: 1}
	if id.Shard != nil {
		ss.shard, ss.shards = id.Shard[0], id.Shard[1]
	}
	if ss.shards < 1 || ss.shard < 0 || ss.shard >= ss.shards {
		s.refuse(c, CloseInvalidShard, "Invalid shard.", "docs: Gateway, Sharding", "gateway: shard %d of %d", ss.shard, ss.shards)
		return false
	}
	n := 0
	for _, g := range s.cfg.Guilds {
		if ss.holds(g.ID) {
			n++
		}
	}
	if n > s.cfg.MaxGuilds {
		s.refuse(c, CloseShardingRequired, "Sharding required.", "docs: Gateway, Sharding", "gateway: %d guilds on one shard, at most %d are allowed", n, s.cfg.MaxGuilds)
		return false
	}
	return true
}

// intentsFit checks the intents. This application was granted no privileged one.
func (s *Server) intentsFit(c *conn, intents int64) bool {
	switch {
	case intents < 0 || intents&^int64(intentAll) != 0:
		s.refuse(c, CloseInvalidIntents, "Invalid intent(s).", "docs: Gateway, Gateway Intents", "gateway: intents %d hold an unknown bit", intents)
	case intents&intentPrivileged != 0:
		s.refuse(c, CloseDisallowedIntents, "Disallowed intent(s).", "docs: Gateway, Privileged Intents", "gateway: intents %d hold a privileged one", intents)
	default:
		return true
	}
	return false
}

// tooOften counts identifies against max_concurrency (docs: Gateway, Sharding,
// Max Concurrency): one for each shard_id % max_concurrency in 5 s.
func (s *Server) tooOften(id identify) bool {
	key, now := 0, time.Now()
	if id.Shard != nil {
		key = id.Shard[0] % s.cfg.MaxConcurrency
	}
	if s.counts.Keys[key]++; s.cfg.IdentifyWindow < 0 {
		return false
	}
	last, seen := s.identTime[key]
	s.identTime[key] = now
	if !seen || now.Sub(last) >= s.cfg.IdentifyWindow {
		return false
	}
	s.violate("docs: Gateway, Sharding, Max Concurrency", "gateway: IDENTIFY %v after the last one, one is allowed in %v",
		now.Sub(last).Round(time.Millisecond), s.cfg.IdentifyWindow)
	return true
}

// resumes handles RESUME (docs: Gateway, Resuming). The lock is held.
func (s *Server) resumes(c *conn, f frame) {
	s.counts.Resumes++
	s.notify()
	var r resume
	if err := json.Unmarshal(f.D, &r); err != nil || r.SessionID == "" {
		s.refuse(c, CloseDecodeError, "Error while decoding payload.", "docs: Gateway Events, Resume", "gateway: RESUME needs token, session_id and seq")
		return
	}
	if c.session != nil {
		s.refuse(c, CloseAlreadyAuthenticated, "Already authenticated.", "docs: Gateway Close Event Codes", "gateway: RESUME on a connection that has a session")
		return
	}
	c.started = true
	s.expectHeartbeat(c)
	if !s.authentic(c, r.Token) {
		return
	}
	if !c.onResume {
		s.violate("docs: Gateway Events, Ready, resume_gateway_url", "gateway: RESUME at an address that READY did not name")
	}
	ss := s.sessions[r.SessionID]
	switch {
	case ss == nil:
		s.answer(c, &s.onResume, ss, func() { s.invalidate(c, false) })
	case r.Seq > ss.seq || r.Seq < 0:
		s.refuse(c, CloseInvalidSeq, "Invalid seq.", "docs: Gateway Close Event Codes", "gateway: RESUME with seq %d, the last one sent is %d", r.Seq, ss.seq)
		s.forget(ss)
	case !ss.replays(r.Seq):
		s.answer(c, &s.onResume, ss, func() { s.invalidate(c, false) })
	default:
		s.answer(c, &s.onResume, ss, func() { s.takeUp(c, ss, r.Seq) })
	}
}

// invalidate sends op 9.
func (s *Server) invalidate(c *conn, resumable bool) {
	if ss := c.session; ss != nil {
		if c.session, ss.conn = nil, nil; !resumable {
			s.forget(ss)
		}
	}
	c.op(opInvalidSession, resumable)
}

// answer plays the next scripted reply, or the usual one. ss is the session that
// a RESUME asks for.
func (s *Server) answer(c *conn, script *[]GatewayReply, ss *session, usual func()) {
	var next GatewayReply
	if len(*script) > 0 {
		next, *script = (*script)[0], (*script)[1:]
	}
	switch next.kind {
	case replyUsual:
		usual()
	case replySilence:
	case replyReconnect:
		c.op(opReconnect, nil)
	case replyInvalid:
		s.forget(ss)
		s.invalidate(c, false)
	case replyResumable:
		s.invalidate(c, true)
	case replyClose:
		if closesSession(next.code) {
			s.forget(ss)
		}
		s.end(c, next.code, "Scripted.")
	case replyDrop:
		c.cut()
	}
}
