package bot

import (
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"cuttings/bot/card"
	"cuttings/bot/discordtest"
	"cuttings/internal/archive/sqlite"
)

// replicas are two bots by HTTP, each with its own handle on one store, as processes
// have; their clock can be put forward.
func replicas(t *testing.T) (s *stage, forward func(time.Duration)) {
	t.Helper()
	s = newStage(t)
	s.byHTTP = true
	var ahead atomic.Int64
	clock := sqlite.Clock(func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })
	file := filepath.Join(t.TempDir(), "cuttings.db")
	var addresses []string
	for range 2 {
		store, err := sqlite.Open(t.Context(), file, clock)
		if err != nil {
			t.Fatal(err)
		}
		s.cfg.Claims = store
		s.open()
		addresses = append(addresses, address(s.cfg.Listener))
		t.Cleanup(func() { _ = store.Close() })
	}
	if err := s.server.SetEndpoint(s.ctx, addresses...); err != nil {
		t.Fatal(err)
	}
	return s, func(d time.Duration) { ahead.Add(int64(d)) }
}

// However many press on whichever replica, a cutting is posted once; later it may be
// posted again.
func TestPostOnceOnTwoReplicas(t *testing.T) {
	s, forward := replicas(t)
	for round := 1; round <= 2; round++ {
		clicks := s.postAtOnce(8)
		late := 0
		for _, e := range clicks {
			if m := s.followUp(e); strings.Contains(m.Text(), "posted here just now") {
				late++
			}
		}
		if all := s.server.Messages(discordtest.ChannelID); len(all) != round || late != len(clicks)-1 {
			t.Fatalf("round %d: %d messages in the channel, and %d presses were late", round, len(all), late)
		}
		forward(postedLife)
	}
}

// Who dies between claim and post blocks the button for half a minute, not for ever.
func TestPostAfterACrash(t *testing.T) {
	s, forward := replicas(t)
	asked := s.ask()
	id := s.answer(asked).Buttons()[0].CustomID
	_, ref, err := card.ParseID(id)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.cfg.Claims.Claim(s.ctx, postKey(discordtest.ChannelID, ref), postedLife); !ok || err != nil {
		t.Fatal(ok, err)
	}
	expect(t, s.followUp(s.server.Click(asked, id)), "posted here just now")
	forward(postedLife)
	expect(t, s.followUp(s.server.Click(asked, id)), "Posted by")
}
