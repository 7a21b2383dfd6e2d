package poll

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/fetch"
)

// world is the street in a bubble of synctest: sites that a client reaches over
// pipes, and a list of what they were asked.
type world struct {
	t      *testing.T
	began  time.Time
	store  archive.Store
	sites  map[string]http.HandlerFunc
	certs  map[string]func() tls.Certificate // of the sites that are asked by https
	robots map[string]string
	conns  chan net.Conn
	roots  *x509.CertPool
	log    bytes.Buffer
	tell   func(archive.Feed) error // nil: nobody is told

	mu    sync.Mutex
	asked []request
	filed []string // what the poller said: the source and what became of it
}

type request struct {
	host, path  string
	began       time.Time
	conditional bool
}

// newWorld makes a world that ends with the test.
func newWorld(t *testing.T) *world {
	w := &world{
		t: t, began: time.Now(), sites: map[string]http.HandlerFunc{}, certs: map[string]func() tls.Certificate{}, robots: map[string]string{},
		conns: make(chan net.Conn), roots: x509.NewCertPool(),
	}
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "archive.db"))
	if err != nil {
		t.Fatal(err)
	}
	w.store = store
	server := &http.Server{Handler: w, ErrorLog: log.New(io.Discard, "", 0)}
	go func() { _ = server.Serve(pipes{w.conns, make(chan struct{})}) }()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// pipes is a listener on the connections that come over a channel.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p pipes) Close() error   { close(p.closed); return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// dial connects to a site.
func (w *world) dial(ctx context.Context, address string) (net.Conn, error) {
	host, port, _ := strings.Cut(address, ":")
	if w.sites[host] == nil {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	near, far := net.Pipe()
	if port == "443" {
		far = tls.Server(far, &tls.Config{Certificates: []tls.Certificate{w.certs[host]()}})
	}
	select {
	case w.conns <- far:
		return near, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ServeHTTP lists what was asked, and lets the site answer.
func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	conditional := r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Modified-Since") != ""
	w.mu.Lock()
	w.asked = append(w.asked, request{r.Host, r.URL.RequestURI(), time.Now(), conditional})
	w.mu.Unlock()
	if r.URL.Path == "/robots.txt" {
		send(rw, "text/plain", w.robots[r.Host])
		return
	}
	w.sites[r.Host](rw, r)
}

// poller reads the feeds of the world.
func (w *world) poller() (p *Poller, done func()) {
	street := fetch.New(fetch.Settings{Agent: "Cuttings/test", Dial: w.dial, TLS: &tls.Config{RootCAs: w.roots}})
	p = &Poller{
		Store: w.store, Street: street, Now: time.Now, Jitter: func() float64 { return .5 },
		Log: slog.New(slog.NewTextHandler(&w.log, nil)),
		Filed: func(source string, r archive.Receipt) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.filed = append(w.filed, source+" "+string(r.Status))
		},
	}
	if w.tell != nil {
		p.Tell = func(_ context.Context, f archive.Feed) error { return w.tell(f) }
	}
	return p, street.Close
}

// run reads feeds for a while.
func (w *world) run(d time.Duration) {
	p, done := w.poller()
	defer done()
	ctx, cancel := context.WithTimeout(w.t.Context(), d)
	defer cancel()
	p.Run(ctx)
}

func (w *world) subscribe(addresses ...string) {
	w.t.Helper()
	for _, a := range addresses {
		if _, added, err := w.store.Subscribe(w.t.Context(), archive.Feed{Address: a}); !added || err != nil {
			w.t.Fatalf("Subscribe %s: %v, %v", a, added, err)
		}
	}
}

func (w *world) feeds() []archive.FeedCount {
	w.t.Helper()
	list, err := w.store.Feeds(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

// times are when a host was asked for a path; "" is any but robots.txt.
func (w *world) times(host, path string) (list []time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.asked {
		if r.host == host && (r.path == path || path == "" && r.path != "/robots.txt") {
			list = append(list, r.began.Sub(w.began))
		}
	}
	return list
}

// held are the articles by their address, or else headline, with how many versions
// each has.
func (w *world) held() map[string]int {
	w.t.Helper()
	versions := map[string]int{}
	for after := int64(0); ; {
		list, err := w.store.Histories(w.t.Context(), after, 500)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(list) == 0 {
			return versions
		}
		for _, h := range list {
			after = h.Number
			if h.Removed != nil {
				continue
			}
			newest := h.Versions[len(h.Versions)-1]
			name := cmp.Or(newest.URL, newest.Title)
			if versions[name] > 0 {
				w.t.Errorf("%s is held twice", name)
			}
			versions[name] = h.Latest
		}
	}
}

// polite fails when a host was asked for more than one thing a second, and returns
// how often each was asked.
func (w *world) polite() map[string]int {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	last, count := map[string]time.Time{}, map[string]int{}
	asked := slices.Clone(w.asked)
	slices.SortStableFunc(asked, func(a, b request) int { return a.began.Compare(b.began) })
	for _, r := range asked {
		robots := r.path == "/robots.txt" // asked for together with the first page
		if at, before := last[r.host]; before && !robots && r.began.Sub(at) < time.Second {
			w.t.Errorf("%s was asked for %s %v after the last", r.host, r.path, r.began.Sub(at))
		}
		if !robots {
			last[r.host] = r.began
		}
		count[r.host]++
	}
	return count
}

// certificate makes a site's, that is good until a time.
func (w *world) certificate(host string, until time.Time) tls.Certificate {
	w.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{host}, NotBefore: w.began.Add(-time.Hour), NotAfter: until, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		w.t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		w.t.Fatal(err)
	}
	w.roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// rss is a feed of items.
func rss(title string, items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>` + title + `</title>` +
		strings.Join(items, "") + `</channel></rss>`
}

// whole is an item with all its words; teaser, one with their beginning.
func whole(link, about string) string { return item(link, about, about+" was seen.", words(about)) }

func teaser(link, about string) string { return item(link, about, about+" was seen …", "") }

func item(link, about, summary, content string) string {
	if content != "" {
		content = "<content:encoded><![CDATA[" + content + "]]></content:encoded>"
	}
	return fmt.Sprintf("<item><title>%s</title><link>%s</link><guid>%s</guid><description>%s</description>%s</item>", about, link, link, summary, content)
}

// words are an article about something, of nine hundred letters.
func words(about string) string {
	return fmt.Sprintf(`<p>%[1]s was seen at the lock on Wednesday, for the first time in thirty years, the lock-keeper says.</p>
<p>He heard it before he saw it: “It whistles like a kettle that is not sure of itself”, he said of %[1]s.</p>
<p>Anglers have been asked to keep their dogs on a lead between the bridge and the weir until the summer.</p>
<p>The council will put up a sign, in three languages and with a picture, as soon as it has been painted by the school.</p>
<p>Nobody knows where %[1]s has come from. A farmer upstream says that he has had a visitor in his pond since the spring, and has lost two carp, for which he blames nobody.</p>
<p>The last time that anything of the kind was seen, the town gave it a name, a fence and a warden, and it left within the week. This time, the lock-keeper says, people should look, be quiet, and go home to their tea.</p>`, about)
}

func pageOf(about string) string {
	return `<html lang="en"><head><title>` + about + `</title></head><body><article><h1>` + about + `</h1>` + words(about) + `</article></body></html>`
}

func send(w http.ResponseWriter, kind, body string) {
	w.Header().Set("Content-Type", kind)
	_, _ = io.WriteString(w, body)
}

// sendXML answers with a document, or that it is the one that was known already.
func sendXML(w http.ResponseWriter, r *http.Request, body string) {
	tag := `"` + archive.Hash(body)[:8] + `"`
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	send(w, "application/rss+xml", body)
}

func zipped(n int) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for range n {
		_, _ = z.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	return b.Bytes()
}
