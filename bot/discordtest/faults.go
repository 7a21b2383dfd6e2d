package discordtest

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// Fault is what happens to a REST request instead of, or besides, its answer.
// Build one with the functions below.
type Fault struct {
	delay  time.Duration
	drop   dropPoint
	cut    bool
	status int
	header http.Header
	body   any           // JSON
	html   string        // or HTML
	block  time.Duration // in which no request may come

	everything bool // the block is for every route
}

type dropPoint int

const (
	dropNot dropPoint = iota
	dropBefore
	dropAfter
)

// RateLimited is a 429 as Discord's API sends it. scope is "user", "shared" (a
// limit on the resource that others used up) or "global".
func RateLimited(retryAfter time.Duration, scope string) Fault {
	h := http.Header{}
	h.Set("Retry-After", seconds(retryAfter))
	h.Set("X-RateLimit-Scope", scope)
	if scope == "global" {
		h.Set("X-RateLimit-Global", "true")
	}
	whose := "You are"
	if scope == "shared" {
		whose = "The resource is"
	}
	return Fault{status: 429, header: h, block: retryAfter, everything: scope == "global", body: map[string]any{
		"message": whose + " being rate limited.", "retry_after": retryAfter.Seconds(), "global": scope == "global",
	}}
}

// shortened is a 429 when part of its time has passed.
func (f Fault) shortened(left time.Duration) Fault {
	f.header = f.header.Clone()
	f.header.Set("Retry-After", seconds(left))
	if body, ok := f.body.(map[string]any); ok {
		f.body = map[string]any{"message": body["message"], "retry_after": left.Seconds(), "global": body["global"]}
	}
	return f
}

// Cloudflare is the 429 that Cloudflare sends before Discord is reached: HTML,
// no X-RateLimit headers (docs: Rate Limits, Invalid Request Limit).
func Cloudflare(retryAfter time.Duration) Fault {
	h := http.Header{}
	h.Set("Retry-After", seconds(retryAfter))
	h.Set("Server", "cloudflare")
	return Fault{status: 429, header: h, block: retryAfter, everything: true, html: "<!doctype html><html><head><title>Access denied | Error 1015</title></head><body>You are being rate limited.</body></html>\n"}
}

// ServerError is a 500, 502, 503 or 504: JSON for 500, HTML for the others.
func ServerError(status int) Fault {
	if status == http.StatusInternalServerError {
		return Fault{status: status, body: apiError{Code: 0, Message: "500: Internal Server Error"}}
	}
	return Fault{status: status, html: fmt.Sprintf("<html><head><title>%d %s</title></head></html>\n", status, http.StatusText(status))}
}

// APIError is an error object with a code, such as 403 and 50001 Missing Access.
func APIError(status, code int, message string) Fault {
	return Fault{status: status, body: apiError{Code: code, Message: message}}
}

// Slow answers as usual, after a delay that passes before the effect takes place.
func Slow(d time.Duration) Fault { return Fault{delay: d} }

// DropBefore cuts the connection; the request had no effect.
func DropBefore() Fault { return Fault{drop: dropBefore} }

// DropAfter cuts the connection when the effect took place and the answer did not
// go out.
func DropAfter() Fault { return Fault{drop: dropAfter} }

// TruncatedJSON lets the request take effect and sends half of its answer.
func TruncatedJSON() Fault { return Fault{cut: true} }

// scripted is a fault that waits for its requests.
type scripted struct {
	match func(method, path string) bool
	times int
	fault Fault
}

// OnREST scripts a fault for the next times requests that match; times < 0 is
// for ever. path has no /api/vN: "/channels/1/messages". A nil match is every
// request. match must not call the server.
func (s *Server) OnREST(match func(method, path string) bool, times int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	over := func(f *scripted) bool { return f.times == 0 }
	s.faults = append(slices.DeleteFunc(s.faults, over), &scripted{match, times, f})
}

// fault takes the first scripted fault that fits. The lock is held.
func (s *Server) fault(r *request) Fault {
	for _, f := range s.faults {
		if f.times == 0 || f.match != nil && !f.match(r.Method, r.path) {
			continue
		}
		if f.times > 0 {
			f.times--
		}
		if f.fault.block > 0 {
			s.block(blockKey(r, f.fault), f.fault)
		}
		return f.fault
	}
	return Fault{}
}

// wait lets a slow fault pass. It returns an error when nobody waits any more.
func (f Fault) wait(done <-chan struct{}, ctx context.Context) error {
	if f.delay <= 0 {
		return nil
	}
	t := time.NewTimer(f.delay)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-done:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// before plays a fault that replaces the answer.
func (f Fault) before(w http.ResponseWriter) bool {
	if f.drop == dropBefore {
		panic(http.ErrAbortHandler)
	}
	if f.status == 0 {
		return false
	}
	if f.html != "" {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		for k, v := range f.header {
			w.Header()[k] = v
		}
		w.WriteHeader(f.status)
		_, _ = w.Write([]byte(f.html))
		return true
	}
	answer{f.status, f.body}.write(w, f.header, false)
	return true
}

// after sends the answer, or the part of it that the fault leaves.
func (f Fault) after(w http.ResponseWriter, a answer, header http.Header) {
	if f.drop == dropAfter {
		panic(http.ErrAbortHandler)
	}
	a.write(w, header, f.cut)
}
