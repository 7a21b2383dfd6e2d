package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"cuttings/bot/discordtest"
)

// guild is a Discord with one server in it, and the reader who asks there.
type guild struct {
	server *discordtest.Server
	shown  discordtest.Message
	starts int // how often a bot was waited for
}

type guildKey struct{}

// discord is a script's command:
//
//	discord start                start a Discord, set DISCORD_TOKEN, DISCORD_API, CHANNEL, and HTTP and METRICS to free addresses
//	discord ready                wait until the bot is there
//	discord endpoint             send what is asked to $HTTP, once a bot is there
//	discord /ask question:WORDS  ask, and print what the reader sees
//	discord until TEXT /ask …    the same again until TEXT is seen
//	discord shown TEXT           wait until the newest message in the channel says TEXT
//	discord press LABEL          press the first button of that label, print what is posted
//	discord get ADDRESS          print what is served there
//	discord report REASON WORDS  press Wrong? and say what is wrong, print what the reader sees
//	discord clean                nothing was wrong with anything that the bot sent
func discord(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: discord start|ready|endpoint|/COMMAND|until|shown|press|get|report|clean")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	g := ts.Value(guildKey{}).(*guild)
	switch args[0] {
	case "start":
		g.start(ts)
	case "ready":
		g.starts++
		ts.Check(g.server.WaitReady(ctx, g.starts))
	case "endpoint":
		for g.server.SetEndpoint(ctx, "http://"+ts.Getenv("HTTP")+"/interactions") != nil {
			if ctx.Err() != nil {
				ts.Fatalf("nobody answers at %s", ts.Getenv("HTTP"))
			}
			time.Sleep(100 * time.Millisecond) // somebody pressing Save again
		}
	case "until":
		for !strings.Contains(g.ask(ctx, ts, args[2:]), args[1]) {
			if ctx.Err() != nil {
				ts.Fatalf("%q was not seen; last:\n%s", args[1], g.shown.Text())
			}
			time.Sleep(100 * time.Millisecond) // a reader asking again
		}
	case "shown":
		for {
			last := ""
			if all := g.server.Messages(discordtest.ChannelID); len(all) > 0 {
				last = all[len(all)-1].Text()
			}
			if strings.Contains(last, args[1]) {
				fmt.Fprintln(ts.Stdout(), last)
				break
			}
			if ctx.Err() != nil {
				ts.Fatalf("%q was not seen; last:\n%s", args[1], last)
			}
			time.Sleep(100 * time.Millisecond)
		}
	case "get":
		for {
			resp, err := http.Get("http://" + args[1])
			if err == nil {
				_, err = io.Copy(ts.Stdout(), resp.Body)
				ts.Check(errors.Join(err, resp.Body.Close()))
				break
			}
			if ctx.Err() != nil {
				ts.Fatalf("%v", err)
			}
			time.Sleep(100 * time.Millisecond)
		}
	case "press":
		g.press(ctx, ts, args[1])
	case "report":
		g.report(ctx, ts, args[1], args[2])
	case "clean":
		if v := g.server.Violations(); len(v) > 0 {
			ts.Fatalf("the bot broke Discord's rules:\n%s", strings.Join(v, "\n"))
		}
	default:
		fmt.Fprintln(ts.Stdout(), g.ask(ctx, ts, args))
	}
}

func (g *guild) start(ts *testscript.TestScript) {
	config := discordtest.Config{RequireAllowedMentions: true, IdentifyWindow: -1}
	if path := os.Getenv("CUTTINGS_OPENAPI"); path != "" {
		spec, err := discordtest.LoadSpec(path)
		ts.Check(err)
		config.Spec = spec
	}
	g.server = discordtest.New(config)
	ts.Defer(g.server.Close)
	ts.Setenv("DISCORD_TOKEN", discordtest.TestToken)
	ts.Setenv("DISCORD_API", g.server.URL())
	ts.Setenv("CHANNEL", discordtest.ChannelID)
	ts.Setenv("CUTTINGS_USER_LIMIT", "0") // a script asks as often as it must
	for _, name := range []string{"HTTP", "METRICS"} {
		free, err := net.Listen("tcp", "127.0.0.1:0")
		ts.Check(err)
		ts.Setenv(name, free.Addr().String())
		ts.Check(free.Close())
	}
}

// ask gives the command as it is typed and returns what the reader sees.
func (g *guild) ask(ctx context.Context, ts *testscript.TestScript, typed []string) string {
	in := discordtest.Invocation{Command: strings.TrimPrefix(typed[0], "/"), Options: map[string]any{}}
	for _, option := range typed[1:] {
		name, value, _ := strings.Cut(option, ":")
		in.Options[name] = value
	}
	message, err := g.server.Invoke(in).WaitMessage(ctx)
	ts.Check(err)
	g.shown = message
	return message.Text()
}

func (g *guild) press(ctx context.Context, ts *testscript.TestScript, label string) {
	for _, b := range g.shown.Buttons() {
		if b.Label != label {
			continue
		}
		posted, err := g.server.Click(g.shown, b.CustomID).WaitFollowups(ctx, 1)
		ts.Check(err)
		fmt.Fprintf(ts.Stdout(), "private: %v\n%s\n", posted[0].Ephemeral(), posted[0].Text())
		return
	}
	ts.Fatalf("no button %q", label)
}

func (g *guild) report(ctx context.Context, ts *testscript.TestScript, reason, words string) {
	for _, b := range g.shown.Buttons() {
		if b.Label != "Wrong?" {
			continue
		}
		opened := g.server.Click(g.shown, b.CustomID)
		_, err := opened.WaitAck(ctx)
		ts.Check(err)
		message, err := g.server.SubmitModal(opened, map[string]any{"reason": reason, "words": words}).WaitMessage(ctx)
		ts.Check(err)
		fmt.Fprintln(ts.Stdout(), message.Text())
		return
	}
	ts.Fatalf("nothing to report")
}
