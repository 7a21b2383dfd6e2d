package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"cuttings/bot/card"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/digest"
	"cuttings/internal/language"
	"cuttings/internal/words"
)

const (
	maxRevisits  = 12            // tries to edit a post, over about a day
	firstRevisit = time.Minute   // the pause after the first try; it doubles
	lastRevisit  = 6 * time.Hour // the longest pause
)

// keep notes what was posted, so that it can be edited when it may not be shown any
// more.
func (s *service) keep(in *interaction, message string, log *slog.Logger, refs ...desk.QuoteRef) {
	if s.cfg.Posts == nil {
		return
	}
	err := errors.New("its ID is not in the answer")
	if message != "" {
		kind := archive.CardPost
		if in.public {
			kind = archive.AnswerPost
		}
		err = s.cfg.Posts.KeepPost(desk.By(s.send, in.asker()), message, kind, refs...)
	}
	if err != nil {
		log.Error("posted, and not kept: it will still be there when its cutting is hidden or removed", "channel", in.ChannelID, "message", message, "error", err)
	}
}

// delete deletes a post, a digest or what a watch told, for who posted it and for
// those who moderate.
func (s *service) delete(in *interaction, user string, log *slog.Logger) error {
	if !in.mayDelete(user) {
		return s.whisper(in, language.Phrase("bot.not-yours"))
	}
	err := s.rest.remove(s.send, s.appID, in)
	if err != nil && !refusedWith(err, codeUnknownMessage) {
		in.outcome = outcomeFailed
		log.Error("not deleted", "error", err)
		return s.whisper(in, failed(in))
	}
	if s.cfg.Posts == nil {
		return nil
	}
	// What a watch told somebody is kept by their id, not by the channel's.
	return errors.Join(s.cfg.Posts.ForgetPost(s.send, in.ChannelID, in.Message.ID), s.cfg.Posts.ForgetPost(s.send, "@"+in.user(), in.Message.ID))
}

// keepPosts edits posts until ctx ends, as soon as they may not show any more what
// they show.
func (s *service) keepPosts(ctx context.Context) {
	if s.cfg.Posts == nil {
		return
	}
	for failed := ""; ; {
		err := s.revisitAll(ctx)
		if err != nil && ctx.Err() == nil && err.Error() != failed {
			s.cfg.Log.Error("posts that are to be edited can't be looked for; trying again", "error", err)
		}
		failed = ""
		if err != nil {
			failed = err.Error()
		}
		if sleep(ctx, s.cfg.Revisit) != nil {
			return
		}
	}
}

// revisitAll edits what is to be edited now. The error is the desk's.
func (s *service) revisitAll(ctx context.Context) error {
	for {
		posts, err := s.cfg.Posts.DuePosts(ctx)
		if err != nil || len(posts) == 0 {
			return err
		}
		for _, p := range posts {
			if err := s.revisit(ctx, p); err != nil {
				return err
			}
		}
	}
}

// revisit edits a post and notes what came of it. One that is there no more is
// forgotten; what may be better later is tried again, and given up after a day or
// where Discord refuses it.
func (s *service) revisit(ctx context.Context, p desk.Post) error {
	e, _ := digest.ReadEdition(p) // a card has none, and Revisit says what is wrong with one
	opts := card.Options{Words: words.For(p.Locale), PostedBy: cmp.Or(p.By, card.Nobody), Role: e.Subscription.Role, CommandIDs: s.commandIDs}
	if p.Kind == archive.AnswerPost {
		opts.PostedBy, opts.AskedBy = "", opts.PostedBy
	}
	message, err := s.consult(desk.Asker{}, opts, func(ctx context.Context) (reply, error) {
		return s.cfg.Posts.Revisit(ctx, p)
	})
	switch {
	case err == nil:
		err = s.sender.edit(ctx, p.Channel, p.Message, message, e.Nonce)
	case !errors.Is(err, errBusy) && ctx.Err() == nil:
		err = errors.Join(err, s.withdraw(ctx, p, e.Nonce))
	}
	channel := p.Channel
	if strings.HasPrefix(channel, "@") {
		channel = "direct messages" // with somebody whom the log doesn't name
	}
	log := s.cfg.Log.With("channel", channel, "message", p.Message)
	switch {
	case ctx.Err() != nil:
		return ctx.Err() // it is due still
	case err == nil:
		log.Info("a post was edited")
		return s.cfg.Posts.PostEdited(ctx, p)
	case refusedWith(err, codeUnknownMessage):
		log.Info("a post is there no more")
		return s.cfg.Posts.ForgetPost(ctx, p.Channel, p.Message)
	}
	pause := retryPost(p, err)
	if pause == 0 {
		log.Error("a post can't be edited and was given up: delete it by hand", "error", err)
	} else {
		log.Warn("a post can't be edited yet", "error", err, "pause", pause)
	}
	return s.cfg.Posts.PostFailed(ctx, p, fmt.Sprintf("%.300v", err), pause)
}

// withdraw takes everything out of a post that can't be composed again: what may not
// be shown doesn't wait until it can. The next try that goes well brings the rest back.
func (s *service) withdraw(ctx context.Context, p desk.Post, nonce string) error {
	notice, err := card.Render(desk.WithdrawnReply{}, card.Options{Words: words.For(p.Locale)})
	if err != nil {
		return err
	}
	return s.sender.edit(ctx, p.Channel, p.Message, notice, nonce)
}

// retryPost is when to try a post again, 0 for never: Discord's refusals stay what they
// are, but for its limits and a token that an operator has to mend.
func retryPost(p desk.Post, err error) time.Duration {
	var refused *apiError
	final := errors.As(err, &refused) && refused.status < 500 &&
		refused.status != http.StatusTooManyRequests && refused.status != http.StatusUnauthorized
	if final || p.Tries+1 >= maxRevisits {
		return 0
	}
	pause := min(firstRevisit<<min(p.Tries, 20), lastRevisit)
	if refused != nil {
		pause = max(pause, refused.retryAfter)
	}
	return pause
}
