package bot

import (
	"encoding/json"
	"slices"
	"testing"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// Whose application it is, is told how the bot stands; whoever else asks, what to ask
// instead.
func TestStatus(t *testing.T) {
	s := newStage(t)
	store, replica := librarytest.Seeds(t)
	s.desk.does(desk.New(store, replica).Do)
	s.open()
	m := s.answer(s.server.Invoke(discordtest.Invocation{Command: "status"}))
	expect(t, m, "No bot runs on this data folder")
	expect(t, m, "3 articles from 1 outlet")
	if !m.Ephemeral() {
		t.Error("everybody sees it")
	}
	expect(t, s.answer(s.server.Invoke(discordtest.Invocation{Command: "status", UserID: "1300000000000000007"})), "is for whoever runs it")
}

// A team's application is its members', once they have accepted.
func TestOwners(t *testing.T) {
	for body, want := range map[string][]string{
		`{"owner":{"id":"1"},"team":null}`: {"1"},
		`{"owner":{"id":"9"},"team":{"members":[{"membership_state":2,"user":{"id":"1"}},{"membership_state":1,"user":{"id":"2"}},{"membership_state":2,"user":{"id":"3"}}]}}`: {"1", "3"},
	} {
		var app application
		if err := json.Unmarshal([]byte(body), &app); err != nil {
			t.Fatal(err)
		}
		if got := app.owners(); !slices.Equal(got, want) {
			t.Errorf("%s: %q", body, got)
		}
	}
}
