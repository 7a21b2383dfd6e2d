package bot

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// The message commands are registered beside the slash commands, by their names
// as people read them.
func TestMessageCommandsAreRegistered(t *testing.T) {
	s := newStage(t)
	s.open()
	var names []string
	for _, raw := range s.server.Commands("") {
		var c struct {
			Type              int
			Name, Description string
		}
		if err := json.Unmarshal(raw, &c); err != nil {
			t.Fatal(err)
		}
		if c.Type == 3 {
			names = append(names, c.Name+c.Description)
		}
	}
	if diff := cmp.Diff([]string{"Find the source", "Check against coverage", "Quotes on this"}, names); diff != "" {
		t.Error(diff)
	}
}

// The words of a message go to the desk as they are and nowhere else; the answer
// is private.
func TestMessageCommand(t *testing.T) {
	const words = "**They** <@80351110224678912> said 600 posts go. " + question
	s := newStage(t)
	asked := make(chan [2]string, 1)
	inner := s.desk.does(nil)
	s.desk.does(func(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
		asked <- [2]string{command, args["message"]}
		return inner(ctx, command, nil)
	})
	bot := s.open()
	target := s.server.Post(discordtest.ChannelID, "1100000000000000009", words)
	before := len(s.server.Messages(discordtest.ChannelID))
	e := s.server.Menu(discordtest.Invocation{Command: desk.MenuCheck}, target)
	m := s.answer(e)
	expect(t, m, quoted)
	if got := <-asked; got != [2]string{desk.MenuCheck, words} {
		t.Errorf("the desk was asked %q", got)
	}
	if !m.Ephemeral() || len(s.server.Messages(discordtest.ChannelID)) != before {
		t.Error("the answer is not private")
	}
	bot.stop()
	if strings.Contains(s.log.String(), "600 posts") {
		t.Errorf("the log holds the message:\n%s", s.log)
	}
}

// The real desk answers each of them, and has a kind word for a picture.
func TestMessageCommandsOnTheSeeds(t *testing.T) {
	store, replica := librarytest.Seeds(t)
	d := desk.New(store, replica)
	s := newStage(t)
	s.cfg.Desk = d
	s.open()
	says := map[string]string{
		desk.MenuSource: `your text\: “600” → in the coverage\: “366”`,
		desk.MenuCheck:  `A different figure\: your text\: “600” → in the coverage\: “366”`,
		desk.MenuQuotes: "366 jobs out of 10,000",
	}
	target := s.server.Post(discordtest.ChannelID, "1100000000000000009", "> an estimated **600** jobs out of 10,000 at the trust could be affected")
	picture := s.server.Post(discordtest.ChannelID, "1100000000000000009", "")
	for _, name := range d.MessageCommands() {
		expect(t, s.answer(s.server.Menu(discordtest.Invocation{Command: name}, target)), says[name])
		expect(t, s.answer(s.server.Menu(discordtest.Invocation{Command: name}, picture)), "only a picture, a file or a card")
	}
}
