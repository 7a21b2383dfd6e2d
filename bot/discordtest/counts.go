package discordtest

import (
	"maps"
	"strconv"
	"time"
)

// Counts is what has happened since New.
type Counts struct {
	Connections int // WebSocket connections accepted
	Open        int // of those, open now
	Identifies  int
	Keys        map[int]int // of those, by rate_limit_key: the shard modulo max_concurrency
	Resumes     int
	Ready       int // READYs sent
	Resumed     int // RESUMEDs sent
	Heartbeats  int
	Dispatches  int            // INTERACTION_CREATEs made, delivered or not
	REST        map[string]int // requests by route, "POST /channels/{channel_id}/messages"
	Status      map[int]int    // answers by status
}

// Counts returns a copy of what has happened so far.
func (s *Server) Counts() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.counts
	c.Keys = maps.Clone(c.Keys)
	c.REST, c.Status = maps.Clone(c.REST), maps.Clone(c.Status)
	return c
}

// discordEpoch is the first millisecond of 2015 (docs: API Reference, Snowflakes).
const discordEpoch = 1420070400000

// newID makes a snowflake of the present time, larger than every one before. The
// lock is held.
func (s *Server) newID() string {
	id := uint64(max(0, s.cfg.Now().UnixMilli()-discordEpoch)) << 22
	s.lastID = max(s.lastID+1, id)
	return strconv.FormatUint(s.lastID, 10)
}

// stamp is Discord's form of a time.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }
