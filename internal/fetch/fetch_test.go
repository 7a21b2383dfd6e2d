package fetch

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

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
