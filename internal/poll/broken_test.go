package poll

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// A document that broke off on its way gives what came before; the rest is asked for
// again, and not whether it has changed.
func TestBrokenOff(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		all := rss("The Post", whole("http://a.test/1", "An otter"), whole("http://a.test/2", "A swan"))
		cut := all[:strings.LastIndex(all, "<item>")+len("<item><ti")]
		w.sites["a.test"] = func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") != "" {
				rw.WriteHeader(http.StatusNotModified)
				return
			}
			send(rw, "application/rss+xml", cut)
			cut = all
		}
		w.subscribe("http://a.test/feed")
		w.run(30 * time.Minute)
		equal(t, "held when it broke off", map[string]int{"http://a.test/1": 1}, w.held())
		w.run(4 * time.Hour)
		equal(t, "held", map[string]int{"http://a.test/1": 1, "http://a.test/2": 1}, w.held())
		equal(t, "filed", []string{"http://a.test/1 added", "http://a.test/2 added"}, w.filed)
		last := w.asked[len(w.asked)-1]
		if !last.conditional {
			t.Error("once it was whole, it is asked for again")
		}
	})
}
