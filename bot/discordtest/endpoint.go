package discordtest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// SetEndpoint is what Save does beside the Interactions Endpoint URL of the portal:
// from then on interactions are sent there by HTTP, signed, and no more by the
// gateway. With several addresses they take turns, as behind a load balancer. As
// Discord does, it first sends each a PING, and one that is wrongly signed, and
// keeps what was set before unless the answers are PONG and 401 (docs: Interactions
// Overview, Setting Up an Endpoint).
func (s *Server) SetEndpoint(ctx context.Context, addresses ...string) error {
	s.mu.Lock()
	ping := mustJSON(map[string]any{
		"id": s.newID(), "application_id": s.cfg.AppID, "type": kindPing, "version": 1, "token": "ping",
		"user": user(UserID, "reader"), "entitlements": []any{}, "authorizing_integration_owners": map[string]any{}, "app_permissions": "0",
	})
	s.mu.Unlock()
	for _, address := range addresses {
		got, err := s.send(ctx, address, ping, s.Sign(s.stamp(), []byte("something else")))
		if err != nil || got.status != http.StatusUnauthorized {
			return fmt.Errorf("discordtest: a PING that is wrongly signed: %s, want 401", got.or(err))
		}
		got, err = s.send(ctx, address, ping, s.Sign(s.stamp(), ping))
		pong, _ := decode(got.body).(map[string]any)
		if err != nil || got.status != http.StatusOK || number(pong["type"]) != callbackPong {
			return fmt.Errorf("discordtest: a PING: %s, want PONG", got.or(err))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.endpoints = addresses
	return nil
}

// deliver sends an interaction to an endpoint, whose answer counts as the callback.
func (s *Server) deliver(e *Exchange, address string) {
	got, err := s.send(s.life, address, e.payload, s.Sign(s.stamp(), e.payload))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	if err != nil || got.status != http.StatusOK {
		s.violate("docs: Receiving and Responding", "endpoint: interaction %s was answered with %s", e.ID, got.or(err))
		return
	}
	r, err := s.asCallback(e, got)
	if err != nil {
		s.violate("docs: Receiving and Responding", "endpoint: the answer to interaction %s: %v", e.ID, err)
		return
	}
	if s.checkBody(r) == nil {
		s.postCallback(r)
	}
}

// asCallback is an endpoint's answer as if it had been posted.
func (s *Server) asCallback(e *Exchange, got sent) (*request, error) {
	q, err := http.NewRequest(http.MethodPost, s.URL(), bytes.NewReader(got.body))
	if err != nil {
		return nil, err
	}
	q.Header.Set("Content-Type", got.kind)
	q.SetPathValue("interaction_id", e.ID)
	q.SetPathValue("interaction_token", e.Token)
	r := &request{Request: q, now: s.cfg.Now(), route: route{method: "POST", path: "/interactions/{interaction_id}/{interaction_token}/callback"}}
	if err := r.parse(); err != nil {
		return nil, err
	}
	if r.body == nil {
		return nil, errors.New("no JSON object")
	}
	return r, nil
}

// Sign returns the headers of a request that Discord signs at a time, in seconds
// since 1970.
func (s *Server) Sign(stamp string, body []byte) http.Header {
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)")
	h.Set("X-Signature-Timestamp", stamp)
	h.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(s.key(), append([]byte(stamp), body...))))
	return h
}

// key belongs to the token: servers of one token sign alike.
func (s *Server) key() ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("key:" + s.cfg.Token))
	return ed25519.NewKeyFromSeed(seed[:])
}

// verifyKey is the public half, as the application shows it.
func (s *Server) verifyKey() string { return hex.EncodeToString(s.key()[ed25519.SeedSize:]) }

func (s *Server) stamp() string { return strconv.FormatInt(s.cfg.Now().Unix(), 10) }

// sent is an endpoint's answer.
type sent struct {
	status int
	kind   string // Content-Type
	body   []byte
}

// or says what came, or why nothing did.
func (a sent) or(err error) string {
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%d %.200q", a.status, a.body)
}

// send posts to an endpoint and reads its answer, within the time that Discord waits.
func (s *Server) send(ctx context.Context, address string, body []byte, header http.Header) (sent, error) {
	ctx, cancel := context.WithTimeout(ctx, s.cfg.AckDeadline)
	defer cancel()
	defer context.AfterFunc(s.life, cancel)()
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return sent{}, err
	}
	q.Header = header
	resp, err := s.client.Do(q)
	if err != nil {
		return sent{}, err
	}
	defer resp.Body.Close()
	got := sent{status: resp.StatusCode, kind: resp.Header.Get("Content-Type")}
	got.body, err = io.ReadAll(io.LimitReader(resp.Body, maxBody))
	return got, err
}
