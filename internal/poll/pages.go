package poll

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"cuttings/internal/archive"
	"cuttings/internal/fetch"
	"cuttings/internal/ingest"
	"cuttings/internal/page"
)

// most is how many pages are asked for in one go, before others of the host have
// their turn.
const most = 50

// pages asks for the pages of items that wait for them, one by one. Each is filed
// before the next is asked for. Of a feed that was paused, none is.
func (p *Poller) pages(ctx context.Context, claim archive.FeedClaim, f archive.Feed, items []archive.FeedItem) error {
	for len(items) > 0 && f.Paused == nil {
		item := items[0]
		items = items[1:]
		done, err := p.page(ctx, claim, f, item)
		if err != nil {
			return err
		}
		brought := []archive.Brought{done.Brought}
		if done.trouble { // the host's other pages can wait as long
			items = slices.DeleteFunc(items, func(other archive.FeedItem) bool {
				same := host(other) == host(item)
				if same {
					other.Due, other.Reason = done.Item.Due, done.Item.Reason
					brought = append(brought, archive.Brought{Item: other})
				}
				return same
			})
		}
		receipts, err := p.Store.RecordFeed(ctx, claim, f, brought...)
		if err != nil {
			return err
		}
		p.tell(done.Brought, receipts[0])
	}
	return nil
}

// outcome is what became of an item whose page was asked for. Trouble is the host's,
// rather than this page's.
type outcome struct {
	archive.Brought
	trouble bool
}

// page asks for the page of an item and makes the article of it. That it is asked
// for is written down first, as an attempt: a page that the program dies of is given
// up like any other. An error is the store's or the context's.
func (p *Poller) page(ctx context.Context, claim archive.FeedClaim, f archive.Feed, item archive.FeedItem) (outcome, error) {
	_, err := p.Store.Current(ctx, cmp.Or(item.Article, item.Known.ID))
	switch {
	case err != nil && !archive.Absent(err):
		return outcome{}, err
	case err == nil && item.Article == "", errors.Is(err, archive.ErrRemoved): // it came by another feed, or may not come
		item.State, item.Article, item.Reason = archive.ItemHeld, item.Known.ID, ""
		return outcome{Brought: archive.Brought{Item: item}}, nil
	}
	item.Attempts++
	item.Due = p.Now().Add(retry(item.Attempts, 0, 0))
	if item.Attempts > tries {
		item.Reason = cmp.Or(item.Reason, "reading its page never came to an end")
		return given(item), nil
	}
	if _, err := p.Store.RecordFeed(ctx, claim, f, archive.Brought{Item: item}); err != nil {
		return outcome{}, err
	}
	answer, err := p.Street.Get(ctx, fetch.Request{URL: item.Known.URL, Types: pageTypes, MaxBytes: page.MaxBytes})
	if ctx.Err() != nil {
		return outcome{}, ctx.Err()
	}
	var a archive.Article
	if err == nil {
		a, err = ingest.PageOf(item.Known, page.Source{URL: answer.URL, Type: answer.Type, Body: answer.Body})
	}
	if err != nil {
		return p.inVain(item, err), nil
	}
	brought, err := p.bring(ctx, f, item, a)
	read := ingest.PageRead(answer, a)
	brought.Page = &read
	return outcome{Brought: brought}, err
}

var pageTypes = []string{"text/html", "application/xhtml+xml"}

// inVain is an item whose page was asked for in vain: it waits for another try, or
// is given up.
func (p *Poller) inVain(item archive.FeedItem, failure error) outcome {
	item.Reason = kept(failure.Error(), 500)
	e, ok := errors.AsType[*fetch.Error](failure)
	if !ok || item.Attempts >= tries {
		return given(item)
	}
	trouble := false
	switch e.Kind {
	case fetch.Unreachable, fetch.Certificate, fetch.Slow, fetch.Busy, fetch.Broken:
		trouble = true
	case fetch.Gone: // some feeds are faster than their site
		if e.ForGood() {
			return given(item)
		}
	default:
		return given(item)
	}
	item.Due = p.Now().Add(retry(item.Attempts, p.Jitter(), e.RetryAfter))
	return outcome{Brought: archive.Brought{Item: item}, trouble: trouble}
}

// given is an item that is given up. An article that it brought before stays.
func given(item archive.FeedItem) outcome {
	if item.State = archive.ItemRefused; item.Article != "" {
		item.State = archive.ItemAdded
	}
	return outcome{Brought: archive.Brought{Item: item}}
}

// host is that of an item's page.
func host(item archive.FeedItem) string { return archive.Feed{Address: item.Known.URL}.Host() }
