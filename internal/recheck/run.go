package recheck

import (
	"context"
	"log/slog"
	"time"
)

// Run looks at pages when it is time, one after each pause, until ctx ends.
func (l *Looker) Run(ctx context.Context, pause time.Duration, log *slog.Logger) {
	every := time.NewTicker(pause)
	defer every.Stop()
	for failed := false; ; {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		}
		look, ok, err := l.Next(ctx)
		if err != nil && ctx.Err() == nil && !failed {
			log.Error("articles' pages are not looked at again; trying again", "error", err)
		}
		if failed = err != nil; ok && !failed && look.Outcome != Unchanged {
			log.Info("looked at an article's page again", "cutting", look.Version.Number, "outcome", look.Outcome, "reason", look.Reason)
		}
	}
}
