package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// somebody answers with the whole bot until somebody has asked and posted an answer,
// which is deleted again.
func (s *smoke) somebody(ctx context.Context, cfg Config, app application) {
	if app.Endpoint != "" {
		s.say("interaction", fmt.Errorf("not tried: interactions go to %s, so try /ask there", app.Endpoint), "")
		return
	}
	w := &witness{Meter: noMeter{}, asked: make(chan dealt, 10), pressed: make(chan dealt, 10), kept: make(chan place, 10)}
	cfg.Meter, cfg.Posts, cfg.Listener = w, w, nil
	b, err := New(cfg)
	if err != nil {
		s.say("interaction", err, "")
		return
	}
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- b.Run(running) }()
	defer func() {
		stop()
		<-ended
	}()
	limit := time.NewTimer(s.Patience)
	defer limit.Stop()
	s.Prompt(fmt.Sprintf("Now somebody: type /ask with a question of the coverage in a channel that %s can see, and press Post under the answer, within %v.", app.Name, s.Patience))
	asked, err := wait(ctx, w.asked, ended, limit, "nobody asked, or another bot with this token took it: stop that one")
	if !s.say("/ask", errors.Join(err, asked.wrong()), asked.how()) {
		return
	}
	pressed, err := wait(ctx, w.pressed, ended, limit, "nobody pressed Post")
	if !s.say("Post", errors.Join(err, pressed.wrong()), pressed.how()) {
		return
	}
	posted, err := wait(ctx, w.kept, ended, limit, "nothing was posted; was it Post that was pressed?")
	if err == nil {
		path := "channels/" + url.PathEscape(posted.channel) + "/messages/" + url.PathEscape(posted.message)
		if err = s.rest.do(context.WithoutCancel(ctx), http.MethodDelete, path, nil, nil); err != nil {
			err = fmt.Errorf("the post, message %s in channel %s, is still there: press Delete under it: %w", posted.message, posted.channel, err)
		}
	}
	s.say("posted", err, "by "+app.Name+", and deleted again")
}

// wait waits for something, for the end of the bot, or for patience to end.
func wait[T any](ctx context.Context, what <-chan T, ended chan error, limit *time.Timer, otherwise string) (v T, err error) {
	select {
	case v = <-what:
		return v, nil
	case err = <-ended:
		ended <- err
		return v, errors.Join(err, ctx.Err())
	case <-limit.C:
		return v, errors.New(otherwise)
	}
}

// dealt is an interaction that was dealt with.
type dealt struct {
	outcome                string
	acknowledged, answered time.Duration
}

func (d dealt) wrong() error {
	switch {
	case d.outcome != outcomeAnswered && d.outcome != outcomeMiss && d.outcome != outcomeDeclined:
		return fmt.Errorf("%s; see the log above", d.outcome)
	case d.acknowledged > discordgo.InteractionDeadline:
		return fmt.Errorf("acknowledged after %v, and Discord waits %v", d.acknowledged, discordgo.InteractionDeadline)
	}
	return nil
}

func (d dealt) how() string {
	return fmt.Sprintf("%s, acknowledged after %v, all of it after %v", d.outcome, d.acknowledged.Round(time.Millisecond), d.answered.Round(time.Millisecond))
}

// place is where a message is.
type place struct{ channel, message string }

// witness sees what the bot does in a smoke test. It is a Meter and Posts.
type witness struct {
	Meter
	Posts          // nil: see below
	asked, pressed chan dealt
	kept           chan place
}

// Interaction notes what was asked and pressed; see Meter.
func (w *witness) Interaction(command, outcome string, acknowledged, answered time.Duration) {
	var to chan dealt
	switch command {
	case "ask":
		to = w.asked
	case "button":
		to = w.pressed
	}
	select {
	case to <- dealt{outcome, acknowledged, answered}:
	default:
	}
}

// KeepPost notes what was posted; see Posts.
func (w *witness) KeepPost(ctx context.Context, message string, _ archive.PostKind, _ ...desk.QuoteRef) error {
	select {
	case w.kept <- place{desk.AskerOf(ctx).Channel, message}:
	default:
	}
	return nil
}

// ForgetPost and DuePosts: nothing is kept, so nothing is ever due, and the rest of
// Posts isn't called.
func (*witness) ForgetPost(context.Context, string, string) error { return nil }

func (*witness) DuePosts(context.Context) ([]desk.Post, error) { return nil, nil }
