package bot

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// endpointPath is where interactions are sent.
const endpointPath = "/interactions"

// endpoint takes interactions by HTTP, signed by Discord, and hands them to the
// service. The first answer goes into the response, what follows by the
// interaction's webhook as always.
// https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint
type endpoint struct {
	log    *slog.Logger
	ready  func(context.Context) error
	now    func() time.Time
	opened atomic.Pointer[opened] // nil until Discord has said who the bot is
}

// opened is what an endpoint needs to answer.
type opened struct {
	service *service
	key     ed25519.PublicKey
}

// handler also tells a load balancer whether the process lives, and whether it can
// answer.
func (e *endpoint) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+endpointPath, e.interact)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := e.missing(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	return mux
}

// missing says what is missing before interactions can be answered.
func (e *endpoint) missing(ctx context.Context) error {
	if e.opened.Load() == nil {
		return errNotMet
	}
	return e.ready(ctx)
}

// interact answers one request.
func (e *endpoint) interact(w http.ResponseWriter, r *http.Request) {
	open := e.opened.Load()
	if open == nil {
		http.Error(w, errNotMet.Error(), http.StatusServiceUnavailable)
		return
	}
	in, err := e.receive(w, r, open.key)
	if err != nil {
		refused := rejection{status: http.StatusBadRequest, text: "no interaction"}
		if !errors.As(err, &refused) {
			e.log.Error("an interaction can't be read", "error", err)
		}
		e.log.Debug("a request was refused", "status", refused.status, "why", refused.text)
		http.Error(w, refused.text, refused.status)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), open.service.rest.ackLimit)
	defer cancel()
	answers, sent := make(chan callback), make(chan error)
	first, isNew := open.service.take(in, func(c callback) error {
		select {
		case answers <- c:
			return <-sent
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	if !isNew { // whoever passes requests on sends one again whose answer was lost
		select {
		case <-first.known:
			_ = respond(w, first.answer)
		case <-ctx.Done():
		}
		return
	}
	select {
	case c := <-answers:
		sent <- respond(w, c)
	case <-ctx.Done():
	}
}

// respond writes an answer and sends it off at once: the work must not begin
// before.
func respond(w http.ResponseWriter, c callback) error {
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	if _, err := w.Write(b); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}

// publicKey reads the key of what Discord signs for the application.
func (a application) publicKey() (ed25519.PublicKey, error) {
	key, err := hex.DecodeString(a.VerifyKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("the public key that Discord names for %s can't be read: %.80q", a.Name, a.VerifyKey)
	}
	return key, nil
}
