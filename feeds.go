package main

import (
	"context"
	"fmt"

	"cuttings/bot"
	"cuttings/internal/archive"
	"cuttings/internal/fetch"
	"cuttings/internal/terminal"
)

// tellOf posts into the operator's channel that a feed needs somebody.
func tellOf(ctx context.Context, f archive.Feed, settings terminal.Settings, library *terminal.Library) error {
	sender, err := bot.NewSender(botConfig(settings, library))
	if err != nil {
		return err
	}
	defer sender.Close()
	text := fmt.Sprintf("Feed %d, %s, can't be read since %s: %s. cuttings feeds says more.",
		f.Number, fetch.Redact(f.Address), f.Failing.Format("2 January 2006, 15:04 UTC"), f.Error)
	return sender.Notify(ctx, settings.Notices, text, fmt.Sprintf("feed%d-%d", f.Number, f.Failing.Unix()))
}
