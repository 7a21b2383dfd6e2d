package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"cuttings/bot/card"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
)

// WatchComposer makes the messages of watches. It is safe for concurrent use.
type WatchComposer struct {
	Desk interface {
		Tell(ctx context.Context, w archive.Subscription, after int64) (desk.ToldReply, error)
	}
}

var _ digest.Composer = WatchComposer{}

// Compose tells of what came and matches; see digest.Composer.
func (c WatchComposer) Compose(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	if e.Subscription.Watch == "" {
		return digest.Contents{}, fmt.Errorf("subscription %d is no watch", e.Subscription.ID)
	}
	told, err := c.Desk.Tell(ctx, e.Subscription, e.From)
	out := digest.Contents{To: max(told.UpTo, e.From), Quiet: len(told.Hits)+told.More == 0}
	if err != nil || out.Quiet {
		return out, err
	}
	for _, h := range told.Hits {
		out.Cuttings = append(out.Cuttings, h.Quote.Version.Number)
	}
	m, err := card.Render(told, card.Options{})
	if err == nil {
		out.Payload, err = json.Marshal(newMessage(m, 0))
	}
	return out, err
}

// carryOut does what a button says, and tells whoever pressed it what became of it.
func (s *service) carryOut(in *interaction, log *slog.Logger, command string, args map[string]string) error {
	message, err := s.consult(in.asker(), card.Options{CommandIDs: s.commandIDs}, func(ctx context.Context) (reply, error) {
		return s.cfg.Desk.Do(ctx, command, args)
	})
	if err != nil {
		message = s.explain(in, log, err)
	}
	return s.rest.followUp(s.send, s.appID, in, message)
}
