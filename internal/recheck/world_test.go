package recheck

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/fetch"
	"cuttings/internal/ingest"
)

// world is a site of one page, a store, and a looker, in a time of their own.
type world struct {
	*Looker
	t    *testing.T
	now  time.Time
	site *httptest.Server
	held archive.Store

	mu     sync.Mutex
	serve  http.HandlerFunc
	status []int // of each answer
}

const words = "Two cows were seen on the bridge at Culham on Wednesday, the first for thirty years."

// article is a page of one.
func article(headline string, paragraphs ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body := fmt.Sprintf("<html><body><article><h1>%s</h1><p>%s</p></article></body></html>", headline, strings.Join(paragraphs, "</p><p>"))
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("ETag", `"`+archive.Hash(body)+`"`)
		if r.Header.Get("If-None-Match") == w.Header().Get("ETag") {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", code) }
}

// recorder remembers the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func open(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)}
	w.site = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		defer w.mu.Unlock()
		if r.URL.Path == "/robots.txt" {
			http.NotFound(out, r)
			return
		}
		answer := &recorder{out, http.StatusOK}
		w.serve(answer, r)
		w.status = append(w.status, answer.status)
	}))
	t.Cleanup(w.site.Close)
	clock := func() time.Time { return w.now }
	var err error
	w.held, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "cuttings.db"), sqlite.Clock(clock))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.held.Close() })
	street := fetch.New(fetch.Settings{Agent: "Cuttings/test", Allow: []string{strings.TrimPrefix(w.site.URL, "http://")}, Now: clock})
	t.Cleanup(street.Close)
	w.Looker = &Looker{Store: w.held, Street: street, Now: clock}
	return w
}

// serves sets what the site answers from now on.
func (w *world) serves(h http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.serve, w.status = h, nil
}

// add fetches the page and files it, as cutting No. 1.
func (w *world) add() {
	w.t.Helper()
	receipts, err := ingest.File(w.t.Context(), w.held, w.now, ingest.Fetch(w.t.Context(), w.Street, w.site.URL+"/cows", archive.Page{}, archive.Version{}))
	if err != nil || receipts[0].Number != 1 {
		w.t.Fatalf("%+v, %v", receipts, err)
	}
}

// look looks so many hours later, and must find that.
func (w *world) look(hours int, want Outcome) Look {
	w.t.Helper()
	w.now = w.now.Add(time.Duration(hours) * time.Hour)
	look, ok, err := w.Next(w.t.Context())
	if want == "" {
		if ok || err != nil {
			w.t.Fatalf("on %v something is due: %+v, %v", w.now, look, err)
		}
		return look
	}
	if err != nil || !ok || look.Outcome != want {
		w.t.Fatalf("on %v: %v, %v (%s), %v, want %s", w.now, ok, look.Outcome, look.Reason, err, want)
	}
	if kept, _, err := w.held.Page(w.t.Context(), 1); err != nil || kept != look.Page {
		w.t.Errorf("kept is %+v, %v, not %+v", kept, err, look.Page)
	}
	return look
}

const day = 24

// first is the ID of cutting No. 1.
func (w *world) first() string {
	v, err := w.held.Cutting(w.t.Context(), 1, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return v.ID
}
