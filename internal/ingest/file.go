package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"cuttings/internal/archive"
)

// Shelf is the part of an archive.Store that File needs.
type Shelf interface {
	Current(ctx context.Context, id string) (archive.Version, error)
	Cutting(ctx context.Context, number int64, version int) (archive.Version, error)
	Put(ctx context.Context, articles ...archive.Article) ([]archive.Receipt, error)
	Page(ctx context.Context, number int64) (page archive.Page, known bool, err error)
	KeepPages(ctx context.Context, pages ...archive.Page) error
}

// File puts what was read into the store, in order, and returns a receipt for each
// item. An item with an error is refused with it. A page that differs from what is
// held in its date alone is what is held (see Again), and stays in its
// collection where it names none; one that was saved before the version that is
// held is that earlier version, or refused where there is none with its text. When
// a page was saved isn't known where it says a time more than a day after now. What
// is known of pages is kept with their articles.
func File(ctx context.Context, store Shelf, now time.Time, items ...Item) ([]archive.Receipt, error) {
	items = slices.Clone(items)
	for i, item := range items {
		if c := item.Capture; item.Origin == FromPage && c != nil && c.At.After(now.Add(24*time.Hour)) {
			undated := *c
			undated.At = time.Time{}
			items[i].Capture = &undated
		}
	}
	receipts := make([]archive.Receipt, 0, len(items))
	for len(items) > 0 {
		n, met := 0, map[string]bool{}
		for n < len(items) && (items[n].Err != nil || !met[items[n].Article.ID]) { // a second capture comes after the first is filed
			if items[n].Err == nil {
				met[items[n].Article.ID] = true
			}
			n++
		}
		some, err := fileOnce(ctx, store, items[:n])
		if err != nil {
			return nil, err
		}
		receipts, items = append(receipts, some...), items[n:]
	}
	return receipts, nil
}

// fileOnce files items of different articles.
func fileOnce(ctx context.Context, store Shelf, items []Item) ([]archive.Receipt, error) {
	receipts := make([]archive.Receipt, len(items))
	var articles []archive.Article
	for i, item := range items {
		if item.Err != nil {
			receipts[i] = archive.Receipt{ID: item.Article.ID, Status: archive.Refused, Reason: item.Err.Error()}
			continue
		}
		var err error
		if item.Origin != FromFile {
			item.Article, receipts[i], err = over(ctx, store, item)
		}
		if err != nil {
			return nil, err
		}
		if receipts[i].Status == "" {
			articles = append(articles, item.Article)
		}
	}
	put, err := store.Put(ctx, articles...)
	if err != nil {
		return nil, err
	}
	var pages []archive.Page
	for i, item := range items {
		if receipts[i].Status != "" {
			continue
		}
		receipts[i], put = put[0], put[1:]
		if item.Capture == nil || receipts[i].Number == 0 {
			continue
		}
		p, err := pageOf(ctx, store, item, receipts[i])
		if err != nil {
			return nil, err
		}
		if p.URL != "" {
			pages = append(pages, p)
		}
	}
	return receipts, store.KeepPages(ctx, pages...)
}

// over is the article of a page as it is put over the one that is held, or the
// receipt of one that isn't put.
func over(ctx context.Context, store Shelf, item Item) (archive.Article, archive.Receipt, error) {
	a := item.Article
	held, err := store.Current(ctx, a.ID)
	if archive.Absent(err) {
		return a, archive.Receipt{}, nil
	}
	if err != nil {
		return a, archive.Receipt{}, err
	}
	if a.Collection == "" {
		a.Collection = held.Collection
	}
	a = Again(held.Article, a)
	if a == held.Article || item.Origin == FromStreet || item.Capture == nil || item.Capture.At.IsZero() {
		return a, archive.Receipt{}, nil
	}
	known, ok, err := store.Page(ctx, held.Number)
	if err != nil || !ok || !item.Capture.At.Before(known.Seen) {
		return a, archive.Receipt{}, err
	}
	receipt, err := earlier(ctx, store, item, held)
	return a, receipt, err
}

// earlier is the receipt of a capture that is older than the version held.
func earlier(ctx context.Context, store Shelf, item Item, held archive.Version) (archive.Receipt, error) {
	hash := archive.Hash(item.Article.Text)
	for n := held.Version; n > 0; n-- {
		v, err := store.Cutting(ctx, held.Number, n)
		if errors.Is(err, archive.ErrRemoved) {
			continue
		}
		if err != nil {
			return archive.Receipt{}, err
		}
		if v.Hash == hash {
			return archive.Receipt{ID: held.ID, Number: held.Number, Version: n, Status: archive.Unchanged}, nil
		}
	}
	return archive.Receipt{ID: held.ID, Status: archive.Refused, Reason: fmt.Sprintf(
		"it was captured on %s, before the version of cutting %d that is held, and versions are kept in the order of their captures: add the older capture first, to another data folder",
		item.Capture.At.Format("2 January 2006"), held.Number)}, nil
}

// pageOf is what is known of a page whose article was filed.
func pageOf(ctx context.Context, store Shelf, item Item, r archive.Receipt) (archive.Page, error) {
	p, _, err := store.Page(ctx, r.Number)
	if err != nil {
		return p, err
	}
	if r.Status != archive.Unchanged {
		p.ETag, p.LastModified = "", ""
		p.Next = time.Time{} // a while after this capture
	}
	read := item.Capture.page(item.Article)
	if item.Origin == FromStreet {
		read.Asked, read.Next = read.Seen, p.Next
		p = read
	}
	p.URL = cmp.Or(p.URL, read.URL)
	if read.Seen.After(p.Seen) {
		p.Seen = read.Seen
	}
	p.Number, p.Version = r.Number, r.Version
	return p, nil
}
