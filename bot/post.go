package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strconv"
	"time"

	"cuttings/bot/card"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/language"
)

// postedLife is how long the same cutting is not posted to the same channel
// again: two presses, or two people, mean one message.
const postedLife = 30 * time.Second

// usualFile is how many bytes a file may have where Discord doesn't say.
const usualFile = 10 << 20

// button carries out what a button's custom_id says. It holds all that is needed, so
// buttons work for ever, after restarts too: but for those of a search too long for it,
// which the store forgets after a while.
func (s *service) button(in *interaction, log *slog.Logger) error {
	if user, ok := card.ParseDelete(in.Data.CustomID); ok {
		return s.delete(in, user, log)
	}
	if command, args, ok := card.ParseCommandID(in.Data.CustomID); ok {
		return s.carryOut(in, log, command, args)
	}
	if to, ok := card.ParseTurn(in.Data.CustomID); ok {
		return s.turn(in, log, to)
	}
	if search, ok := card.ParseSheet(in.Data.CustomID); ok {
		return s.tell(in, log, func(ctx context.Context) (reply, error) {
			return s.cfg.Desk.SheetOf(ctx, search, cmp.Or(max(in.MaxFile, 0), usualFile))
		})
	}
	action, ref, err := card.ParseID(in.Data.CustomID)
	if err != nil {
		log.Warn("an unknown button", "error", err)
		return s.whisper(in, language.Phrase("bot.old-button"))
	}
	switch action {
	case card.Context:
		return s.tell(in, log, func(ctx context.Context) (reply, error) { return s.cfg.Desk.Context(ctx, ref) })
	case card.Story:
		return s.carryOut(in, log, "story", map[string]string{"name": "#" + strconv.FormatInt(ref.Number, 10)})
	case card.Wrong:
		return nil // the acknowledgement asks what is wrong
	}
	return s.post(in, log, ref)
}

// post posts a cutting for everybody. The claim is the store's: whichever processes
// the presses reach, they make one message. It is given up where one may try again at
// once; whoever dies with it blocks nobody longer than postedLife.
func (s *service) post(in *interaction, log *slog.Logger, ref desk.QuoteRef) error {
	claim, first, err := s.cfg.Claims.Claim(s.send, postKey(in.ChannelID, ref), postedLife)
	if err != nil {
		return s.rest.followUp(s.send, s.appID, in, s.explain(in, log, err))
	}
	if !first {
		return s.whisper(in, language.Phrase("bot.posted-just-now"))
	}
	message, err := s.consult(in.asker(), card.Options{Words: in.everybodysWords(), PostedBy: in.user()}, func(ctx context.Context) (reply, error) {
		return s.cfg.Desk.Cutting(ctx, ref)
	})
	if err != nil {
		s.release(claim, log)
		return s.rest.followUp(s.send, s.appID, in, s.explain(in, log, err))
	}
	id, err := s.rest.post(s.send, s.appID, in, message)
	if err != nil {
		s.release(claim, log)
		in.outcome = outcomeFailed
		log.Error("not posted", "error", err)
		return s.whisper(in, notPosted(in, err))
	}
	s.keep(in, id, log, ref)
	s.markPosted(in, log)
	return nil
}

// markPosted says on the button that was pressed that it posted, where only whoever
// pressed sees it. What was posted stays posted if the button can't say so.
func (s *service) markPosted(in *interaction, log *slog.Logger) {
	used, ok := card.Used(in.Message.Components, in.Data.CustomID, in.words().Say("button.posted"))
	if !ok || in.Message.Flags&private == 0 {
		return
	}
	if _, err := s.rest.edit(s.send, s.appID, in, used); err != nil {
		log.Warn("posted, and the button doesn't say so", "error", err)
	}
}

// carryOut carries out a command for whoever presses a button.
func (s *service) carryOut(in *interaction, log *slog.Logger, command string, args map[string]string) error {
	carry := func(ctx context.Context) (reply, error) { return s.do(ctx, log, command, args) }
	if command == "setup" {
		return s.change(in, log, carry)
	}
	return s.tell(in, log, carry)
}

// change fills the message on which a button was pressed with what the desk has. If it
// has nothing the message stays, and whoever pressed is told why.
func (s *service) change(in *interaction, log *slog.Logger, do func(context.Context) (reply, error)) error {
	opts := card.Options{Words: in.words(), CommandIDs: s.commandIDs, Permissions: int64(in.AppPermissions)}
	message, err := s.consult(s.asker(in), opts, do)
	if err != nil {
		return s.rest.followUp(s.send, s.appID, in, s.explain(in, log, err))
	}
	_, err = s.rest.edit(s.send, s.appID, in, message)
	return err
}

// tell tells whoever presses a button what the desk has for them.
func (s *service) tell(in *interaction, log *slog.Logger, do func(context.Context) (reply, error)) error {
	message, err := s.consult(s.asker(in), card.Options{Words: in.words(), CommandIDs: s.commandIDs}, do)
	if err != nil {
		message = s.explain(in, log, err)
	}
	return s.rest.followUp(s.send, s.appID, in, message)
}

// postKey is what is claimed by whoever posts a quote to a channel, whatever is bold
// in it.
func postKey(channel string, ref desk.QuoteRef) string {
	ref.Answer = nil
	return "post " + channel + " " + ref.String()
}

func (s *service) release(claim archive.Claim, log *slog.Logger) {
	if err := s.cfg.Claims.Release(s.send, claim); err != nil {
		log.Error("a claim was not given up: that cutting can't be posted there for some seconds", "error", err)
	}
}

// notPosted says what is known of a post that failed. One that may have reached
// Discord is not sent again by itself: there would be two.
func notPosted(in *interaction, err error) language.Text {
	var refused *apiError
	if errors.As(err, &refused) && refused.status < 500 {
		return failed(in)
	}
	return language.Phrase("bot.perhaps-posted")
}

// whisper sends a text to whoever acted alone.
func (s *service) whisper(in *interaction, text language.Text) error {
	return s.rest.followUp(s.send, s.appID, in, card.Problem(in.words(), text))
}
