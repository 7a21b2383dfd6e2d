// Package fetch is the only room that dials the street. It asks politely (one
// request at a time to a host, robots.txt, a truthful User-Agent, conditional
// requests) and cautiously: never an address inside, and never more than it was
// told to take.
package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Settings are how a Client asks. The zero value is meant for the street.
type Settings struct {
	Agent   string        // the name and version that are told, "Cuttings/1.0"; its part before the slash is looked for in robots.txt
	Contact string        // where whoever is asked may turn: an address of mail or of the web
	Allow   []string      // hosts, or host:port, that may be asked although they are inside
	Timeout time.Duration // for one request, from dialling to the last byte; 0 is 30 seconds
	Pause   time.Duration // between two requests to a host that isn't in Allow; 0 is one second

	// What tests put in the place of the world's.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	Dial   func(ctx context.Context, address string) (net.Conn, error) // a world without the guard, all of it on the street
	Now    func() time.Time
	Sleep  func(ctx context.Context, d time.Duration) error
	TLS    *tls.Config
}

// What is taken from strangers at most.
const (
	maxRedirects = 5
	maxHeader    = 64 << 10
	maxAddress   = 4096 // bytes of an address
)

// Request is what is asked for.
type Request struct {
	URL      string
	Types    []string // media types that are wanted, best first; others are refused unread
	MaxBytes int64    // of the body, decompressed
	// What an earlier Response had, when only something newer is wanted.
	ETag, LastModified string
}

// Response is what was answered: a body, or that nothing has changed.
type Response struct {
	URL          string    // where it came from at last
	Moved        bool      // URL replaces the request's for good (301, 308)
	At           time.Time // when the answer began
	NotModified  bool      // it is what the request's ETag or LastModified belongs to; Type and Body are empty
	Type         string    // the Content-Type
	Body         []byte    // decompressed
	ETag         string
	LastModified string        // empty also where it is too new to be relied upon
	MaxAge       time.Duration // for how long the answer is good, as Cache-Control says; 0 when it doesn't
}

// Client asks the street. It is safe for use by many at once.
type Client struct {
	settings Settings
	guarded  *http.Transport
	open     *http.Transport // to the hosts that are allowed by name
	lines    lines
	robots   robots
}

// New makes a client. Close it.
func New(s Settings) *Client {
	if s.Timeout == 0 {
		s.Timeout = 30 * time.Second
	}
	if s.Pause == 0 {
		s.Pause = time.Second
	}
	if s.Lookup == nil {
		s.Lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Sleep == nil {
		s.Sleep = sleep
	}
	c := &Client{settings: s}
	c.guarded = c.transport(guard)
	c.open = c.transport(nil)
	return c
}

// Close lets go of the connections that are kept open.
func (c *Client) Close() {
	c.guarded.CloseIdleConnections()
	c.open.CloseIdleConnections()
}

// Get asks for one thing, following redirects. Each step is checked as if it were
// the first. An error is an *Error, or the context's.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	u, err := c.parse(r.URL)
	if err != nil {
		return Response{}, err
	}
	moved := false
	for hops := range maxRedirects + 1 {
		answer, next, err := c.hop(ctx, u, r)
		if err != nil {
			return Response{}, err
		}
		if next == nil {
			answer.Moved = moved
			return answer, nil
		}
		moved = next.permanent && (moved || hops == 0)
		u = next.to
	}
	return Response{}, &Error{Kind: Redirects, Reason: "the address leads on and on, from one page to the next: check it in a browser"}
}

// redirect is where an answer leads.
type redirect struct {
	to        *url.URL
	permanent bool
}

// hop asks for one address, with the host's line held from robots.txt to the last
// byte.
func (c *Client) hop(ctx context.Context, u *url.URL, r Request) (Response, *redirect, error) {
	leave, err := c.lines.enter(ctx, c, u)
	if err != nil {
		return Response{}, nil, err
	}
	defer leave()
	if err := c.mayAsk(ctx, u); err != nil {
		return Response{}, nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.settings.Timeout, errSlow)
	defer cancel()
	header := http.Header{"Accept": {strings.Join(append(r.Types, "*/*;q=0.1"), ", ")}}
	if r.ETag != "" {
		header.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		header.Set("If-Modified-Since", r.LastModified)
	}
	res, err := c.do(ctx, u, header)
	if err != nil {
		return Response{}, nil, c.explain(ctx, u, err)
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		return Response{
			URL: u.String(), At: c.settings.Now(), NotModified: true,
			ETag: r.ETag, LastModified: r.LastModified, MaxAge: maxAge(res.Header.Get("Cache-Control")),
		}, nil, nil
	case isRedirect(res.StatusCode):
		next, err := c.follow(u, res)
		return Response{}, next, err
	case res.StatusCode != http.StatusOK:
		return Response{}, nil, statusError(res, c.settings.Now())
	}
	at := c.settings.Now()
	answer, err := c.take(ctx, u, r, res)
	answer.At = at
	if !settled(answer.LastModified, at) {
		answer.LastModified = ""
	}
	return answer, nil, err
}

// settled reports whether a page was changed so long ago that Last-Modified, which
// counts in seconds, would tell it from one that was changed again (RFC 9110,
// section 8.8.2.2, and a minute for clocks that differ).
func settled(modified string, now time.Time) bool {
	at, err := http.ParseTime(modified)
	return err == nil && now.Sub(at) >= time.Minute
}

// do sends a request and returns the answer's head.
func (c *Client) do(ctx context.Context, u *url.URL, header http.Header) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header = header
	agent := c.settings.Agent
	if c.settings.Contact != "" {
		agent += " (+" + c.settings.Contact + ")"
	}
	req.Header.Set("User-Agent", agent)
	if c.allowed(u) {
		return c.open.RoundTrip(req)
	}
	return c.guarded.RoundTrip(req)
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// follow is where a redirect leads, if one may go there.
func (c *Client) follow(from *url.URL, res *http.Response) (*redirect, error) {
	location := res.Header.Get("Location")
	to, err := from.Parse(location)
	if err != nil || location == "" {
		return nil, &Error{Kind: Redirects, Status: res.StatusCode, Reason: "the address leads on to another that can't be read: check it in a browser"}
	}
	to, err = c.parse(to.String())
	if err != nil {
		return nil, err
	}
	permanent := res.StatusCode == http.StatusMovedPermanently || res.StatusCode == http.StatusPermanentRedirect
	return &redirect{to, permanent}, nil
}

// take reads the body, if it is of a kind and a size that is wanted.
func (c *Client) take(ctx context.Context, u *url.URL, r Request, res *http.Response) (Response, error) {
	if e := res.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return Response{}, &Error{Kind: WrongType, Reason: "what is there is compressed in a way that wasn't asked for: save the page from a browser"}
	}
	kind := res.Header.Get("Content-Type")
	if kind != "" && !wanted(kind, r.Types) {
		return Response{}, wrongType(kind)
	}
	if res.ContentLength > r.MaxBytes {
		return Response{}, tooLarge(r.MaxBytes)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, r.MaxBytes+1))
	switch {
	case err != nil:
		return Response{}, c.explain(ctx, u, err)
	case int64(len(body)) > r.MaxBytes:
		return Response{}, tooLarge(r.MaxBytes)
	}
	if kind == "" {
		if kind = http.DetectContentType(body); !wanted(kind, r.Types) {
			return Response{}, wrongType(kind)
		}
	}
	return Response{
		URL: u.String(), Type: kind, Body: body,
		ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified"), MaxAge: maxAge(res.Header.Get("Cache-Control")),
	}, nil
}

func wanted(contentType string, types []string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return false
	}
	for _, t := range types {
		if kind == t {
			return true
		}
	}
	return false
}

// maxAge is what Cache-Control says, at most a year.
func maxAge(control string) time.Duration {
	for directive := range strings.SplitSeq(strings.ToLower(control), ",") {
		if value, ok := strings.CutPrefix(strings.TrimSpace(directive), "max-age="); ok {
			seconds, err := strconv.ParseUint(strings.Trim(value, `"`), 10, 31)
			if err == nil {
				return min(time.Duration(seconds)*time.Second, 365*24*time.Hour)
			}
		}
	}
	return 0
}

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
