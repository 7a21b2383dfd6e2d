package bot

import (
	"context"
	"fmt"
	"net/http"

	"cuttings/bot/card"
)

// Finding is one line of a check.
type Finding struct {
	What string // what was looked at
	OK   bool
	Text string // how it is, and what to do where it is wrong
}

// invite is the link by which a server gets the bot. What else a digest can use
// (Sender.Find, Sender.Thread), everybody has in a server unless it was taken away.
func (a application) invite() string {
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d", a.ID, card.Permissions())
}

// Check looks at what the bot needs from Discord, without connecting and without
// changing anything. It needs no Settings; without a Desk the commands are only
// counted.
func Check(ctx context.Context, cfg Config) []Finding {
	token := Finding{What: "Discord token"}
	b, err := newBot(cfg)
	if err != nil {
		token.Text = err.Error()
		return []Finding{token}
	}
	defer b.rest.close()
	app, err := b.rest.application(ctx)
	if err != nil {
		token.Text = operator(err).Error()
		return []Finding{token}
	}
	token.OK, token.Text = true, fmt.Sprintf("belongs to %s, application %s", app.Name, app.ID)
	invite := Finding{
		What: "Discord application", OK: true,
		Text: "takes interactions by the gateway",
	}
	if app.Endpoint != "" {
		invite.Text = "takes interactions by HTTP at " + app.Endpoint + ", where cuttings serve --http must run; for cuttings serve without it remove the Interactions Endpoint URL on the General Information page at " + portal
	}
	invite.Text += "; invite it with " + app.invite()
	if err := app.modest(); err != nil {
		invite.OK, invite.Text = false, err.Error()
	}
	return []Finding{token, invite, b.checkCommands(ctx, app.ID), b.checkSessions(ctx)}
}

// checkCommands compares the names at Discord with the desk's.
func (b *Bot) checkCommands(ctx context.Context, appID string) Finding {
	f := Finding{What: "Discord commands"}
	var now []registered
	if err := b.rest.do(ctx, http.MethodGet, commandsPath(appID, b.cfg.GuildID), nil, &now); err != nil {
		f.Text = b.registerError(err).Error()
		return f
	}
	if len(now) == 0 {
		f.Text = "none is registered. Starting the bot registers them."
		return f
	}
	if missing := b.missing(now); len(missing) > 0 {
		f.Text = fmt.Sprintf("not registered: %v. Starting the bot registers them.", missing)
		return f
	}
	f.OK, f.Text = true, fmt.Sprintf("%d registered", len(now))
	return f
}

// missing are the desk's commands that Discord doesn't have.
func (b *Bot) missing(now []registered) (names []string) {
	if b.cfg.Desk == nil {
		return nil
	}
	have := versions(now)
	for _, c := range b.cfg.Desk.Commands() {
		if _, ok := have[c.Name]; !ok {
			names = append(names, "/"+c.Name)
		}
	}
	for _, name := range b.cfg.Desk.MessageCommands() {
		if _, ok := have[name]; !ok {
			names = append(names, name)
		}
	}
	return names
}

// checkSessions tells how often the bot may still connect today.
func (b *Bot) checkSessions(ctx context.Context) Finding {
	f := Finding{What: "Discord gateway"}
	bot, err := b.rest.gateway(ctx)
	if err != nil {
		f.Text = fmt.Sprintf("asking Discord where to connect: %v", err)
		return f
	}
	limit := bot.SessionStartLimit
	f.OK = limit.Remaining > 0
	f.Text = fmt.Sprintf("%d of %d new sessions left today, %d shards advised", limit.Remaining, limit.Total, bot.Shards)
	if !f.OK {
		f.Text += "; the bot waits for tomorrow's: look in its log for why it connects so often"
	}
	return f
}
