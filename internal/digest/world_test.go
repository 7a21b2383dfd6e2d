package digest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"cuttings/bot"
	"cuttings/bot/discordtest"
	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/digest"
	"cuttings/internal/wallclock"
)

func TestMain(m *testing.M) {
	if args := os.Getenv(childEnv); args != "" {
		if err := child(strings.Split(args, " ")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

// clock is the time in the test's world.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = t
}

func (c *clock) move(d time.Duration) { c.set(c.now().Add(d)) }

// world is a Discord with some channels, an archive, and a clock.
type world struct {
	t      testing.TB
	server *discordtest.Server
	clock  *clock
	path   string
	store  *sqlite.Store // the test's own handle
}

// morning is when a world begins: a quarter to eight in London.
var morning = time.Date(2026, 3, 16, 7, 45, 0, 0, time.UTC)

// channel is the ID of the nth channel; the last can't be read by the bot.
func channel(n int) string { return fmt.Sprint(1200000000000000000 + n) }

const (
	channels = 50
	noReader = channels // its number
)

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, clock: &clock{t: morning}, path: filepath.Join(t.TempDir(), "cuttings.db")}
	g := discordtest.Guild{ID: discordtest.GuildID, Name: "g"}
	for n := range channels {
		g.Channels = append(g.Channels, discordtest.Channel{ID: channel(n), Name: "c"})
	}
	g.Channels = append(g.Channels, discordtest.Channel{ID: channel(noReader), Name: "c", NoHistory: true})
	w.server = discordtest.New(discordtest.Config{
		Guilds: []discordtest.Guild{g}, Now: w.clock.now, GlobalLimit: -1, RequireAllowedMentions: true,
		RateLimit: func(string) (int, time.Duration) { return 0, 0 },
	})
	t.Cleanup(w.server.Close)
	w.store = w.open()
	return w
}

func (w *world) open() *sqlite.Store {
	w.t.Helper()
	s, err := sqlite.Open(w.t.Context(), w.path, sqlite.Clock(w.clock.now))
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = s.Close() })
	return s
}

// daily is a subscription at eight in London, in the nth channel.
func (w *world) daily(n int) archive.Subscription {
	return archive.Subscription{
		Server: discordtest.GuildID, Channel: channel(n), Max: 5, By: discordtest.UserID,
		Schedule: wallclock.Schedule{Clock: 8 * 60, Zone: "Europe/London", Days: wallclock.EveryDay},
		Layout:   archive.Quotes, Quiet: archive.QuietSkip, Late: digest.DefaultLate,
		State: archive.Active, Since: w.clock.now(),
	}
}

func (w *world) subscribe(s archive.Subscription) archive.Subscription {
	w.t.Helper()
	s, err := w.store.AddSubscription(w.t.Context(), s)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// publish puts so many new articles into the archive.
func (w *world) publish(ids ...string) {
	w.t.Helper()
	for _, id := range ids {
		if _, err := w.store.Put(w.t.Context(), archive.Article{ID: id, Title: id, Text: "Words of " + id + "."}); err != nil {
			w.t.Fatal(err)
		}
	}
}

// machine is one process, with a handle of its own on the archive.
func (w *world) machine(holder string, change ...func(*digest.Config)) *digest.Machine {
	w.t.Helper()
	sender, err := bot.NewSender(bot.Config{Token: discordtest.TestToken, API: w.server.URL()})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(sender.Close)
	store := w.open()
	c := digest.Config{Store: store, Composer: everything{store}, Sender: sender, Now: w.clock.now, Holder: holder}
	for _, f := range change {
		f(&c)
	}
	m, err := digest.New(w.t.Context(), c)
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

func tick(t testing.TB, m *digest.Machine) {
	t.Helper()
	if err := m.Tick(t.Context()); err != nil {
		t.Error(err)
	}
}

// everything is a composer that lists what changed.
type everything struct{ store archive.Store }

func (c everything) Compose(ctx context.Context, e digest.Edition) (digest.Contents, error) {
	changes, err := c.store.Changes(ctx, e.From, 1000)
	if err != nil {
		return digest.Contents{}, err
	}
	out := digest.Contents{To: e.From, Quiet: len(changes) == 0 && e.Subscription.Quiet == archive.QuietSkip && e.Subscription.Topic != ""}
	text := fmt.Sprintf("digest %d for %s", e.Subscription.ID, e.Slot)
	if e.Late > 0 {
		text += fmt.Sprintf(", %s late", e.Late)
	}
	for _, change := range changes {
		text += "\n" + change.ID
		out.To, out.Cuttings = change.Seq, append(out.Cuttings, change.Number)
	}
	out.Payload, err = json.Marshal(map[string]any{
		"flags": 1 << 15, "components": []any{map[string]any{"type": 10, "content": text}},
	})
	return out, err
}

// posts are the texts of the messages in the nth channel, oldest first.
func (w *world) posts(n int) []string { return w.texts(channel(n)) }

func (w *world) texts(channel string) []string {
	texts := []string{}
	for _, m := range w.server.Messages(channel) {
		texts = append(texts, m.Text())
	}
	return texts
}

// states are the states of a subscription's deliveries, by slot.
func (w *world) states(id int64) string {
	w.t.Helper()
	list, err := w.store.Deliveries(w.t.Context(), id, 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	var all []string
	for _, d := range list {
		all = append(all, d.Slot+" "+string(d.State))
	}
	return strings.Join(all, ", ")
}

func (w *world) subscription(id int64) archive.Subscription {
	w.t.Helper()
	s, err := w.store.Subscription(w.t.Context(), id)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

// kept looks at the rules of Discord.
func (w *world) kept() {
	w.t.Helper()
	if v := w.server.Violations(); len(v) > 0 {
		w.t.Errorf("violations:\n%s", strings.Join(v, "\n"))
	}
}

// posting is a request that creates a message.
func posting(method, path string) bool {
	return method == "POST" && strings.HasSuffix(path, "/messages")
}
