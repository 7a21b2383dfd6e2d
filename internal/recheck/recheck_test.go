package recheck

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"cuttings/internal/archive"
	"cuttings/internal/archive/sqlite"
	"cuttings/internal/fetch"
	"cuttings/internal/ingest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

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

// A page is looked at 1, 3, 7, 30 and 90 days after its capture and every 90 days,
// and not read while it doesn't change; a change begins anew.
func TestWhen(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	w.look(0, "")
	for _, days := range []int{1, 2, 4, 23, 60, 90, 90} {
		w.look(days*day-1, "")
		w.look(1, Unchanged)
	}
	if diff := cmp.Diff([]int{200, 304, 304, 304, 304, 304, 304, 304}, w.status); diff != "" {
		t.Error(diff)
	}
	w.serves(article("Cows", strings.Replace(words, "Two", "Three", 1), words))
	look := w.look(90*day, Changed)
	if look.Version.Version != 2 || look.Before.Version != 1 || !cmp.Equal(look.Fields(), []string{"text"}) || look.Page.Version != 2 {
		t.Errorf("%+v", look)
	}
	w.look(day-1, "")
	w.look(1, Unchanged)
	if diff := cmp.Diff([]int{200, 304}, w.status); diff != "" {
		t.Error(diff)
	}
}

// What changed is named, and a page that lost most of its words is a version all
// the same.
func TestChanges(t *testing.T) {
	w := open(t)
	long := []string{words, words, words, words, words, words}
	w.serves(article("Cows", long...))
	w.add()
	w.serves(article("Cows on a bridge", long...))
	look := w.look(day, Changed)
	if _, _, ok := look.Shrunk(); ok || !cmp.Equal(look.Fields(), []string{"headline"}) {
		t.Errorf("%v", look.Fields())
	}
	w.serves(article("Cows on a bridge", words, words))
	look = w.look(day, Changed)
	if had, has, ok := look.Shrunk(); !ok || had != 3*has || has != 32 {
		t.Errorf("%d words of %d, %v", has, had, ok)
	}
	if v, err := w.held.Cutting(t.Context(), 1, 0); err != nil || v.Version != 3 {
		t.Errorf("version %d, %v", v.Version, err)
	}
	stamped := article("Cows on a bridge", words, words)
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		r.Header.Del("If-None-Match")
		out.Header().Set("Last-Modified", "Tue, 01 Mar 2016 09:00:00 GMT")
		stamped(out, r)
	})
	if look = w.look(day, Unchanged); look.Fields() != nil || look.Page.LastModified == "" {
		t.Errorf("%+v", look)
	}
}

// A 404 counts when it is still so a day later, a 410 at once; what comes back is
// marked no more. What lies between doesn't matter.
func TestGone(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	gone := func() int {
		m, err := w.held.Gone(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		return len(m)
	}
	w.serves(status(404))
	first := w.look(day, Missing)
	if gone() != 0 || !strings.Contains(first.Reason, "404") {
		t.Errorf("gone after one look: %+v", first)
	}
	w.serves(article("Cows", words, words))
	w.look(day, Unchanged)
	w.serves(status(404))
	w.look(day, Missing)
	missed := w.now
	w.serves(status(503))
	w.look(day, Unreachable)
	w.serves(status(404))
	look := w.look(3*day, Gone)
	if gone() != 1 || !look.Page.Gone.Equal(missed) || look.Page.Next.Sub(missed) != 7*24*time.Hour {
		t.Errorf("%+v", look.Page)
	}
	w.serves(status(500)) // no reason to think that it is back
	w.look(3*day, Unreachable)
	if gone() != 1 {
		t.Error("an error took the mark away")
	}
	w.serves(article("Cows", words, words))
	w.look(30*day, Back)
	if gone() != 0 {
		t.Error("it is back and still marked")
	}
	w.serves(status(410))
	if look = w.look(90*day, Gone); gone() != 1 || !look.Page.Gone.Equal(w.now) {
		t.Errorf("%+v", look.Page)
	}
	if v, err := w.held.Cutting(t.Context(), 1, 0); err != nil || v.Version != 1 {
		t.Errorf("version %d, %v", v.Version, err)
	}
}

// What is no article, or another one, is no change and loses nothing; it is tried
// again ever more seldom, and not before the site wants.
func TestUnreachable(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	consent := func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Content-Type", "text/html")
		fmt.Fprint(out, "<html><body><h1>Before you continue</h1><p>We value your privacy.</p><button>Accept all cookies</button></body></html>")
	}
	other := func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cows" {
			http.Redirect(out, r, "/", http.StatusFound)
			return
		}
		article("Today", strings.ReplaceAll(words, "cows", "geese"), words)(out, r)
	}
	for i, c := range []struct {
		serve http.HandlerFunc
		want  string
		hours int // to the next look
	}{
		{consent, "asks for consent to cookies", day},
		{other, "leads to another article now", 3 * day},
		{status(403), "doesn't show the page to programs", 7 * day},
		{func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Retry-After", fmt.Sprint(40*day*3600))
			out.WriteHeader(503)
		}, "asks to be left alone", 30 * day},
		{status(500), "a fault of its own", 90 * day},
		{status(500), "a fault of its own", 90 * day},
	} {
		w.serves(c.serve)
		hours := day
		if i > 0 {
			hours = 0
		}
		look := w.look(hours, Unreachable)
		if !strings.Contains(look.Reason, c.want) || look.Page.Next.Sub(w.now) != time.Duration(c.hours)*time.Hour || look.Page.Failures != i+1 {
			t.Errorf("%d: %s, next in %v", i, look.Reason, look.Page.Next.Sub(w.now))
		}
		w.now = look.Page.Next
	}
	w.serves(article("Cows", words, words))
	look := w.look(0, Unchanged)
	if look.Page.Failures != 0 || look.Page.Error != "" || look.Version.Version != 1 {
		t.Errorf("%+v", look.Page)
	}
	if diff := cmp.Diff([]int{304}, w.status); diff != "" {
		t.Error("it was read again:", diff)
	}
}

// Somebody's own text is not replaced by what its address shows; only whether the
// page is there is told.
func TestOwnWords(t *testing.T) {
	w := open(t)
	url := w.site.URL + "/cows"
	if _, err := w.held.Put(t.Context(), archive.Article{ID: "x", URL: url, Address: url, Title: "Mine", Text: words + "\n\n" + words}); err != nil {
		t.Fatal(err)
	}
	for _, h := range []http.HandlerFunc{article("Cows", "Other words stand here, and they are many more than four.", words), article("Cows", words, words), func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "text/html")
		fmt.Fprint(out, "<p>No article.")
	}} {
		w.serves(h)
		if look := w.look(90*day, Unchanged); look.Version.Version != 1 || look.Page.Version != 0 || look.Page.ETag != "" {
			t.Errorf("%+v", look)
		}
	}
	w.serves(status(410))
	w.look(90*day, Gone)
}

// A page is followed again after a crash between its new version and what is known
// of it; after an operator's own version it isn't.
func TestBehind(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	v, err := w.held.Cutting(t.Context(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	newer := strings.Replace(v.Text, "Two", "Three", 1)
	v.Text = newer
	if _, err := w.held.Put(t.Context(), v.Article); err != nil {
		t.Fatal(err)
	}
	w.serves(article("Cows", words, words))
	if look := w.look(day, Unchanged); look.Page.Version != 1 || look.Version.Version != 2 {
		t.Errorf("%+v", look.Page)
	}
	w.serves(article("Cows", strings.Split(newer, "\n\n")...))
	if look := w.look(90*day, Unchanged); look.Page.Version != 2 {
		t.Errorf("%+v", look.Page)
	}
	w.serves(article("Cows", words, words))
	w.look(90*day, Changed)
}

// Two lookers never ask for the same page, and what can't be finished is given
// back.
func TestClaims(t *testing.T) {
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	w.now = w.now.Add(day * time.Hour)
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		if look, ok, err := w.Next(t.Context()); ok || err != nil {
			t.Errorf("another looks too: %+v, %v", look, err)
		}
		if _, ok, err := w.Next(t.Context(), 1); ok || err != nil {
			t.Error("another looks too, when told to", err)
		}
		article("Cows", words, words)(out, r)
	})
	w.look(0, Unchanged)
	w.now = w.now.Add(90 * day * time.Hour)
	ctx, cancel := context.WithCancel(t.Context())
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	if _, ok, err := w.Next(ctx); ok || !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v, %v", ok, err)
	}
	w.serves(article("Cows", words, words))
	w.look(0, Unchanged)
	if look, ok, err := w.Next(t.Context(), 1); err != nil || !ok || look.Outcome != Unchanged {
		t.Errorf("named, and not due: %+v, %v", look, err)
	}
	if err := w.held.Remove(t.Context(), w.first(), ""); err != nil {
		t.Fatal(err)
	}
	w.look(90*day, "")
}

// What is removed while its page is asked for stays out, whatever the page says by
// then; what is changed by hand meanwhile stays as it was changed.
func TestMeanwhile(t *testing.T) {
	newer := article("Cows", strings.Replace(words, "Two", "Three", 1), words)
	w := open(t)
	w.serves(article("Cows", words, words))
	w.add()
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		v, err := w.held.Cutting(t.Context(), 1, 0)
		if v.Version == 1 && err == nil {
			v.Text = "Mine."
			_, err = w.held.Put(t.Context(), v.Article)
		}
		if err != nil {
			t.Error(err)
		}
		newer(out, r)
	})
	if look := w.look(day, Unchanged); look.Version.Version != 2 || look.Version.Text != "Mine." {
		t.Errorf("%+v", look.Version)
	}

	w = open(t)
	w.serves(article("Cows", words, words))
	w.add()
	w.serves(func(out http.ResponseWriter, r *http.Request) {
		if err := w.held.Remove(t.Context(), w.first(), "the court says so"); err != nil {
			t.Error(err)
		}
		newer(out, r)
	})
	w.look(day, "")
	if v, err := w.held.Cutting(t.Context(), 1, 0); !errors.Is(err, archive.ErrRemoved) {
		t.Errorf("it is back: %+v, %v", v, err)
	}
	if len(w.status) != 1 {
		t.Errorf("answers: %v", w.status)
	}
}

// first is the ID of cutting No. 1.
func (w *world) first() string {
	v, err := w.held.Cutting(w.t.Context(), 1, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return v.ID
}
