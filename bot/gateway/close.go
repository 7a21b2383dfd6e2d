package gateway

import (
	"errors"
	"fmt"

	"github.com/gorilla/websocket"
)

// Codes that we close with.
const (
	closeGone   = websocket.CloseNormalClosure // ends the session
	closeResume = 4000                         // keeps it
)

// Codes that Discord closes with and that say more than "connect again":
// https://docs.discord.com/developers/topics/opcodes-and-status-codes
const (
	closeNotAuthenticated = 4003
	closeBadToken         = 4004
	closeInvalidSeq       = 4007
	closeSessionTimedOut  = 4009
	closeShardingRequired = 4011
)

// final holds the codes after which another try gets the same answer, and what
// to do about each.
var final = map[int]string{
	closeBadToken:         "Discord refused the bot token: reset it on the Bot page of https://discord.com/developers/applications and put the new one into the configuration",
	4010:                  "Discord refused the shard: its number must be less than the count of shards",
	closeShardingRequired: "the bot is in too many servers for its connections, and Discord advises no more of them: try again later",
	4012:                  "Discord no longer speaks version 10 of its gateway: update this program",
	4013:                  "Discord does not know the intents that were asked for: update this program",
	4014:                  "an intent is asked for that is not allowed to this bot: allow it on the Bot page of https://discord.com/developers/applications, under Privileged Gateway Intents",
}

// FinalError says that connecting again is useless until somebody mends
// something. Its text tells what.
type FinalError struct {
	Code int    // the close code, or 0 when the answer did not come by the gateway
	Text string // what happened and what to do
}

func (e *FinalError) Error() string {
	if e.Code == 0 {
		return e.Text
	}
	return fmt.Sprintf("%s (gateway close code %d)", e.Text, e.Code)
}

// tooFew is what Discord says when the shards hold more servers than they may.
func tooFew() error {
	return &FinalError{Code: closeShardingRequired, Text: final[closeShardingRequired]}
}

func isTooFew(err error) bool {
	var final *FinalError
	return errors.As(err, &final) && final.Code == closeShardingRequired
}

// closed turns the end of reading into what follows from it.
func closed(err error) error {
	var e *ended
	if errors.As(err, &e) {
		return e
	}
	var c *websocket.CloseError
	switch {
	case errors.Is(err, websocket.ErrReadLimit):
		// A RESUME would bring the same message again.
		return &ended{reason: fmt.Sprintf("Discord sent a message of more than %d bytes", maxMessage), forget: true}
	case !errors.As(err, &c):
		return &ended{reason: "the connection broke: " + err.Error()}
	}
	if text, ok := final[c.Code]; ok {
		return &FinalError{Code: c.Code, Text: text}
	}
	return &ended{
		reason: fmt.Sprintf("Discord closed the connection: %d %.100s", c.Code, c.Text),
		forget: c.Code == closeNotAuthenticated || c.Code == closeInvalidSeq || c.Code == closeSessionTimedOut,
	}
}
