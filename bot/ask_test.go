package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot/discordtest"
	"cuttings/internal/desk"
	"cuttings/internal/language"
)

func TestAsk(t *testing.T) {
	s := newStage(t)
	asked := make(chan map[string]string, 1)
	var inner doFunc
	inner = s.desk.does(func(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
		if command != "ask" {
			t.Errorf("asked for %s", command)
		}
		asked <- args
		return inner(ctx, command, args)
	})
	bot := s.open()
	e := s.ask()
	ack, err := e.WaitAck(s.ctx)
	if err != nil || ack.Type != 5 || string(ack.Data) != `{"flags":64}` {
		t.Errorf("acknowledged with %d %s, %v", ack.Type, ack.Data, err)
	}
	m := s.answer(e)
	expect(t, m, quoted)
	if !m.Ephemeral() || len(s.server.Messages(discordtest.ChannelID)) != 0 {
		t.Error("the answer is not private")
	}
	if b := m.Buttons(); len(b) != 3 || b[0].Label != "Post" || b[1].Label != "Context" || b[2].Label != "Wrong?" {
		t.Errorf("buttons %+v", b)
	}
	if diff := cmp.Diff(map[string]string{"question": question}, <-asked); diff != "" {
		t.Error(diff)
	}
	bot.stop()
	if !strings.Contains(s.log.String(), "request="+e.ID) {
		t.Errorf("the log does not name the request:\n%s", s.log)
	}
}

// In direct messages, and where only the user installed the app.
func TestEverywhere(t *testing.T) {
	for _, where := range []discordtest.Context{discordtest.InBotDM, discordtest.InPrivate} {
		s := newStage(t)
		s.open()
		e := s.server.Invoke(discordtest.Invocation{Command: "ask", Context: where, Options: map[string]any{"question": question}})
		m := s.answer(e)
		expect(t, m, quoted)
		expect(t, s.followUp(s.server.Click(e, m.Buttons()[0].CustomID)), "Posted by <@"+discordtest.UserID+">")
	}
}

// Whatever goes wrong, whoever asked is told privately what to do.
func TestFailures(t *testing.T) {
	tests := []struct {
		name string
		do   func(ctx context.Context) (desk.Reply, error)
		says string
		log  string
	}{
		{"problem", func(context.Context) (desk.Reply, error) {
			return nil, &desk.Problem{User: language.Phrase("ask.empty", "sample", question), Err: errors.New(question)}
		}, "The question is empty", "declined"},
		{"error", func(context.Context) (desk.Reply, error) { return nil, errors.New("the disk is full") }, "Something went wrong", "the disk is full"},
		{"panic", func(context.Context) (desk.Reply, error) { panic("lost a page") }, "Something went wrong", "lost a page"},
		{"too long", func(ctx context.Context) (desk.Reply, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}, "took too long", "took too long"},
		{"no card", func(context.Context) (desk.Reply, error) { return nil, nil }, "Something went wrong", "no card"},
		{"not verbatim", func(context.Context) (desk.Reply, error) {
			r := desk.CuttingReply{Quote: sample(t)}
			r.Quote.Version.Text = "Something else. " + r.Quote.Version.Text
			return r, nil
		}, "Something went wrong", "not the one that was stored"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newStage(t)
			s.cfg.Work = 50 * time.Millisecond
			working := s.desk.does(func(ctx context.Context, _ string, _ map[string]string) (desk.Reply, error) { return test.do(ctx) })
			bot := s.open()
			e := s.ask()
			m := s.answer(e)
			expect(t, m, test.says)
			if !m.Ephemeral() {
				t.Error("the answer is not private")
			}
			if test.says == "Something went wrong" && !strings.Contains(m.Text(), e.ID) {
				t.Errorf("%q has no number for the operator", m.Text())
			}
			s.desk.does(working)
			expect(t, s.answer(s.ask()), quoted) // and the bot lives on

			bot.stop()
			if !strings.Contains(s.log.String(), test.log) {
				t.Errorf("the log does not say %q:\n%s", test.log, s.log)
			}
			if test.name == "panic" && !strings.Contains(s.log.String(), "ask_test.go") {
				t.Errorf("the log has no stack:\n%s", s.log)
			}
		})
	}
}

// What this version of the bot doesn't have may still be in somebody's client.
func TestUnknown(t *testing.T) {
	s := newStage(t)
	s.desk.does(desk.New(nil, nil).Do)
	s.open()
	e := s.server.Invoke(discordtest.Invocation{Command: "quote", Unchecked: true, Options: map[string]any{"n": 3, "really": true}})
	expect(t, s.answer(e), "There is no command /quote")

	target := s.server.Post(discordtest.ChannelID, "1100000000000000009", "They said so.")
	e = s.server.Menu(discordtest.Invocation{Command: "Find the source", Unchecked: true}, target)
	expect(t, s.answer(e), "no command")

	e = s.server.Autocomplete(discordtest.Invocation{Command: "ask", Focused: "question", Unchecked: true, Options: map[string]any{"question": "How"}})
	if choices, err := e.WaitChoices(s.ctx); err != nil || len(choices) != 0 {
		t.Errorf("choices %v, %v", choices, err)
	}
}

// An interaction that discordgo could not decode is answered too.
func TestReadInteraction(t *testing.T) {
	in, err := readInteraction([]byte(`{"id":"1","type":3,"token":"t","channel_id":"2","user":{"id":"3"},
		"message":{"components":[{"type":99,"components":[]}]},
		"data":{"custom_id":"post:1","options":[{"name":"n","value":3},{"name":"s","value":"x"}],"resolved":{"messages":{"1":{"components":[{"type":98}]}}}}}`))
	if err != nil || in.user() != "3" || in.Data.CustomID != "post:1" {
		t.Fatalf("%+v, %v", in, err)
	}
	if diff := cmp.Diff(map[string]string{"n": "3", "s": "x"}, args(in.Data.Options)); diff != "" {
		t.Error(diff)
	}
}

func FuzzReadInteraction(f *testing.F) {
	f.Add([]byte(`{"id":"1","type":2,"token":"t","data":{"name":"ask","options":[{"name":"question","value":"x"}]}}`))
	f.Add([]byte(`{"id":"1","type":3,"token":"t","member":{"user":null},"data":null}`))
	f.Add([]byte(`{"id":"1","type":2,"token":"t","guild_id":"4","member":{"permissions":"32"},"app_permissions":"3072","authorizing_integration_owners":{"0":"4"},
		"data":{"name":"watch","options":[{"name":"add","type":1,"options":[{"name":"words","value":"x"}]}]}}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, err := readInteraction(raw)
		if err != nil {
			return
		}
		_, options := in.command()
		args(options)
		in.asker()
		if in.kind() == "" || in.acknowledgement().Type == 0 {
			t.Errorf("%+v has no kind or no answer", in)
		}
	})
}
