package discordtest

import "encoding/json"

// Opcodes (docs: Opcodes and Status Codes, Gateway Opcodes).
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoiceState     = 4
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatACK   = 11

	opRequestSounds   = 31
	opRequestChannels = 43
)

// Close codes (docs: Opcodes and Status Codes, Gateway Close Event Codes).
const (
	CloseUnknownError         = 4000
	CloseUnknownOpcode        = 4001
	CloseDecodeError          = 4002
	CloseNotAuthenticated     = 4003
	CloseAuthenticationFailed = 4004
	CloseAlreadyAuthenticated = 4005
	CloseInvalidSeq           = 4007
	CloseRateLimited          = 4008
	CloseSessionTimedOut      = 4009
	CloseInvalidShard         = 4010
	CloseShardingRequired     = 4011
	CloseInvalidAPIVersion    = 4012
	CloseInvalidIntents       = 4013
	CloseDisallowedIntents    = 4014
)

// closesForGood reports that a client must not come again as it is after a close code.
func closesForGood(code int) bool {
	return code == CloseAuthenticationFailed || code >= CloseInvalidShard && code <= CloseDisallowedIntents
}

// closesSession reports that a session can't be resumed after a close code.
func closesSession(code int) bool {
	return closesForGood(code) || code == CloseInvalidSeq || code == CloseSessionTimedOut
}

// frame is a gateway payload (docs: Gateway Events, Payload Structure). S and T
// are null unless Op is 0.
type frame struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
	S  *int64          `json:"s"`
	T  *string         `json:"t"`
}

// GatewayReply is a scripted answer to IDENTIFY or RESUME.
type GatewayReply struct {
	kind replyKind
	code int
}

type replyKind int

const (
	replyUsual replyKind = iota
	replySilence
	replyReconnect
	replyInvalid
	replyResumable
	replyClose
	replyDrop
)

// The scripted answers. ReplyUsual is what an unscripted server would say:
// READY, or the replay and RESUMED. ReplyInvalidSession(true) is op 9 with a
// session that can be resumed.
func ReplyUsual() GatewayReply { return GatewayReply{} }

// ReplySilence says nothing; heartbeats are still acknowledged.
func ReplySilence() GatewayReply { return GatewayReply{kind: replySilence} }

// ReplyReconnect is op 7.
func ReplyReconnect() GatewayReply { return GatewayReply{kind: replyReconnect} }

// ReplyInvalidSession is op 9; resumable is its d.
func ReplyInvalidSession(resumable bool) GatewayReply {
	if resumable {
		return GatewayReply{kind: replyResumable}
	}
	return GatewayReply{kind: replyInvalid}
}

// ReplyClose closes the connection with a close code.
func ReplyClose(code int) GatewayReply { return GatewayReply{kind: replyClose, code: code} }

// ReplyDrop cuts the TCP connection.
func ReplyDrop() GatewayReply { return GatewayReply{kind: replyDrop} }

// mustJSON encodes what the server itself made of plain maps and strings.
func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
