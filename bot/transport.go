package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	maxAnswer  = 8 << 20 // bytes of an answer's body
	maxTries   = 8       // of one request; with the pauses between them some 25 s
	firstPause = 250 * time.Millisecond
	tryLimit   = 10 * time.Second // of one try

	// earlyTries is how often what follows the first answer to an interaction is
	// sent: over some 3 s. The first answer may go another way (by HTTP in the
	// response, see endpoint), and until it has arrived Discord knows no such webhook.
	earlyTries = 5
)

// transport is the way of every request to Discord: it sends it to the right
// server and version, within limits of time and size, tries again what may
// succeed, and stops a flood of refused requests. It turns an answer of 400 or
// more into an *apiError, because discordgo makes three kinds of errors of them,
// one of which has the address, and so an interaction's token, in its text.
type transport struct {
	base  *http.Transport
	root  string // "https://discord.com/api/v10/"
	guard guard
	meter Meter
	rand  func() float64
	log   *slog.Logger
}

// newTransport sends to the server at that address, or to Discord's.
func newTransport(address string, log *slog.Logger, meter Meter) (*transport, error) {
	if address == "" {
		address = discordgo.EndpointDiscord
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%q is no address of an API: write it as https://discord.com", address)
	}
	dialer := &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}
	base := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         dialer.DialContext,
		ForceAttemptHTTP2:   true,
		TLSHandshakeTimeout: 5 * time.Second,
		MaxIdleConnsPerHost: 64,
		IdleConnTimeout:     90 * time.Second,
		// A connection that died without a word is noticed before it is needed.
		HTTP2: &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 5 * time.Second},
	}
	return &transport{base: base, root: strings.TrimSuffix(address, "/") + "/api/v10/", meter: meter, rand: rand.Float64, log: log}, nil
}

// RoundTrip makes the transport an http.RoundTripper.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer req.Body.Close()
	}
	for try := 1; ; try++ {
		if err := t.guard.allow(time.Now()); err != nil {
			return nil, err
		}
		resp, err := t.try(req)
		var refused *apiError
		if errors.As(err, &refused) {
			refused.tries = try
			t.guard.count(time.Now(), refused)
		}
		t.meter.Request(statusOf(resp, refused))
		if err == nil || try == maxTries || req.Context().Err() != nil || !again(req, err) {
			return resp, err
		}
		pause := t.pause(try, refused)
		if end, ok := req.Context().Deadline(); ok && time.Until(end) <= pause {
			return nil, err
		}
		if refused != nil && refused.status == http.StatusTooManyRequests {
			t.meter.Throttled(pause)
		}
		logOf(req.Context(), t.log).Debug("a request to Discord failed; trying again", "error", err, "pause", pause)
		if sleep(req.Context(), pause) != nil {
			return nil, err
		}
	}
}

// statusOf is the status of an answer, 0 without one.
func statusOf(resp *http.Response, refused *apiError) int {
	switch {
	case refused != nil:
		return refused.status
	case resp != nil:
		return resp.StatusCode
	}
	return 0
}

// try sends the request once. A try gets at most half of the time that is left,
// so that one which hangs leaves time for another.
func (t *transport) try(req *http.Request) (*http.Response, error) {
	limit := tryLimit
	if end, ok := req.Context().Deadline(); ok {
		limit = min(limit, time.Until(end)/2)
	}
	ctx, cancel := context.WithTimeout(req.Context(), limit)
	defer cancel()
	out, err := t.redirect(ctx, req)
	if err != nil {
		return nil, err
	}
	resp, err := t.base.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if resp.StatusCode >= 400 {
		return nil, readError(resp, body)
	}
	if err != nil && repeatable(req) { // what must not be sent twice has had its effect
		return nil, fmt.Errorf("reading Discord's answer: %w", err)
	}
	// Without the headers of the rate limit, which would only fill a bucket that
	// is thrown away.
	return &http.Response{
		Status: resp.Status, StatusCode: resp.StatusCode, Proto: resp.Proto,
		Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body)), Request: req,
	}, nil
}

// redirect is the request as it is sent: discordgo speaks version 9 to Discord's
// own address.
func (t *transport) redirect(ctx context.Context, req *http.Request) (*http.Request, error) {
	path, ok := strings.CutPrefix(req.URL.String(), discordgo.EndpointAPI)
	if !ok {
		return nil, errors.New("bot: a request to another address than Discord's API")
	}
	u, err := url.Parse(t.root + path)
	if err != nil {
		return nil, errors.New("bot: a request to an address that can't be read")
	}
	out := req.Clone(ctx)
	out.URL, out.Host = u, u.Host
	if req.GetBody != nil {
		if out.Body, err = req.GetBody(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// pause is how long to wait before the next try: as long as Discord says, else
// twice as long each time.
func (t *transport) pause(try int, refused *apiError) time.Duration {
	grown := firstPause << (try - 1)
	if refused != nil && refused.retryAfter > 0 {
		return refused.retryAfter + time.Duration(t.rand()*float64(firstPause))
	}
	if refused != nil && refused.status == http.StatusTooManyRequests {
		grown *= 4
	}
	return grown/2 + time.Duration(t.rand()*float64(grown/2))
}

// again reports whether another try may succeed and can do no harm.
func again(req *http.Request, err error) bool {
	var refused *apiError
	if errors.As(err, &refused) {
		if refused.code == codeUnknownWebhook {
			return refused.tries < earlyTries
		}
		return refused.status == http.StatusTooManyRequests || refused.status >= 500 && repeatable(req)
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" { // never sent
		return true
	}
	return repeatable(req)
}

// repeatable reports whether a request has the same effect once and twice. A
// second callback to an interaction is refused by Discord, and a second message
// with an enforced nonce is the first; of other messages there would be two.
func repeatable(req *http.Request) bool {
	return req.Context().Value(once{}) != nil || req.Method != http.MethodPost || strings.HasSuffix(req.URL.Path, "/callback")
}

// once marks the context of a request that creates one message however often it
// is sent.
type once struct{}

func onceOnly(ctx context.Context) context.Context { return context.WithValue(ctx, once{}, true) }

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
