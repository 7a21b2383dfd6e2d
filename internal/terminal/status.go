package terminal

import (
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

type statusCommand struct {
	JSON bool `help:"Print a JSON object."`
}

// Run asks the store, where running bots say how they are.
func (c *statusCommand) Run(s *session) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	reply, err := library.Desk.Status(s.ctx)
	if err != nil {
		return err
	}
	return showReply(s, reply, c.JSON, statusJSON)
}

// status writes a line for each part.
func (p page) status(b *strings.Builder, r desk.StatusReply) {
	for i, l := range english.Status(r.Standing) {
		style := plain
		if i == 0 {
			style = p.bold
		}
		for j, line := range p.wrap(l, nil) {
			if j > 0 {
				line = indent + line
			}
			b.WriteString(style(line) + "\n")
		}
	}
}

type statusObject struct {
	At       time.Time       `json:"at"`
	Version  string          `json:"version"`
	Bots     []botObject     `json:"bots"`
	Articles int             `json:"articles"`
	Outlets  int             `json:"outlets"`
	Updated  *time.Time      `json:"updated"`
	Feeds    feedsStanding   `json:"feeds"`
	Digests  digestsStanding `json:"digests"`
	Watches  statesObject    `json:"watches"`
	Missed   int             `json:"missed"`
	Store    int64           `json:"store_bytes"`
	Index    int64           `json:"index_bytes"`
}

type botObject struct {
	Version      string          `json:"version"`
	Since        time.Time       `json:"since"`
	Seen         time.Time       `json:"seen"`
	Running      bool            `json:"running"`
	HTTP         bool            `json:"http"`
	Shards       []archive.Shard `json:"shards"`
	Heartbeat    *float64        `json:"heartbeat_seconds"`
	Interactions int64           `json:"interactions"`
	Failed       int64           `json:"failed"`
	Acknowledged latencyObject   `json:"acknowledged_seconds"`
	Answered     latencyObject   `json:"answered_seconds"`
	Behind       int64           `json:"index_behind_changes"`
	Late         float64         `json:"index_behind_seconds"`
}

// latencyObject has null where nothing was measured, or it was longer than is.
type latencyObject struct {
	Half *float64 `json:"half"`
	Most *float64 `json:"most"`
}

type feedsStanding struct {
	Active  int     `json:"active"`
	Failing []int64 `json:"failing"`
	Paused  int     `json:"paused"`
	Waiting int     `json:"pages_waiting"`
}

type statesObject struct {
	Active int `json:"active"`
	Paused int `json:"paused"`
	Drafts int `json:"not_confirmed"`
}

type digestsStanding struct {
	statesObject
	Open int          `json:"under_way"`
	Next []nextObject `json:"next"`
}

type nextObject struct {
	Digest int64     `json:"digest"`
	At     time.Time `json:"at"`
}

func statusJSON(r desk.StatusReply) statusObject {
	return statusObject{
		At: r.At, Version: r.Version, Articles: r.Articles, Outlets: r.NamedOutlets(), Updated: timeOrNull(r.Updated),
		Feeds:   feedsStanding{r.Feeds.Active, orEmpty(r.Feeds.Failing), r.Feeds.Paused, r.Feeds.Waiting},
		Digests: digestsStanding{statesObject(r.Digests), r.Open, objects(r.Next, func(n archive.NextDigest) nextObject { return nextObject(n) })},
		Watches: statesObject(r.Watches), Missed: r.Missed, Store: r.Store, Index: r.Index,
		Bots: objects(r.Bots, func(b archive.Bot) botObject { return botJSON(b, r.At) }),
	}
}

// botJSON is a bot as it is at that time.
func botJSON(b archive.Bot, at time.Time) botObject {
	return botObject{
		Version: b.Version, Since: b.Since, Seen: b.Seen, Running: b.Runs(at), HTTP: b.HTTP, Shards: orEmpty(b.Shards),
		Heartbeat: secondsOf(b.Heartbeat), Interactions: b.Interactions, Failed: b.Failed,
		Acknowledged: latencyObject{secondsOf(b.Acknowledged.Half), secondsOf(b.Acknowledged.Most)},
		Answered:     latencyObject{secondsOf(b.Answered.Half), secondsOf(b.Answered.Most)},
		Behind:       b.Behind, Late: b.Late.Seconds(),
	}
}

// secondsOf is null where there is nothing to say.
func secondsOf(d time.Duration) *float64 {
	if d <= 0 {
		return nil
	}
	s := d.Seconds()
	return &s
}
