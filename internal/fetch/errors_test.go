package fetch

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// certificate is one that vouches for itself.
func certificate(t *testing.T, from, to time.Time, address string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: from, NotAfter: to, IsCA: true, BasicConstraintsValid: true,
		IPAddresses: []net.IP{net.ParseIP(address)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

func TestCertificates(t *testing.T) {
	long := time.Date(2010, 5, 3, 0, 0, 0, 0, time.UTC)
	soon := time.Now().AddDate(1, 0, 0)
	for _, test := range []struct {
		name, address string
		to            time.Time
		known         bool
		kind          Kind
		word          string
	}{
		{"good", "127.0.0.1", soon, true, "", ""},
		{"expired", "127.0.0.1", long.AddDate(0, 0, 1), true, Certificate, "is good from 3 May 2010 to 4 May 2010 only"},
		{"another's", "127.0.0.9", soon, true, Certificate, "is for another name"},
		{"nobody's", "127.0.0.1", soon, false, Certificate, "vouched for by nobody"},
	} {
		t.Run(test.name, func(t *testing.T) {
			cert, pool := certificate(t, long, test.to, test.address)
			if !test.known {
				pool = x509.NewCertPool()
			}
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { html(w, "") }))
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
			server.StartTLS()
			defer server.Close()
			c := New(Settings{Allow: []string{"127.0.0.1"}, TLS: &tls.Config{RootCAs: pool}})
			defer c.Close()
			_, err := c.Get(context.Background(), Request{URL: server.URL, Types: []string{"text/html"}, MaxBytes: 10})
			if kindOf(err) != test.kind || err != nil && !strings.Contains(err.Error(), test.word) {
				t.Errorf("%v; want %q, %q", err, test.kind, test.word)
			}
		})
	}
	// HTTPS where only HTTP is spoken.
	w := newWorld(t, Settings{}, func(http.ResponseWriter, *http.Request) {})
	_, err := w.Get(context.Background(), Request{URL: strings.Replace(w.at("news.test", "/"), "http:", "https:", 1)})
	if kindOf(err) != Certificate {
		t.Errorf("no TLS: %v", err)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "60": time.Minute, "Thu, 01 Jan 2026 00:05:00 GMT": 5 * time.Minute, "Wed, 31 Dec 2025 00:00:00 GMT": 0,
		"soon": 0, "-5": 0, "999999999": 7 * 24 * time.Hour, "99999999999999999999": 0,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}

func TestMaxAge(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"": 0, "max-age=60": time.Minute, "public, Max-Age=\"60\"": time.Minute, "no-cache": 0, "s-maxage=60": 0,
		"max-age=-1": 0, "max-age=2147483647": 365 * 24 * time.Hour,
	} {
		if got := maxAge(value); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}

func TestRedact(t *testing.T) {
	for in, want := range map[string]string{
		"https://news.example/a-story-of-2019?page=2&id=1234567":               "https://news.example/a-story-of-2019?page=2&id=1234567",
		"https://me:s3cret@news.example/a#part":                                "https://news.example/a",
		"https://news.example/feed?token=s3cret&page=2":                        "https://news.example/feed?token=…&page=2",
		"https://news.example/feed?api_key=s3cret":                             "https://news.example/feed?api_key=…",
		"https://news.example/feed?access_token=s3cret":                        "https://news.example/feed?access_token=…",
		"https://news.example/feed?X-Amz-Signature=s3cret":                     "https://news.example/feed?X-Amz-Signature=…",
		"https://news.example/feed?u=aB3dE5gH7jK9mN1pQ3sT5vW7":                 "https://news.example/feed?u=…",
		"https://news.example/feed?aB3dE5gH7jK9mN1pQ3sT5vW7":                   "https://news.example/feed?…",
		"https://news.example/feed?h=0123456789abcdef0123456789abcdef":         "https://news.example/feed?h=…",
		"https://news.example/?q=the-monkey-and-the-keyboard&title=A+Long+One": "https://news.example/?q=the-monkey-and-the-keyboard&title=A+Long+One",
		"https://news.example/?token=":                                         "https://news.example/?token=",
		"http://%zz/?token=s3cret":                                             "an address that can't be read",
	} {
		if got := Redact(in); got != want {
			t.Errorf("Redact(%q) = %q, want %q", in, got, want)
		}
	}
}
