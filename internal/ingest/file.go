package ingest

import (
	"context"
	"errors"

	"cuttings/internal/archive"
)

// Shelf is the part of an archive.Store that File needs.
type Shelf interface {
	Current(ctx context.Context, id string) (archive.Version, error)
	Put(ctx context.Context, articles ...archive.Article) ([]archive.Receipt, error)
}

// File puts what was read into the store and returns a receipt for each item, in
// their order. An item with an error is refused with it; a page that differs from
// what is held in its date alone is what is held: see KeepDate.
func File(ctx context.Context, store Shelf, items ...Item) ([]archive.Receipt, error) {
	var articles []archive.Article
	for _, item := range items {
		if item.Err != nil {
			continue
		}
		article := item.Article
		if item.Origin != FromFile {
			held, err := store.Current(ctx, article.ID)
			if err == nil {
				article = KeepDate(held.Article, article)
			} else if !errors.Is(err, archive.ErrNotFound) && !errors.Is(err, archive.ErrRemoved) {
				return nil, err
			}
		}
		articles = append(articles, article)
	}
	put, err := store.Put(ctx, articles...)
	if err != nil {
		return nil, err
	}
	receipts := make([]archive.Receipt, len(items))
	for i, item := range items {
		if item.Err != nil {
			receipts[i] = archive.Receipt{ID: item.Article.ID, Status: archive.Refused, Reason: item.Err.Error()}
			continue
		}
		receipts[i], put = put[0], put[1:]
	}
	return receipts, nil
}
