package bot

import (
	"bytes"
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
	"cuttings/internal/archive"
	"cuttings/internal/ask"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// counter is a desk of the test's own, with the real one's commands.
type counter struct {
	commands []desk.Command

	mu      sync.Mutex
	do      doFunc
	cutting cuttingFunc
}

type (
	doFunc      func(ctx context.Context, command string, args map[string]string) (desk.Reply, error)
	cuttingFunc func(ctx context.Context, ref desk.QuoteRef) (desk.CuttingReply, error)
)

func (c *counter) Commands() []desk.Command { return c.commands }

func (c *counter) Do(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
	c.mu.Lock()
	do := c.do
	c.mu.Unlock()
	return do(ctx, command, args)
}

func (c *counter) Cutting(ctx context.Context, ref desk.QuoteRef) (desk.CuttingReply, error) {
	c.mu.Lock()
	cutting := c.cutting
	c.mu.Unlock()
	return cutting(ctx, ref)
}

// does and cuts change what the desk says from now on, and return what it said.
func (c *counter) does(do doFunc) doFunc {
	c.mu.Lock()
	defer c.mu.Unlock()
	do, c.do = c.do, do
	return do
}

func (c *counter) cuts(cutting cuttingFunc) cuttingFunc {
	c.mu.Lock()
	defer c.mu.Unlock()
	cutting, c.cutting = c.cutting, cutting
	return cutting
}

// memory is a store's settings.
type memory struct {
	mu     sync.Mutex
	values map[string]string
}

func (m *memory) Setting(_ context.Context, key string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.values[key], nil
}

func (m *memory) SetSetting(_ context.Context, key, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.values[key] = value
	return nil
}

const (
	article  = "The trust said 600 posts must go. Nobody at @everyone knew when. Hill said more."
	quoted   = "The trust said 600 posts must go."
	question = "How many posts must go, then?"
)

// sample is the answer of the test's desk.
func sample(t *testing.T) quote.Quote {
	t.Helper()
	v := archive.Version{
		Article: archive.Article{ID: "a", Title: "Posts to go", Outlet: "Oxford Mail", URL: "https://news.test/posts", Text: article},
		Number:  7, Version: 1, Hash: archive.Hash(article),
	}
	at := strings.Index(article, "600 posts")
	q, err := quote.New(v, text.Span{Start: 0, End: len(quoted)}, text.Span{Start: at, End: at + len("600 posts")})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// journal is a log that may be read, and waited for, while it is written.
type journal struct {
	mu      sync.Mutex
	b       bytes.Buffer
	written chan struct{} // closed at the next line
}

func newJournal() *journal { return &journal{written: make(chan struct{})} }

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	close(j.written)
	j.written = make(chan struct{})
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// wait waits until the log holds a text n times.
func (j *journal) wait(ctx context.Context, text string, n int) error {
	for {
		j.mu.Lock()
		found, written := strings.Count(j.b.String(), text) >= n, j.written
		j.mu.Unlock()
		if found {
			return nil
		}
		select {
		case <-written:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

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
	slow   int  // how many times longer Discord and the bot wait for an acknowledgement
}

func newStage(t *testing.T) *stage {
	t.Helper()
	return newSlowStage(t, 1)
}

// newSlowStage is for tests that put a load on the machine: with the race
// detector or beside other work it is some times slower than a bot's.
func newSlowStage(t *testing.T, slow int) *stage {
	t.Helper()
	s := &stage{t: t, log: newJournal(), slow: slow}
	s.server = discordtest.New(discordtest.Config{AckDeadline: time.Duration(slow) * discordgo.InteractionDeadline, IdentifyWindow: -1, RequireAllowedMentions: true, Spec: document(t)})
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
			return desk.CuttingReply{}, &desk.Problem{User: "There is no such cutting."}
		}
		return desk.CuttingReply{Quote: q}, nil
	})
	s.cfg = Config{
		Token: discordtest.TestToken, API: s.server.URL(), Desk: s.desk, Version: "test",
		Settings: &memory{values: map[string]string{}},
		Log:      slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
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
	b, err := New(s.cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	b.rest.ackLimit *= time.Duration(s.slow)
	const connected = `msg="connected to Discord"`
	before := strings.Count(s.log.String(), connected)
	ctx, cancel := context.WithCancel(s.ctx)
	r := &running{Bot: b, t: s.t, cancel: cancel, result: make(chan error, 1)}
	go func() { r.result <- b.Run(ctx) }()
	s.t.Cleanup(r.stop)
	if err := s.log.wait(s.ctx, connected, before+1); err != nil {
		s.t.Fatalf("%v; log:\n%s", err, s.log)
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
