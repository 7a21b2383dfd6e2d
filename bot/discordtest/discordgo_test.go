package discordtest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// redirect sends what is meant for Discord to the test server.
type redirect struct {
	base http.RoundTripper
	host string
}

func (r redirect) RoundTrip(q *http.Request) (*http.Response, error) {
	q = q.Clone(q.Context())
	q.URL.Scheme, q.URL.Host = "http", r.host
	return r.base.RoundTrip(q)
}

// TestDiscordgo: an unmodified discordgo, which speaks v9, registers a command
// and answers it.
func TestDiscordgo(t *testing.T) {
	s := checked(t, Config{})
	dg, err := discordgo.New("Bot " + TestToken)
	if err != nil {
		t.Fatal(err)
	}
	dg.StateEnabled, dg.ShouldReconnectOnError = false, false
	dg.Identify.Intents = discordgo.IntentsGuilds
	dg.Client = &http.Client{Transport: redirect{client.Transport, strings.TrimPrefix(s.URL(), "http://")}}
	failed := make(chan error, 1)
	dg.AddHandler(func(dg *discordgo.Session, i *discordgo.InteractionCreate) { failed <- reply(dg, i.Interaction) })
	if err := dg.Open(); err != nil {
		t.Fatal(err)
	}
	if _, err := dg.ApplicationCommandBulkOverwrite(TestAppID, GuildID, []*discordgo.ApplicationCommand{{
		Name: "ask", Description: "Ask", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionString, Name: "question", Description: "What", Required: true},
		},
	}}); err != nil {
		t.Fatal(err)
	}
	ex := invoked(t, s, Invocation{Command: "ask", Options: object{"question": "Who?"}})
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
	m, err := ex.WaitMessage(patience(t))
	if err != nil || m.Text() != "Who?" || !ex.Ephemeral() || len(ex.Followups()) != 1 {
		t.Errorf("%+v %v, follow-ups %v", m, err, ex.Followups())
	}
	if err := dg.Close(); err != nil {
		t.Error(err)
	}
	// discordgo writes every option with channel_types and options, null when it has
	// none; the document names them for channels and subcommands only.
	wantViolations(t, s, optional(s, "/0/options/0/channel_types: "+noSuchField, "/0/options/0/options: "+noSuchField)...)
}

// optional is what is found only by Discord's document.
func optional(s *Server, parts ...string) []string {
	if s.cfg.Spec == nil {
		return nil
	}
	return parts
}

// reply defers, edits and follows up.
func reply(dg *discordgo.Session, i *discordgo.Interaction) error {
	if err := dg.InteractionRespond(i, &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral},
	}); err != nil {
		return err
	}
	question := i.ApplicationCommandData().Options[0].StringValue()
	if _, err := dg.InteractionResponseEdit(i, &discordgo.WebhookEdit{Content: &question}); err != nil {
		return err
	}
	_, err := dg.FollowupMessageCreate(i, true, &discordgo.WebhookParams{Content: "More."})
	return err
}
