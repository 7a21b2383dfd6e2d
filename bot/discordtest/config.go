package discordtest

import "time"

// Config says what the server is and how strict. Its zero value is a server
// with one guild, one channel and Discord's own deadlines.
type Config struct {
	Token string // the bot's token without "Bot "; default TestToken
	AppID string // the application's id, also the bot user's; default TestAppID

	Guilds []Guild // default: one, GuildID, with the channel ChannelID

	HeartbeatInterval time.Duration // named in HELLO; default 41.25 s
	IdentifyDeadline  time.Duration // HELLO to IDENTIFY or RESUME; default 10 s
	AckDeadline       time.Duration // interaction to callback; default 3 s
	TokenLife         time.Duration // of an interaction's token; default 15 min
	NonceWindow       time.Duration // in which enforce_nonce finds the earlier message; default 5 min

	Shards         int           // that GET /gateway/bot advises; default 1
	MaxConcurrency int           // identifies a window; default 1
	IdentifyWindow time.Duration // default 5 s; negative: identifies are not limited
	MaxGuilds      int           // guilds a shard may hold, else close 4011; default 2,500

	// RateLimit gives a route's limit. The route is "METHOD /path/{template}" as
	// in the document. Default: Discord's order of magnitude, see DefaultRateLimit.
	// A limit of 0 sends no headers and never refuses.
	RateLimit func(route string) (limit int, per time.Duration)

	// GlobalLimit is how many requests a second there may be in all, interactions
	// apart; default 50, negative: any number.
	GlobalLimit int

	// RequireAllowedMentions makes every message without
	// "allowed_mentions": {"parse": []} a violation: quoted text must ping nobody.
	RequireAllowedMentions bool

	// MayPing are the roles that messages may ping all the same.
	MayPing []string

	Spec *Spec // Discord's own document; nil: only the rules coded here

	// Now is the clock for the deadlines of interactions, the nonce window, ids and
	// time stamps; default time.Now. Heartbeats, identifies and rate limits run in
	// real time, for there a client waits in real time.
	Now func() time.Time
}

// Ids and a token that the default configuration uses.
const (
	TestToken = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.test.not-a-real-token"
	TestAppID = "1100000000000000001"
	GuildID   = "1100000000000000002"
	ChannelID = "1100000000000000003"
	UserID    = "1100000000000000004"
	DMID      = "1100000000000000005" // the direct channel between UserID and the bot
)

// Guild is a Discord server that the bot is in.
type Guild struct {
	ID, Name string
	Channels []Channel
}

// Channel is a text channel of a guild. Forbidden ones answer 50001 Missing
// Access. In those without history the bot lacks READ_MESSAGE_HISTORY: their
// list of messages is empty for it.
type Channel struct {
	ID, Name  string
	Forbidden bool
	NoHistory bool
}

func (c *Config) setDefaults() {
	c.Token = orDefault(c.Token, TestToken)
	c.AppID = orDefault(c.AppID, TestAppID)
	c.HeartbeatInterval = orDefault(c.HeartbeatInterval, 41250*time.Millisecond)
	c.IdentifyDeadline = orDefault(c.IdentifyDeadline, 10*time.Second)
	c.AckDeadline = orDefault(c.AckDeadline, 3*time.Second)
	c.TokenLife = orDefault(c.TokenLife, 15*time.Minute)
	c.NonceWindow = orDefault(c.NonceWindow, 5*time.Minute)
	c.Shards = orDefault(c.Shards, 1)
	c.MaxConcurrency = orDefault(c.MaxConcurrency, 1)
	c.IdentifyWindow = orDefault(c.IdentifyWindow, 5*time.Second)
	c.MaxGuilds = orDefault(c.MaxGuilds, 2500)
	c.GlobalLimit = orDefault(c.GlobalLimit, 50)
	if c.Guilds == nil {
		c.Guilds = []Guild{{ID: GuildID, Name: "Reading room", Channels: []Channel{{ID: ChannelID, Name: "general"}}}}
	}
	if c.RateLimit == nil {
		c.RateLimit = DefaultRateLimit
	}
	if c.Now == nil {
		c.Now = time.Now
	}
}

func orDefault[T comparable](v, def T) T {
	var zero T
	if v == zero {
		return def
	}
	return v
}
