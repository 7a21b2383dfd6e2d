package main

import (
	"context"
	"fmt"

	"cuttings/bot"
	"cuttings/internal/archive"
	"cuttings/internal/fetch"
)

// tellOf posts into a channel, the operator's, that a feed needs somebody.
func tellOf(ctx context.Context, f archive.Feed, sender *bot.Sender, channel string) error {
	text := fmt.Sprintf("Feed %d, %s, can't be read since %s: %s. cuttings feeds says more.",
		f.Number, fetch.Redact(f.Address), f.Failing.UTC().Format("2 January 2006, 15:04 UTC"), f.Error)
	return sender.Notify(ctx, channel, text, fmt.Sprintf("feed%d-%d", f.Number, f.Failing.Unix()))
}
