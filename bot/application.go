package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/cenkalti/backoff/v5"

	"cuttings/bot/gateway"
)

const portal = "https://discord.com/developers/applications"

// What an operator has to mend.
var (
	errNoToken  = errors.New("there is no bot token: copy it from the Bot page of your application at " + portal + " and put it into .env as DISCORD_TOKEN")
	errOddToken = errors.New("the bot token has a space, a line break or another odd character in it: copy it again from the Bot page of your application at " + portal)
	errBadToken = errors.New("the bot token was refused by Discord: press Reset Token on the Bot page of your application at " + portal + " and put the new one into .env as DISCORD_TOKEN")
)

// application is what the bot needs of its own description. discordgo's has no
// endpoint.
type application struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Endpoint  string `json:"interactions_endpoint_url"` // "" where interactions go by the gateway
	VerifyKey string `json:"verify_key"`                // of what Discord signs, in hexadecimal digits
	Flags     int    `json:"flags"`

	Owner person `json:"owner"` // of a team's application, the team itself
	Team  *struct {
		Members []struct {
			State int    `json:"membership_state"` // 2: they have accepted
			User  person `json:"user"`
		} `json:"members"`
	} `json:"team"` // nil where the application is one person's
}

// owners are the ids of those whose application it is.
func (a application) owners() (ids []string) {
	if a.Team == nil {
		return []string{a.Owner.ID}
	}
	for _, m := range a.Team.Members {
		if m.State == 2 {
			ids = append(ids, m.User.ID)
		}
	}
	return ids
}

// usable says what is wrong with the application, if anything is, for a bot that
// connects to the gateway.
func (a application) usable() error {
	if a.Endpoint != "" {
		return fmt.Errorf("what is asked of %s goes to another address, not to this bot: remove the Interactions Endpoint URL on the General Information page at %s, or take it by HTTP with cuttings serve --http", a.Name, portal)
	}
	return nil
}

// meet asks Discord who the bot is, which proves the token too, until Discord
// answers.
func (b *Bot) meet(ctx context.Context) (application, error) {
	ask := func() (application, error) {
		app, err := b.rest.application(ctx)
		switch {
		case err == nil && b.cfg.Listener == nil:
			err = app.usable()
		case temporary(err):
			return app, fmt.Errorf("asking Discord who this bot is: %w", err)
		}
		if err != nil {
			return app, backoff.Permanent(operator(err))
		}
		return app, nil
	}
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.MaxInterval = time.Second, time.Minute
	return backoff.Retry(ctx, ask, backoff.WithBackOff(pauses), backoff.WithMaxElapsedTime(0),
		backoff.WithNotify(func(err error, pause time.Duration) {
			b.cfg.Log.Warn("Discord can't be reached; trying again", "error", err, "pause", pause)
		}))
}

// operator turns a refusal into words for the operator where there are better
// ones than Discord's.
func operator(err error) error {
	var refused *apiError
	if errors.As(err, &refused) && refused.status == http.StatusUnauthorized {
		return errBadToken
	}
	return err
}

// application asks for the bot's own application.
func (r *rest) application(ctx context.Context) (app application, err error) {
	err = r.do(ctx, http.MethodGet, "applications/@me", nil, &app)
	return app, err
}

// gateway asks where to connect; the gateway's loop ends when the token is
// refused.
func (r *rest) gateway(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	var bot discordgo.GatewayBotResponse
	err := r.do(ctx, http.MethodGet, "gateway/bot", nil, &bot)
	if errors.Is(operator(err), errBadToken) {
		return nil, &gateway.FinalError{Text: errBadToken.Error()}
	}
	return &bot, err
}
