package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/librarytest"
)

// typing asks for suggestions and returns what is offered.
func (s *stage) typing(in discordtest.Invocation) []discordtest.Choice {
	s.t.Helper()
	choices, err := s.server.Autocomplete(in).WaitChoices(s.ctx)
	if err != nil {
		s.t.Fatalf("%v; log:\n%s", err, s.log)
	}
	return choices
}

// With the real desk, on the coverage that ships: the test's Discord holds every
// answer against its rules and its document.
func TestAutocomplete(t *testing.T) {
	s := newStage(t)
	store, replica := librarytest.Seeds(t)
	real := desk.New(store, replica)
	s.desk.suggests(real.Suggest)
	s.open()
	for _, c := range []struct {
		command, option, typed string
		want                   string // the first choice's value
	}{
		{"said", "who", "ladb", "Mark Ladbrooke"},
		{"said", "who", "O’C", "Ronan O’Connor"},
		{"said", "who", "Ladbroke", "Mark Ladbrooke"},
		{"said", "outlet", "ox", "Oxford Mail"},
		{"ask", "outlet", "", "Oxford Mail"},
		{"find", "outlet", "MAIL", "Oxford Mail"},
		{"coverage", "outlet", "oxford m", "Oxford Mail"},
		{"ask", "outlet", "Gazette", ""},
	} {
		got := s.typing(discordtest.Invocation{
			Command: c.command, Focused: c.option, Options: map[string]any{c.option: c.typed},
		})
		value := ""
		if len(got) > 0 {
			value = fmt.Sprint(got[0].Value)
		}
		if value != c.want {
			t.Errorf("/%s %s:%s is completed to %+v, want %s", c.command, c.option, c.typed, got, c.want)
		}
	}
}

// Many names, long ones, and ones in every script keep Discord's limits.
func TestAutocompleteLimits(t *testing.T) {
	s := newStage(t)
	var articles []archive.Article
	for i := range 60 {
		name := fmt.Sprintf("Ann%c Hill", 'a'+i%26)
		articles = append(articles, archive.Article{
			ID: fmt.Sprint(i), Outlet: strings.Repeat("日報", 20+i) + fmt.Sprint(i),
			Text: name + ", chair of the " + strings.Repeat("Very Long Committee ", 10) + ", said: “We will see about that in time.”",
		})
	}
	store, replica := librarytest.Open(t, articles...)
	s.desk.suggests(desk.New(store, replica).Suggest)
	s.open()
	for option, typed := range map[string]string{"who": "hill", "outlet": ""} {
		got := s.typing(discordtest.Invocation{Command: "said", Focused: option, Options: map[string]any{option: typed}})
		if len(got) != 25 {
			t.Errorf("%s: %d choices", option, len(got))
		}
	}
}

// Nothing to suggest is still an answer, at once.
func TestAutocompleteFails(t *testing.T) {
	data := `{"name":"said","options":[{"name":"who","value":"` + question + `","focused":true}]}`
	for name, suggest := range map[string]suggestFunc{
		"nothing": nil,
		"error": func(context.Context, string, string, string) ([]desk.Suggestion, error) {
			return nil, errors.New("no disk")
		},
		"panic": func(context.Context, string, string, string) ([]desk.Suggestion, error) { panic("lost a page") },
		"too slow": func(ctx context.Context, _, _, _ string) ([]desk.Suggestion, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := helpful()
			d.suggests(suggest)
			serving(t, d, Config{}, func(t *testing.T, s *service, l *ledger) {
				began := time.Now()
				s.dispatch(event(4, "1", data))
				time.Sleep(suggestLimit)
				synctest.Wait()
				if diff := cmp.Diff([]string{"POST callback 8"}, l.requests()); diff != "" || time.Since(began) > suggestLimit {
					t.Errorf("after %v: %s", time.Since(began), diff)
				}
				if l.last() != "[]" {
					t.Errorf("the choices are %s", l.last())
				}
			})
		})
	}
}
