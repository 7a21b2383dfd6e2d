// Package digest posts what was asked for, digests and what watches tell of, at
// its time, once: it finds what is due, claims it, has it composed, sends it and
// records what became of it, with any number of processes on one store. What is
// in a message, and how Discord is spoken to, are behind two seams.
package digest

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"cuttings/internal/archive"
)

// DefaultLate is how long after its time a digest is posted, unless its
// subscription says something else.
const DefaultLate = 6 * time.Hour

const (
	// lease is how long a process works on a delivery alone. A step takes less.
	lease = 2 * time.Minute

	// nonceWindow is within which Discord is relied on to find the message that
	// was created with the same nonce: "the past few minutes", its documents say
	// (https://docs.discord.com/developers/resources/message#create-message).
	nonceWindow = 2 * time.Minute

	// atOnce is how many deliveries one process works on at once.
	atOnce = 8

	// punctual is up to which delay a digest counts as being on time.
	punctual = 10 * time.Minute
)

// Store is what the machine needs of the archive.
type Store interface {
	archive.Digests
	Waiting(ctx context.Context) ([]int64, error) // see archive.Watches
	ID(ctx context.Context) (string, error)
}

// Edition is one digest to be composed, or one that was posted to be composed again.
// As JSON, beside the subscription's ID, it is kept with what was posted: a field is
// never renamed.
type Edition struct {
	Subscription archive.Subscription `json:"setup"`
	Slot         string               `json:"slot"`            // the local date that it is for
	Due          time.Time            `json:"due"`             // when its time is, or was
	Late         time.Duration        `json:"late"`            // how long after it; 0 when that is nothing to speak of; as JSON in nanoseconds
	From         int64                `json:"from"`            // it covers what changed above this number of the archive's sequence
	Since        time.Time            `json:"since"`           // when the last one was posted; zero before the first
	Nonce        string               `json:"nonce,omitempty"` // of one that was posted: by which its message is known again
	Again        *Shown               `json:"again,omitempty"` // likewise: nothing else gets in
}

// Shown is what is in a message that was posted.
type Shown struct {
	Cuttings []int64        `json:"cuttings"` // as in Contents
	Beside   archive.Beside `json:"beside"`
	To       int64          `json:"to"` // it covered what changed up to this number
}

// Contents are what goes into a digest.
type Contents struct {
	Payload  []byte         // the body of Create Message: JSON with components of version 2 and allowed_mentions, without a nonce
	Cuttings []int64        // the articles in it: those that lead its stories, or that a watch tells of
	Beside   archive.Beside // what else is
	To       int64          // it covers what changed up to this number; not below Edition.From
	Quiet    bool           // there is nothing to post, not even a line: Payload is not looked at
}

// Composer says what goes into a digest. The same edition over the same coverage
// gives the same contents. It may be called again for an edition of which nothing
// was posted. Safe for concurrent use; an error means: try again later.
type Composer interface {
	Compose(ctx context.Context, e Edition) (Contents, error)
}

// Sender speaks to Discord. Safe for concurrent use. An error that is a *Refusal
// is Discord's no; after any other it is not known whether there was an effect.
type Sender interface {
	// Send creates a message in a channel and returns its ID. A message that was
	// created with the same nonce a few minutes before is returned in its place.
	Send(ctx context.Context, channel string, payload []byte, nonce string) (message string, err error)

	// Find looks for the message that Send created with the nonce in the channel,
	// not before an instant. found is false only when there certainly is none;
	// ErrUnsure says that it can't be told.
	Find(ctx context.Context, channel, nonce string, since time.Time) (message string, found bool, err error)

	// Thread opens the thread of a message; one that is open already is enough.
	Thread(ctx context.Context, channel, message, name string) error

	// Tell tells whoever set a subscription up, in a direct message, that it is paused.
	Tell(ctx context.Context, s archive.Subscription) error
}

// ErrUnsure says that it can't be told whether a message is there.
var ErrUnsure = errors.New("it can't be told whether the message is there")

// Reason is why Discord says no, in words for whoever set a digest up.
type Reason string

const (
	ChannelGone  Reason = "its channel is gone"
	NoAccess     Reason = "the bot can't see its channel, or is no longer in the server"
	NoPermission Reason = "the bot may not post in its channel"
	DMClosed     Reason = "direct messages from the bot are closed"
	Untold       Reason = "it can't be told whether its last message was posted: look, and let the bot read the channel's history"
	BadMessage   Reason = "Discord didn't take the message" // our own fault; tomorrow's may be better
)

// Refusal is Discord's no, which the same request would get again.
type Refusal struct {
	Reason Reason
	Err    error // Discord's own words
}

func (r *Refusal) Error() string {
	if r.Err == nil {
		return string(r.Reason)
	}
	return string(r.Reason) + ": " + r.Err.Error()
}

func (r *Refusal) Unwrap() error { return r.Err }

// Config is what a Machine needs. All but Log, Admits and Count are required.
type Config struct {
	Store    Store
	Composer Composer
	Sender   Sender
	Now      func() time.Time
	Holder   string // a name that no other process has, now or later
	Log      *slog.Logger
	Admits   func(s archive.Subscription) bool                         // whether anything of it may be posted now; nil: of all
	Count    func(s archive.Subscription, state archive.DeliveryState) // is told what became of each delivery, once; may be nil
}

// Machine posts digests. All that must outlive it is in the store.
type Machine struct {
	Config
	archive string        // its ID
	slots   chan struct{} // one for each delivery that may be worked on at once
	taken   sync.Map      // the IDs of the subscriptions that are worked on, or wait for a slot
}

// New makes a machine.
func New(ctx context.Context, c Config) (*Machine, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Count == nil {
		c.Count = func(archive.Subscription, archive.DeliveryState) {}
	}
	id, err := c.Store.ID(ctx)
	return &Machine{Config: c, archive: id, slots: make(chan struct{}, atOnce)}, err
}

// nonce names a delivery to Discord: 25 characters, the most that it takes. Two
// deliveries, of one archive or of two, never have the same.
func (m *Machine) nonce(d archive.Delivery) string {
	sum := sha256.Sum256([]byte(m.archive + "\n" + name(d)))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:25]
}
