package bot

import (
	"context"
	"log/slog"
	"strconv"

	"cuttings/bot/card"
	"cuttings/internal/desk"
)

// sameStory shows the story of a quote's article to whoever pressed the button.
func (s *service) sameStory(in *interaction, log *slog.Logger, ref desk.QuoteRef) error {
	message, err := s.consult(in.asker(), card.Options{}, func(ctx context.Context) (reply, error) {
		return s.cfg.Desk.Do(ctx, "story", map[string]string{"name": "#" + strconv.FormatInt(ref.Number, 10)})
	})
	if err != nil {
		message = s.explain(in, log, err)
	}
	return s.rest.followUp(s.send, s.appID, in, message)
}
