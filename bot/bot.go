// Package bot stands between Discord and the desk: an interaction, which comes by
// the gateway or by HTTP, becomes a request, and the reply a card. It also composes
// and sends what nobody asked for just now: digests, what watches tell of, notices.
// It knows no engine and no database, and keeps nothing about anybody itself. Of
// messages it reads the one about which somebody asks, and,
// when it may have died while it sent a digest, those in that channel since, among
// which it looks for its own.
package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"cuttings/bot/gateway"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
)

// Desk answers. Its methods are safe for concurrent use and end early when
// their context ends. An error that is a *desk.Problem holds the words for
// whoever asked.
type Desk interface {
	Commands() []desk.Command
	Do(ctx context.Context, command string, args map[string]string) (desk.Reply, error)
	MessageCommands() []string
	About(ctx context.Context, command, message string) (desk.Reply, error)
	Suggest(ctx context.Context, command, option, typed string) ([]desk.Suggestion, error)
	Cutting(ctx context.Context, ref desk.QuoteRef) (desk.CuttingReply, error)
	Report(ctx context.Context, r desk.ReportRequest) (desk.ReportReply, error)
	Context(ctx context.Context, ref desk.QuoteRef) (desk.ContextReply, error)
	Bind(ctx context.Context, p desk.Paged, command string, args map[string]string) (desk.PageReply, error)
	Turn(ctx context.Context, search string, page, was int) (desk.PageReply, error)
	SheetOf(ctx context.Context, search string, most int) (desk.SheetReply, error)
	Public(ctx context.Context, server string) (bool, error)
}

// Settings keep a value under a key beyond a restart; "" is a key without one.
type Settings interface {
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

// Claims let one of several processes do what is to be done once; see archive.Claims.
type Claims interface {
	Claim(ctx context.Context, key string, life time.Duration) (archive.Claim, bool, error)
	Release(ctx context.Context, claim archive.Claim) error
}

// Posts keep what the bot posted, none of its words, and know which of it
// may not be shown any more. A context tells who posts and where: see desk.By.
type Posts interface {
	KeepPost(ctx context.Context, message string, kind archive.PostKind, refs ...desk.QuoteRef) error
	ForgetPost(ctx context.Context, channel, message string) error
	DuePosts(ctx context.Context) ([]desk.Post, error)
	Revisit(ctx context.Context, p desk.Post) (desk.Reply, error)
	PostEdited(ctx context.Context, p desk.Post) error
	PostFailed(ctx context.Context, p desk.Post, fault string, pause time.Duration) error
}

// Config is what the bot needs. Token, Desk, Settings and Claims are required.
type Config struct {
	Token    string // as the Bot page of the application shows it
	API      string // in place of https://discord.com, for a proxy or a test server
	GuildID  string // commands are registered in this server only, at once; "" means everywhere
	Desk     Desk
	Settings Settings
	Claims   Claims
	Posts    Posts        // nil means that nothing of what is posted is kept
	Log      *slog.Logger // nil means nowhere
	Version  string
	Meter    Meter // nil counts nothing

	// Listener takes interactions by HTTP, see endpoint; nil takes them by the
	// gateway. Run closes it.
	Listener net.Listener
	// Ready says what is missing before the desk answers as it should; nil means
	// nothing. See Bot.Ready, which the Listener's /readyz gives.
	Ready func(ctx context.Context) error

	Access Access // whom the operator lets in
	Limits Limits // how often one may ask

	Workers int           // requests that the desk works on at once; 0 means 8
	Work    time.Duration // limit of one request's work; 0 means 60 s
	Revisit time.Duration // how often posts that are to be edited are looked for; 0 means 2 s
	Drain   time.Duration // how long running requests may go on after Run's context ended; 0 means 10 s
}

// Bot is one bot, ready to run.
type Bot struct {
	cfg  Config
	rest *rest
	ids  atomic.Pointer[map[string]string] // of the commands, by name; nil before they are registered
	line line
}

// CommandIDs are the ids of the commands by name, none before Run has registered
// them: those in it can be clicked in what is posted.
func (b *Bot) CommandIDs() map[string]string {
	if ids := b.ids.Load(); ids != nil {
		return *ids
	}
	return nil
}

// New checks the configuration. It does not talk to Discord.
func New(cfg Config) (*Bot, error) {
	if cfg.Desk == nil || cfg.Settings == nil || cfg.Claims == nil {
		return nil, errors.New("bot: Config needs Desk, Settings and Claims")
	}
	return newBot(cfg)
}

// newBot is New for a bot that only looks.
func newBot(cfg Config) (*Bot, error) {
	cfg.Token = strings.TrimPrefix(strings.TrimSpace(cfg.Token), "Bot ")
	switch {
	case cfg.Token == "":
		return nil, errNoToken
	case strings.ContainsFunc(cfg.Token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return nil, errOddToken
	}
	if err := cfg.Limits.valid(); err != nil {
		return nil, err
	}
	var err error
	if cfg.Access, err = cfg.Access.tidy(); err != nil {
		return nil, err
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Meter == nil {
		cfg.Meter = noMeter{}
	}
	cfg.Workers = cmp.Or(max(cfg.Workers, 0), 8)
	cfg.Work = cmp.Or(max(cfg.Work, 0), time.Minute)
	cfg.Revisit = cmp.Or(max(cfg.Revisit, 0), 2*time.Second)
	cfg.Drain = cmp.Or(max(cfg.Drain, 0), 10*time.Second)
	r, err := newREST(cfg)
	if err != nil {
		return nil, err
	}
	return &Bot{cfg: cfg, rest: r}, nil
}

// Run registers the commands if they changed, connects, and answers until ctx
// ends; then it answers what it has already taken and returns nil. It returns
// an error when somebody has to mend something first; the text says what.
// Where Discord can't be reached it tries again for as long as it takes.
func (b *Bot) Run(ctx context.Context) error {
	defer b.rest.close()
	if b.cfg.Listener != nil {
		return b.listen(ctx)
	}
	return b.serve(ctx, func(_ application, s *service) error {
		return gateway.RunAll(ctx, gateway.Config{
			Token: b.cfg.Token,
			Start: b.rest.gateway,
			Log:   b.cfg.Log,
			Plan:  b.line.plan,
			Watch: b.watch,
		}, s.dispatch)
	})
}

// serve gets everything ready, and answers what receive hands to the service until
// that returns.
func (b *Bot) serve(ctx context.Context, receive func(application, *service) error) error {
	app, err := b.meet(ctx)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	ids, err := b.register(ctx, app.ID)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	b.ids.Store(&ids)
	b.cfg.Log.Info("a server gets the bot by this link", "invite", app.invite())
	b.line.met.Store(true)
	s := newService(ctx, b.cfg, b.rest, app.ID, ids)
	s.owners = app.owners()
	connected, disconnect := context.WithCancel(ctx)
	var beside sync.WaitGroup
	beside.Go(func() { s.keepPosts(connected) })
	err = receive(app, s)
	disconnect()
	beside.Wait()
	return errors.Join(err, s.drain(b.cfg.Drain))
}
