package bot

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"go.uber.org/goleak"

	"cuttings/bot/discordtest"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/language"
	"cuttings/internal/quote"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how many times longer than in life the test's Discord and the bot
// wait for an acknowledgement: with the race detector, beside other tests, a
// machine may stand still for seconds. What is done within the real limit is
// tested in bubbles, where time is exact.
const patience = 10

// stage is Discord and everything that a bot needs, for one test. At the end it
// looks whether the bot broke a rule of Discord's or told a secret to the log.
type stage struct {
	t      *testing.T
	ctx    context.Context
	server *discordtest.Server
	desk   *counter
	log    *journal
	cfg    Config

	faulty bool // violations come from the faults of the test
	byHTTP bool // interactions come by HTTP, not by the gateway
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, log: newJournal(), byHTTP: strings.HasPrefix(t.Name(), "TestByHTTP/")}
	s.server = discordtest.New(discordtest.Config{AckDeadline: patience * discordgo.InteractionDeadline, IdentifyWindow: -1, RequireAllowedMentions: true, MayPing: []string{pingedRole}, Spec: document(t)})
	t.Cleanup(s.server.Close)
	var cancel context.CancelFunc
	s.ctx, cancel = context.WithTimeout(t.Context(), time.Minute)
	q := sample(t)
	s.desk = &counter{commands: desk.New(nil, nil).Commands()}
	s.desk.does(func(_ context.Context, _ string, args map[string]string) (desk.Reply, error) {
		return desk.AskReply{Question: args["question"], Answer: ask.Answer{Found: true, Quotes: []quote.Quote{q}}}, nil
	})
	s.desk.cuts(func(_ context.Context, ref desk.QuoteRef) (desk.CuttingReply, error) {
		if ref.Number != q.Version.Number || ref.Span != q.Span {
			return desk.CuttingReply{}, &desk.Problem{User: language.Phrase("cutting.none", "number", int64(9))}
		}
		return desk.CuttingReply{Quote: q}, nil
	})
	kept := &memory{values: map[string]string{}}
	s.cfg = Config{
		Token: discordtest.TestToken, API: s.server.URL(), Desk: s.desk, Version: "test",
		Settings: kept, Claims: kept,
		Log: slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	t.Cleanup(func() {
		cancel()
		s.inspect()
	})
	return s
}

// document is Discord's own, when CUTTINGS_OPENAPI names the file.
var document = func() func(t *testing.T) *discordtest.Spec {
	var once sync.Once
	var spec *discordtest.Spec
	var err error
	return func(t *testing.T) *discordtest.Spec {
		t.Helper()
		path := os.Getenv("CUTTINGS_OPENAPI")
		if path == "" {
			t.Log("CUTTINGS_OPENAPI names no file: requests are not checked against Discord's document")
			return nil
		}
		once.Do(func() { spec, err = discordtest.LoadSpec(path) })
		if err != nil {
			t.Fatal(err)
		}
		return spec
	}
}()

func (s *stage) inspect() {
	if v := s.server.Violations(); len(v) > 0 && !s.faulty {
		s.t.Errorf("violations:\n%s", strings.Join(v, "\n"))
	}
	log := s.log.String()
	for _, secret := range []string{discordtest.TestToken, discordtest.UserID, "aW50ZXJhY3Rpb246", question, quoted} {
		if strings.Contains(log, secret) {
			s.t.Errorf("the log holds %q:\n%s", secret, log)
		}
	}
}

// running is a bot that is connected.
type running struct {
	*Bot
	t      *testing.T
	cancel context.CancelFunc
	result chan error
}

// open runs a bot until the end of the test, and waits until it is connected.
func (s *stage) open() *running {
	s.t.Helper()
	connected := `msg="connected to Discord"`
	if s.byHTTP {
		connected = `msg="taking interactions by HTTP"`
		s.cfg.Listener = loopback(s.t)
	}
	b, err := New(s.cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	b.rest.ackLimit *= patience
	before := strings.Count(s.log.String(), connected)
	ctx, cancel := context.WithCancel(s.ctx)
	r := &running{Bot: b, t: s.t, cancel: cancel, result: make(chan error, 1)}
	go func() { r.result <- b.Run(ctx) }()
	s.t.Cleanup(r.stop)
	if err := s.log.wait(s.ctx, connected, before+1); err != nil {
		s.t.Fatalf("%v; log:\n%s", err, s.log)
	}
	if s.byHTTP {
		if err := s.server.SetEndpoint(s.ctx, address(s.cfg.Listener)); err != nil {
			s.t.Fatal(err)
		}
	}
	return r
}

// stop ends the bot, which must take it for no error. It may be called again.
func (r *running) stop() {
	r.cancel()
	if err := <-r.result; err != nil {
		r.t.Errorf("Run: %v", err)
	}
	r.result <- nil
}

func (s *stage) ask() *discordtest.Exchange {
	s.t.Helper()
	e := s.server.Invoke(discordtest.Invocation{Command: "ask", Options: map[string]any{"question": question}})
	if err := e.Err(); err != nil {
		s.t.Fatal(err)
	}
	return e
}

// answer waits for what whoever asked sees in the end.
func (s *stage) answer(e *discordtest.Exchange) discordtest.Message {
	s.t.Helper()
	m, err := e.WaitMessage(s.ctx)
	if err != nil {
		s.t.Fatalf("%v; log:\n%s", err, s.log)
	}
	return m
}

// followUp waits for the only follow-up.
func (s *stage) followUp(e *discordtest.Exchange) discordtest.Message {
	s.t.Helper()
	m, err := e.WaitFollowups(s.ctx, 1)
	if err != nil {
		s.t.Fatalf("%v; log:\n%s", err, s.log)
	}
	if len(m) != 1 {
		s.t.Fatalf("%d follow-ups", len(m))
	}
	return m[0]
}

// button is the custom_id of the button with that label, "" where there is none, or it
// can't be pressed.
func button(m discordtest.Message, label string) string {
	for _, b := range m.Buttons() {
		if b.Label == label && !b.Disabled {
			return b.CustomID
		}
	}
	return ""
}

// press presses the button with that label, of a message or of an answer, as that user:
// "" is who sees it.
func (s *stage) press(on discordtest.Shown, label, as string) *discordtest.Exchange {
	s.t.Helper()
	m, shown := on.(discordtest.Message)
	if !shown {
		m = s.answer(on.(*discordtest.Exchange))
	}
	id := button(m, label)
	if id == "" {
		s.t.Fatalf("there is no button %q among %v", label, labels(m))
	}
	return s.server.ClickAs(on, id, as)
}

func expect(t *testing.T, m discordtest.Message, want string) {
	t.Helper()
	if !strings.Contains(strings.ReplaceAll(m.Text(), "**", ""), want) {
		t.Errorf("the message does not say %q:\n%s", want, m.Text())
	}
	if !m.V2() {
		t.Error("the message lacks the flag of Components V2")
	}
}

func at(path string) func(method, p string) bool {
	verb, suffix, _ := strings.Cut(path, " ")
	return func(method, p string) bool { return method == verb && strings.Contains(p, suffix) }
}
