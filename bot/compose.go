package bot

import (
	"context"
	"encoding/json"

	"cuttings/bot/card"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
)

// Composer makes the messages of digests and of watches.
type Composer struct {
	Digests DigestComposer
	Watches WatchComposer
}

var _ digest.Composer = Composer{}

// Compose has the one make it whose it is; see digest.Composer.
func (c Composer) Compose(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	if e.Subscription.Watch != "" {
		return c.Watches.Compose(ctx, e)
	}
	return c.Digests.Compose(ctx, e)
}

// DigestComposer makes the messages of digests. It is safe for concurrent use.
type DigestComposer struct {
	Desk interface {
		DigestFor(ctx context.Context, e digest.Edition) (r desk.DigestReply, skip bool, err error)
	}
	CommandIDs func() map[string]string // see Bot.CommandIDs
}

// Compose gathers what came since the digest before; see digest.Composer.
func (c DigestComposer) Compose(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	r, skip, err := c.Desk.DigestFor(ctx, e)
	if err != nil || skip {
		return digest.Contents{To: r.To, Quiet: skip}, err
	}
	m, err := card.Render(r, card.Options{Role: e.Subscription.Role, CommandIDs: c.CommandIDs()})
	if err != nil {
		return digest.Contents{}, err
	}
	body := newMessage(m, 0)
	if role := e.Subscription.Role; role != "" {
		body.AllowedMentions.Roles = []string{role}
	}
	payload, err := json.Marshal(body)
	return digest.Contents{Payload: payload, Cuttings: m.Cuttings, To: r.To}, err
}
