package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// session is what IDENTIFY opens and RESUME takes up again.
type session struct {
	id            string
	conn          *conn // nil while disconnected
	shard, shards int
	intents       int64
	seq           int64
	log           []frame // the dispatches that are not known to have arrived, for the replay
}

// dispatch appends an event to the session and sends it when somebody listens.
// The lock is held.
func (ss *session) dispatch(event string, d any) {
	ss.seq++
	seq := ss.seq
	f := frame{Op: opDispatch, D: mustJSON(d), S: &seq, T: &event}
	ss.log = append(ss.log, f)
	if ss.connected() {
		ss.conn.send(f)
	}
}

func (ss *session) connected() bool { return ss.conn != nil && !ss.conn.closing }

// arrived forgets what a heartbeat says that the client has.
func (ss *session) arrived(seq int64) {
	ss.log = slices.DeleteFunc(ss.log, func(f frame) bool { return *f.S <= seq })
}

// replays reports whether everything after seq is still there to be sent again.
func (ss *session) replays(seq int64) bool {
	return len(ss.log) == 0 && seq == ss.seq || len(ss.log) > 0 && *ss.log[0].S <= seq+1
}

// holds reports whether the guild's events come to this shard; no guild means
// direct messages (docs: Gateway, Sharding: "DMs will only be sent to shard 0").
func (ss *session) holds(guildID string) bool {
	if guildID == "" {
		return ss.shard == 0
	}
	id, _ := strconv.ParseUint(guildID, 10, 64)
	return int(id>>22%uint64(ss.shards)) == ss.shard
}

// identify is the d of IDENTIFY (docs: Gateway Events, Identify Structure).
type identify struct {
	Token      string            `json:"token"`
	Properties map[string]string `json:"properties"`
	Compress   bool              `json:"compress"`
	Shard      *[2]int           `json:"shard"`
	Intents    *int64            `json:"intents"`
}

// UnmarshalJSON lets properties hold more than strings.
func (i *identify) UnmarshalJSON(b []byte) error {
	type plain identify
	var aux struct {
		plain
		Properties map[string]any `json:"properties"`
	}
	if err := json.Unmarshal(b, &aux); err != nil {
		return err
	}
	*i = identify(aux.plain)
	i.Properties = map[string]string{}
	for k, v := range aux.Properties {
		i.Properties[k] = fmt.Sprint(v)
	}
	return nil
}

// resume is the d of RESUME.
type resume struct {
	Token     string `json:"token"`
	SessionID string `json:"session_id"`
	Seq       int64  `json:"seq"`
}

// open starts a session on a connection and sends READY, then the guilds when
// the GUILDS intent asks for them. The lock is held.
func (s *Server) open(c *conn, id identify) {
	ss := &session{id: fmt.Sprintf("%032s", s.newID()), conn: c, shards: 1, intents: *id.Intents}
	if id.Shard != nil {
		ss.shard, ss.shards = id.Shard[0], id.Shard[1]
	}
	s.sessions[ss.id] = ss
	c.session = ss
	ss.dispatch("READY", s.ready(ss, c))
	if ss.intents&intentGuilds != 0 {
		for _, g := range s.cfg.Guilds {
			if ss.holds(g.ID) {
				ss.dispatch("GUILD_CREATE", s.guildCreate(g))
			}
		}
	}
	s.counts.Ready++
	s.notify()
}

// ready is the payload of READY (docs: Gateway Events, Ready).
func (s *Server) ready(ss *session, c *conn) map[string]any {
	guilds := []any{}
	for _, g := range s.cfg.Guilds {
		if ss.holds(g.ID) {
			guilds = append(guilds, map[string]any{"id": g.ID, "unavailable": true})
		}
	}
	version, _ := strconv.Atoi(c.version)
	return map[string]any{
		"v": version, "user": s.botUser(), "guilds": guilds,
		"session_id": ss.id, "session_type": "normal", "resume_gateway_url": s.ResumeURL(),
		"shard": []int{ss.shard, ss.shards}, "application": map[string]any{"id": s.cfg.AppID, "flags": 0},
		"private_channels": []any{}, "presences": []any{}, "relationships": []any{}, "user_settings": map[string]any{},
		"guild_join_requests": []any{}, "geo_ordered_rtc_regions": []any{}, "_trace": []string{`["discordtest",{"micros":0}]`},
	}
}

// takeUp resumes a session: what was missed, then RESUMED (docs: Gateway,
// Resuming). The lock is held.
func (s *Server) takeUp(c *conn, ss *session, seq int64) {
	if ss.conn != nil && ss.conn != c {
		ss.conn.cut()
	}
	ss.conn, c.session = c, ss
	for _, f := range ss.log {
		if *f.S > seq {
			c.send(f)
		}
	}
	ss.dispatch("RESUMED", map[string]any{"_trace": []string{`["discordtest",{"micros":0}]`}})
	s.counts.Resumed++
	s.notify()
}

// forget ends a session: it can't be resumed any more. The lock is held.
func (s *Server) forget(ss *session) {
	if ss != nil {
		delete(s.sessions, ss.id)
	}
}
