package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"cuttings/bot/card"
	"cuttings/internal/archive"
	"cuttings/internal/digest"
	"cuttings/internal/words"
)

// Sender posts what nobody asked for just now: digests, and what watches tell of.
// It is safe for concurrent use.
type Sender struct {
	rest   *rest
	direct sync.Map // the channels of direct messages that were opened, by user
}

var _ digest.Sender = (*Sender)(nil)

// Sender posts by the way of the bot's own requests, which are counted together:
// Discord bans an address for what all of it does.
func (b *Bot) Sender() *Sender { return &Sender{rest: b.rest} }

// NewSender is a sender for a process that runs no bot. It checks the configuration,
// of which it needs Token, API, Log and Version, and does not talk to Discord.
func NewSender(cfg Config) (*Sender, error) {
	b, err := newBot(cfg)
	if err != nil {
		return nil, err
	}
	return b.Sender(), nil
}

// Close lets go of idle connections.
func (s *Sender) Close() { s.rest.close() }

// Send creates a message; see digest.Sender. Whatever the payload says, Discord
// is to look for an earlier one with the nonce, and who isn't named in its
// allowed_mentions is not pinged. Its first component gets the nonce's mark.
func (s *Sender) Send(ctx context.Context, channel string, payload []byte, nonce string) (string, error) {
	body, err := marked(payload, nonce)
	if err != nil {
		return "", &digest.Refusal{Reason: digest.BadMessage, Err: err}
	}
	path, err := s.path(ctx, channel)
	if err != nil {
		return "", refusal(err)
	}
	var created struct {
		ID string `json:"id"`
	}
	err = s.rest.do(onceOnly(ctx), http.MethodPost, path+"/messages", body, &created)
	if err == nil && created.ID == "" {
		err = errors.New("no message in Discord's answer")
	}
	return created.ID, refusal(err)
}

// mark is the number of a component by which a message is known again: Discord
// keeps the numbers that components are given and shows them to nobody, and the
// nonce is not read again. Those that it gives itself count up from 1, so they
// are smaller (https://docs.discord.com/developers/components/reference).
func mark(nonce string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(nonce)) // it never fails
	return 1<<30 | int(h.Sum32()&(1<<30-1))
}

// marked is the body of Create Message with what Send promises.
func marked(payload []byte, nonce string) (map[string]any, error) {
	out, err := numbered(payload, nonce)
	if err == nil {
		out["nonce"], out["enforce_nonce"] = nonce, true
	}
	return out, err
}

// numbered is a message's body of which the first component has the nonce's mark, and
// which pings nobody that it doesn't name.
func numbered(payload []byte, nonce string) (map[string]any, error) {
	var body map[string]json.RawMessage
	var components []map[string]json.RawMessage
	if err := json.Unmarshal(payload, &body); err != nil {
		return nil, fmt.Errorf("the message can't be read: %w", err)
	}
	if err := json.Unmarshal(body["components"], &components); err != nil || len(components) == 0 {
		return nil, errors.New("the message has no components")
	}
	components[0]["id"] = json.RawMessage(strconv.Itoa(mark(nonce)))
	out := map[string]any{"allowed_mentions": mentions{Parse: []string{}}}
	for name, value := range body {
		out[name] = value
	}
	out["components"] = components
	return out, nil
}

const (
	skew     = 10 * time.Minute // how far our clock may be ahead of Discord's
	page     = 100              // messages in an answer, the most that there are
	maxPages = 20               // that are looked through
	epoch    = 1420070400000    // Discord's, in milliseconds since 1970
)

// posted is a message as Find reads it.
type posted struct {
	ID         string `json:"id"`
	Components []struct {
		ID int `json:"id"`
	} `json:"components"`
}

// Find looks for the message with the nonce's mark; see digest.Sender. It needs
// the permission Read Message History, without which Discord shows no messages:
// then it still knows that none is there when none was created since.
func (s *Sender) Find(ctx context.Context, channel, nonce string, since time.Time) (string, bool, error) {
	path, err := s.path(ctx, channel)
	if err != nil {
		return "", false, refusal(err)
	}
	begin := strconv.FormatInt(max(0, since.Add(-skew).UnixMilli()-epoch)<<22, 10)
	readable := false
	for after, n := begin, 0; n < maxPages; n++ {
		var list []posted
		if err := s.rest.do(ctx, http.MethodGet, fmt.Sprintf("%s/messages?limit=%d&after=%s", path, page, after), nil, &list); err != nil {
			return "", false, refusal(err)
		}
		for _, m := range list {
			if len(m.Components) > 0 && m.Components[0].ID == mark(nonce) {
				return m.ID, true, nil
			}
			if later(m.ID, after) {
				after = m.ID
			}
		}
		readable = readable || len(list) > 0
		if len(list) == page {
			continue
		}
		if !readable {
			return "", false, s.unread(ctx, path, begin)
		}
		return "", false, nil
	}
	return "", false, fmt.Errorf("%w: more than %d others came after it", digest.ErrUnsure, page*maxPages)
}

// unread is what no messages since begin mean: nil when there are none.
func (s *Sender) unread(ctx context.Context, path, begin string) error {
	var channel struct {
		Last *string `json:"last_message_id"`
	}
	if err := s.rest.do(ctx, http.MethodGet, path, nil, &channel); err != nil {
		return refusal(err)
	}
	if channel.Last == nil || !later(*channel.Last, begin) {
		return nil
	}
	return fmt.Errorf("%w: give the bot the permission Read Message History in the channel", digest.ErrUnsure)
}

// later compares Discord's IDs, which grow with time.
func later(a, b string) bool { return len(a) > len(b) || len(a) == len(b) && a > b }

// codeThreadExists answers a second thread of one message.
const codeThreadExists = 160004

// Thread opens the thread of a message, which Discord puts away after a day without
// a word; see digest.Sender.
func (s *Sender) Thread(ctx context.Context, channel, message, name string) error {
	path, err := s.path(ctx, channel)
	if err != nil {
		return refusal(err)
	}
	body := map[string]any{"name": name, "auto_archive_duration": 24 * 60}
	err = s.rest.do(onceOnly(ctx), http.MethodPost, path+"/messages/"+url.PathEscape(message)+"/threads", body, nil)
	if refusedWith(err, codeThreadExists) {
		return nil
	}
	return refusal(err)
}

// Tell writes to a user; see digest.Sender.
func (s *Sender) Tell(ctx context.Context, sub archive.Subscription) error {
	path, err := s.path(ctx, "@"+sub.By)
	if err == nil {
		notice := card.Notice(words.For(sub.Locale).PauseNotice(sub))
		err = s.rest.do(ctx, http.MethodPost, path+"/messages", newMessage(notice, 0), nil)
	}
	return refusal(err)
}

// path leads to a channel, or for @ and a user's ID to that of the direct messages
// with them, which is opened when it is first needed.
func (s *Sender) path(ctx context.Context, channel string) (string, error) {
	user, direct := strings.CutPrefix(channel, "@")
	if !direct {
		return "channels/" + url.PathEscape(channel), nil
	}
	if id, known := s.direct.Load(user); known {
		return "channels/" + id.(string), nil
	}
	var opened struct {
		ID string `json:"id"`
	}
	err := s.rest.do(ctx, http.MethodPost, "users/@me/channels", map[string]string{"recipient_id": user}, &opened)
	if err == nil && opened.ID == "" {
		err = errors.New("no channel in Discord's answer")
	}
	if err != nil {
		return "", err
	}
	id := url.PathEscape(opened.ID)
	s.direct.Store(user, id)
	return "channels/" + id, nil
}

// reasons are what Discord's codes mean for a channel that is posted in:
// https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
var reasons = map[int]digest.Reason{
	10003: digest.ChannelGone,  // Unknown Channel
	10004: digest.NoAccess,     // Unknown Guild
	50001: digest.NoAccess,     // Missing Access
	50007: digest.DMClosed,     // Cannot send messages to this user
	50278: digest.DMClosed,     // … who has no server in common with the bot
	50009: digest.NoPermission, // Channel verification level is too high
	50013: digest.NoPermission, // Missing Permissions
	50024: digest.NoPermission, // Cannot execute action on this channel type
	50083: digest.NoPermission, // Thread is archived
}

// refusal is err, as a *digest.Refusal where it is one. What isn't known to be
// about the channel pauses nothing: a proxy refuses, too.
func refusal(err error) error {
	var e *apiError
	switch {
	case !errors.As(err, &e):
	case reasons[e.code] != "":
		return &digest.Refusal{Reason: reasons[e.code], Err: err}
	case e.status == http.StatusBadRequest || e.status == http.StatusRequestEntityTooLarge:
		return &digest.Refusal{Reason: digest.BadMessage, Err: err}
	}
	return err
}
