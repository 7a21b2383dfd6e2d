package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Smoke says what a smoke test does.
type Smoke struct {
	Channel  string        // its id: a card is posted there, and deleted again
	Long     bool          // sees whether Discord still knows a nonce after the time that digests rely on: two minutes
	Human    bool          // somebody asks and presses a button
	Patience time.Duration // with the gateway, and with somebody; 0 means a minute
	Tell     func(Finding) // is told of each step as soon as it is over
	Prompt   func(string)  // says what somebody has to do now
}

// smoke is a smoke test that runs.
type smoke struct {
	Smoke
	*Bot
	failed bool
}

// RunSmoke tries on Discord itself what the tests try on a Discord of their own: who
// the bot is, its commands, the gateway, a card posted, read again, edited and
// deleted, a nonce, and with somebody's help an interaction. It reports whether all
// went as it should. It leaves no message behind, and where one can't be deleted it
// says which. Another bot with the same token should not be running.
func RunSmoke(ctx context.Context, cfg Config, test Smoke) bool {
	if test.Patience == 0 {
		test.Patience = time.Minute
	}
	s := &smoke{Smoke: test}
	b, err := New(cfg)
	if err != nil {
		return s.say("token", err, "")
	}
	defer b.rest.close()
	s.Bot = b
	app, err := b.rest.application(ctx)
	if err != nil {
		return s.say("token", operator(err), "")
	}
	s.say("token", nil, fmt.Sprintf("belongs to %s, application %s", app.Name, app.ID))
	s.say("application", app.modest(), "asks for no privileged intent")
	s.tell(b.checkCommands(ctx, app.ID))
	s.connection(ctx, app)
	if test.Channel == "" {
		s.say("card", errNoChannel, "")
	} else {
		s.posts(ctx)
	}
	if test.Human {
		s.somebody(ctx, cfg, app)
	}
	return !s.failed
}

// say tells of a step: ok says how it went where err is nil. It reports whether it
// went well.
func (s *smoke) say(what string, err error, ok string) bool {
	f := Finding{What: what, OK: err == nil, Text: ok}
	if err != nil {
		f.Text = err.Error()
	}
	s.tell(f)
	return f.OK
}

func (s *smoke) tell(f Finding) {
	s.failed = s.failed || !f.OK
	s.Tell(f)
}

var errNoChannel = errors.New("not tried: name a channel with --channel, by the id that Copy Channel ID gives in Discord's developer mode")

// privileged are the flags of an application for which intents are allowed that the
// bot has no use for: https://docs.discord.com/developers/resources/application
// (presence, members, and the content of messages, for verified bots and others).
const privileged = 1<<12 | 1<<13 | 1<<14 | 1<<15 | 1<<18 | 1<<19

// modest says whether the application may have more than the bot needs.
func (a application) modest() error {
	if a.Flags&privileged != 0 {
		return fmt.Errorf("privileged intents are allowed to %s, and it needs none: switch all three off on the Bot page at %s", a.Name, portal)
	}
	return nil
}
