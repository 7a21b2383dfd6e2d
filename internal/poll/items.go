package poll

import (
	"context"
	"strings"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/feed"
	"cuttings/internal/ingest"
)

// news are the items of a feed that are new or have changed with their article or,
// where the feed has only its beginning, waiting for its page; and apart from them
// the others, as they are.
func (p *Poller) news(ctx context.Context, f archive.Feed, doc feed.Feed) (brought, same []archive.Brought, err error) {
	keys := make([]string, len(doc.Items))
	for i, item := range doc.Items {
		keys[i] = key(item)
	}
	list, err := p.Store.FeedItems(ctx, f.Number, keys...)
	if err != nil {
		return nil, nil, err
	}
	seen := map[string]archive.FeedItem{}
	for _, i := range list {
		seen[i.Key] = i
	}
	for i, item := range doc.Items {
		now, known := seen[keys[i]]
		if hash := fingerprint(item); known && now.Hash == hash {
			same = append(same, archive.Brought{Item: now})
			continue
		} else if now.Hash = hash; !known {
			now.Key, now.Backlog = keys[i], f.Read.IsZero()
		}
		b, err := p.make(ctx, f, doc, item, now)
		if err != nil {
			return nil, nil, err
		}
		brought = append(brought, b)
	}
	return brought, same, nil
}

// make makes the article of an item that is new or has changed, or finds out that
// its page is needed.
func (p *Poller) make(ctx context.Context, f archive.Feed, doc feed.Feed, item feed.Item, now archive.FeedItem) (archive.Brought, error) {
	a, whole, err := ingest.FromFeed(doc, item, f.Address, day(f.Asked))
	switch {
	case err != nil && now.Article != "": // what it was is held, and stays
		return archive.Brought{Item: now}, nil
	case err != nil:
		now.State, now.Reason, now.Known.URL = archive.ItemRefused, kept(err.Error(), 500), item.Link
		return archive.Brought{Item: now}, nil
	case now.State == archive.ItemHeld && !whole: // whoever brought it looks after it
		return archive.Brought{Item: now}, nil
	case !whole:
		now.State, now.Known, now.Due, now.Attempts, now.Reason = archive.ItemWaiting, a, f.Asked, 0, ""
		now.Known.Text, now.Known.Collection = "", ""
		return archive.Brought{Item: now}, nil
	}
	if item.Link == "" && now.Article != "" { // its id holds the feed's address, which may have changed
		a.ID = now.Article
	}
	return p.bring(ctx, f, now, a)
}

// bring is an item with its article as it should be filed.
func (p *Poller) bring(ctx context.Context, f archive.Feed, item archive.FeedItem, a archive.Article) (archive.Brought, error) {
	a.Collection = f.Collection
	held, err := p.Store.Current(ctx, a.ID)
	if err == nil {
		a.Collection = held.Collection
		a = ingest.Again(held.Article, a)
	} else if !archive.Absent(err) {
		return archive.Brought{}, err
	}
	return archive.Brought{Item: item, Article: &a}, nil
}

// key names an item within its feed.
func key(item feed.Item) string {
	name := item.ID
	if name == "" {
		name = item.Link
	}
	if name == "" {
		name = item.Title + "\n" + item.HTML
	}
	return archive.Hash(name)[:32]
}

// fingerprint changes when an item says something else. Its dates are not among
// what it says, and of a beginning only the headline: many are made anew for every
// reader, and each change costs the site a request.
func fingerprint(item feed.Item) string {
	said := []string{item.Link, item.Title}
	if item.Whole || item.Link == "" {
		said = append(said, item.Author, item.HTML)
	}
	return archive.Hash(strings.Join(said, "\n"))[:32]
}

// tell tells of an item that was filed, or why it wasn't.
func (p *Poller) tell(b archive.Brought, r archive.Receipt) {
	source := b.Item.Known.URL
	if b.Article != nil {
		source = b.Article.URL
	}
	switch {
	case p.Filed == nil || r.Status == "" && b.Item.State != archive.ItemRefused:
	case r.Status == "":
		p.Filed(source, archive.Receipt{Status: archive.Refused, Reason: b.Item.Reason})
	default:
		p.Filed(source, r)
	}
}

// day is the day of a moment, in UTC.
func day(t time.Time) archive.Date {
	year, month, day := t.UTC().Date()
	return archive.Date{Year: year, Month: int(month), Day: day}
}
