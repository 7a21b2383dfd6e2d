package bot

import (
	"context"
	crypto "crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"cuttings/bot/card"
	"cuttings/internal/digest"
)

// hostile is a text in which each sign would mean something to Discord if it were
// not escaped; it may ping nobody.
const hostile = "Smoke test: *a* _b_ ~~c~~ ||d|| `e` @everyone <@1> <#2> :tada: [f](https://g.example) “h” £1 −2 ½ שלום 👍🏽\n# i\n> j\n- k"

// nonceRelied is how long after a message its nonce must still be known; see
// internal/digest.
const nonceRelied = 2 * time.Minute

// posts posts a card, reads it again, edits it, repeats its nonce, and deletes it.
func (s *smoke) posts(ctx context.Context) {
	t := &trial{smoke: s, sender: s.Sender(), nonce: "smoke-" + strings.ToLower(crypto.Text()[:12]), began: time.Now()}
	defer t.sweep(context.WithoutCancel(ctx))
	payload, err := s.sample(ctx)
	if !s.say("sample card", err, "made by the desk") {
		return
	}
	t.payload = payload
	id, err := t.send(ctx)
	if !s.say("post", advise(err), "message "+id) {
		return
	}
	sent := time.Now()
	if !s.say("read again", t.compare(ctx, id, payload), "each character as it was sent, and the mark by which digests are known again") {
		return
	}
	s.say("edit", t.edit(ctx, id), "shows what it was changed to")
	s.say("nonce", t.repeat(ctx, id), "sent twice, Discord made one message")
	if !s.Long {
		return
	}
	wait := nonceRelied - time.Since(sent)
	s.Prompt(fmt.Sprintf("Waiting %v before the nonce is sent again.", wait.Round(time.Second)))
	if sleep(ctx, wait) == nil {
		s.say("nonce later", t.repeat(ctx, id), fmt.Sprintf("sent again %v after the first, Discord still knew it", nonceRelied))
	}
}

// sample is a card of the desk's, and under it a text that has to be escaped.
func (s *smoke) sample(ctx context.Context) ([]byte, error) {
	r, err := s.cfg.Desk.Do(ctx, "help", nil)
	if err != nil {
		return nil, err
	}
	m, err := card.Render(r, card.Options{})
	if err != nil {
		return nil, err
	}
	m.Components = append(m.Components, card.Notice(hostile).Components...)
	return json.Marshal(newMessage(m, 0))
}

// trial is the messages of a smoke test.
type trial struct {
	*smoke
	sender  *Sender
	payload []byte
	nonce   string
	began   time.Time
	made    []string // the ids of messages that were created
}

// messages is the path of the channel's messages.
func (t *trial) messages() string { return "channels/" + url.PathEscape(t.Channel) + "/messages" }

// send creates the message, or finds it by its nonce.
func (t *trial) send(ctx context.Context) (string, error) {
	id, err := t.sender.Send(ctx, t.Channel, t.payload, t.nonce)
	if id != "" && !slices.Contains(t.made, id) {
		t.made = append(t.made, id)
	}
	return id, err
}

// compare reads a message and says where it isn't what was sent.
func (t *trial) compare(ctx context.Context, id string, sent []byte) error {
	var got json.RawMessage
	if err := t.rest.do(ctx, http.MethodGet, t.messages()+"/"+id, nil, &got); err != nil {
		return fmt.Errorf("the message can't be read again: %w", advise(err))
	}
	return differs(sent, got, mark(t.nonce))
}

// edit changes the message to another text, as digests are edited, and sees whether it
// is there.
func (t *trial) edit(ctx context.Context, id string) error {
	m := card.Notice("Edited. " + hostile)
	edited, err := json.Marshal(newMessage(m, 0))
	if err != nil {
		return err
	}
	if err := t.sender.edit(ctx, t.Channel, id, m, t.nonce); err != nil {
		return advise(err)
	}
	return t.compare(ctx, id, edited)
}

// repeat sends the message once more, and counts those that are there.
func (t *trial) repeat(ctx context.Context, id string) error {
	again, err := t.send(ctx)
	if err != nil {
		return advise(err)
	}
	there, err := t.there(ctx)
	if err != nil {
		return advise(err)
	}
	if again != id || len(there) > 1 {
		return fmt.Errorf("sent again with the same nonce, Discord made a second message, %s: a digest may be posted twice after a crash; tell whoever makes this program", again)
	}
	return nil
}

// there lists the messages of this test that are in the channel. Without the right to
// read its history there are none.
func (t *trial) there(ctx context.Context) (ids []string, err error) {
	var list []posted
	after := strconv.FormatInt((t.began.Add(-skew).UnixMilli()-epoch)<<22, 10)
	if err := t.rest.do(ctx, http.MethodGet, fmt.Sprintf("%s?limit=%d&after=%s", t.messages(), page, after), nil, &list); err != nil {
		return nil, err
	}
	for _, m := range list {
		if len(m.Components) > 0 && m.Components[0].ID == mark(t.nonce) {
			ids = append(ids, m.ID)
		}
	}
	return ids, nil
}

// sweepLimit is how long deleting may take, also when the test was broken off.
const sweepLimit = 30 * time.Second

// sweep deletes all that the test created, also what only the channel knows of.
func (t *trial) sweep(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, sweepLimit)
	defer cancel()
	if found, err := t.there(ctx); err == nil {
		t.made = append(t.made, found...)
		slices.Sort(t.made)
		t.made = slices.Compact(t.made)
	}
	var left []string
	for _, id := range t.made {
		err := t.rest.do(ctx, http.MethodDelete, t.messages()+"/"+id, nil, nil)
		if err != nil && !refusedWith(err, codeUnknownMessage) {
			left = append(left, fmt.Sprintf("%s (%v)", id, err))
		}
	}
	if len(t.made) == 0 {
		return
	}
	var err error
	if left != nil {
		err = fmt.Errorf("still in channel %s: %s. Delete them by hand", t.Channel, strings.Join(left, ", "))
	}
	t.say("delete", err, fmt.Sprintf("%d deleted, none left behind", len(t.made)))
}

// advise says what to do about a refusal in a channel.
func advise(err error) error {
	var refused *apiError
	if !errors.As(err, &refused) {
		return err
	}
	switch reasons[refused.code] {
	case digest.ChannelGone:
		return fmt.Errorf("there is no such channel: copy its id with Copy Channel ID in Discord's developer mode: %w", err)
	case digest.NoAccess, digest.NoPermission:
		return fmt.Errorf("give the bot View Channel, Send Messages, Embed Links and Read Message History in the channel (the last for this test alone): %w", err)
	}
	return err
}

// differs says where a message as Discord has it isn't what was sent, or that its
// first component has another number.
func differs(sent, got []byte, number int) error {
	var message posted
	if err := json.Unmarshal(got, &message); err != nil {
		return fmt.Errorf("the message that Discord has can't be read: %w", err)
	}
	want, have := texts(sent), texts(got)
	for i := range max(len(want), len(have)) {
		var a, b string
		if i < len(want) {
			a = want[i]
		}
		if i < len(have) {
			b = have[i]
		}
		if a != b {
			at := 0
			for at < min(len(a), len(b)) && a[at] == b[at] {
				at++
			}
			return fmt.Errorf("text %d of the card differs from byte %d on: sent %.60q, Discord has %.60q. Quotes may be shown wrongly: tell whoever makes this program", i+1, at, a[at:], b[at:])
		}
	}
	if len(message.Components) == 0 || message.Components[0].ID != number {
		return errors.New("the number that its first component was given is not kept: a digest is not known again after a crash, and may be posted twice; tell whoever makes this program")
	}
	return nil
}

// texts are what is to be read on a message, and what its buttons do, in its order.
func texts(message []byte) (list []string) {
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		case map[string]any:
			for _, key := range []string{"content", "label", "custom_id"} {
				if text, ok := v[key].(string); ok {
					list = append(list, text)
				}
			}
			walk(v["components"])
			walk(v["accessory"])
		}
	}
	var m struct {
		Components []any `json:"components"`
	}
	if json.Unmarshal(message, &m) == nil {
		walk(m.Components)
	}
	return list
}
