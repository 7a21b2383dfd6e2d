package bot

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"cuttings/bot/card"
)

// edit fills a message that was posted, however long ago, and pings nobody. One that
// was sent with a nonce keeps its mark; the nonce of others is "". Who wrote a message
// needs no permission for it.
func (s *Sender) edit(ctx context.Context, channel, message string, c card.Message, nonce string) error {
	path, err := s.path(ctx, channel)
	if err != nil {
		return err
	}
	var body any = newMessage(c, 0)
	if nonce != "" {
		payload, err := json.Marshal(body)
		if err != nil {
			return err
		}
		if body, err = numbered(payload, nonce); err != nil {
			return err
		}
	}
	return s.rest.do(ctx, http.MethodPatch, path+"/messages/"+url.PathEscape(message), body, nil)
}
