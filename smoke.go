package main

import (
	"context"
	"log/slog"

	"cuttings/bot"
	"cuttings/internal/terminal"
)

// smoke tries the bot on Discord itself and reports whether all went well.
func smoke(ctx context.Context, settings terminal.Settings, library *terminal.Library, log *slog.Logger, test terminal.Smoke) bool {
	config := botConfig(settings, library)
	config.Log = log
	return bot.RunSmoke(ctx, config, bot.Smoke{
		Channel: test.Channel, Long: test.Long, Human: test.Human, Prompt: test.Prompt,
		Tell: func(f bot.Finding) { test.Tell(terminal.Finding(f)) },
	})
}
