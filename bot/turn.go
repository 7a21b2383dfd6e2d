package bot

import (
	"context"
	"log/slog"

	"cuttings/bot/card"
	"cuttings/internal/desk"
)

// do carries out a command. Where its reply is a page of a list, it comes with what it
// takes to turn it; without that, the page is still an answer.
func (s *service) do(ctx context.Context, log *slog.Logger, command string, args map[string]string) (reply, error) {
	r, err := s.cfg.Desk.Do(ctx, command, args)
	p, ok := r.(desk.Paged)
	if err != nil || !ok {
		return r, err
	}
	bound, err := s.cfg.Desk.Bind(ctx, p, command, args)
	if err != nil {
		log.Error("a search was not kept, so its pages can't be turned", "error", err)
		return r, nil
	}
	return bound, nil
}

// turn turns a page, in place where only whoever presses sees it. If it can't be
// turned, it stays as it is and they are told why.
func (s *service) turn(in *interaction, log *slog.Logger, to card.Turn) error {
	turned := func(ctx context.Context) (reply, error) { return s.cfg.Desk.Turn(ctx, to.Search, to.Page, to.Total) }
	if in.Message.Flags&private == 0 {
		return s.tell(in, log, turned)
	}
	return s.change(in, log, turned)
}
