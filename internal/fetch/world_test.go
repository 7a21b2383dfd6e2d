package fetch

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
)

// world is a server on loopback that every name in .test leads to, and a client
// that may ask news.test and other.test, though they are inside.
type world struct {
	*Client
	server *httptest.Server
	asked  *asked
}

type asked struct {
	mu   sync.Mutex
	list []string
}

func (a *asked) add(s string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.list = append(a.list, s)
}

func newWorld(t *testing.T, settings Settings, handle http.HandlerFunc) world {
	t.Helper()
	a := &asked{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.add(r.Host[:strings.Index(r.Host, ":")] + r.URL.RequestURI())
		handle(w, r)
	}))
	t.Cleanup(server.Close)
	settings.Agent = "Cuttings/test"
	settings.Allow = []string{"news.test", "other.test:" + portOf(server)}
	settings.Lookup = loopback
	c := New(settings)
	t.Cleanup(c.Close)
	return world{c, server, a}
}

func portOf(s *httptest.Server) string { return s.URL[strings.LastIndex(s.URL, ":")+1:] }

// loopback knows the names in .test and no others.
func loopback(_ context.Context, host string) ([]netip.Addr, error) {
	if strings.HasSuffix(strings.TrimSuffix(host, "."), ".test") {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

func (w world) at(host, path string) string { return "http://" + host + ":" + portOf(w.server) + path }

func (w world) page(path string) (Response, error) {
	return w.Get(context.Background(), Request{URL: w.at("news.test", path), Types: []string{"text/html"}, MaxBytes: 1 << 20})
}

func kindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func html(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, body)
}
