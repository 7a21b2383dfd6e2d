package bot

import (
	"strings"
	"testing"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
	"cuttings/internal/story"
)

// The newest stories, and the button that tells one of them to whoever presses
// it: it outlives the bot that made it.
func TestSameStory(t *testing.T) {
	s := newStage(t)
	store, index := librarytest.Open(t,
		archive.Article{
			ID: "a", Title: "Mill burns down", Outlet: "The Bugle", Published: archive.Date{Year: 2021, Month: 5, Day: 4},
			Text: "A blaze destroyed the old mill at Tarnbeck on Tuesday. Crews under Rolf Ebert fought it for nine hours.",
		},
		archive.Article{
			ID: "b", Title: "Nine hours at Tarnbeck mill", Outlet: "The Gazette", Published: archive.Date{Year: 2021, Month: 5, Day: 5},
			Text: "Rolf Ebert had not slept when we met him beside the old mill at Tarnbeck, nine hours after the blaze.",
		})
	if err := story.CatchUp(t.Context(), store, index, nil); err != nil {
		t.Fatal(err)
	}
	library := desk.New(store, index)
	s.desk.does(library.Do)
	first := s.open()
	listed := s.server.Invoke(discordtest.Invocation{Command: "latest", Options: map[string]any{"topic": "mill"}})
	m := s.answer(listed)
	expect(t, m, "Mill burns down")
	expect(t, m, "No. 2 · 2 newsrooms")
	tells := button(m, "Same story")
	if tells == "" || !m.Ephemeral() {
		t.Fatalf("buttons %+v", m.Buttons())
	}
	first.stop()

	s.open()
	for range 2 { // as often as anybody likes
		m = s.followUp(s.server.Click(listed, tells))
		expect(t, m, "The first report")
		expect(t, m, "A later report")
		if !m.Ephemeral() || len(s.server.Messages(discordtest.ChannelID)) != 0 {
			t.Error("the story is told to everybody")
		}
	}
	if err := store.Remove(t.Context(), "b", "a test"); err != nil {
		t.Fatal(err)
	}
	m = s.followUp(s.server.Click(listed, tells))
	if !m.Ephemeral() || !strings.Contains(m.Text(), "was removed") {
		t.Error(m.Text())
	}
}
