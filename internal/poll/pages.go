package poll

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"cuttings/internal/archive"
	"cuttings/internal/fetch"
	"cuttings/internal/ingest"
	"cuttings/internal/page"
)

// most is how many pages are asked for in one go, before others of the host have
// their turn.
const most = 50

// pages asks for the pages of a feed's items that wait for them, one by one. Each is
// filed before the next is asked for. Of a feed that was paused, none is.
func (p *Poller) pages(ctx context.Context, claim archive.FeedClaim, f archive.Feed) error {
	if f.Paused != nil {
		return nil
	}
	due, err := p.Store.DueItems(ctx, f.Number, most)
	if err != nil {
		return err
	}
	for len(due) > 0 {
		item := due[0]
		due = due[1:]
		brought, trouble, err := p.page(ctx, f, item)
		if err != nil {
			return err
		}
		list := []archive.Brought{brought}
		if trouble { // the host's: its other pages can wait as long
			due = slices.DeleteFunc(due, func(other archive.FeedItem) bool {
				same := host(other.Known.URL) == host(item.Known.URL)
				if same {
					other.Due, other.Reason = brought.Item.Due, brought.Item.Reason
					list = append(list, archive.Brought{Item: other})
				}
				return same
			})
		}
		receipts, err := p.Store.RecordFeed(ctx, claim, f, list...)
		if err != nil {
			return err
		}
		p.tell(brought, receipts[0])
	}
	return nil
}

// page asks for the page of an item and makes the article of it. Trouble is the
// host's, rather than this page's. An error is the store's or the context's.
func (p *Poller) page(ctx context.Context, f archive.Feed, item archive.FeedItem) (b archive.Brought, trouble bool, err error) {
	if item.Article == "" { // new: perhaps it came by another feed
		_, err := p.Store.Current(ctx, item.Known.ID)
		if err == nil || errors.Is(err, archive.ErrRemoved) {
			item.State, item.Article, item.Reason = archive.ItemHeld, item.Known.ID, ""
			return archive.Brought{Item: item}, false, nil
		}
		if !missing(err) {
			return b, false, err
		}
	}
	answer, err := p.Street.Get(ctx, fetch.Request{URL: item.Known.URL, Types: pageTypes, MaxBytes: page.MaxBytes})
	if ctx.Err() != nil {
		return b, false, ctx.Err()
	}
	var a archive.Article
	if err == nil {
		a, err = ingest.PageOf(item.Known, page.Source{URL: answer.URL, Type: answer.Type, Body: answer.Body})
	}
	if err == nil {
		b, err := p.bring(ctx, f, item, a)
		return b, false, err
	}
	item, trouble = p.inVain(item, err)
	return archive.Brought{Item: item}, trouble, nil
}

var pageTypes = []string{"text/html", "application/xhtml+xml"}

// inVain is an item whose page was asked for in vain: it waits for another try, or
// is given up. An article that it brought before stays.
func (p *Poller) inVain(item archive.FeedItem, failure error) (_ archive.FeedItem, trouble bool) {
	item.Attempts++
	item.Reason = kept(failure.Error(), 500)
	again := false
	if e, ok := errors.AsType[*fetch.Error](failure); ok {
		switch e.Kind {
		case fetch.Unreachable, fetch.Certificate, fetch.Slow, fetch.Busy, fetch.Broken:
			again, trouble = true, true
		case fetch.Gone: // some feeds are faster than their site
			again = e.Status != goneForGood
		}
		if again && item.Attempts < tries {
			item.Due = p.Now().Add(retry(item.Attempts, p.Jitter(), e.RetryAfter))
			return item, trouble
		}
	}
	if item.State = archive.ItemRefused; item.Article != "" {
		item.State = archive.ItemAdded
	}
	return item, false
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
