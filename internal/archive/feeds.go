package archive

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Feed is an address from which articles come by themselves, and how asking it
// has gone. Times are UTC, to the second, and zero when it never happened.
type Feed struct {
	Number     int64  // from 1 on, never given twice: a short name for it
	Address    string // where it is asked; no two feeds have the same
	Title      string // as it names itself, or was named; may be empty
	Collection string // the one that its articles belong to
	Added      time.Time
	Paused     *Pause // nil while it is active

	// What the last answer brought, so that the same isn't read again.
	ETag, LastModified string
	Hash               string        // of the document; empty until one was read
	Wait               time.Duration // how long the document asks to be left alone; 0 when it doesn't say

	Asked    time.Time // when it was asked last
	Read     time.Time // when it last answered with a feed, or that it hasn't changed
	Failures int       // how often it was asked in vain since
	Failing  time.Time // since when it was
	Error    string    // what was wrong the last time; empty when nothing was
	Told     time.Time // when a person was told that it fails
	Next     time.Time // when it may be asked again
}

// Pause says that a feed isn't asked, since when, why, and by whom.
type Pause struct {
	At      time.Time // the store's clock says it
	Program bool      // the program paused it, not a person
	Why     string
}

// FeedCount is a feed with how many of its items have come to what, as ItemState
// has it.
type FeedCount struct {
	Feed
	Articles, Held, Waiting, Refused int
	Reason                           string // why the latest of those refused was, or waits
}

// ItemState is what became of an item of a feed.
type ItemState string

const (
	ItemAdded   ItemState = "added"   // its article is held because this item brought it
	ItemHeld    ItemState = "held"    // its article was there already, or had been removed
	ItemWaiting ItemState = "waiting" // its page is to be fetched
	ItemRefused ItemState = "refused" // no article could be made of it
)

// FeedItem is what is known of an item that a feed has had.
type FeedItem struct {
	Key      string // names it within its feed
	Hash     string // of what it said: it has changed when it says something else
	State    ItemState
	Known    Article   // what the feed knows of it but its Text and Collection, while it is waiting
	Article  string    // the ID of its article; empty until there is one. One that has one and waits has changed
	Backlog  bool      // it was there when the feed was first read
	Attempts int       // how often its page was asked for
	Due      time.Time // when its page is to be asked for, while it is waiting
	Reason   string    // why it was refused, or waits again
}

// Brought is an item of a feed and the article that was made of it, if one was.
type Brought struct {
	Item    FeedItem
	Article *Article
	Page    *Page // that the article was read from, but for its Number and Version; nil when it was the feed's own
}

// FeedClaim is the sole right to ask a feed, for a while.
type FeedClaim struct {
	Feed  Feed
	Token int64 // grows with every claim of the feed
}

// MaxFeedItems is how many items of a feed are remembered beside those that it
// still has, and how many of these wait for their pages.
const MaxFeedItems = 5000

// Validate says why no store takes the feed, or nil.
func (f Feed) Validate() error {
	for _, s := range []field{
		{"address", f.Address},
		{"title", f.Title},
		{"collection", f.Collection},
		{"ETag", f.ETag},
		{"Last-Modified", f.LastModified},
		{"error", f.Error},
	} {
		if err := Storable(s.value); err != nil {
			return fmt.Errorf("the feed's %s %w", s.name, err)
		}
	}
	if f.Host() == "" || len(f.Address) > MaxKey {
		return fmt.Errorf("the feed's address can't be read, or has more than %d bytes: copy it from the browser", MaxKey)
	}
	return nil
}

// Host is the host of its address, with the port, in lower case; empty when the
// address can't be read.
func (f Feed) Host() string {
	u, err := url.Parse(f.Address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// ErrLost says that a claim has gone to somebody else, or with its feed.
var ErrLost = errors.New("somebody else reads the feed now")

// Feeds is the part of a Store that keeps which feeds are read, what they have
// brought, and who reads which just now. Of a feed that isn't there, methods fail
// with ErrNotFound.
type Feeds interface {
	// Subscribe keeps a feed of which Address, Title, Collection and Next are
	// given, and returns it with its number. One of the same Address is returned
	// as it is, and added is false.
	Subscribe(ctx context.Context, feed Feed) (kept Feed, added bool, err error)

	// Unsubscribe forgets a feed and its items; the articles stay.
	Unsubscribe(ctx context.Context, number int64) error

	// Feeds returns all feeds, in order of Number.
	Feeds(ctx context.Context) ([]FeedCount, error)

	// PauseFeed keeps the feed from being claimed, and the claim that there is,
	// is lost. One that is paused already keeps its first reason. With nil it is
	// active again: it may be asked at once, and how often it failed is forgotten.
	PauseFeed(ctx context.Context, number int64, pause *Pause) error

	// ClaimFeed hands out, to one caller only, an active feed with something to
	// do: its Next has come, or that of one of its items. It is the caller's for
	// the time of the lease. Feeds of one host are handed out one at a time, the
	// one first whose last claim is longest ago. ok is false when there is none.
	ClaimFeed(ctx context.Context, lease time.Duration) (claim FeedClaim, ok bool, err error)

	// TakeFeed claims a feed whether or not there is something to do, it is
	// paused, or somebody else has it: their claim is lost.
	TakeFeed(ctx context.Context, number int64, lease time.Duration) (FeedClaim, error)

	// RenewFeed prolongs a claim, counted from now; ReleaseFeed gives it back.
	// They fail with ErrLost when the claim is somebody else's, as RecordFeed
	// does.
	RenewFeed(ctx context.Context, claim FeedClaim, lease time.Duration) error
	ReleaseFeed(ctx context.Context, claim FeedClaim) error

	// RecordFeed keeps how the claimed feed is now (all but its Number, Added,
	// Collection and Paused) and files what it brought: all or, with an error,
	// nothing. An article is filed as Put does, and its item becomes ItemAdded,
	// or ItemRefused with the receipt's reason. But an article that is held
	// already, or whose address is, is changed only by the item that brought it;
	// for every other item it stays as it is, and so does an article that was
	// removed: then the item becomes ItemHeld, and the receipt is Unchanged. So
	// nothing comes twice, whatever dies in between and whoever else brings it.
	// Receipts are in the order of brought, the zero Receipt for an item without
	// an article. With an article that is Added or Changed its Page is kept, as
	// KeepPages does. When there is another feed with the Address, RecordFeed fails
	// with ErrOccupied, and for a page that Validate refuses.
	//
	// Of a feed, all items are remembered that were recorded with its latest
	// Asked, and of the others the MaxFeedItems recorded last of those that wait and
	// as many that don't. What had to wait longer is given up with a Reason:
	// ItemRefused or, with an article, ItemAdded.
	RecordFeed(ctx context.Context, claim FeedClaim, feed Feed, brought ...Brought) ([]Receipt, error)

	// FeedItems returns what is remembered of a feed's items, in order of Key:
	// those with a key in keys.
	FeedItems(ctx context.Context, number int64, keys ...string) ([]FeedItem, error)

	// WaitingItems returns at most limit of a feed's items that wait and are due by
	// a time, longest first.
	WaitingItems(ctx context.Context, number int64, until time.Time, limit int) ([]FeedItem, error)

	// Backlog returns those of the cuttings, in order, that came with the first
	// reading of a feed: they were there before anybody subscribed, and are no
	// news to tell of.
	Backlog(ctx context.Context, numbers ...int64) ([]int64, error)
}
