package bot

import (
	"context"
	"encoding/json"

	"cuttings/bot/card"
)

// Notify posts a text for whoever runs the program into a channel, as it is. It is
// posted once for a nonce of at most 25 letters, as long as Discord remembers those:
// some minutes.
func (s *Sender) Notify(ctx context.Context, channel, text, nonce string) error {
	payload, err := json.Marshal(newMessage(card.Notice(text), 0))
	if err != nil {
		return err
	}
	_, err = s.Send(ctx, channel, payload, nonce)
	return err
}
