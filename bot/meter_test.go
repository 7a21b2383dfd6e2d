package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"cuttings/bot/discordtest"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/language"
)

// tally is a Meter that writes down what it is told.
type tally struct {
	mu           sync.Mutex
	interactions []string
	requests     map[int]int
	throttled    int
	steps        []string
}

func (m *tally) Interaction(command, outcome string, acknowledged, answered time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	line := command + " " + outcome
	if acknowledged > answered || acknowledged < 0 {
		line += fmt.Sprintf(" acknowledged after %v, answered after %v", acknowledged, answered)
	}
	if acknowledged == 0 {
		line += " (no acknowledgement)"
	}
	m.interactions = append(m.interactions, line)
}

func (m *tally) Request(status int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.requests == nil {
		m.requests = map[int]int{}
	}
	m.requests[status]++
}

func (m *tally) Throttled(time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.throttled++
}

func (m *tally) Gateway(shard int, step string, _ time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.steps = append(m.steps, fmt.Sprint(shard, " ", step))
}

// told is what the meter was told, once the bot has stopped.
func (m *tally) told() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.interactions)
}

// Each interaction is counted once, under a name of few, with what became of it.
func TestInteractionsCounted(t *testing.T) {
	s := newStage(t)
	meter := new(tally)
	s.cfg.Meter, s.cfg.Work = meter, 50*time.Millisecond
	answered := s.desk.does(nil)
	outcomes := []doFunc{
		answered,
		func(context.Context, string, map[string]string) (desk.Reply, error) {
			return desk.AskReply{Question: "?", Answer: ask.Answer{}}, nil
		},
		func(context.Context, string, map[string]string) (desk.Reply, error) {
			return nil, &desk.Problem{User: language.Phrase("problem")}
		},
		func(context.Context, string, map[string]string) (desk.Reply, error) {
			return nil, errors.New("the disk is full")
		},
		func(ctx context.Context, _ string, _ map[string]string) (desk.Reply, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
		func(context.Context, string, map[string]string) (desk.Reply, error) { panic("lost a page") },
	}
	bot := s.open()
	for _, do := range outcomes {
		s.desk.does(do)
		s.answer(s.ask())
	}
	s.desk.does(answered)
	s.answer(s.server.Invoke(discordtest.Invocation{Command: "made-up", Unchecked: true}))
	m := s.answer(s.ask())
	s.followUp(s.server.Click(m, m.Buttons()[0].CustomID))
	e := s.server.Autocomplete(discordtest.Invocation{Command: "ask", Focused: "outlet", Options: map[string]any{"outlet": "Ox"}})
	if _, err := e.WaitChoices(s.ctx); err != nil {
		t.Fatal(err)
	}
	s.faulty = true // whoever reads waited for nothing
	s.server.OnREST(at("POST /interactions/"), 1, discordtest.APIError(404, codeUnknownInteraction, "Unknown interaction"))
	s.ask()
	if err := s.log.wait(s.ctx, "not acknowledged in time", 1); err != nil {
		t.Fatal(err)
	}
	bot.stop()
	want := []string{
		"ask answered", "ask miss", "ask declined", "ask failed", "ask timeout", "ask failed",
		"other answered", "ask answered", "button answered", "autocomplete answered", "ask late (no acknowledgement)",
	}
	if got := meter.told(); !slices.Equal(sorted(got), sorted(want)) {
		t.Errorf("counted %q, want %q", got, want)
	}
	if meter.requests[204] == 0 || meter.requests[200] == 0 || meter.requests[404] == 0 {
		t.Errorf("requests %v", meter.requests)
	}
	for _, step := range []string{"0 connect", "0 identify", "0 ready", "0 disconnect"} {
		if !slices.Contains(meter.steps, step) {
			t.Errorf("steps %q lack %s", meter.steps, step)
		}
	}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

func TestRateLimitsCounted(t *testing.T) {
	s := newStage(t)
	meter := new(tally)
	s.cfg.Meter = meter
	bot := s.open()
	s.server.OnREST(at("PATCH /webhooks/"), 2, discordtest.RateLimited(10*time.Millisecond, "user"))
	s.answer(s.ask())
	bot.stop()
	if meter.throttled != 2 || meter.requests[429] != 2 {
		t.Errorf("%d waits, requests %v", meter.throttled, meter.requests)
	}
}

// The bot is ready while it is connected, and says what is missing before.
func TestReady(t *testing.T) {
	s := newStage(t)
	s.server.OnREST(at("GET /applications/@me"), 1, discordtest.Slow(100*time.Millisecond))
	behind := errors.New("the index is behind")
	missing := error(nil)
	s.cfg.Ready = func(context.Context) error { return missing }
	b, err := New(s.cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(s.ctx)
	done := make(chan error)
	go func() { done <- b.Run(ctx) }()
	if err := b.Ready(s.ctx); !errors.Is(err, errNotMet) {
		t.Errorf("at first: %v", err)
	}
	if err := s.log.wait(s.ctx, `msg="connected to Discord"`, 1); err != nil {
		t.Fatal(err)
	}
	if err := b.Ready(s.ctx); err != nil {
		t.Errorf("connected: %v", err)
	}
	missing = behind
	if err := b.Ready(s.ctx); !errors.Is(err, behind) {
		t.Errorf("behind: %v", err)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	missing = nil
	if err := b.Ready(t.Context()); err == nil {
		t.Error("ready when it has stopped")
	}
}
