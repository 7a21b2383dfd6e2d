package bot

import (
	"context"
	"encoding/json"

	"cuttings/bot/card"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/words"
)

// Composer makes the messages of digests and of watches. It is safe for concurrent
// use.
type Composer struct {
	Desk interface {
		DigestFor(ctx context.Context, e digest.Edition) (r desk.DigestReply, skip bool, err error)
		Tell(ctx context.Context, w archive.Subscription, after int64) (desk.ToldReply, error)
	}
	CommandIDs func() map[string]string // see Bot.CommandIDs
}

var _ digest.Composer = Composer{}

// Compose gathers what came since the message before; see digest.Composer.
func (c Composer) Compose(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	if e.Subscription.Watch != "" {
		return c.watch(ctx, e)
	}
	return c.digest(ctx, e)
}

func (c Composer) digest(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	r, skip, err := c.Desk.DigestFor(ctx, e)
	if err != nil || skip {
		return digest.Contents{To: r.To, Quiet: skip}, err
	}
	m, err := card.Render(r, card.Options{Words: words.For(e.Subscription.Locale), Role: e.Subscription.Role, CommandIDs: c.CommandIDs()})
	if err != nil {
		return digest.Contents{}, err
	}
	body := newMessage(m, 0)
	if role := e.Subscription.Role; role != "" {
		body.AllowedMentions.Roles = []string{role}
	}
	payload, err := json.Marshal(body)
	return digest.Contents{Payload: payload, Cuttings: m.Cuttings, Beside: m.Beside, To: r.To}, err
}

func (c Composer) watch(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	told, err := c.Desk.Tell(ctx, e.Subscription, e.From)
	out := digest.Contents{To: max(told.UpTo, e.From), Quiet: len(told.Hits)+told.More == 0, Beside: archive.Beside{Others: told.More}}
	if err != nil || out.Quiet {
		return out, err
	}
	for _, h := range told.Hits {
		out.Cuttings = append(out.Cuttings, h.Quote.Version.Number)
	}
	m, err := card.Render(told, card.Options{Words: words.For(e.Subscription.Locale)})
	if err == nil {
		out.Payload, err = json.Marshal(newMessage(m, 0))
	}
	return out, err
}
