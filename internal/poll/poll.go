// Package poll reads feeds: it knows when each is due, asks for it politely, and
// files what it brings, once, whatever dies in between.
package poll

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/fetch"
)

// Poller reads the feeds that a store keeps. Any number may do so at once, in any
// number of processes.
type Poller struct {
	Store  archive.Store
	Street Street
	Now    func() time.Time // the store's clock
	Jitter func() float64   // from 0 up to 1, at random
	Log    *slog.Logger

	// Tell, unless it is nil, tells a person of a feed that has failed for days, or is
	// gone. A feed of which nobody could be told is told of again when it fails again.
	Tell func(ctx context.Context, f archive.Feed) error

	// Filed, unless it is nil, is told of each article that was filed or refused,
	// and where it is from. Several goroutines may call it at once.
	Filed func(source string, r archive.Receipt)

	// Whether the store fails and that was said, when a feed is claimed and when one
	// is read: one may go well while the other doesn't.
	claiming, reading atomic.Bool
}

// Street is what a Poller needs of a fetch.Client.
type Street interface {
	Get(ctx context.Context, r fetch.Request) (fetch.Response, error)
}

const (
	hands = 6                // hosts that are asked at once
	lease = time.Minute      // how long a feed waits when whoever read it died
	look  = 30 * time.Second // how often it is looked whether a feed is due
)

// Run reads feeds when they are due, until ctx ends; then what is under way is
// given back to be read later. Nobody waits for a slow host but its own feeds.
func (p *Poller) Run(ctx context.Context) {
	turn, freed := make(chan struct{}, 1), make(chan struct{}, 1)
	p.together(func() {
		for {
			claim, ok := p.wait(ctx, turn, freed)
			if !ok {
				return
			}
			p.work(ctx, claim)
			select {
			case freed <- struct{}{}:
			default:
			}
		}
	})
}

// wait waits until a feed is due: one hand looks for all that have nothing to do, now
// and then and when a host is freed. ok is false when ctx has ended.
func (p *Poller) wait(ctx context.Context, turn, freed chan struct{}) (claim archive.FeedClaim, ok bool) {
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return claim, false
	}
	every := time.NewTicker(look)
	defer every.Stop()
	for ctx.Err() == nil {
		if claim, ok = p.claim(ctx); ok {
			return claim, true
		}
		select {
		case <-every.C:
		case <-freed:
		case <-ctx.Done():
		}
	}
	return claim, false
}

// ReadDue reads all feeds that are due, once.
func (p *Poller) ReadDue(ctx context.Context) {
	p.together(func() {
		for {
			claim, ok := p.claim(ctx)
			if !ok {
				return
			}
			p.work(ctx, claim)
		}
	})
}

func (p *Poller) together(work func()) {
	var all sync.WaitGroup
	defer all.Wait()
	for range hands {
		all.Go(work)
	}
}

// claim claims a feed that is due, if there is one.
func (p *Poller) claim(ctx context.Context) (archive.FeedClaim, bool) {
	claim, ok, err := p.Store.ClaimFeed(ctx, lease)
	p.complain(ctx, &p.claiming, 0, err)
	return claim, ok
}

// work reads a feed that was claimed.
func (p *Poller) work(ctx context.Context, claim archive.FeedClaim) {
	p.complain(ctx, &p.reading, claim.Feed.Number, p.hold(ctx, claim, p.due))
}

// complain logs what is wrong with the store, once until it is well again.
func (p *Poller) complain(ctx context.Context, failing *atomic.Bool, feed int64, err error) {
	if ctx.Err() != nil || errors.Is(err, archive.ErrLost) {
		return
	}
	if before := failing.Swap(err != nil); err != nil && !before {
		p.Log.Error("feeds can't be read just now; trying again", "feed", feed, "error", err)
	}
}

// Read reads one feed now, whether or not it is due, and takes it over from
// whoever reads it: it returns how the feed is then. What went wrong with the feed
// is its Error.
func (p *Poller) Read(ctx context.Context, number int64) (archive.Feed, error) {
	claim, err := p.Store.TakeFeed(ctx, number, lease)
	if err != nil {
		return archive.Feed{}, err
	}
	var f archive.Feed
	err = p.hold(ctx, claim, func(ctx context.Context, claim archive.FeedClaim) (err error) {
		if f, err = p.ask(ctx, claim); err != nil || f.Error != "" {
			return err
		}
		items, err := p.Store.WaitingItems(ctx, number, p.Now().Add(10*rarest), most)
		for i := range items {
			items[i].Attempts = 0 // somebody asks for it
		}
		if err != nil {
			return err
		}
		return p.pages(ctx, claim, f, items)
	})
	return f, err
}

// due does what there is to do of a feed that was handed out.
func (p *Poller) due(ctx context.Context, claim archive.FeedClaim) (err error) {
	f := claim.Feed
	if !f.Next.After(p.Now()) {
		if f, err = p.ask(ctx, claim); err != nil {
			return err
		}
	}
	items, err := p.Store.WaitingItems(ctx, f.Number, p.Now(), most)
	if err != nil {
		return err
	}
	return p.pages(ctx, claim, f, items)
}

// hold does the work of a claim, which it renews meanwhile and gives back then.
// When the claim is lost, the work's context ends. A claim whose work failed is
// left to run out, so that it isn't tried again at once.
func (p *Poller) hold(ctx context.Context, claim archive.FeedClaim, work func(context.Context, archive.FeedClaim) error) error {
	held, letGo := context.WithCancelCause(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() { p.renew(held, claim, letGo) })
	err := work(held, claim)
	if cause := context.Cause(held); cause != nil && errors.Is(cause, archive.ErrLost) {
		err = cause
	}
	letGo(nil)
	renewing.Wait()
	if err != nil && ctx.Err() == nil {
		return err
	}
	if released := p.Store.ReleaseFeed(context.WithoutCancel(ctx), claim); !errors.Is(released, archive.ErrLost) {
		err = errors.Join(err, released)
	}
	return err
}

// renew keeps a claim until its context ends, or ends that when it is lost.
func (p *Poller) renew(ctx context.Context, claim archive.FeedClaim, letGo context.CancelCauseFunc) {
	every := time.NewTicker(lease / 3)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		if err := p.Store.RenewFeed(ctx, claim, lease); errors.Is(err, archive.ErrLost) {
			letGo(err)
			return
		}
	}
}
