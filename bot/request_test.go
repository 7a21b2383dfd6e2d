package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
	"cuttings/internal/language"
)

// zaphod is in everything that nobody may find in a log.
const zaphod = "Zaphod’s"

// indiscreet is an error that says all that it knows.
func indiscreet(ctx context.Context, words ...string) error {
	return fmt.Errorf("%s asked %q, %v", desk.AskerOf(ctx).User, strings.Join(words, " "), words)
}

// Whatever fails, and however much an error says of who asked what: none of it is in
// the log, each line names the request, and whoever asked reads that name where
// something went wrong here.
func TestLogKeepsSecrets(t *testing.T) {
	typed := zaphod + ` posts, "jobs" & £44m?`
	content := "They wrote that " + zaphod + " figures are wrong."
	inner := func(ctx context.Context, _ string, args map[string]string) (desk.Reply, error) {
		for _, v := range args {
			return nil, indiscreet(ctx, v, strings.ToUpper(v))
		}
		return nil, nil
	}
	tests := []struct {
		name   string
		do     doFunc
		faults func(s *stage)
		act    func(s *stage) *discordtest.Exchange // nil: /ask
		log    string
		quiet  bool // nobody reads that something went wrong
	}{
		{name: "error", do: inner, log: "failed"},
		{name: "panic", do: func(ctx context.Context, c string, args map[string]string) (desk.Reply, error) {
			_, err := inner(ctx, c, args)
			panic(err)
		}, log: "panic"},
		{name: "panic with a struct", do: func(ctx context.Context, _ string, args map[string]string) (desk.Reply, error) {
			panic(&desk.AskReply{Question: args["question"]})
		}, log: "panic"},
		{name: "no card", do: func(_ context.Context, _ string, args map[string]string) (desk.Reply, error) {
			r := desk.CuttingReply{Quote: sample(t)}
			r.Quote.Version.Text = args["question"]
			return r, nil
		}, log: "failed"},
		{name: "problem", do: func(ctx context.Context, c string, args map[string]string) (desk.Reply, error) {
			_, err := inner(ctx, c, args)
			return nil, &desk.Problem{User: language.Phrase("ask.empty", "sample", args["question"]), Err: err}
		}, log: "declined", quiet: true},
		{name: "too long", do: func(ctx context.Context, c string, args map[string]string) (desk.Reply, error) {
			<-ctx.Done()
			return inner(ctx, c, args)
		}, log: "took too long", quiet: true},
		{name: "message", do: inner, act: func(s *stage) *discordtest.Exchange {
			m := s.server.Post(discordtest.ChannelID, "1100000000000000009", content)
			return s.server.Menu(discordtest.Invocation{Command: desk.MenuSource}, m)
		}, log: "failed"},
		{name: "card refused", faults: func(s *stage) {
			s.server.OnREST(at("PATCH /webhooks/"), 1, discordtest.APIError(400, 50035, "Invalid Form Body: "+typed))
		}, log: "Discord refused the card"},
		{name: "Discord is down for a moment", faults: func(s *stage) {
			s.server.OnREST(at("PATCH /webhooks/"), 1, discordtest.APIError(503, 0, "down: "+typed))
			s.server.OnREST(at("PATCH /webhooks/"), 1, discordtest.DropBefore())
		}, log: "a request to Discord failed", quiet: true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newStage(t)
			s.cfg.Work = 100 * time.Millisecond
			if test.do != nil {
				s.desk.does(test.do)
			}
			bot := s.open()
			if test.faults != nil {
				test.faults(s)
			}
			act := test.act
			if act == nil {
				act = func(s *stage) *discordtest.Exchange {
					return s.server.Invoke(discordtest.Invocation{Command: "ask", Options: map[string]any{"question": typed}})
				}
			}
			e := act(s)
			m := s.answer(e)
			if wrong := strings.Contains(m.Text(), "went wrong"); wrong == test.quiet || wrong && !strings.Contains(m.Text(), e.ID) {
				t.Errorf("whoever asked reads %q, request %s", m.Text(), e.ID)
			}
			bot.stop()
			s.discreet(test.log, e.ID)
		})
	}
}

// What is typed and not sent, and what buttons remember, is as secret.
func TestLogKeepsSecretsOfButtons(t *testing.T) {
	s := newStage(t)
	s.desk.suggests(func(ctx context.Context, _, _, typed string) ([]desk.Suggestion, error) {
		return nil, indiscreet(ctx, typed)
	})
	bot := s.open()
	m := s.answer(s.ask())
	remembered := m.Buttons()[0].CustomID
	s.desk.cuts(func(ctx context.Context, ref desk.QuoteRef) (desk.CuttingReply, error) {
		return desk.CuttingReply{}, indiscreet(ctx, remembered)
	})
	e := s.server.Click(m, remembered)
	s.followUp(e)
	typing := s.server.Autocomplete(discordtest.Invocation{Command: "ask", Focused: "outlet", Options: map[string]any{"outlet": zaphod + " Mail"}})
	if _, err := typing.WaitChoices(s.ctx); err != nil {
		t.Fatal(err)
	}
	bot.stop()
	s.discreet("failed", e.ID)
	s.discreet("nothing suggested", typing.ID)
	if log := s.log.String(); strings.Contains(log, remembered) {
		t.Errorf("the log gives away what a button remembers:\n%s", log)
	}
}

// discreet looks for a line of a request, and for what must be in none.
func (s *stage) discreet(line, id string) {
	s.t.Helper()
	log := s.log.String()
	if strings.Contains(strings.ToLower(log), "zaphod") {
		s.t.Errorf("the log gives away what somebody typed:\n%s", log)
	}
	for l := range strings.Lines(log) {
		if strings.Contains(l, line) && strings.Contains(l, "request="+id+" ") {
			return
		}
	}
	s.t.Errorf("no line of request %s says %q:\n%s", id, line, log)
}

// What comes from somebody's hand is found in interactions of every kind, known or not.
func TestSaid(t *testing.T) {
	got := said(json.RawMessage(`{"name":"watch","custom_id":"one","options":[{"name":"add","options":[{"name":"words","value":"two"},{"name":"n","value":3}]}],
		"values":["three"],"components":[{"type":1,"components":[{"custom_id":"four","value":"five"}]}],
		"resolved":{"messages":{"9":{"content":"six","id":"7"}}}}`))
	slices.Sort(got)
	if want := []string{"five", "four", "one", "six", "three", "two"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
	if got := said(json.RawMessage(`{`)); got != nil {
		t.Errorf("found %q in nothing", got)
	}
}
