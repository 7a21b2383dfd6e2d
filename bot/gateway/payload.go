package gateway

import (
	"runtime"

	"github.com/bwmarrin/discordgo"
)

// Gateway opcodes.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatACK   = 11
)

type payload struct {
	Op   int `json:"op"`
	Data any `json:"d"`
}

type hello struct {
	Interval int64 `json:"heartbeat_interval"` // milliseconds
}

// ready is the part of READY that RESUME needs; discordgo's has no
// resume_gateway_url.
type ready struct {
	SessionID string `json:"session_id"`
	ResumeURL string `json:"resume_gateway_url"`
}

// identify is what version 10 wants; discordgo's names the properties with a
// dollar, as version 8 did, and always sends a presence.
type identify struct {
	Token      string           `json:"token"`
	Intents    discordgo.Intent `json:"intents"`
	Properties properties       `json:"properties"`
	Shard      [2]int           `json:"shard"`
}

type properties struct {
	OS      string `json:"os"`
	Browser string `json:"browser"`
	Device  string `json:"device"`
}

type resume struct {
	Token     string `json:"token"`
	SessionID string `json:"session_id"`
	Seq       int64  `json:"seq"`
}

func (l *loop) identify() identify {
	return identify{
		Token:      l.cfg.Token,
		Intents:    l.cfg.Intents,
		Properties: properties{OS: runtime.GOOS, Browser: "cuttings", Device: "cuttings"},
		Shard:      [2]int{l.cfg.Shard, l.cfg.Shards},
	}
}

func (l *loop) resume() resume {
	return resume{Token: l.cfg.Token, SessionID: l.session.id, Seq: l.session.seq}
}
