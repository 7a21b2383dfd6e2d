package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"cuttings/bot/card"
	"cuttings/internal/desk"
)

const (
	maxWaiting = 1000             // requests that wait for the desk at once
	grace      = 3 * time.Second  // for the last replies, once the drain is over
	seenLife   = 15 * time.Minute // as long as an interaction's token lives
	maxSeen    = 40000            // interactions remembered; at 100 a second those of the last 200 s and more
	private    = discordgo.MessageFlagsEphemeral
)

// service answers interactions.
type service struct {
	cfg        Config
	rest       *rest
	sender     *Sender // of what was posted
	appID      string
	commandIDs map[string]string
	names      []string // of commands, by which they are counted
	owners     []string // the ids of those whose application it is

	work     context.Context // of the desk's work; canceled when the drain is over
	send     context.Context // of requests to Discord; canceled a little later
	stopWork context.CancelFunc
	stopSend context.CancelFunc

	running sync.WaitGroup
	left    atomic.Int64 // requests that are not answered yet
	queue   *queue       // before the desk
	rates   rates        // how often one acts
	seen    *recent      // first answers to interactions: one may be delivered twice
}

// newService makes a service that goes on after ctx ends, until drain.
func newService(ctx context.Context, cfg Config, r *rest, appID string, commandIDs map[string]string) *service {
	s := &service{
		cfg: cfg, rest: r, sender: &Sender{rest: r}, appID: appID, commandIDs: commandIDs, names: commandNames(cfg.Desk),
		queue: newQueue(cfg.Workers, maxWaiting), rates: newRates(cfg.Limits),
		seen: newRecent(seenLife, maxSeen),
	}
	ctx = context.WithoutCancel(ctx)
	s.work, s.stopWork = context.WithCancel(ctx)
	s.send, s.stopSend = context.WithCancel(ctx)
	return s
}

// dispatch takes an event of the gateway. It does not block.
func (s *service) dispatch(e *discordgo.Event) {
	switch e.Type {
	case "READY":
		s.cfg.Log.Info("connected to Discord")
	case "RESUMED":
		s.cfg.Log.Info("connected to Discord again; nothing was missed")
	case "INTERACTION_CREATE":
		in, err := readInteraction(e.RawData)
		if err != nil {
			s.cfg.Log.Error("an interaction can't be read", "error", err)
			return
		}
		s.take(in, func(first callback) error { return s.rest.acknowledge(s.send, in, first) })
	}
}

// take answers an interaction in a goroutine of its own, the first time through
// answer, which is called once at most; its error says that Discord did not take
// the answer. It returns the first answer, and false for an interaction that came
// before. What is suggested is not kept: who typed has typed on.
func (s *service) take(in *interaction, answer func(callback) error) (f *first, isNew bool) {
	f, isNew = s.seen.add(in.ID, time.Now())
	if !isNew {
		s.cfg.Log.Info("an interaction came twice; answered once", "request", in.ID)
		return f, false
	}
	s.left.Add(1)
	s.running.Go(func() {
		defer s.left.Add(-1)
		s.handle(in, func(c callback) error {
			kept := c
			if in.Type == discordgo.InteractionApplicationCommandAutocomplete {
				kept = in.acknowledgement()
			}
			f.is(kept)
			return answer(c)
		})
	})
	return f, true
}

// handle answers one interaction: first the acknowledgement, which waits for no work,
// only for who is to see the answer (at most publicLimit), then the work.
func (s *service) handle(in *interaction, answer func(callback) error) {
	began := time.Now()
	var acknowledged time.Duration
	in.outcome = outcomeAnswered
	log := in.logger(s.cfg.Log)
	in.log = log
	defer func() {
		if v := recover(); v != nil {
			in.outcome = outcomeFailed
			log.Error("panic", "value", v, "stack", string(debug.Stack()))
		}
		s.cfg.Meter.Interaction(s.counted(in), in.outcome, acknowledged, time.Since(began))
	}()
	refused := s.admit(in)
	if refused == nil && in.Type == discordgo.InteractionApplicationCommandAutocomplete {
		if s.complete(in, answer, log) {
			acknowledged = time.Since(began)
		}
		return
	}
	first := in.turnedAway()
	if refused == nil {
		in.public = s.public(in)
		first = in.acknowledgement()
	}
	if err := answer(first); err != nil {
		log.Error("not acknowledged in time", "error", err, "after", time.Since(began))
		// Where Discord's answer is only missing, it may have taken ours all the
		// same, and then whoever asked waits.
		if refusedWith(err, codeUnknownInteraction) || refusedWith(err, codeAlreadyAcknowledged) {
			in.outcome = outcomeLate
			return
		}
	}
	acknowledged = time.Since(began)
	var err error
	switch {
	case refused != nil:
		err = s.turnAway(in, refused)
	case in.Type == discordgo.InteractionPing:
	case in.Type == discordgo.InteractionMessageComponent:
		err = s.button(in, log)
	default:
		err = s.command(in, log)
	}
	log = log.With("acknowledged", acknowledged, "took", time.Since(began))
	if err != nil {
		in.outcome = outcomeFailed
		log.Error("not answered", "error", err)
		return
	}
	if refused != nil {
		log.Info("turned away", "why", refused)
		return
	}
	log.Info("answered")
}

// command carries out a slash or message command, or what was filled into a modal,
// and fills the message.
func (s *service) command(in *interaction, log *slog.Logger) error {
	opts := card.Options{Words: in.words(), CommandIDs: s.commandIDs, Permissions: int64(in.AppPermissions)}
	if in.public {
		opts.AskedBy, opts.Words = in.user(), in.everybodysWords()
	}
	message, err := s.consult(s.asker(in), opts, func(ctx context.Context) (reply, error) {
		switch {
		case in.Type == discordgo.InteractionModalSubmit:
			return s.report(ctx, in)
		case in.Type != discordgo.InteractionApplicationCommand:
			return nil, errUnknownKind
		}
		r, err := s.request(ctx, log, in)
		if err == nil && desk.Missed(r) {
			in.outcome = outcomeMiss
		}
		return r, err
	})
	if err != nil {
		return s.decline(in, s.explain(in, log, err))
	}
	id, err := s.rest.edit(s.send, s.appID, in, message)
	if badBody(err) {
		in.outcome = outcomeFailed
		log.Error("Discord refused the card", "error", err)
		return s.decline(in, card.Problem(in.words(), failed(in)))
	}
	if err == nil && in.public && len(message.Quotes) > 0 {
		s.keep(in, id, log, message.Quotes...)
	}
	return err
}

// request asks the desk what a command asks.
func (s *service) request(ctx context.Context, log *slog.Logger, in *interaction) (reply, error) {
	if in.Data.Type == discordgo.MessageApplicationCommand {
		return s.cfg.Desk.About(ctx, in.Data.Name, in.chosen())
	}
	name, options := in.command()
	return s.do(ctx, log, name, args(options))
}

// drain waits until what was taken is answered: at most for limit while the
// desk works on, and a little longer for the replies that say so.
func (s *service) drain(limit time.Duration) error {
	defer s.stopSend()
	defer s.stopWork()
	done := make(chan struct{})
	go func() {
		s.running.Wait()
		close(done)
	}()
	stages := []struct {
		limit time.Duration
		then  func()
	}{{limit, s.stopWork}, {grace, s.stopSend}, {grace, func() {}}}
	for _, stage := range stages {
		timer := time.NewTimer(stage.limit)
		select {
		case <-done:
			timer.Stop()
			return nil
		case <-timer.C:
			stage.then()
		}
	}
	return fmt.Errorf("%d requests could not be ended: the desk does not heed its context", s.left.Load())
}

var errUnknownKind = errors.New("an interaction of a kind that this bot doesn't use")
