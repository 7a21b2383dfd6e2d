package poll

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func equal[T any](t *testing.T, what string, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// A feed is asked once an hour, and what it brings is filed once.
func TestDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		items := []string{whole("http://a.test/1", "An otter"), teaser("http://a.test/2", "A swan")}
		w.sites["a.test"] = func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/feed" {
				sendXML(rw, r, rss("The Post", items...))
				return
			}
			send(rw, "text/html", pageOf("A swan"))
		}
		w.subscribe("http://a.test/feed")
		w.run(24 * time.Hour)
		equal(t, "held", map[string]int{"http://a.test/1": 1, "http://a.test/2": 1}, w.held())
		if n := len(w.times("a.test", "/feed")); n < 20 || n > 24 {
			t.Errorf("the feed was asked %d times in a day", n)
		}
		equal(t, "filed", []string{"http://a.test/1 added", "http://a.test/2 added"}, w.filed)
		t.Log(w.polite(), w.log.String())
	})
}
