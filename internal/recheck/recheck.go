// Package recheck looks again at the pages of the articles that are held, when it
// is time: what changed becomes a version, what is gone is marked, and what can't
// be reached changes nothing.
package recheck

import (
	"context"
	"errors"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/fetch"
	"cuttings/internal/ingest"
)

// Outcome is what a look found.
type Outcome string

// What a look may find.
const (
	Unchanged   Outcome = "unchanged"   // the article is as it was; of one that isn't read from its page, the page is there
	Changed     Outcome = "changed"     // it is a new version
	Missing     Outcome = "missing"     // nothing is there (404); that counts when it is still so a day later
	Gone        Outcome = "gone"        // nothing is there any more
	Back        Outcome = "back"        // it counted as gone, and is there
	Unreachable Outcome = "unreachable" // there is no telling; Reason says why
)

// Look is what a look at a page found.
type Look struct {
	Outcome Outcome
	Reason  string          // of Missing, Gone and Unreachable: what happened
	Page    archive.Page    // as it is now known
	Version archive.Version // the newest, after the look
	Before  archive.Version // where it is Changed: the newest before it
}

// Store is the part of an archive.Store that looking again needs.
type Store interface {
	ingest.Shelf
	archive.Refiling
	ClaimPage(ctx context.Context, lease time.Duration, numbers ...int64) (archive.Page, bool, error)
}

// Looker looks at pages. It may be used by many at once, in any number of
// processes: none looks at a page that another is looking at.
type Looker struct {
	Store  Store
	Street *fetch.Client
	Now    func() time.Time
}

// lease is how long a page is a looker's own: longer than a request with its
// redirects and its waiting takes.
const lease = 10 * time.Minute

// Next looks at the page that has been due longest, or at that of one of the
// cuttings named, due or not. ok is false when there is none, or another is
// looking at it. An error is the store's, or the context's, and then the page is
// as it was; what goes wrong on the street is an Outcome.
func (l *Looker) Next(ctx context.Context, numbers ...int64) (look Look, ok bool, err error) {
	p, ok, err := l.Store.ClaimPage(ctx, lease, numbers...)
	if err != nil || !ok {
		return Look{}, false, err
	}
	held, err := l.Store.Cutting(ctx, p.Number, 0)
	if err == nil {
		item := ingest.Fetch(ctx, l.Street, p.URL, p, held)
		if err = ctx.Err(); err == nil {
			look, err = l.judge(ctx, p, held, item)
		}
	}
	if err != nil {
		back := l.Store.KeepPages(context.WithoutCancel(ctx), p)
		if meanwhile := errors.Is(err, archive.ErrRemoved) || errors.Is(err, archive.ErrOvertaken); meanwhile && back == nil {
			return l.Next(ctx, numbers...)
		}
		return Look{}, false, errors.Join(err, back)
	}
	return look, true, l.Store.KeepPages(ctx, look.Page)
}

// judge says what an answer means for the page and its article, and files what
// changed. The error is ErrRemoved or ErrOvertaken when somebody else had to do with
// the article meanwhile.
func (l *Looker) judge(ctx context.Context, p archive.Page, held archive.Version, item ingest.Item) (Look, error) {
	now := l.Now().UTC().Truncate(time.Second)
	p.Asked = now
	var failed *fetch.Error
	follows := p.Version != 0 && (p.Version == held.Version || item.Article.Text == held.Text) // after a crash, the page is behind
	switch a := item.Article; {
	case errors.As(item.Err, &failed) && failed.Kind == fetch.Gone:
		return missing(p, held, failed, now), nil
	case errors.As(item.Err, &failed):
		return unreachable(p, held, failed.Error(), failed.RetryAfter, now), nil
	case !follows && p.Version == 0 || !follows && item.Err == nil: // somebody's own words, which no page replaces
		return there(p, held, now), nil
	case item.Err != nil:
		return unreachable(p, held, item.Err.Error(), 0, now), nil
	case a.Text != held.Text && a.Address != held.Address:
		return unreachable(p, held, "the address leads to another article now", 0, now), nil
	}
	p.ETag, p.LastModified = item.Capture.ETag, item.Capture.LastModified
	p.Version = held.Version
	if item.Capture.NotModified {
		return there(p, held, now), nil
	}
	return l.file(ctx, p, held, item.Article, now)
}

// file files the article that was read from the page of the one that is held.
func (l *Looker) file(ctx context.Context, p archive.Page, held archive.Version, a archive.Article, now time.Time) (Look, error) {
	a.ID, a.URL, a.Address, a.Collection = held.ID, held.URL, held.Address, held.Collection
	r, err := l.Store.PutOver(ctx, held, ingest.Again(held.Article, a))
	if err != nil {
		return Look{}, err
	}
	switch r.Status {
	case archive.Unchanged:
		return there(p, held, now), nil
	case archive.Refused:
		return unreachable(p, held, r.Reason, 0, now), nil
	}
	newest, err := l.Store.Cutting(ctx, p.Number, r.Version)
	if err != nil {
		return Look{}, err
	}
	p.Version = newest.Version
	look := there(p, newest, now)
	look.Outcome, look.Before = Changed, held
	return look, nil
}

// there is a look that found the page.
func there(p archive.Page, v archive.Version, now time.Time) Look {
	look := Look{Outcome: Unchanged, Version: v}
	if !p.Gone.IsZero() {
		look.Outcome = Back
	}
	p.Seen, p.Failures, p.Missing, p.Gone, p.Error = now, 0, time.Time{}, time.Time{}, ""
	p.Next = next(v.Captured, now)
	look.Page = p
	return look
}

// missing is a look that was told that nothing is there. One 404 may be a slip of
// the site's, so it takes two, a day apart; a 410 is meant.
func missing(p archive.Page, v archive.Version, e *fetch.Error, now time.Time) Look {
	look := Look{Outcome: Missing, Reason: e.Error(), Version: v}
	if p.Missing.IsZero() {
		p.Missing = now
	}
	if p.Gone.IsZero() && (e.ForGood() || now.Sub(p.Missing) >= step(0)) {
		p.Gone = p.Missing
	}
	p.Failures, p.Error, p.Next = p.Failures+1, e.Error(), next(p.Missing, now)
	if look.Page = p; !p.Gone.IsZero() {
		look.Outcome = Gone
	}
	return look
}

// unreachable is a look that found nothing out.
func unreachable(p archive.Page, v archive.Version, why string, wait time.Duration, now time.Time) Look {
	p.Failures, p.Error = p.Failures+1, why
	p.Next = now.Add(max(wait, step(p.Failures-1)))
	return Look{Outcome: Unreachable, Reason: why, Page: p, Version: v}
}
