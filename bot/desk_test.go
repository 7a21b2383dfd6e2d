package bot

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/desk"
	"cuttings/internal/quote"
	"cuttings/internal/text"
)

// counter is a desk of the test's own, with the real one's commands.
type counter struct {
	commands []desk.Command

	mu      sync.Mutex
	do      doFunc
	cutting cuttingFunc
	suggest suggestFunc
}

type (
	doFunc      func(ctx context.Context, command string, args map[string]string) (desk.Reply, error)
	cuttingFunc func(ctx context.Context, ref desk.QuoteRef) (desk.CuttingReply, error)
	suggestFunc func(ctx context.Context, command, option, typed string) ([]desk.Suggestion, error)
)

// Public is what a desk without a store says.
func (c *counter) Public(context.Context, string) (bool, error) { return false, nil }

func (c *counter) Commands() []desk.Command { return c.commands }

func (c *counter) MessageCommands() []string { return desk.New(nil, nil).MessageCommands() }

// registered is how many commands Discord has of it.
func (c *counter) registered() int { return len(c.commands) + len(c.MessageCommands()) }

// About answers as Do does, with the message as its only option.
func (c *counter) About(ctx context.Context, command, message string) (desk.Reply, error) {
	return c.Do(ctx, command, map[string]string{"message": message})
}

func (c *counter) Do(ctx context.Context, command string, args map[string]string) (desk.Reply, error) {
	c.mu.Lock()
	do := c.do
	c.mu.Unlock()
	return do(ctx, command, args)
}

func (c *counter) SheetOf(_ context.Context, search string, _ int) (desk.SheetReply, error) {
	return desk.SheetReply{Query: search}, nil
}

func (c *counter) Context(ctx context.Context, ref desk.QuoteRef) (desk.ContextReply, error) {
	r, err := c.Cutting(ctx, ref)
	if err != nil {
		return desk.ContextReply{}, err
	}
	passage, err := r.Quote.Around(desk.MaxContext)
	return desk.ContextReply{Quote: r.Quote, Passage: passage}, err
}

// Bind gives no page a name; what is turned to is what it says.
func (c *counter) Bind(_ context.Context, p desk.Paged, _ string, _ map[string]string) (desk.PageReply, error) {
	return desk.PageReply{Paged: p}, nil
}

func (c *counter) Turn(ctx context.Context, search string, _, _ int) (desk.PageReply, error) {
	r, err := c.Do(ctx, "turn", nil)
	if err != nil {
		return desk.PageReply{}, err
	}
	return desk.PageReply{Paged: r.(desk.Paged), Search: search}, nil
}

func (c *counter) Cutting(ctx context.Context, ref desk.QuoteRef) (desk.CuttingReply, error) {
	c.mu.Lock()
	cutting := c.cutting
	c.mu.Unlock()
	return cutting(ctx, ref)
}

// Report keeps nothing.
func (c *counter) Report(ctx context.Context, r desk.ReportRequest) (desk.ReportReply, error) {
	return desk.ReportReply{Report: archive.Report{ID: 1, Server: desk.AskerOf(ctx).Server, Reason: r.Reason, Words: r.Words}}, nil
}

// Suggest has nothing to suggest until suggests says what.
func (c *counter) Suggest(ctx context.Context, command, option, typed string) ([]desk.Suggestion, error) {
	c.mu.Lock()
	suggest := c.suggest
	c.mu.Unlock()
	if suggest == nil {
		return nil, nil
	}
	return suggest(ctx, command, option, typed)
}

func (c *counter) suggests(suggest suggestFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.suggest = suggest
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

// memory is a store's settings and claims, for one process.
type memory struct {
	mu     sync.Mutex
	values map[string]string
}

// Claim grants what nobody has; in the time of a test nothing is over.
func (m *memory) Claim(_ context.Context, key string, life time.Duration) (archive.Claim, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.values[key] != "" {
		return archive.Claim{}, false, nil
	}
	m.values[key] = "claimed"
	return archive.Claim{Key: key, Until: time.Now().Add(life)}, true, nil
}

func (m *memory) Release(_ context.Context, c archive.Claim) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.values, c.Key)
	return nil
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
