package bot

import (
	"fmt"
	"strings"
	"testing"

	"cuttings/bot/discordtest"
	"cuttings/bot/gateway"
)

// A bot in very many servers has as many shards as Discord advises. Each answers for
// its servers, whatever happens to the others.
func TestShards(t *testing.T) {
	const n = 4
	s := newStage(t)
	var town []discordtest.Guild
	for i := range n {
		town = append(town, discordtest.Guild{
			ID: fmt.Sprint((1<<36 + i) << 22), Name: "Server", Channels: []discordtest.Channel{{ID: fmt.Sprint(1<<60 + i), Name: "general"}},
		})
	}
	s.server = discordtest.New(discordtest.Config{Guilds: town, Shards: n, MaxConcurrency: 16, RequireAllowedMentions: true, Spec: document(t)})
	t.Cleanup(s.server.Close)
	s.cfg.API = s.server.URL()
	bot := s.open()
	if err := s.server.WaitReady(s.ctx, n); err != nil {
		t.Fatal(err)
	}
	everywhere := func() (asked []*discordtest.Exchange) {
		for _, g := range town {
			asked = append(asked, s.server.Invoke(discordtest.Invocation{Command: "ask", GuildID: g.ID, Options: map[string]any{"question": question}}))
		}
		return asked
	}
	asked := everywhere()
	for _, e := range asked {
		expect(t, s.answer(e), quoted)
	}
	s.server.DropShard(2)
	asked = append(asked, everywhere()...)
	for _, e := range asked {
		expect(t, s.answer(e), quoted)
	}
	bot.stop()
	for _, e := range asked {
		if e.Answers() != 1 {
			t.Errorf("answered %d times", e.Answers())
		}
	}
	if c := s.server.Counts(); c.Identifies != n || c.Resumes != 1 || fmt.Sprint(c.Keys) != "map[0:1 1:1 2:1 3:1]" {
		t.Errorf("%d identifies, by key %v, and %d resumes", c.Identifies, c.Keys, c.Resumes)
	}
}

// Until every shard is connected the bot is not ready, and says which isn't.
func TestReadyOfShards(t *testing.T) {
	b := &Bot{cfg: Config{Meter: noMeter{}}}
	b.line.met.Store(true)
	says := func(want string) {
		t.Helper()
		if err := b.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ready: %v, want %q", err, want)
		}
	}
	says("not connected to Discord's gateway yet")
	b.line.plan(4)
	says("not connected to Discord's gateway yet")
	b.watch(0, gateway.Ready, 0)
	b.watch(2, gateway.Resumed, 0)
	says("of 4 shards these are not connected to Discord's gateway: 1, 3")
	b.watch(1, gateway.Ready, 0)
	says("shard 3 is not connected")
	b.watch(3, gateway.Ready, 0)
	if err := b.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	b.watch(2, gateway.Disconnect, 0)
	says("shard 2 is not connected")
}
