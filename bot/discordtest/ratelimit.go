package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Rate limits run in real time, whatever Config.Now says: a client waits in real
// time for them.

// window is one bucket: what is left until it is full again.
type window struct {
	left  int
	reset time.Time
}

// block is a 429 that was handed out: nothing may come before it ends.
type block struct {
	since, until time.Time
	fault        Fault
}

// grace is how long after a 429 a request may still arrive that was on its way.
const grace = 100 * time.Millisecond

// DefaultRateLimit is the order of magnitude of Discord's limits, which are not
// published and change: five messages in a channel in 5 s, five edits of one
// interaction's answers in 2 s.
func DefaultRateLimit(route string) (limit int, per time.Duration) {
	_, path, _ := strings.Cut(route, " ")
	switch {
	case strings.HasPrefix(path, "/webhooks/"):
		return 5, 2 * time.Second
	case strings.HasPrefix(path, "/channels/{channel_id}/messages"):
		return 5, 5 * time.Second
	case strings.HasSuffix(route, "/commands") && !strings.HasPrefix(route, "GET"):
		return 5, 20 * time.Second
	}
	return 0, 0
}

// bucketOf is what X-RateLimit-Bucket names: the limit, without the resource.
func bucketOf(r *request) string {
	sum := sha256.Sum256([]byte(r.route.String()))
	return hex.EncodeToString(sum[:16])
}

// resource is the top-level resource that a limit is counted for.
func resource(r *request) string {
	return r.PathValue("channel_id") + r.PathValue("guild_id") + r.PathValue("webhook_token") + r.PathValue("interaction_token")
}

// ofInteraction: such routes are not bound to the global limit (docs: Rate
// Limits, Global Rate Limit).
func (r *request) ofInteraction() bool {
	return strings.HasPrefix(r.route.path, "/interactions/") || strings.HasPrefix(r.route.path, "/webhooks/")
}

// limit counts a request against the limits, sets the headers, and refuses what
// is too much. The lock is held.
func (s *Server) limit(r *request, header http.Header) *answer {
	now := time.Now()
	key := bucketOf(r) + resource(r)
	if s.cfg.GlobalLimit > 0 && !r.ofInteraction() && !s.global.take(s.cfg.GlobalLimit, time.Second, now) {
		return s.exceeded("", s.global.reset.Sub(now), "global", header)
	}
	limit, per := s.cfg.RateLimit(r.route.String())
	if limit == 0 {
		return nil
	}
	w := s.windows[key]
	if w == nil {
		w = &window{}
		s.windows[key] = w
	}
	ok := w.take(limit, per, now)
	header.Set("X-RateLimit-Limit", strconv.Itoa(limit))
	header.Set("X-RateLimit-Remaining", strconv.Itoa(w.left))
	header.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(w.reset.UnixMilli())/1000))
	header.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", w.reset.Sub(now).Seconds()))
	header.Set("X-RateLimit-Bucket", bucketOf(r))
	if ok {
		return nil
	}
	return s.exceeded(key, w.reset.Sub(now), "user", header)
}

// take takes one from a window, which fills up when its time is over.
func (w *window) take(limit int, per time.Duration, now time.Time) bool {
	if !now.Before(w.reset) {
		w.left, w.reset = limit, now.Add(per)
	}
	if w.left == 0 {
		return false
	}
	w.left--
	return true
}

// exceeded answers 429 and remembers it. The key "" is the global limit.
func (s *Server) exceeded(key string, after time.Duration, scope string, header http.Header) *answer {
	f := RateLimited(after, scope)
	for k, v := range header {
		f.header[k] = v
	}
	s.block(key, f)
	for k, v := range f.header {
		header[k] = v
	}
	return &answer{f.status, f.body}
}

func (s *Server) block(key string, f Fault) {
	now := time.Now()
	s.blocks[key] = block{now, now.Add(f.block), f}
}

// blockKey is what a scripted 429 blocks: everything, or this route and resource.
func blockKey(r *request, f Fault) string {
	if f.everything && !(f.html == "" && r.ofInteraction()) {
		return ""
	}
	return bucketOf(r) + resource(r)
}

// stillBlocked repeats a 429 to a client that didn't wait, and writes it down.
// The lock is held.
func (s *Server) stillBlocked(r *request) (Fault, bool) {
	now := time.Now()
	for _, key := range []string{"", bucketOf(r) + resource(r)} {
		b, ok := s.blocks[key]
		if !ok || key == "" && b.fault.html == "" && r.ofInteraction() {
			continue
		}
		left := b.until.Sub(now)
		if left <= 0 {
			delete(s.blocks, key)
			continue
		}
		if now.Sub(b.since) > grace {
			s.violate("docs: Rate Limits, Exceeding A Rate Limit", "rest: %s %v before the end of a 429", r.route, left.Round(time.Millisecond))
		}
		return b.fault.shortened(left), true
	}
	return Fault{}, false
}

// seconds is a Retry-After header: whole seconds, rounded up.
func seconds(d time.Duration) string { return strconv.Itoa(int(math.Ceil(d.Seconds()))) }
