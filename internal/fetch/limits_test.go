package fetch

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

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
