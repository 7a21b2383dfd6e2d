package bot

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
	"cuttings/internal/language"
)

// nested are commands of every form that there is.
var nested = []desk.Command{
	{Name: "remind", Description: language.Phrase("Be told"), Commands: []desk.Command{
		{Name: "add", Description: language.Phrase("Another"), Options: []desk.Option{
			{Name: "words", Description: language.Phrase("what of"), Required: true, MaxLength: 100, Suggests: true},
			{Name: "how", Description: language.Phrase("how often"), Choices: []string{"at once", "daily"}},
			{Name: "channel", Description: language.Phrase("where"), Kind: desk.Channel},
			{Name: "role", Description: language.Phrase("whom"), Kind: desk.Role},
		}},
		{Name: "list", Description: language.Phrase("Those that there are")},
		{Name: "outlet", Description: language.Phrase("Of an outlet"), Commands: []desk.Command{{Name: "add", Description: language.Phrase("One more")}}},
	}},
	{Name: "manage", Description: language.Phrase("For managers"), Manage: true},
}

// Discord takes commands that stand for others, and what it sends when they are
// used reaches the desk by their whole names, with who asked.
func TestCommandsThatStandForOthers(t *testing.T) {
	type asked struct {
		Command string
		Args    map[string]string
		Who     desk.Asker
	}
	s := newStage(t)
	s.desk.commands = append(s.desk.commands, nested...)
	requests := make(chan asked, 1)
	inner := s.desk.does(nil)
	s.desk.does(func(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
		requests <- asked{command, args, desk.AskerOf(ctx)}
		return inner(ctx, command, nil)
	})
	s.desk.suggests(func(ctx context.Context, command, option, typed string) ([]desk.Suggestion, error) {
		value := strings.Join([]string{command, option, typed, desk.AskerOf(ctx).User}, " ")
		return []desk.Suggestion{{Shown: value, Value: value}}, nil
	})
	s.open()
	member := desk.Asker{User: discordtest.UserID, Server: discordtest.GuildID, Channel: discordtest.ChannelID, Sends: true, Owns: true, Locale: "en-GB", PublicLocale: "en-US"}
	manager := member
	manager.Manages = true
	for _, c := range []struct {
		in   discordtest.Invocation
		want asked
	}{
		{
			discordtest.Invocation{Command: "remind add", Options: map[string]any{
				"words": "jobs", "how": "daily", "channel": discordtest.ChannelID, "role": discordtest.GuildID,
			}},
			asked{"remind add", map[string]string{
				"words": "jobs", "how": "daily", "channel": discordtest.ChannelID, "role": discordtest.GuildID,
			}, member},
		},
		{discordtest.Invocation{Command: "remind list"}, asked{"remind list", map[string]string{}, member}},
		{discordtest.Invocation{Command: "remind outlet add", Permissions: "32"}, asked{"remind outlet add", map[string]string{}, manager}},
		{discordtest.Invocation{Command: "manage", Permissions: "8"}, asked{"manage", map[string]string{}, manager}},
		{discordtest.Invocation{Command: "manage"}, asked{"manage", map[string]string{}, manager}}, // let through under Integrations
		{
			discordtest.Invocation{Command: "remind list", AppPermissions: "1024"},
			asked{"remind list", map[string]string{}, desk.Asker{User: discordtest.UserID, Server: discordtest.GuildID, Channel: discordtest.ChannelID, Owns: true, Locale: "en-GB", PublicLocale: "en-US"}},
		},
		{
			discordtest.Invocation{Command: "remind list", ChannelID: discordtest.DMID},
			asked{"remind list", map[string]string{}, desk.Asker{User: discordtest.UserID, Channel: discordtest.DMID, Sends: true, Owns: true, Locale: "en-GB", PublicLocale: "en-GB"}},
		},
		{
			discordtest.Invocation{Command: "remind list", UserInstall: true, Permissions: "8"},
			asked{"remind list", map[string]string{}, desk.Asker{User: discordtest.UserID, Channel: discordtest.ChannelID, Owns: true, Locale: "en-GB", PublicLocale: "en-US"}},
		},
	} {
		e := s.server.Invoke(c.in)
		if err := e.Err(); err != nil {
			t.Fatal(err)
		}
		expect(t, s.answer(e), quoted)
		if diff := cmp.Diff(c.want, <-requests); diff != "" {
			t.Errorf("/%s (-want +got):\n%s", c.in.Command, diff)
		}
	}
	got := s.typing(discordtest.Invocation{Command: "remind add", Focused: "words", Options: map[string]any{"words": "job"}})
	if want := "remind add words job " + discordtest.UserID; len(got) != 1 || got[0].Value != want {
		t.Errorf("suggested %v, want %q", got, want)
	}
}

// A manager's command is offered in servers only, and at first to managers only.
func TestManagersCommand(t *testing.T) {
	s := newStage(t)
	s.desk.commands = nested
	s.open()
	for _, raw := range s.server.Commands("") {
		var c struct {
			Name             string
			Contexts         []int
			IntegrationTypes []int   `json:"integration_types"`
			Permissions      *string `json:"default_member_permissions"`
		}
		if err := json.Unmarshal(raw, &c); err != nil {
			t.Fatal(err)
		}
		switch c.Name {
		case "manage":
			if c.Permissions == nil || *c.Permissions != "32" || len(c.Contexts) != 1 || c.Contexts[0] != 0 || len(c.IntegrationTypes) != 1 || c.IntegrationTypes[0] != 0 {
				t.Errorf("registered as %s", raw)
			}
		default:
			if c.Permissions != nil || len(c.Contexts) != 3 {
				t.Errorf("registered as %s", raw)
			}
		}
	}
}

// The help card names commands that stand for others so that each can be clicked.
func TestHelpOnCommandsThatStandForOthers(t *testing.T) {
	s := newStage(t)
	s.desk.commands = append(s.desk.commands, nested...)
	s.desk.does(func(context.Context, string, map[string]string) (desk.Reply, error) {
		return desk.HelpReply{Commands: s.desk.commands}, nil
	})
	s.open()
	m := s.answer(s.server.Invoke(discordtest.Invocation{Command: "help"}))
	for _, name := range []string{"</remind add:", "</remind list:", "</remind outlet add:", "</manage:"} {
		expect(t, m, name)
	}
}
