package terminal

import (
	"context"
	"errors"
	"strings"

	"cuttings/internal/desk"
)

type privacyCommand struct {
	Show   privacyShowCommand   `cmd:"" help:"Say what is kept of those who use the bot, and for how long."`
	Export privacyExportCommand `cmd:"" help:"Write everything that is kept with a user's id, as JSON."`
	Forget privacyForgetCommand `cmd:"" help:"Take a user's id out of everything that is kept."`
}

type privacyShowCommand struct{}

// userArg is the user that a command is about.
type userArg struct {
	ID string `arg:"" name:"id" help:"The user's id in Discord: a number."`
}

type privacyExportCommand struct{ userArg }

type privacyForgetCommand struct {
	userArg
	Yes bool `help:"Do it. Without it you see what would go."`
}

// by is a context in which the user asks.
func (a userArg) by(ctx context.Context) (context.Context, error) {
	if !discordID.MatchString(a.ID) {
		return nil, errors.New("a user's id is a number of at most 20 digits: in Discord, Copy User ID shows it once Developer Mode is on")
	}
	return desk.By(ctx, desk.Asker{User: a.ID}), nil
}

func (c *privacyShowCommand) Run(s *session) error {
	return s.personal(func(d *desk.Desk) (desk.Reply, error) { return d.Privacy(s.ctx) })
}

func (c *privacyExportCommand) Run(s *session) error {
	ctx, err := c.by(s.ctx)
	if err != nil {
		return err
	}
	return s.personal(func(d *desk.Desk) (desk.Reply, error) { return d.ExportMe(ctx) })
}

func (c *privacyForgetCommand) Run(s *session) error {
	ctx, err := c.by(s.ctx)
	if err != nil {
		return err
	}
	return s.personal(func(d *desk.Desk) (desk.Reply, error) { return d.ForgetMe(ctx, c.Yes) })
}

// personal asks the desk, without waiting for the index, and writes its reply.
func (s *session) personal(ask func(*desk.Desk) (desk.Reply, error)) error {
	library, err := s.openStore()
	if err != nil {
		return err
	}
	defer library.Close()
	reply, err := ask(library.Desk)
	if err != nil {
		return err
	}
	return s.page.print(reply)
}

// privacy says what is kept, and for how long.
func (p page) privacy(b *strings.Builder, r desk.PrivacyReply) {
	p.line(b, plain, english.Say("privacy.messages"))
	for _, kept := range r.Retentions {
		p.bullet(b, english.Say("privacy.kept", "what", english.Kept(kept.Kept), "long", english.KeptFor(kept)))
	}
}

// bullet writes an entry of a list, wrapped.
func (p page) bullet(b *strings.Builder, s string) {
	mark := "- "
	for _, line := range p.wrap(s, nil) {
		b.WriteString(mark + line + "\n")
		mark = indent
	}
}

// forgotten says what goes when somebody is forgotten, or went.
func (p page) forgotten(b *strings.Builder, r desk.ForgetReply) {
	if !r.Own.Any() && !r.Stays.Any() {
		p.line(b, plain, english.Say("privacy.none-of"))
		return
	}
	head := "privacy.will-go"
	if r.Done {
		head = "privacy.gone-of"
	}
	p.line(b, plain, english.Say(head))
	for _, line := range english.Forgotten(r.Own.Watches, r.Own.Told, r.Own.Digests, r.Stays.Digests, r.Stays.Posts, r.Stays.Reports, r.Stays.Hidings) {
		p.bullet(b, line)
	}
	if !r.Done {
		p.line(b, plain, english.Say("privacy.undone"))
	}
}
