package poll

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/feed"
	"cuttings/internal/fetch"
)

// Types are what feeds are sent as, rightly and by mistake. A web page is among
// them so that it can be told what it is.
var Types = []string{
	"application/atom+xml", "application/rss+xml", "application/feed+json", "application/rdf+xml", "application/xml", "text/xml",
	"application/json", "application/x-rss+xml", "text/rss+xml", "text/plain", "text/html", "application/xhtml+xml", "application/octet-stream",
}

// patience is how long a feed fails before a person is told.
const patience = 3 * 24 * time.Hour

// ask asks for a feed, files what is new in it, and returns how the feed is now. An
// error is the store's or the context's; what is wrong with the feed is its Error.
// That it is asked is written down first, so that it isn't asked soon again should
// the program die of the answer.
func (p *Poller) ask(ctx context.Context, claim archive.FeedClaim) (archive.Feed, error) {
	f := claim.Feed
	f.Asked = p.Now()
	f.Next = f.Asked.Add(oftenest)
	if _, err := p.Store.RecordFeed(ctx, claim, f); err != nil {
		return f, err
	}
	answer, err := p.Street.Get(ctx, fetch.Request{
		URL: f.Address, Types: Types, MaxBytes: feed.MaxBytes, ETag: f.ETag, LastModified: f.LastModified,
	})
	if ctx.Err() != nil {
		return f, ctx.Err()
	}
	f.Asked = p.Now()
	if err != nil {
		return p.failed(ctx, claim, f, err)
	}
	var brought, known []archive.Brought
	hash := archive.Hash(string(answer.Body))
	if !answer.NotModified && hash != f.Hash {
		doc, err := read(answer)
		if err != nil {
			return p.failed(ctx, claim, f, err)
		}
		if brought, known, err = p.news(ctx, f, doc); err != nil {
			return f, err
		}
		if doc.Dropped > 0 {
			p.Log.Info("a feed has items that are passed over: too many, or of no use", "feed", f.Number, "items", doc.Dropped)
		}
		if doc.Damaged { // the whole may have the same ETag
			p.Log.Info("a feed breaks off: what comes before that is read", "feed", f.Number)
			answer.ETag, answer.LastModified = "", ""
		}
		f.Title, f.Hash, f.Wait = cmp.Or(kept(doc.Title, 300), f.Title), hash, doc.Wait
	}
	f.ETag, f.LastModified = kept(answer.ETag, 1000), kept(answer.LastModified, 100)
	f.Read, f.Failures, f.Failing, f.Error, f.Told = f.Asked, 0, time.Time{}, "", time.Time{}
	f.Next = f.Asked.Add(rest(f.Address, max(answer.MaxAge, f.Wait)))
	if moved := (archive.Feed{Address: answer.URL}); answer.Moved && moved.Validate() == nil {
		f.Address = answer.URL
	}
	return p.record(ctx, claim, f, brought, known)
}

// read reads what was answered.
func read(answer fetch.Response) (feed.Feed, error) {
	base, err := url.Parse(answer.URL)
	if err != nil {
		return feed.Feed{}, err
	}
	return feed.Read(answer.Body, answer.Type, base)
}

// record keeps how the feed is, with what it brought and what of it was known, and
// tells what became of what it brought. A feed that moved to where another is, stays
// where it was and is paused: it is read there already.
func (p *Poller) record(ctx context.Context, claim archive.FeedClaim, f archive.Feed, brought, known []archive.Brought) (archive.Feed, error) {
	all := slices.Concat(brought, known)
	receipts, err := p.Store.RecordFeed(ctx, claim, f, all...)
	twin := errors.Is(err, archive.ErrOccupied)
	if twin {
		f.Address = claim.Feed.Address
		receipts, err = p.Store.RecordFeed(ctx, claim, f, all...)
	}
	if err != nil {
		return f, err
	}
	if f.Address != claim.Feed.Address {
		p.Log.Info("a feed has moved for good", "feed", f.Number, "from", fetch.Redact(claim.Feed.Address), "to", fetch.Redact(f.Address))
	}
	for i, b := range brought {
		p.tell(b, receipts[i])
	}
	if twin {
		return p.pause(ctx, f, "it has moved for good to the address of another feed, which is read there")
	}
	return f, nil
}

// pause pauses a feed; its claim is lost by that.
func (p *Poller) pause(ctx context.Context, f archive.Feed, why string) (archive.Feed, error) {
	f.Paused = &archive.Pause{At: f.Asked, Program: true, Why: why}
	return f, p.Store.PauseFeed(ctx, f.Number, f.Paused)
}

// failed keeps that a feed was asked in vain. One that is gone for good is paused;
// of one that has failed for days a person is told.
func (p *Poller) failed(ctx context.Context, claim archive.FeedClaim, f archive.Feed, failure error) (archive.Feed, error) {
	var answer fetch.Error
	if e, ok := errors.AsType[*fetch.Error](failure); ok {
		answer = *e
	}
	f.Failures++
	f.Error = kept(Reason(failure), 500)
	if f.Failing.IsZero() {
		f.Failing = f.Asked
	}
	f.Next = f.Asked.Add(backOff(f.Failures, p.Jitter(), answer.RetryAfter))
	gone := answer.ForGood()
	if f.Told.IsZero() && (gone || f.Asked.Sub(f.Failing) >= patience) {
		f.Told = p.told(ctx, f)
	}
	if _, err := p.Store.RecordFeed(ctx, claim, f); err != nil || !gone {
		return f, err
	}
	return p.pause(ctx, f, fmt.Sprintf("the site says that it is gone for good (%d)", answer.Status))
}

// told tells a person that a feed needs one, and returns when: not at all when that
// failed.
func (p *Poller) told(ctx context.Context, f archive.Feed) time.Time {
	p.Log.Error("a feed needs somebody: see cuttings feeds", "feed", f.Number, "address", fetch.Redact(f.Address), "since", f.Failing, "error", f.Error)
	if p.Tell != nil {
		if err := p.Tell(ctx, f); err != nil {
			p.Log.Error("nobody could be told of a feed", "feed", f.Number, "error", err)
			return time.Time{}
		}
	}
	return f.Asked
}

// kept is text of a stranger's as it may be kept: so many bytes at most, or nothing
// where it isn't text.
func kept(s string, limit int) string {
	s = strings.ToValidUTF8(s[:min(len(s), limit)], "")
	if archive.Storable(s) != nil {
		return ""
	}
	return s
}
