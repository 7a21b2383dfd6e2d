package archive

import "time"

// Standing is how the program stands, for whoever runs it: no name, no question and
// no address is in it.
type Standing struct {
	At      time.Time
	Version string // of the program that was asked
	Bots    []Bot  // that run on the store, or did within a day and didn't end as they should; by Since
	Coverage
	Feeds        FeedStates
	Next         []NextDigest // the next of the active digests, soonest first
	Digests      SubscriptionStates
	Watches      SubscriptionStates
	Open         int   // deliveries under way
	Missed       int   // questions of the last 7 days that found nothing
	Store, Index int64 // bytes on the disk
}

// FeedStates are how many feeds are how.
type FeedStates struct {
	Active, Paused int
	Failing        []int64 // the numbers of those that fail
	Waiting        int     // pages of all that are to be fetched
}

// SubscriptionStates are how many subscriptions are how.
type SubscriptionStates struct{ Active, Paused, Drafts int }

// NextDigest is when a digest comes next.
type NextDigest struct {
	Digest int64
	At     time.Time
}

// Bot is a running bot, as it last said of itself.
type Bot struct {
	Name         string        `json:"name"` // that no other has
	Version      string        `json:"version"`
	Since        time.Time     `json:"since"`
	Seen         time.Time     `json:"seen"`
	HTTP         bool          `json:"http"` // takes interactions by HTTP, and has no shards
	Shards       []Shard       `json:"shards"`
	Heartbeat    time.Duration `json:"heartbeat"` // how long Discord took for the last one; 0 before any
	Interactions int64         `json:"interactions"`
	Failed       int64         `json:"failed"`       // of those, not answered as they should be
	Acknowledged Latency       `json:"acknowledged"` // until Discord had the first answer
	Answered     Latency       `json:"answered"`     // and all of it
	Behind       int64         `json:"behind"`       // changes that its index doesn't have yet
	Late         time.Duration `json:"late"`         // how long it has been behind
}

// Shard is one connection to Discord's gateway.
type Shard struct {
	Number    int       `json:"number"`
	Connected bool      `json:"connected"`
	Since     time.Time `json:"since"` // when that last changed
}

// Latency is how long things took: half of them, and 99 of 100, at most so long; 0
// where nothing was measured, negative where it was longer than is measured.
type Latency struct {
	Half time.Duration `json:"half"`
	Most time.Duration `json:"most"`
}

// BotLife is how long after it was last heard of a bot counts as running.
const BotLife = time.Minute

// Runs reports whether the bot runs, as far as can be told.
func (b Bot) Runs(now time.Time) bool { return now.Sub(b.Seen) < BotLife }

// Connected is how many of its shards are.
func (b Bot) Connected() (n int) {
	for _, s := range b.Shards {
		if s.Connected {
			n++
		}
	}
	return n
}
