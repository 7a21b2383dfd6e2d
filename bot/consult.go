package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"cuttings/bot/card"
	"cuttings/internal/desk"
	"cuttings/internal/language"
)

type reply = desk.Reply

// errBusy says that the desk could not take a request in time.
var errBusy = errors.New("too many requests wait for the desk")

// panicked is a panic of the desk or of a card.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// consult lets the desk work for whoever acted, within the limits of time and number, and makes a
// card of its reply. A panic comes back as an error.
func (s *service) consult(who desk.Asker, opts card.Options, do func(context.Context) (reply, error)) (m card.Message, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{v, debug.Stack()}
		}
	}()
	ctx, cancel := context.WithTimeout(s.work, s.cfg.Work)
	defer cancel()
	place := placeOf(who)
	if err := s.enter(ctx, place); err != nil {
		return m, err
	}
	defer s.queue.leave(place)
	r, err := do(desk.By(ctx, who))
	if err != nil {
		if ctx.Err() != nil {
			err = fmt.Errorf("%w: %w", ctx.Err(), err)
		}
		return m, err
	}
	return card.Render(r, opts)
}

// enter waits until it is the place's turn; s.queue.leave must follow.
func (s *service) enter(ctx context.Context, place string) error {
	err := s.queue.enter(ctx, place)
	if err != nil && s.work.Err() == nil {
		return errBusy
	}
	return err
}

// explain is what whoever asked reads about an error: what to do. The operator
// reads the log; what somebody typed is in neither.
func (s *service) explain(in *interaction, log *slog.Logger, err error) card.Message {
	return card.Problem(in.words(), s.explained(in, log, err))
}

func (s *service) explained(in *interaction, log *slog.Logger, err error) language.Text {
	var problem *desk.Problem
	var crash *panicked
	switch {
	case errors.As(err, &problem):
		in.outcome = outcomeDeclined
		log.Info("declined")
		return problem.User
	case errors.Is(err, errUnknownKind):
		in.outcome = outcomeDeclined
		log.Warn("declined", "error", err)
		return language.Phrase("bot.unknown")
	case errors.Is(err, errBusy):
		in.outcome = outcomeBusy
		log.Warn("declined", "error", err)
		return language.Phrase("bot.busy")
	case s.work.Err() != nil:
		in.outcome = outcomeStopped
		log.Warn("stopped", "error", err)
		return language.Phrase("bot.restarting")
	case errors.Is(err, context.DeadlineExceeded):
		in.outcome = outcomeTimeout
		log.Error("took too long", "limit", s.cfg.Work, "error", err)
		return language.Phrase("bot.too-slow")
	case errors.As(err, &crash):
		in.outcome = outcomeFailed
		log.Error("panic", "value", crash.value, "stack", string(crash.stack))
	default:
		in.outcome = outcomeFailed
		log.Error("failed", "error", err)
	}
	return failed(in)
}

// failed is what is said when there is nothing better to say. The number leads
// an operator to the line in the log.
func failed(in *interaction) language.Text {
	return language.Phrase("bot.failed", "number", in.ID)
}

// badBody reports that Discord refused a message for what is in it.
func badBody(err error) bool {
	var e *apiError
	return errors.As(err, &e) && e.status == http.StatusBadRequest
}
