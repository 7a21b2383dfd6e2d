package gateway_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"cuttings/bot/discordtest"
	"cuttings/bot/gateway"
)

// line is the loop at work on the test server over loopback.
type line struct {
	t      *testing.T
	server *discordtest.Server
	ctx    context.Context
	got    chan string // ids of interactions, as dispatched
	result chan error
}

func connect(t *testing.T, cfg discordtest.Config, prepare func(*discordtest.Server)) *line {
	t.Helper()
	cfg.IdentifyWindow = -1 // pauses are not slept through here
	l := &line{t: t, server: discordtest.New(cfg), got: make(chan string, 100), result: make(chan error, 1)}
	t.Cleanup(l.server.Close)
	if prepare != nil {
		prepare(l.server)
	}
	var cancel context.CancelFunc
	l.ctx, cancel = context.WithTimeout(t.Context(), 30*time.Second)
	run, stop := context.WithCancel(l.ctx)
	go func() {
		l.result <- gateway.Run(run, gateway.Config{
			Token: discordtest.TestToken,
			Start: l.start,
			Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		}, func(e *discordgo.Event) {
			var in struct{ ID string }
			if e.Type == "INTERACTION_CREATE" && json.Unmarshal(e.RawData, &in) == nil {
				l.got <- in.ID
			}
		})
	}()
	t.Cleanup(func() {
		stop()
		<-l.result
		cancel()
	})
	return l
}

func (l *line) start(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	return &discordgo.GatewayBotResponse{URL: l.server.GatewayURL()}, ctx.Err()
}

func (l *line) ready(n int) {
	l.t.Helper()
	if err := l.server.WaitReady(l.ctx, n); err != nil {
		l.t.Fatal(err)
	}
}

func (l *line) invoke() string {
	l.t.Helper()
	e := l.server.Invoke(discordtest.Invocation{Command: "ask", Unchecked: true})
	if err := e.Err(); err != nil {
		l.t.Fatal(err)
	}
	return e.ID
}

// received are the next interactions that were dispatched.
func (l *line) received(n int) []string {
	l.t.Helper()
	var ids []string
	for range n {
		select {
		case id := <-l.got:
			ids = append(ids, id)
		case <-l.ctx.Done():
			l.t.Fatalf("got %d interactions, want %d", len(ids), n)
		}
	}
	return ids
}

func TestFaults(t *testing.T) {
	tests := []struct {
		name                string
		prepare, fault      func(*discordtest.Server)
		identifies, resumes int
	}{
		{"op 7", nil, (*discordtest.Server).Reconnect, 1, 1},
		{"dropped", nil, (*discordtest.Server).Drop, 1, 1},
		{"op 9, resumable", nil, func(s *discordtest.Server) { s.InvalidateSessions(true) }, 1, 1},
		{"closed with 4000", nil, func(s *discordtest.Server) { s.CloseGateway(4000) }, 1, 1},
		{"op 7 to RESUME", nil, func(s *discordtest.Server) {
			s.OnResume(discordtest.ReplyReconnect(), discordtest.ReplyReconnect())
			s.Drop()
		}, 1, 3},
		{"op 9, resumable, to RESUME", nil, func(s *discordtest.Server) {
			s.OnResume(discordtest.ReplyInvalidSession(true), discordtest.ReplyDrop())
			s.Drop()
		}, 1, 3},
		{"op 7 to IDENTIFY", func(s *discordtest.Server) {
			s.OnIdentify(discordtest.ReplyReconnect(), discordtest.ReplyReconnect())
		}, (*discordtest.Server).Drop, 3, 1},
		{"op 9 to IDENTIFY, in a row", func(s *discordtest.Server) {
			s.OnIdentify(discordtest.ReplyInvalidSession(false), discordtest.ReplyInvalidSession(false), discordtest.ReplyInvalidSession(true))
		}, (*discordtest.Server).Drop, 4, 1},
		{"ACKs stop", nil, func(s *discordtest.Server) { s.MuteACKs(true) }, 1, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cfg := discordtest.Config{}
			if test.name == "ACKs stop" {
				cfg.HeartbeatInterval = 300 * time.Millisecond
			}
			l := connect(t, cfg, test.prepare)
			l.ready(1)
			want := []string{l.invoke()}
			got := l.received(1)
			test.fault(l.server)
			want = append(want, l.invoke(), l.invoke()) // while the connection is down, or about to be
			err := l.server.Wait(l.ctx, func(c discordtest.Counts) bool { return c.Resumes >= test.resumes })
			if err != nil {
				t.Fatal(err)
			}
			l.server.MuteACKs(false)
			want = append(want, l.invoke())
			got = append(got, l.received(3)...)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("interactions: %s", diff)
			}
			c := l.server.Counts()
			if c.Identifies != test.identifies || c.Resumes != test.resumes {
				t.Errorf("%d identifies and %d resumes, want %d and %d", c.Identifies, c.Resumes, test.identifies, test.resumes)
			}
			if v := l.server.Violations(); len(v) > 0 {
				t.Errorf("violations: %q", v)
			}
		})
	}
}

// A session that is refused is replaced by a new one.
func TestSessionLost(t *testing.T) {
	for name, lose := range map[string]func(*discordtest.Server){
		"op 9":           func(s *discordtest.Server) { s.InvalidateSessions(false) },
		"op 9 to RESUME": func(s *discordtest.Server) { s.OnResume(discordtest.ReplyInvalidSession(false)); s.Drop() },
		"4009 to RESUME": func(s *discordtest.Server) { s.OnResume(discordtest.ReplyClose(4009)); s.Drop() },
	} {
		t.Run(name, func(t *testing.T) {
			l := connect(t, discordtest.Config{}, nil)
			l.ready(1)
			l.invoke()
			l.received(1)
			lose(l.server)
			l.ready(2)
			want := l.invoke()
			if got := l.received(1); got[0] != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if c := l.server.Counts(); c.Identifies != 2 {
				t.Errorf("%d identifies, want 2", c.Identifies)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, code := range []int{4004, 4010, 4013, 4014} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			l := connect(t, discordtest.Config{}, func(s *discordtest.Server) { s.OnIdentify(discordtest.ReplyClose(code)) })
			err := <-l.result
			l.result <- nil // for the cleanup
			var final *gateway.FinalError
			if !errors.As(err, &final) || final.Code != code {
				t.Errorf("Run: %v, want a FinalError of %d", err, code)
			}
			if c := l.server.Counts(); c.Identifies != 1 {
				t.Errorf("%d identifies", c.Identifies)
			}
		})
	}
}

// A live session whose token is reset is closed with 4004, and that is the end.
func TestTokenReset(t *testing.T) {
	l := connect(t, discordtest.Config{}, nil)
	l.ready(1)
	l.server.CloseGateway(4004)
	err := <-l.result
	l.result <- nil
	var final *gateway.FinalError
	if !errors.As(err, &final) {
		t.Errorf("Run: %v", err)
	}
}

// A gateway that is not there yet, or no longer, is tried again.
func TestUnavailable(t *testing.T) {
	down := httptest.NewServer(http.NotFoundHandler())
	defer down.Close()
	server := discordtest.New(discordtest.Config{IdentifyWindow: -1})
	defer server.Close()
	addresses := []string{"ws" + strings.TrimPrefix(down.URL, "http"), "ws://127.0.0.1:1", "::", server.GatewayURL()}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	done := make(chan error)
	go func() {
		tries := 0
		done <- gateway.Run(ctx, gateway.Config{
			Token: discordtest.TestToken,
			Start: func(context.Context) (*discordgo.GatewayBotResponse, error) {
				tries++
				return &discordgo.GatewayBotResponse{URL: addresses[tries-1]}, nil
			},
			Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		}, func(*discordgo.Event) {})
	}()
	if err := server.WaitReady(ctx, 1); err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("Run: %v", err)
	}
}
