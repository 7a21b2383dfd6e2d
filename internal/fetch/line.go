package fetch

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"
)

// lines let one request at a time go to a host, and none sooner than the pause
// after the last.
type lines struct {
	mu    sync.Mutex
	hosts map[string]*line // hosts that somebody waits for, or that were asked lately
}

type line struct {
	turn    chan struct{} // holds a token while it is nobody's turn
	waiting int
	next    time.Time // when the host may be asked again
}

// manyHosts is how many hosts are remembered before those are forgotten that may
// be asked again anyway.
const manyHosts = 1000

// enter waits for the host's turn. Whoever entered must leave.
func (l *lines) enter(ctx context.Context, c *Client, u *url.URL) (leave func(), err error) {
	host := strings.ToLower(u.Host)
	l.mu.Lock()
	if l.hosts == nil {
		l.hosts = map[string]*line{}
	}
	if len(l.hosts) > manyHosts {
		l.forget(c.settings.Now())
	}
	h := l.hosts[host]
	if h == nil {
		h = &line{turn: make(chan struct{}, 1)}
		h.turn <- struct{}{}
		l.hosts[host] = h
	}
	h.waiting++
	l.mu.Unlock()
	gone := func() {
		l.mu.Lock()
		h.waiting--
		l.mu.Unlock()
	}
	select {
	case <-ctx.Done():
		gone()
		return nil, ctx.Err()
	case <-h.turn:
	}
	leave = func() {
		l.mu.Lock()
		h.next = c.settings.Now().Add(c.pause(u))
		l.mu.Unlock()
		h.turn <- struct{}{}
		gone()
	}
	l.mu.Lock()
	wait := h.next.Sub(c.settings.Now())
	l.mu.Unlock()
	if wait > 0 {
		if err := c.settings.Sleep(ctx, wait); err != nil {
			h.turn <- struct{}{}
			gone()
			return nil, err
		}
	}
	return leave, nil
}

func (l *lines) forget(now time.Time) {
	for host, h := range l.hosts {
		if h.waiting == 0 && !h.next.After(now) {
			delete(l.hosts, host)
		}
	}
}

// pause is how long a host is left alone: as long as its robots.txt asks for, up
// to half a minute. An operator's own host needs none.
func (c *Client) pause(u *url.URL) time.Duration {
	if c.allowed(u) {
		return 0
	}
	return max(c.settings.Pause, min(c.robots.delay(u, c.agentName()), 30*time.Second))
}
