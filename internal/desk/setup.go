package desk

import (
	"context"
	"slices"
	"strings"

	"cuttings/internal/ask"
	"cuttings/internal/language"
	"cuttings/internal/quote"
)

// SetupReply is how the bot is set up where the asker is.
type SetupReply struct {
	Server  string       // the server's ID; "" elsewhere: there is nothing to set up then
	Direct  bool         // elsewhere: the bot can write to the asker
	Public  bool         // everybody sees answers at once, see Desk.Public
	Digests []Subscribed // the server's
	Scope   ask.Scope    // what is asked there
	Sample  *quote.Quote // the best line of its newest story; nil where there is none
}

func (SetupReply) reply() {}

// Who sees the answers in a server, as it is chosen and kept.
const (
	ToAsker     = "private" // whoever asked, who may post a quote
	ToEverybody = "public"  // everybody, at once
)

// setupCommand is /setup.
func setupCommand() Command {
	return Command{
		Name: "setup", Description: language.Phrase("command.setup"),
		Manage: true, Anywhere: true,
		Options: []Option{{Name: "answers", Description: language.Phrase("option.setup.answers"), Choices: []string{ToAsker, ToEverybody}}},
	}
}

// Setup says how the bot is set up, and first says who sees the answers in the
// server from now on: ToAsker or ToEverybody; "" leaves that as it is. An asker in a
// server who may not manage it is a Problem, and so is a change outside of one.
func (d *Desk) Setup(ctx context.Context, answers string) (SetupReply, error) {
	who := AskerOf(ctx)
	switch {
	case who.Server == "" && answers != "":
		return SetupReply{}, problem("setup.no-server")
	case who.Server != "" && !who.Manages && who.User != Operator:
		return SetupReply{}, problem("setup.not-yours")
	case answers != "":
		if err := d.store.SetSetting(ctx, answersOf+who.Server, answers); err != nil {
			return SetupReply{}, err
		}
	}
	latest, err := d.Latest(ctx, LatestRequest{})
	if err != nil {
		return SetupReply{}, err
	}
	r := SetupReply{Server: who.Server, Direct: who.Sends, Scope: latest.Scope}
	if len(latest.Stories) > 0 {
		r.Sample = &latest.Stories[0].Line
	}
	digests, err := d.Digests(ctx)
	if err != nil {
		return SetupReply{}, err
	}
	r.Digests = digests.Digests
	r.Public, err = d.Public(ctx, who.Server)
	return r, err
}

// answersOf is before a server's ID the key of who sees answers there.
const answersOf = "answers of "

// Public reports whether everybody sees answers in the server at once: those of the
// commands that are Open. It is one look into the store, and waits for no turn.
func (d *Desk) Public(ctx context.Context, server string) (bool, error) {
	if server == "" {
		return false, nil
	}
	kept, err := d.store.Setting(ctx, answersOf+server)
	return kept == ToEverybody, err
}

// PublicServers are the IDs of the servers in which everybody sees answers at once, in
// order.
func (d *Desk) PublicServers(ctx context.Context) ([]string, error) {
	kept, err := d.store.Settings(ctx, answersOf)
	var servers []string
	for key, value := range kept {
		if value == ToEverybody {
			servers = append(servers, strings.TrimPrefix(key, answersOf))
		}
	}
	slices.Sort(servers)
	return servers, err
}
