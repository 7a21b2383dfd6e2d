package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// sixToFour holds IPv6 addresses that carry any IPv4 address within them (RFC
// 3056); nobody on the street needs them.
var sixToFour = netip.MustParsePrefix("2002::/16")

// inside knows the addresses that are, whatever the port; ports, the ports on
// which the street is asked.
var (
	inside = ssrf.New(ssrf.WithAnyPort(), ssrf.WithDeniedV6Prefixes(sixToFour))
	ports  = ssrf.New(ssrf.WithPorts(80, 443, 8080, 8443), ssrf.WithDeniedV6Prefixes(sixToFour))
)

// guard is asked about an address before it is dialled.
func guard(network, address string, conn syscall.RawConn) error {
	if err := inside.Safe(network, address, conn); err != nil {
		return err
	}
	return ports.Safe(network, address, conn)
}

// maxTries is how many of a host's addresses are tried.
const maxTries = 6

// transport dials only what control lets through: it is asked about the very
// address that is being dialled, after every name has been resolved.
func (c *Client) transport(control func(network, address string, _ syscall.RawConn) error) *http.Transport {
	dialer := net.Dialer{Control: control, Timeout: 10 * time.Second}
	return &http.Transport{
		DialContext: func(ctx context.Context, _, address string) (net.Conn, error) {
			if c.settings.Dial != nil {
				return c.settings.Dial(ctx, address)
			}
			addresses, err := c.resolve(ctx, address)
			if err != nil {
				return nil, err
			}
			var failed error
			for _, a := range addresses[:min(len(addresses), maxTries)] {
				conn, err := dialer.DialContext(ctx, "tcp", a.String())
				if err == nil {
					return conn, nil
				}
				if failed = errors.Join(failed, err); ctx.Err() != nil {
					break
				}
			}
			return nil, failed
		},
		Proxy:                  nil, // a proxy would dial for us what we may not
		TLSClientConfig:        c.settings.TLS,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConnsPerHost:    1,
		MaxIdleConns:           20,
		IdleConnTimeout:        10 * time.Second,
		ForceAttemptHTTP2:      true,
	}
}

var errUnknownHost = errors.New("no address is known for the host")

func (c *Client) resolve(ctx context.Context, hostport string) ([]netip.AddrPort, error) {
	if one, err := netip.ParseAddrPort(hostport); err == nil {
		return []netip.AddrPort{one}, nil
	}
	host, service, err := net.SplitHostPort(hostport)
	if err != nil {
		return nil, err
	}
	port, err := net.LookupPort("tcp", service)
	if err != nil {
		return nil, err
	}
	found, err := c.settings.Lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errUnknownHost
	}
	var addresses []netip.AddrPort
	for _, a := range found {
		addresses = append(addresses, netip.AddrPortFrom(a.Unmap(), uint16(port)))
	}
	return addresses, nil
}

// allowed reports whether the operator allows the host by name.
func (c *Client) allowed(u *url.URL) bool {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	return slices.ContainsFunc(c.settings.Allow, func(a string) bool {
		a = strings.ToLower(strings.TrimSpace(a))
		return a != "" && (a == host || a == net.JoinHostPort(host, port(u)) || strings.Trim(a, "[]") == host)
	})
}

// port is the port that an address means.
func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "http":
		return "80"
	}
	return "443"
}

// oddNumber is a host that some programs take for an IPv4 address though it isn't
// written as one: its last part is a number, decimal, octal or hexadecimal.
var oddNumber = regexp.MustCompile(`(?i)(^|\.)(0x[0-9a-f]*|\d+)\.?$`)

// parse reads an address and refuses one that can't be a page on the street.
func (c *Client) parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil || len(address) > maxAddress:
		return nil, &Error{Kind: BadAddress, Reason: "the address can't be read: copy it from the browser"}
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return nil, &Error{Kind: BadAddress, Reason: "the address is not that of a web page: write it with http:// or https://"}
	case u.User != nil:
		return nil, &Error{Kind: BadAddress, Reason: "the address has a user name in it, which isn't sent to anybody: take it out"}
	}
	if _, err := netip.ParseAddr(u.Hostname()); err != nil && oddNumber.MatchString(u.Hostname()) {
		return nil, forbidden()
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}
