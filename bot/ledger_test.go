package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"cuttings/internal/desk"
)

// ledger is a Discord that takes everything and writes it down.
type ledger struct {
	mu    sync.Mutex
	lines []string // "POST callback 5", "PATCH", "POST private: text"
	texts []string
}

func (l *ledger) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	var body struct {
		Type, Flags int
		Components  json.RawMessage
		Data        struct{ Choices json.RawMessage }
	}
	_ = json.Unmarshal(b, &body)
	line := r.Method
	switch {
	case strings.HasSuffix(r.URL.Path, "/callback"):
		line += fmt.Sprint(" callback ", body.Type)
	case body.Flags&int(private) != 0:
		line += " private"
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
	l.texts = append(l.texts, string(body.Components)+string(body.Data.Choices))
	w.WriteHeader(http.StatusNoContent)
}

// requests are the requests so far, said the components or choices of each, last of the last.
func (l *ledger) requests() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.lines)
}

func (l *ledger) said() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.texts)
}

func (l *ledger) last() string {
	all := l.said()
	return all[len(all)-1]
}

// event is an interaction as the gateway dispatches it.
func event(kind int, id, data string) *discordgo.Event {
	return interactionEvent(fmt.Sprintf(`{"id":%q,"type":%d,"token":%q,"channel_id":"5","data":%s}`, id, kind, token, data))
}

func interactionEvent(raw string) *discordgo.Event {
	return &discordgo.Event{Type: "INTERACTION_CREATE", RawData: json.RawMessage(raw)}
}

const askData = `{"name":"ask","options":[{"name":"question","value":"why"}]}`

// serving runs a service in a bubble, over a wire to the ledger.
func serving(t *testing.T, d Desk, cfg Config, test func(t *testing.T, s *service, l *ledger)) {
	l := new(ledger)
	onWire(t, l.ServeHTTP, func(t *testing.T, w *wire) {
		cfg.Desk, cfg.Token = d, secret
		b, err := newBot(cfg)
		if err != nil {
			t.Fatal(err)
		}
		s := newService(t.Context(), b.cfg, w.rest, "7", nil)
		test(t, s, l)
		if err := s.drain(time.Minute); err != nil {
			t.Error(err)
		}
	})
}

func helpful() *counter {
	c := new(counter)
	c.does(func(context.Context, string, map[string]string) (desk.Reply, error) {
		return desk.HelpReply{Samples: []string{"Why?"}}, nil
	})
	return c
}
