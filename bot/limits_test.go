package bot

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cuttings/internal/archive"
)

// acted is an interaction of a kind by a user in a server.
func acted(kind int, id, server, user, data string) string {
	return fmt.Sprintf(`{"id":%q,"type":%d,"token":%q,"channel_id":"5","guild_id":%q,"authorizing_integration_owners":{"0":%[4]q},
		"member":{"user":{"id":%q},"permissions":"0"},"data":%s}`, id, kind, token, server, user, data)
}

// Who asks too often is told so alone, with the second when they may go on, and then may;
// others aren't held up, and what somebody types is counted by itself.
func TestLimits(t *testing.T) {
	serving(t, helpful(), Config{Limits: Limits{User: 6, Server: 10}}, func(t *testing.T, s *service, l *ledger) {
		n := 0
		act := func(kind int, server, user, data, want string) {
			t.Helper()
			n++
			s.dispatch(interactionEvent(acted(kind, fmt.Sprint(n), server, user, data)))
			synctest.Wait()
			if last := l.last(); !strings.Contains(last, want) {
				t.Errorf("number %d: %s does not say %q", n, last, want)
			}
		}
		for range 6 {
			act(2, "1", "a", askData, "Why?")
		}
		wait := fmt.Sprintf(`You have asked very often just now. You can ask again \u003ct:%d:R\u003e.`, time.Now().Add(10*time.Second).Unix())
		act(2, "1", "a", askData, wait)
		act(2, "2", "a", askData, wait) // in another server too
		act(3, "1", "a", `{"custom_id":"post:7.1.0.x"}`, wait)
		if all := l.requests(); all[len(all)-2] != "POST callback 6" || all[len(all)-1] != "POST private" {
			t.Errorf("a button gets %q", all[len(all)-2:])
		}
		act(5, "1", "a", `{"custom_id":"x"}`, wait)
		for range 60 {
			act(4, "1", "a", askData, `[]`)
		}
		if !strings.Contains(strings.Join(l.requests(), "\n"), "POST callback 8") {
			t.Error("nothing was answered to what was typed")
		}
		for range 4 {
			act(2, "1", "b", askData, "Why?")
		}
		act(2, "1", "c", askData, "Very many are asking in this server")
		act(2, "2", "c", askData, "Why?") // which wasn't counted there
		time.Sleep(10 * time.Second)
		act(2, "1", "a", askData, "Why?")
	})
}

// What is typed has a limit of its own, beyond which nothing is suggested and nothing
// said.
func TestTypingLimit(t *testing.T) {
	serving(t, helpful(), Config{Limits: Limits{User: 1}}, func(t *testing.T, s *service, l *ledger) {
		for n := range typingMore + 5 {
			in, err := readInteraction([]byte(acted(4, fmt.Sprint(n), "1", "a", askData)))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.admit(in); (err != nil) != (n >= typingMore) {
				t.Errorf("number %d: %v", n, err)
			}
		}
		s.dispatch(interactionEvent(acted(4, "x", "1", "a", askData)))
		synctest.Wait()
		if got := l.requests(); len(got) != 1 || got[0] != "POST callback 8" {
			t.Errorf("%q", got)
		}
		s.dispatch(interactionEvent(acted(2, "y", "1", "a", askData)))
		synctest.Wait()
		if !strings.Contains(l.last(), "Why?") {
			t.Error(l.last())
		}
	})
}

// However many act, the memory of it is bounded, and who is still waiting isn't the
// first to be forgotten.
func TestBucketsAreBounded(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	b := newBuckets(2, 100)
	for range 2 {
		b.take("hot", now)
	}
	for i := range 1000 {
		now = now.Add(time.Second)
		if _, until := b.take(fmt.Sprint(i), now); !until.IsZero() {
			t.Fatal("a newcomer has to wait")
		}
		if len(b.of) > 100 {
			t.Fatalf("%d are remembered", len(b.of))
		}
		for {
			if _, until := b.take("hot", now); !until.IsZero() {
				if wait := until.Sub(now); wait > 30*time.Second {
					t.Fatalf("to wait %v", wait)
				}
				break
			}
		}
	}
	if _, until := (*buckets)(nil).take("x", now); !until.IsZero() {
		t.Error("no limit is one")
	}
}

// Where the operator's lists don't let somebody in, nothing is worked on.
func TestAccess(t *testing.T) {
	for _, tt := range []struct {
		name         string
		access       Access
		server, user string
		want         bool
	}{
		{"nobody named", Access{}, "1", "a", true},
		{"denied server", Access{DenyServers: []string{"1"}}, "1", "a", false},
		{"another server", Access{DenyServers: []string{"1"}}, "2", "a", true},
		{"denied user", Access{DenyUsers: []string{"9"}}, "", "9", false},
		{"allowed server", Access{AllowServers: []string{"1"}}, "1", "9", true},
		{"server not allowed", Access{AllowServers: []string{"1"}}, "2", "9", false},
		{"direct message", Access{AllowServers: []string{"1"}}, "", "9", false},
		{"allowed user elsewhere", Access{AllowServers: []string{"1"}, AllowUsers: []string{"9"}}, "2", "9", true},
		{"user not allowed", Access{AllowUsers: []string{"9"}}, "1", "8", false},
		{"denied wins", Access{AllowUsers: []string{"9"}, DenyServers: []string{"1"}}, "1", "9", false},
		{"denied user in an allowed server", Access{AllowServers: []string{"1"}, DenyUsers: []string{"9"}}, "1", "9", false},
	} {
		if got := tt.access.Admits(tt.server, tt.user); got != tt.want {
			t.Errorf("%s: let in: %t", tt.name, got)
		}
	}
	d := helpful()
	d.does(nil) // a desk that is asked panics
	serving(t, d, Config{Access: Access{DenyServers: []string{" 1 "}}}, func(t *testing.T, s *service, l *ledger) {
		for n, tt := range []struct {
			kind int
			data string
			want []string
		}{
			{2, askData, []string{"POST callback 5", "PATCH"}},
			{2, `{"name":"Find the source","type":3}`, []string{"POST callback 5", "PATCH"}},
			{3, `{"custom_id":"post:7.1.0.x"}`, []string{"POST callback 6", "POST private"}},
			{3, `{"custom_id":"wrong:7.1.0.x"}`, []string{"POST callback 6", "POST private"}}, // no modal
			{5, `{"custom_id":"wrong:7.1.0.x"}`, []string{"POST callback 5", "PATCH"}},
			{4, askData, []string{"POST callback 8"}},
		} {
			before := len(l.requests())
			s.dispatch(interactionEvent(acted(tt.kind, fmt.Sprint(n), "1", "a", tt.data)))
			synctest.Wait()
			got := l.requests()[before:]
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("%s: %q, want %q", tt.data, got, tt.want)
			}
			if last := l.last(); tt.kind != 4 && !strings.Contains(last, "This bot isn't open to everybody") {
				t.Errorf("%s: %s", tt.data, last)
			}
		}
	})
}

// What is wrong in the settings is said by the name of the variable.
func TestBadSettings(t *testing.T) {
	for variable, cfg := range map[string]Config{
		"CUTTINGS_DENY_USERS":   {Access: Access{DenyUsers: []string{"12", "somebody"}}},
		"CUTTINGS_ALLOW_GUILDS": {Access: Access{AllowServers: []string{"https://discord.com/channels/1"}}},
		"CUTTINGS_USER_LIMIT":   {Limits: Limits{User: -1}},
	} {
		cfg.Token = secret
		if _, err := newBot(cfg); err == nil || !strings.HasPrefix(err.Error(), variable) {
			t.Errorf("%s: %v", variable, err)
		}
	}
	findings := CheckAccess(Access{DenyServers: []string{"1"}}, []archive.Subscription{
		{ID: 3, Server: "1", By: "9", State: archive.Active},
		{ID: 4, Server: "2", By: "9", State: archive.Active, Watch: archive.AtOnce},
		{ID: 5, Server: "1", By: "9", State: archive.Paused},
	})
	if len(findings) != 2 || findings[1].What != "digest 3" || !strings.Contains(findings[1].Text, "nothing is posted") {
		t.Errorf("%+v", findings)
	}
	var limited *limitedError
	if errors.As(errClosed, &limited) || CheckAccess(Access{}, nil) != nil {
		t.Error("nothing to say is said")
	}
}
