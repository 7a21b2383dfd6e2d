package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
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

func TestGet(t *testing.T) {
	w := newWorld(t, Settings{Contact: "mailto:desk@news.example"}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		if got := r.Header.Get("User-Agent"); got != "Cuttings/test (+mailto:desk@news.example)" {
			t.Errorf("User-Agent %q", got)
		}
		if got := r.Header.Get("Accept"); got != "text/html, */*;q=0.1" {
			t.Errorf("Accept %q", got)
		}
		if len(r.Cookies()) > 0 || r.Header.Get("Referer") != "" {
			t.Error("more was told than was needed")
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Tue, 01 Mar 2016 09:00:00 GMT")
		w.Header().Set("Cache-Control", "public, Max-Age=600")
		if r.Header.Get("If-None-Match") == `"v1"` || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		html(w, "<p>Words.")
	})
	got, err := w.page("/a?x=1#part")
	if err != nil {
		t.Fatal(err)
	}
	if time.Since(got.At) > time.Minute || time.Since(got.At) < 0 {
		t.Errorf("answered at %v", got.At)
	}
	want := Response{
		URL: w.at("news.test", "/a?x=1"), At: got.At, Type: "text/html; charset=utf-8", Body: []byte("<p>Words."),
		ETag: `"v1"`, LastModified: "Tue, 01 Mar 2016 09:00:00 GMT", MaxAge: 10 * time.Minute,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for modified, want := range map[string]bool{
		"Tue, 01 Mar 2016 09:00:00 GMT": true, "Tue, 01 Mar 2016 09:59:30 GMT": false, "Tue, 01 Mar 2016 11:00:00 GMT": false, "soon": false, "": false,
	} {
		if settled(modified, time.Date(2016, 3, 1, 10, 0, 0, 0, time.UTC)) != want {
			t.Errorf("settled at %q: %v", modified, !want)
		}
	}
	for _, r := range []Request{{ETag: `"v1"`}, {LastModified: want.LastModified}} {
		r.URL, r.Types, r.MaxBytes = want.URL, []string{"text/html"}, 100
		again, err := w.Get(context.Background(), r)
		if err != nil || !again.NotModified || len(again.Body) > 0 || again.At.IsZero() || again.MaxAge != 10*time.Minute {
			t.Errorf("%+v: %+v, %v", r, again, err)
		}
	}
	if diff := cmp.Diff([]string{"news.test/robots.txt", "news.test/a?x=1", "news.test/a?x=1", "news.test/a?x=1"}, w.asked.list); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestRedirects(t *testing.T) {
	w := newWorld(t, Settings{}, nil)
	w.server.Config.Handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		host := r.Host[:strings.Index(r.Host, ":")]
		w.asked.add(host + r.URL.RequestURI())
		to := map[string]string{
			"/moved":     "/page",
			"/elsewhere": w.at("other.test", "/page"),
			"/inside":    w.at("inside.test", "/secret"),
			"/loopback":  w.server.URL + "/secret",
			"/loopback6": "http://[::1]/secret",
			"/number":    "http://2130706433/secret",
			"/file":      "file:///etc/passwd",
			"/user":      "http://me:s3cret@news.test/page",
			"/endless":   "/endless",
			"/broken":    "http://%zz/",
		}[r.URL.Path]
		switch {
		case r.URL.Path == "/robots.txt" && host == "other.test":
			_, _ = io.WriteString(rw, "User-agent: *\nDisallow: /private\n")
		case r.URL.Path == "/nowhere":
			rw.WriteHeader(http.StatusFound)
		case r.URL.Path == "/private":
			http.Redirect(rw, r, w.at("other.test", "/private"), http.StatusFound)
		case r.URL.Path == "/page":
			html(rw, "<p>Words.")
		case r.URL.Path == "/secret":
			t.Error("what is inside was asked for")
		case to == "":
			http.NotFound(rw, r)
		default:
			rw.Header().Set("Location", to)
			rw.WriteHeader(map[string]int{"/moved": 301}[r.URL.Path] + map[bool]int{true: 302}[r.URL.Path != "/moved"])
		}
	})
	for _, test := range []struct {
		path, at string
		moved    bool
		kind     Kind
	}{
		{"/moved", w.at("news.test", "/page"), true, ""},
		{"/elsewhere", w.at("other.test", "/page"), false, ""},
		{"/inside", "", false, Forbidden},
		{"/loopback", "", false, Forbidden},
		{"/loopback6", "", false, Forbidden},
		{"/number", "", false, Forbidden},
		{"/file", "", false, BadAddress},
		{"/user", "", false, BadAddress},
		{"/endless", "", false, Redirects},
		{"/nowhere", "", false, Redirects},
		{"/broken", "", false, Redirects},
		{"/private", "", false, Robots},
	} {
		got, err := w.page(test.path)
		if kindOf(err) != test.kind || got.URL != test.at || got.Moved != test.moved {
			t.Errorf("%s: %q, moved %v, %v; want %q, %v, %q", test.path, got.URL, got.Moved, err, test.at, test.moved, test.kind)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: the error tells a secret: %v", test.path, err)
		}
	}
	endless := 0
	for _, a := range w.asked.list {
		if a == "news.test/endless" {
			endless++
		}
	}
	if endless != maxRedirects+1 {
		t.Errorf("an endless redirect was followed %d times", endless)
	}
}

func TestLimits(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 64 {
		_, _ = z.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	w := newWorld(t, Settings{Timeout: 300 * time.Millisecond}, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		switch r.URL.Path {
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		case "/large":
			_, _ = w.Write(make([]byte, 1<<20+1))
		case "/claims":
			w.Header().Set("Content-Length", "99999999")
			w.WriteHeader(http.StatusOK)
		case "/full":
			_, _ = w.Write(make([]byte, 1<<20))
		case "/dribble":
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, "x")
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		case "/silent":
			<-r.Context().Done()
		case "/brotli":
			w.Header().Set("Content-Encoding", "br")
		case "/pdf":
			w.Header().Set("Content-Type", "application/pdf")
		case "/untyped":
			w.Header()["Content-Type"] = nil
			_, _ = io.WriteString(w, "<!DOCTYPE html><p>Words.")
		case "/untyped-pdf":
			w.Header()["Content-Type"] = nil
			_, _ = io.WriteString(w, "%PDF-1.7")
		case "/head":
			w.Header().Set("X-Long", strings.Repeat("x", 2*maxHeader))
		case "/broken":
			panic(http.ErrAbortHandler)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/shut":
			w.WriteHeader(http.StatusForbidden)
		case "/busy":
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/fault":
			w.WriteHeader(http.StatusInternalServerError)
		default:
			http.NotFound(w, r)
		}
	})
	for _, test := range []struct {
		path string
		kind Kind
		word string
	}{
		{"/bomb", Large, "larger than 1 MB"},
		{"/large", Large, "larger than 1 MB"},
		{"/claims", Large, "larger than 1 MB"},
		{"/full", "", ""},
		{"/dribble", Slow, "longer than 300ms"},
		{"/silent", Slow, "longer than 300ms"},
		{"/brotli", WrongType, "compressed"},
		{"/pdf", WrongType, `"application/pdf"`},
		{"/untyped", "", ""},
		{"/untyped-pdf", WrongType, `"application/pdf"`},
		{"/head", Unreachable, "broke off"},
		{"/broken", Unreachable, "broke off"},
		{"/missing", Gone, "(404)"},
		{"/gone", Gone, "(410)"},
		{"/shut", Shut, "(403)"},
		{"/busy", Busy, "(503)"},
		{"/fault", Broken, "(500)"},
	} {
		start := time.Now()
		_, err := w.page(test.path + "?token=s3cret")
		if kindOf(err) != test.kind || err != nil && !strings.Contains(err.Error(), test.word) {
			t.Errorf("%s: %v; want %q, %q", test.path, err, test.kind, test.word)
		}
		if err != nil && (strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "http:")) {
			t.Errorf("%s: the error tells the address: %v", test.path, err)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %v", test.path, took)
		}
	}
	_, err := w.page("/busy")
	var e *Error
	if !errors.As(err, &e) || e.RetryAfter != 2*time.Minute || e.Status != 503 {
		t.Errorf("%+v", e)
	}
}

func TestUnreachable(t *testing.T) {
	w := newWorld(t, Settings{}, nil)
	w.server.Close()
	_, err := w.page("/")
	if kindOf(err) != Unreachable {
		t.Errorf("nobody listens: %v", err)
	}
	_, err = w.Get(context.Background(), Request{URL: "https://nowhere.example/?key=s3cret", MaxBytes: 1})
	if kindOf(err) != Unreachable || !strings.Contains(err.Error(), `"nowhere.example"`) || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("no such host: %v", err)
	}
	for _, address := range []string{"", "news.test", "ftp://news.test/", "https://", "http://%zz/", "https://news.test/" + strings.Repeat("a", maxAddress)} {
		if _, err := w.Get(context.Background(), Request{URL: address}); kindOf(err) != BadAddress {
			t.Errorf("%.40q: %v", address, err)
		}
	}
}

func TestCanceled(t *testing.T) {
	began := make(chan struct{})
	w := newWorld(t, Settings{}, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		close(began)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-began
		cancel()
	}()
	if _, err := w.Get(ctx, Request{URL: w.at("news.test", "/")}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if _, err := w.Get(ctx, Request{URL: w.at("news.test", "/")}); !errors.Is(err, context.Canceled) {
		t.Errorf("asked when nobody waits: %v", err)
	}
}

// One request at a time goes to a host; hosts don't wait for each other.
func TestOneAtATime(t *testing.T) {
	var now, most atomic.Int32
	both := make(chan struct{}, 2)
	w := newWorld(t, Settings{}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
			return
		case "/meet": // answers when both hosts are asked
			both <- struct{}{}
			for deadline := time.Now().Add(5 * time.Second); len(both) < 2 && time.Now().Before(deadline); {
				time.Sleep(time.Millisecond)
			}
			if len(both) < 2 {
				t.Error("one host waits for the other")
			}
			html(w, "")
			return
		}
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		html(w, "")
	})
	var group sync.WaitGroup
	get := func(address string) {
		group.Go(func() {
			if _, err := w.Get(context.Background(), Request{URL: address, Types: []string{"text/html"}, MaxBytes: 10}); err != nil {
				t.Error(err)
			}
		})
	}
	for i := range 10 {
		get(w.at("news.test", fmt.Sprint("/", i)))
	}
	group.Wait()
	if most.Load() != 1 {
		t.Errorf("%d requests at once", most.Load())
	}
	get(w.at("news.test", "/meet"))
	get(w.at("other.test", "/meet"))
	group.Wait()
}

// A host that isn't the operator's own is left alone between two requests, for as
// long as it asks.
func TestPause(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var slept []time.Duration
	c := New(Settings{
		Agent: "Cuttings/1", Now: func() time.Time { return now }, Allow: []string{"own.example"},
		Sleep: func(_ context.Context, d time.Duration) error { slept = append(slept, d); now = now.Add(d); return nil },
	})
	defer c.Close()
	enter := func(address string) {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		leave, err := c.lines.enter(context.Background(), c, u)
		if err != nil {
			t.Fatal(err)
		}
		leave()
	}
	slow, err := url.Parse("https://slow.example/")
	if err != nil {
		t.Fatal(err)
	}
	rules := rulesOf(t, "User-agent: cuttings\nCrawl-delay: 7\n")
	c.robots.keep(slow, rules, now)
	for _, address := range []string{"https://a.example/1", "https://A.example/2", "https://own.example/1", "https://own.example/2", "https://slow.example/1", "https://slow.example/2"} {
		enter(address)
	}
	now = now.Add(400 * time.Millisecond)
	enter("https://a.example/3") // long since
	enter("https://a.example/4")
	want := []time.Duration{time.Second, 7 * time.Second, time.Second}
	if diff := cmp.Diff(want, slept); diff != "" {
		t.Errorf("pauses (-want +got):\n%s", diff)
	}
	for i := range manyHosts + 10 {
		now = now.Add(time.Minute)
		enter(fmt.Sprintf("https://h%d.example/", i))
	}
	if n := len(c.lines.hosts); n > manyHosts {
		t.Errorf("%d hosts are remembered", n)
	}
}
