package main

import (
	"context"
	"log/slog"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/metrics"
	"cuttings/internal/terminal"
)

// reporting is how often a running bot says how it is.
const reporting = 10 * time.Second

// report keeps in the store how this bot is, until ctx ends, for /status and cuttings
// status, whichever process is asked.
func report(ctx context.Context, b archive.Bot, library *terminal.Library, meter *metrics.Metrics, keeping *keepingUp, log *slog.Logger) {
	every := time.NewTicker(reporting)
	defer every.Stop()
	for failed := false; ; {
		err := library.Desk.ReportBot(ctx, now(ctx, b, meter, keeping))
		if err != nil && ctx.Err() == nil && !failed {
			log.Warn("how this bot is can't be kept; trying again", "error", err)
		}
		failed = err != nil
		select {
		case <-every.C:
		case <-ctx.Done():
			if err := library.Desk.ForgetBot(context.WithoutCancel(ctx), b.Name); err != nil {
				log.Warn("that this bot has ended can't be kept", "error", err)
			}
			return
		}
	}
}

// now is how the bot is.
func now(ctx context.Context, b archive.Bot, meter *metrics.Metrics, keeping *keepingUp) archive.Bot {
	s := meter.Snapshot()
	b.Interactions, b.Failed, b.Heartbeat = s.Interactions, s.Failed, s.Heartbeat
	b.Acknowledged = archive.Latency{Half: s.Acknowledged[0], Most: s.Acknowledged[1]}
	b.Answered = archive.Latency{Half: s.Answered[0], Most: s.Answered[1]}
	for _, shard := range s.Shards {
		b.Shards = append(b.Shards, archive.Shard{Number: shard.Number, Connected: shard.Connected, Since: shard.Since.UTC().Truncate(time.Second)})
	}
	b.Behind, b.Late, _ = keeping.lag(ctx) // what can't be read is in the log, and in check
	return b
}
