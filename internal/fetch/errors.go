package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"code.dny.dev/ssrf"
)

// Kind says what kept something from being fetched.
type Kind string

const (
	BadAddress  Kind = "bad address" // nothing was asked
	Forbidden   Kind = "forbidden"   // the address is inside; nothing was asked
	Robots      Kind = "robots"      // robots.txt asks not to
	Unreachable Kind = "unreachable" // no such host, no connection, or it broke
	Certificate Kind = "certificate" // the host's isn't good
	Slow        Kind = "slow"        // it took longer than the limit
	Gone        Kind = "gone"        // 404, 410
	Shut        Kind = "shut"        // 401, 402, 403, 451 and other 4xx
	Busy        Kind = "busy"        // 429, 503: try again after RetryAfter
	Broken      Kind = "broken"      // another status
	Redirects   Kind = "redirects"   // it leads on and on, or nowhere
	WrongType   Kind = "wrong type"  // it isn't what was asked for
	Large       Kind = "large"       // it is larger than the limit
)

// Error is why something wasn't fetched. Its text holds no address, so that none
// with a secret in it gets about.
type Error struct {
	Kind       Kind
	Status     int           // of the answer; 0 when there was none
	RetryAfter time.Duration // what the host asked for; 0 when it didn't
	Type       string        // of WrongType: what is there, where that is known
	Reason     string        // what happened and what to do, for whoever wanted a page
}

func (e *Error) Error() string { return e.Reason }

// ForGood reports whether the host says that nothing will be there again (410), as
// it doesn't when it finds nothing (404).
func (e *Error) ForGood() bool { return e.Status == http.StatusGone }

func forbidden() *Error {
	return &Error{Kind: Forbidden, Reason: "the address leads to this machine or into a private network, where nothing is fetched: an operator can allow its host with CUTTINGS_ALLOW_HOSTS"}
}

func tooLarge(limit int64) *Error {
	return &Error{Kind: Large, Reason: fmt.Sprintf("what is there is larger than %d MB, the limit: save the article's words as .txt or .md", limit>>20)}
}

func wrongType(contentType string) *Error {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind = "of no known kind"
	}
	return &Error{Kind: WrongType, Type: kind, Reason: fmt.Sprintf("what is there is %.60q, not a web page: save the article's words as .txt or .md", kind)}
}

// errSlow is the cause of a context that ended by the time limit of one request.
var errSlow = errors.New("the time limit")

// explain puts what went wrong on the way into words. The errors of net/http hold
// the address, and are not handed on.
func (c *Client) explain(ctx context.Context, u *url.URL, err error) error {
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var alert tls.AlertError
	var record tls.RecordHeaderError
	var dns *net.DNSError
	var network net.Error
	switch {
	case errors.Is(context.Cause(ctx), errSlow):
		return &Error{Kind: Slow, Reason: fmt.Sprintf("the site took longer than %v: try again later", c.settings.Timeout)}
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return &Error{Kind: Forbidden, Reason: "the address has an unusual port, where nothing is fetched: an operator can allow its host with CUTTINGS_ALLOW_HOSTS"}
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return forbidden()
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return &Error{Kind: Certificate, Reason: "the site's certificate is good from " + day(invalid.Cert.NotBefore) + " to " + day(invalid.Cert.NotAfter) + " only, so it can't be told from another: tell whoever runs it, or check this machine's clock"}
	case errors.As(err, &name):
		return &Error{Kind: Certificate, Reason: "the site's certificate is for another name, so it can't be told from another: check the address"}
	case errors.As(err, &authority), errors.As(err, &invalid):
		return &Error{Kind: Certificate, Reason: "the site's certificate is vouched for by nobody that this machine knows: check the address in a browser"}
	case errors.As(err, &alert), errors.As(err, &record):
		return &Error{Kind: Certificate, Reason: "no safe connection to the site could be made: check the address in a browser"}
	case errors.As(err, &dns), errors.Is(err, errUnknownHost):
		return &Error{Kind: Unreachable, Reason: fmt.Sprintf("no address is known for the host %.100q: check how it is written, and the connection", u.Hostname())}
	case errors.As(err, &network) && network.Timeout():
		return &Error{Kind: Slow, Reason: "the site didn't answer in time: try again later"}
	}
	return &Error{Kind: Unreachable, Reason: "the connection to the site failed or broke off: try again later"}
}

func day(t time.Time) string { return t.UTC().Format("2 January 2006") }

// statusError says what a status other than 200 means.
func statusError(res *http.Response, now time.Time) *Error {
	e := &Error{Status: res.StatusCode, RetryAfter: retryAfter(res.Header.Get("Retry-After"), now)}
	switch status := res.StatusCode; {
	case status == http.StatusNotFound, status == http.StatusGone:
		e.Kind, e.Reason = Gone, fmt.Sprintf("there is nothing at the address any more (%d): check it", status)
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable:
		e.Kind, e.Reason = Busy, fmt.Sprintf("the site asks to be left alone for a while (%d): try again later", status)
	case status >= 400 && status < 500:
		e.Kind, e.Reason = Shut, fmt.Sprintf("the site doesn't show the page to programs (%d): save it from a browser", status)
	default:
		e.Kind, e.Reason = Broken, fmt.Sprintf("the site has a fault of its own (%d): try again later", status)
	}
	return e
}

// retryAfter reads the header in both its forms, at most a week.
func retryAfter(value string, now time.Time) time.Duration {
	wait := time.Duration(0)
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return max(0, min(wait, 7*24*time.Hour))
}
