package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
	"cuttings/internal/language"
)

const putGlobal = "PUT /applications/{application_id}/commands"

func TestCommandsRegistered(t *testing.T) {
	s := newStage(t)
	puts := func() int { return s.server.Counts().REST[putGlobal] }
	s.open().stop()
	if n := puts(); n != 1 {
		t.Errorf("registered %d times at first", n)
	}
	for _, raw := range s.server.Commands("") {
		var c struct {
			Name             string
			Contexts         []int
			IntegrationTypes []int `json:"integration_types"`
			Options          []struct {
				Name      string
				Required  bool
				MaxLength int `json:"max_length"`
			}
		}
		if err := json.Unmarshal(raw, &c); err != nil {
			t.Fatal(err)
		}
		if c.Name != "hide" && c.Name != "reports" && c.Name != "digest" && fmt.Sprint(c.Contexts, c.IntegrationTypes) != "[0 1 2] [0 1]" {
			t.Errorf("/%s in contexts %v, for %v", c.Name, c.Contexts, c.IntegrationTypes)
		}
		if c.Name == "ask" && (len(c.Options) != 4 || !c.Options[0].Required || c.Options[0].MaxLength != desk.MaxQuestion) {
			t.Errorf("/ask takes %+v", c.Options)
		}
	}

	s.open().stop()
	if n := puts(); n != 1 {
		t.Errorf("registered again without a change: %d times", n)
	}
	s.desk.commands = append(s.desk.commands, desk.Command{Name: "another", Description: language.Phrase("Another thing to ask")})
	s.open().stop()
	if n := puts(); n != 2 || len(s.server.Commands("")) != s.desk.registered() {
		t.Errorf("after a change registered %d times, %d commands", n, len(s.server.Commands("")))
	}
	s.overwrite()
	s.open().stop()
	if n := puts(); n != 4 || len(s.server.Commands("")) != s.desk.registered() { // the third was the stranger's
		t.Errorf("after a stranger's change registered %d times, %d commands", n, len(s.server.Commands("")))
	}
}

// overwrite is another program with the same token that registers its commands.
func (s *stage) overwrite() {
	s.t.Helper()
	b, err := newBot(s.cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	defer b.rest.close()
	other := define([]desk.Command{{Name: "ask", Description: language.Phrase("Something else")}})
	if err := b.rest.do(s.ctx, http.MethodPut, commandsPath(discordtest.TestAppID, ""), other, nil); err != nil {
		s.t.Fatal(err)
	}
}

func TestCommandsOfOneServer(t *testing.T) {
	s := newStage(t)
	s.cfg.GuildID = discordtest.GuildID
	s.open()
	if len(s.server.Commands(discordtest.GuildID)) != s.desk.registered() || len(s.server.Commands("")) != 0 {
		t.Errorf("%d in the server, %d everywhere", len(s.server.Commands(discordtest.GuildID)), len(s.server.Commands("")))
	}
	expect(t, s.answer(s.ask()), quoted)
}

// The help card names the commands by their ids, so that they can be clicked,
// also when they were registered by an earlier run.
func TestHelpIsClickable(t *testing.T) {
	s := newStage(t)
	s.desk.does(func(context.Context, string, map[string]string) (desk.Reply, error) {
		return desk.HelpReply{Commands: desk.New(nil, nil).Commands()}, nil
	})
	s.open().stop()
	s.open()
	e := s.server.Invoke(discordtest.Invocation{Command: "help"})
	var ask struct{ ID string }
	if err := json.Unmarshal(s.server.Commands("")[0], &ask); err != nil {
		t.Fatal(err)
	}
	expect(t, s.answer(e), "</ask:"+ask.ID+">")
}

// With commands that can't be registered now the bot serves what Discord has, and
// tries again at its next start.
func TestRegisterLater(t *testing.T) {
	s := newStage(t)
	s.open().stop()
	registered := s.desk.registered()
	s.desk.commands = s.desk.commands[:2]
	s.server.OnREST(at("PUT /commands"), 1, discordtest.RateLimited(time.Hour, "user"))
	bot := s.open()
	expect(t, s.answer(s.ask()), quoted)
	bot.stop()
	if n := len(s.server.Commands("")); n != registered || !strings.Contains(s.log.String(), "could not be registered") {
		t.Errorf("%d commands; log:\n%s", n, s.log)
	}
}

// readOnly are settings on a full disk.
type readOnly struct{ Settings }

func (readOnly) SetSetting(context.Context, string, string) error {
	return errors.New("the disk is full")
}

func TestSettingsFail(t *testing.T) {
	s := newStage(t)
	s.cfg.Settings = readOnly{s.cfg.Settings}
	s.open()
	expect(t, s.answer(s.ask()), quoted)
	if !strings.Contains(s.log.String(), "the disk is full") {
		t.Errorf("log:\n%s", s.log)
	}
}

func TestCannotStart(t *testing.T) {
	tests := []struct {
		name    string
		prepare func(s *stage)
		says    []string
	}{
		{"no token", func(s *stage) { s.cfg.Token = " " }, []string{"no bot token", "Bot page", "DISCORD_TOKEN"}},
		{"half a token", func(s *stage) { s.cfg.Token = "abc\ndef" }, []string{"line break", "copy it again"}},
		{"wrong token", func(s *stage) { s.cfg.Token = "wrong"; s.faulty = true }, []string{"token was refused by Discord", "Reset Token", "DISCORD_TOKEN"}},
		{"no server", func(s *stage) {
			s.cfg.GuildID = "1100000000000000099"
			s.server.OnREST(at("GET /guilds/1100000000000000099/"), -1, discordtest.APIError(403, 50001, "Missing Access"))
		}, []string{"1100000000000000099", "invite", "DISCORD_GUILD"}},
		{"commands refused", func(s *stage) {
			s.server.OnREST(at("PUT /commands"), -1, discordtest.APIError(400, 50035, "Invalid Form Body"))
		}, []string{"registering the commands", "50035"}},
		{"token reset meanwhile", func(s *stage) {
			s.server.OnREST(at("GET /gateway/bot"), -1, discordtest.APIError(401, 0, "401: Unauthorized"))
		}, []string{"token was refused by Discord"}},
		{"token reset a moment later", func(s *stage) { s.server.OnIdentify(discordtest.ReplyClose(4004)) }, []string{"refused the bot token", "4004"}},
		{"odd address", func(s *stage) { s.cfg.API = "discord" }, []string{"no address"}},
		{"no desk", func(s *stage) { s.cfg.Desk = nil }, []string{"Desk"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newStage(t)
			test.prepare(s)
			b, err := New(s.cfg)
			if err == nil {
				err = b.Run(s.ctx)
			}
			if err == nil {
				t.Fatal("the bot runs")
			}
			for _, want := range test.says {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
		})
	}
}

// An application that takes interactions by HTTP gets none by the gateway.
func TestEndpoint(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"id":"7","name":"Cuttings","interactions_endpoint_url":"https://elsewhere.test"}`))
	}))
	defer server.Close()
	s := newStage(t)
	s.cfg.API = server.URL
	b, err := New(s.cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Run(s.ctx); err == nil || !strings.Contains(err.Error(), "remove the Interactions Endpoint URL") {
		t.Errorf("Run: %v", err)
	}
}

// Discord out of reach at the start is waited for.
func TestStartsLater(t *testing.T) {
	s := newStage(t)
	s.server.OnREST(at("GET /applications/@me"), 2, discordtest.ServerError(503))
	s.open()
	expect(t, s.answer(s.ask()), quoted)
}

// A context that ends while the bot starts is no error.
func TestStoppedWhileStarting(t *testing.T) {
	for _, path := range []string{"GET /applications/@me", "GET /commands", "GET /gateway/bot"} {
		s := newStage(t)
		s.server.OnREST(at(path), -1, discordtest.ServerError(503))
		b, err := New(s.cfg)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(s.ctx)
		done := make(chan error)
		go func() { done <- b.Run(ctx) }()
		if err := s.server.Wait(s.ctx, func(c discordtest.Counts) bool {
			for route, n := range c.REST {
				verb, suffix, _ := strings.Cut(path, " ")
				if n > 0 && strings.HasPrefix(route, verb) && strings.HasSuffix(route, suffix) {
					return true
				}
			}
			return false
		}); err != nil {
			t.Fatal(err)
		}
		cancel()
		if err := <-done; err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// A running request is answered before Run returns.
func TestStopWhileWorking(t *testing.T) {
	s := newStage(t)
	started, release := make(chan struct{}), make(chan struct{})
	var working doFunc
	working = s.desk.does(func(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
		close(started)
		<-release
		return working(ctx, command, args)
	})
	bot := s.open()
	e := s.ask()
	<-started
	bot.cancel()
	if err := s.server.Wait(s.ctx, func(c discordtest.Counts) bool { return c.Open == 0 }); err != nil {
		t.Fatal(err)
	}
	close(release)
	bot.stop()
	m, err := e.WaitMessage(s.ctx)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, m, quoted)
}
