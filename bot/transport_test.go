package bot

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"cuttings/bot/card"
)

// token is an interaction's: it must not be in any error or log.
const token = "aW50ZXJhY3Rpb246c2VjcmV0"

func TestRequest(t *testing.T) {
	var got *http.Request
	var body string
	handler := func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		got, body = r, string(b)
		_, _ = w.Write([]byte(`{"id":"7"}`))
	}
	onWire(t, handler, func(t *testing.T, w *wire) {
		var into struct{ ID string }
		if err := w.do(t.Context(), http.MethodPut, "applications/7/commands?x=1", []int{1}, &into); err != nil || into.ID != "7" {
			t.Fatalf("got %v, %v", into, err)
		}
		if got.URL.String() != "/api/v10/applications/7/commands?x=1" || got.Host != "discord.test" || body != "[1]" {
			t.Errorf("%s %s: %s", got.Host, got.URL, body)
		}
		if a := got.Header.Get("Authorization"); a != "Bot "+secret {
			t.Errorf("Authorization %q", a)
		}
		if a := got.Header.Get("User-Agent"); !strings.HasPrefix(a, "DiscordBot (https://") || !strings.HasSuffix(a, ") Cuttings/1.2.3") {
			t.Errorf("User-Agent %q", a)
		}
	})
}

// step is what the server of a test says to one request.
type step struct {
	status int
	header string // Retry-After
	body   string
	drop   bool          // cuts the connection instead
	hang   time.Duration // before it answers
}

const limited = `{"message":"You are being rate limited.","retry_after":1.25,"global":false}`

func (s step) play(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body) // only then does a server notice that the client went away
	select {
	case <-time.After(s.hang):
	case <-r.Context().Done():
		panic(http.ErrAbortHandler)
	}
	if s.drop {
		panic(http.ErrAbortHandler)
	}
	if s.header != "" {
		w.Header().Set("Retry-After", s.header)
	}
	w.WriteHeader(s.status)
	_, _ = io.WriteString(w, s.body)
}

func TestTryAgain(t *testing.T) {
	const ok = 200
	const tooEarly = `{"code":10015,"message":"Unknown Webhook"}`
	ms := time.Millisecond
	tests := []struct {
		name   string
		method string
		steps  []step // the last one is repeated
		tries  int
		took   time.Duration
		status int // of the error; 0 is none, -1 is none of Discord's
	}{
		{"at once", "PATCH", []step{{status: ok}}, 1, 0, 0},
		{"429, JSON", "POST", []step{{status: 429, header: "2", body: limited}, {status: ok}}, 2, 1250 * ms, 0},
		{"429, Cloudflare's page", "POST", []step{{status: 429, header: "2", body: "<html>"}, {status: ok}}, 2, 2000 * ms, 0},
		{"429 without a time", "POST", []step{{status: 429}, {status: ok}}, 2, 500 * ms, 0},
		{"429 with nonsense", "POST", []step{{status: 429, header: "soon", body: `{"retry_after":-1}`}, {status: ok}}, 2, 500 * ms, 0},
		{"429 for ever", "POST", []step{{status: 429, body: limited}}, maxTries, 7 * 1250 * ms, 429},
		{"429 for too long", "POST", []step{{status: 429, header: "3600"}}, 1, 0, 429},
		{"500", "PATCH", []step{{status: 500}, {status: ok}}, 2, 125 * ms, 0},
		{"502, 503, 504", "PATCH", []step{{status: 502}, {status: 503}, {status: 504}, {status: ok}}, 4, (125 + 250 + 500) * ms, 0},
		{"503 for ever", "PATCH", []step{{status: 503}}, maxTries, 127 * 125 * ms, 503},
		{"503 to what can't be sent twice", "POST", []step{{status: 503}}, 1, 0, 503},
		{"dropped", "PATCH", []step{{drop: true}, {status: ok}}, 2, 125 * ms, 0},
		{"dropped, can't be sent twice", "POST", []step{{drop: true}}, 1, 0, -1},
		{"hangs once", "PATCH", []step{{hang: time.Hour}, {status: ok}}, 2, tryLimit + 125*ms, 0},
		{"400", "PATCH", []step{{status: 400}}, 1, 0, 400},
		{"401", "PATCH", []step{{status: 401}}, 1, 0, 401},
		{"404", "PATCH", []step{{status: 404, body: `{"code":10008,"message":"Unknown Message"}`}}, 1, 0, 404},
		{"before the first answer", "POST", []step{{status: 404, body: tooEarly}, {status: 404, body: tooEarly}, {status: ok}}, 3, (125 + 250) * ms, 0},
		{"without a first answer", "POST", []step{{status: 404, body: tooEarly}}, earlyTries, 15 * 125 * ms, 404},
		{"302", "GET", []step{{status: 302}}, 1, 0, 302},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tries := 0
			handler := func(w http.ResponseWriter, r *http.Request) {
				tries++
				test.steps[min(tries, len(test.steps))-1].play(w, r)
			}
			onWire(t, handler, func(t *testing.T, w *wire) {
				began := time.Now()
				err := w.do(t.Context(), test.method, "webhooks/7/"+token, map[string]int{"flags": 1}, nil)
				if took := time.Since(began); tries != test.tries || took != test.took {
					t.Errorf("%d tries in %v, want %d in %v", tries, took, test.tries, test.took)
				}
				var refused *apiError
				status := 0
				if errors.As(err, &refused) {
					status = refused.status
				} else if err != nil {
					status = -1
				}
				if status != test.status && test.status != 302 {
					t.Errorf("error %v, want status %d", err, test.status)
				}
				if test.status != 0 && err == nil {
					t.Error("no error")
				}
				holdsNoSecret(t, w, err)
			})
		})
	}
}

func holdsNoSecret(t *testing.T, w *wire, err error) {
	t.Helper()
	for _, s := range []string{token, secret} {
		if strings.Contains(fmt.Sprintf("%v %+v", err, err), s) {
			t.Errorf("a token is in the error: %v", err)
		}
		if strings.Contains(w.log.String(), s) {
			t.Errorf("a token is in the log: %s", w.log.String())
		}
	}
}

func TestDialRefused(t *testing.T) {
	onWire(t, func(http.ResponseWriter, *http.Request) {}, func(t *testing.T, w *wire) {
		dials := 0
		w.dial = func() error {
			if dials++; dials < 4 {
				return errors.New("connection refused")
			}
			return nil
		}
		if err := w.do(t.Context(), http.MethodPost, "webhooks/7/"+token, nil, nil); err != nil || dials != 4 {
			t.Errorf("%d dials: %v", dials, err)
		}
		w.dial = func() error { return errors.New("connection refused") }
		w.close()
		err := w.do(t.Context(), http.MethodPost, "webhooks/7/"+token, nil, nil)
		if err == nil || !temporary(err) {
			t.Errorf("error %v, want one that is temporary", err)
		}
		holdsNoSecret(t, w, err)
	})
}

// An acknowledgement that hangs is tried again while there is time.
func TestAcknowledgeAgain(t *testing.T) {
	tests := []struct {
		name  string
		steps []step
		fails bool
	}{
		{"hangs", []step{{hang: time.Hour}, {status: 204}}, false},
		{"got through, but the answer was lost", []step{{drop: true}, {status: 400, body: `{"code":40060,"message":"Interaction has already been acknowledged."}`}}, false},
		{"another process was first", []step{{status: 400, body: `{"code":40060}`}}, true},
		{"too late", []step{{status: 404, body: `{"code":10062}`}}, true},
		{"429 beyond the deadline", []step{{status: 429, header: "5"}}, true},
		{"hangs for ever", []step{{hang: time.Hour}}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tries := 0
			handler := func(w http.ResponseWriter, r *http.Request) {
				tries++
				test.steps[min(tries, len(test.steps))-1].play(w, r)
			}
			onWire(t, handler, func(t *testing.T, w *wire) {
				began := time.Now()
				in := &interaction{ID: "1", Type: 2, Token: token}
				err := w.acknowledge(t.Context(), in, in.acknowledgement())
				if (err != nil) != test.fails {
					t.Errorf("error %v, want one: %t", err, test.fails)
				}
				if took := time.Since(began); took > 3*time.Second {
					t.Errorf("took %v; Discord waits 3 s", took)
				}
				holdsNoSecret(t, w, err)
			})
		})
	}
}

// A follow-up whose answer is cut short was sent; it must not be sent again.
func TestTruncatedAnswer(t *testing.T) {
	tries := 0
	handler := func(w http.ResponseWriter, _ *http.Request) {
		tries++
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, `{"id":`)
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	onWire(t, handler, func(t *testing.T, w *wire) {
		err := w.followUp(t.Context(), "7", &interaction{Token: token}, card.Notice("x"))
		if err != nil || tries != 1 {
			t.Errorf("%d tries: %v", tries, err)
		}
		tries = 0
		if id, err := w.post(t.Context(), "7", &interaction{Token: token}, card.Notice("x")); err != nil || id != "" || tries != 1 {
			t.Errorf("%d tries: message %q, %v", tries, id, err)
		}
		tries = 0
		if _, err = w.edit(t.Context(), "7", &interaction{Token: token}, card.Notice("x")); err == nil || tries != maxTries {
			t.Errorf("%d tries: %v", tries, err)
		}
		holdsNoSecret(t, w, err)
	})
}

func TestCanceled(t *testing.T) {
	onWire(t, step{status: 503}.play, func(t *testing.T, w *wire) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		err := w.do(ctx, http.MethodGet, "users/@me", nil, nil)
		if err == nil || time.Since(began) > time.Second {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
	})
}

func TestAddress(t *testing.T) {
	for address, root := range map[string]string{
		"":                       "https://discord.com/api/v10/",
		"http://127.0.0.1:8080":  "http://127.0.0.1:8080/api/v10/",
		"http://127.0.0.1:8080/": "http://127.0.0.1:8080/api/v10/",
		"127.0.0.1:8080":         "",
		"ftp://x":                "",
		"http://":                "",
	} {
		tr, err := newTransport(address, nil, noMeter{})
		if (err == nil) != (root != "") || err == nil && tr.root != root {
			t.Errorf("%q: %+v, %v", address, tr, err)
		}
	}
}

// To Discord itself requests go over HTTP/2: many at once on one connection.
func TestHTTP2(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, `{"major":%d}`, r.ProtoMajor)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	r, err := newREST(Config{Token: secret, API: server.URL, Meter: noMeter{}})
	if err != nil {
		t.Fatal(err)
	}
	defer r.close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	r.transport.base.TLSClientConfig = &tls.Config{RootCAs: roots}
	var got struct{ Major int }
	if err := r.do(t.Context(), http.MethodGet, "users/@me", nil, &got); err != nil || got.Major != 2 {
		t.Errorf("HTTP/%d, %v", got.Major, err)
	}
}
