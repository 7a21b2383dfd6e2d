package fetch

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// robots remembers what hosts allow (RFC 9309).
type robots struct {
	mu    sync.Mutex
	sites map[string]site // by origin
}

type site struct {
	rules *robotstxt.RobotsData
	until time.Time
}

const (
	robotsAge  = 24 * time.Hour
	robotsSize = 512 << 10 // bytes that are read of one, as the RFC has it
	manySites  = 1000
)

func origin(u *url.URL) string { return u.Scheme + "://" + strings.ToLower(u.Host) }

// agentName is the name that robots.txt knows the program by.
func (c *Client) agentName() string {
	name, _, _ := strings.Cut(c.settings.Agent, "/")
	return name
}

// mayAsk reports, as an error, that the host's robots.txt keeps us out. It is
// asked for when it isn't known, or a day old.
func (c *Client) mayAsk(ctx context.Context, u *url.URL) error {
	rules := c.robots.known(u, c.settings.Now())
	if rules == nil {
		var err error
		if rules, err = c.readRobots(ctx, u); err != nil {
			return err
		}
		c.robots.keep(u, rules, c.settings.Now())
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !rules.TestAgent(cmp.Or(path, "/"), c.agentName()) {
		return &Error{Kind: Robots, Reason: "the site's robots.txt asks programs not to read this page: save it from a browser"}
	}
	return nil
}

// readRobots asks for robots.txt. A host that has none allows everything; one that
// can't say now allows nothing.
func (c *Client) readRobots(ctx context.Context, page *url.URL) (*robotstxt.RobotsData, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.settings.Timeout, errSlow)
	defer cancel()
	u := &url.URL{Scheme: page.Scheme, Host: page.Host, Path: "/robots.txt"}
	for range maxRedirects + 1 {
		res, err := c.do(ctx, u, http.Header{"Accept": {"text/plain"}})
		if err != nil {
			return nil, c.explain(ctx, u, err)
		}
		body, err := io.ReadAll(io.LimitReader(res.Body, robotsSize))
		res.Body.Close()
		if isRedirect(res.StatusCode) {
			next, err := c.follow(u, res)
			if err != nil {
				return nil, err
			}
			u = next.to
			continue
		}
		if err != nil {
			return nil, c.explain(ctx, u, err)
		}
		if res.StatusCode == http.StatusTooManyRequests || res.StatusCode >= 500 {
			return nil, statusError(res, c.settings.Now())
		}
		rules, err := robotstxt.FromStatusAndBytes(res.StatusCode, body)
		if err != nil { // what can't be read forbids nothing
			rules, err = robotstxt.FromBytes(nil)
		}
		return rules, err
	}
	return robotstxt.FromBytes(nil) // as if there were none
}

func (r *robots) known(u *url.URL, now time.Time) *robotstxt.RobotsData {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s, ok := r.sites[origin(u)]; ok && now.Before(s.until) {
		return s.rules
	}
	return nil
}

func (r *robots) keep(u *url.URL, rules *robotstxt.RobotsData, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.sites == nil || len(r.sites) >= manySites {
		r.sites = map[string]site{}
	}
	r.sites[origin(u)] = site{rules, now.Add(robotsAge)}
}

// delay is the time that the host asks for between two requests.
func (r *robots) delay(u *url.URL, agent string) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s, ok := r.sites[origin(u)]; ok {
		if group := s.rules.FindGroup(agent); group != nil {
			return group.CrawlDelay
		}
	}
	return 0
}
